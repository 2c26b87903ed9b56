"""The weights of a speech model: found in a folder or the hub's cache, fetched only when asked."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from rich.console import Console

from bot.models_commands import OnTerminal
from core.interview.errors import SpeechFault
from core.speech.models import MODELS, Weights
from core.texts.catalog import texts
from tests.fakes.hub import hub

ROOT = Path(__file__).parents[2]
BASE = MODELS["base"]
FILES = {
    f"{BASE.repository}/{BASE.revision}/{file}": (b"x" * 500_000 if file == "model.bin" else b"{}")
    for file in BASE.files
}


def folder_with(path: Path, *files: str) -> Path:
    path.mkdir()
    for file in files:
        (path / file).write_text("{}")
    return path


def told(fault: SpeechFault) -> str:
    return texts().say(fault.key, fault.values)


@pytest.mark.parametrize("vocabulary", ["vocabulary.txt", "vocabulary.json"])
def test_a_folder_with_a_converted_model_is_one(tmp_path: Path, vocabulary: str) -> None:
    folder = folder_with(tmp_path / "m", "config.json", "model.bin", "tokenizer.json", vocabulary)
    weights = Weights(str(folder))
    assert weights.present()
    assert weights.folder() == str(folder)
    assert weights.megabytes == 0
    weights.fetch(lambda _percent: pytest.fail("there is nothing to fetch"))


@pytest.mark.parametrize("missing", ["config.json", "model.bin", "tokenizer.json", "vocabulary.txt"])
def test_a_folder_that_lacks_a_file_is_none_and_says_what_a_model_has(tmp_path: Path, missing: str) -> None:
    files = {"config.json", "model.bin", "tokenizer.json", "vocabulary.txt"} - {missing}
    weights = Weights(str(folder_with(tmp_path / "m", *files)))
    assert not weights.present()
    for use in (weights.folder, lambda: weights.fetch(print)):
        with pytest.raises(SpeechFault) as caught:
            use()
        assert f"There is no speech model in {tmp_path / 'm'}" in told(caught.value)
        assert "GREENROOM_SPEECH_MODEL" in told(caught.value)


def test_every_model_has_a_whole_revision_and_its_size_is_stated() -> None:
    for name, one in MODELS.items():
        assert len(one.revision) == 40
        assert int(one.revision, 16)
        assert {"config.json", "model.bin", "tokenizer.json"} < set(one.files)
        assert Weights(name).megabytes == round(one.size / 1e6)
    assert Weights("base").megabytes == 145


def greenroom(*command: str, home: Path, url: str = "http://127.0.0.1:9", **more: str) -> tuple[int, str]:
    """The exit code and all that was printed."""
    environment = {"PATH": os.environ["PATH"], "HF_HOME": str(home), "HF_ENDPOINT": url, **more}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "models", *command],
        cwd=ROOT,
        env=environment | {"COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.process
def test_a_model_is_pulled_at_its_revision_and_then_found_without_a_network(tmp_path: Path) -> None:
    with hub(FILES) as served:
        assert "* base: 145 MB, not here" in greenroom("list", home=tmp_path)[1]
        code, said = greenroom("pull", home=tmp_path, url=served.url)
        assert (code, said.splitlines()[-1]) == (
            0,
            "The speech model “base” is here; speech can be understood from the next recording on.",
        )
        place = f"/{BASE.repository}/resolve/{BASE.revision}/"
        asked = {path.split()[1] for path in served.asked}
        assert asked == {place + file for file in BASE.files}  # and nothing else: no telemetry
    assert f"* base: here, in {tmp_path}" in greenroom("list", home=tmp_path)[1]
    assert greenroom("pull", home=tmp_path)[0] == 0


@pytest.mark.process
def test_a_pull_without_a_network_says_what_to_do(tmp_path: Path) -> None:
    code, said = greenroom("pull", "tiny", home=tmp_path, HF_HUB_OFFLINE="1")
    assert code == 1
    assert "The speech model “tiny” (76 MB) could not be fetched. Check the connection" in said
    assert "./run models pull" in said
    assert "Traceback" not in said


@pytest.mark.process
def test_a_pull_that_breaks_off_goes_on_where_it_was(tmp_path: Path) -> None:
    with hub(FILES) as served:
        served.broken_after = 200_000
        assert greenroom("pull", home=tmp_path, url=served.url)[0] == 1
        assert "not here" in greenroom("list", home=tmp_path)[1]
        served.broken_after = None
        assert greenroom("pull", home=tmp_path, url=served.url)[0] == 0
        assert f"* base: here, in {tmp_path}" in greenroom("list", home=tmp_path)[1]


@pytest.mark.process
def test_an_unknown_model_is_refused_with_those_there_are(tmp_path: Path) -> None:
    code, said = greenroom("pull", "huge", home=tmp_path)
    assert code == 1
    assert said.startswith(
        "There is no speech model “huge”. There are: tiny, base, small, medium, large-v3, turbo"
    )


@pytest.mark.process
def test_progress_is_told_in_percent_and_ends_with_all(tmp_path: Path) -> None:
    script = (
        "from core.speech import models as m; from dataclasses import replace;"
        "m.MODELS['base'] = replace(m.MODELS['base'], size=500_000);"
        "m.Weights('base').fetch(lambda percent: print(percent))"
    )
    with hub(FILES) as served:
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={"HF_HOME": str(tmp_path), "HF_ENDPOINT": served.url},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
    percents = [int(line) for line in done.stdout.split()]
    assert percents == sorted(set(percents))
    assert percents[-1] == 100


class Fetched:
    """Weights that come in two steps."""

    name, megabytes = "base", 145

    def present(self) -> bool:
        return False

    def fetch(self, progress: Callable[[int], None]) -> None:
        progress(50)
        progress(100)


def test_what_is_fetched_from_the_page_shows_on_the_terminal_too() -> None:
    told: list[int] = []
    screen = Console(file=io.StringIO(), force_terminal=True, width=120)
    OnTerminal(cast(Weights, Fetched()), screen).fetch(told.append)
    assert told == [50, 100]
    drawn = cast(io.StringIO, screen.file).getvalue()
    assert "Fetching the speech model “base” (145 MB)" in drawn
    assert "100%" in drawn
