"""A whole interview on the served page with a model: its words are asked, and nothing it does stops it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

from tests.crash.candidate import PLAIN, Candidate, from_the_triples
from tests.crash.terminal import Terminal
from tests.crash.visiting import a_server
from tests.fakes.model_script import Script
from tests.fakes.model_server import KEY, NAME, ModelServer, model_server_beside
from tests.fakes.small_model import SMALL, Thinking

pytestmark = pytest.mark.process

QUIET = {
    "GREENROOM_SPEECH": "off",
    "GREENROOM_MODEL_SAMPLES": "1",
    "GREENROOM_MODEL_SECONDS": "300",
    "HF_HUB_OFFLINE": "1",
    "OMP_NUM_THREADS": "1",
}
SMALL_HERE = QUIET | {
    "GREENROOM_INTERVIEWER": "mistral",
    "GREENROOM_MODEL": str(SMALL / "base"),
    "GREENROOM_ADAPTER": str(SMALL / "adapter"),
}


def asking(served: ModelServer) -> dict[str, str]:
    """The settings of a Greenroom that asks a server."""
    return QUIET | {
        "GREENROOM_INTERVIEWER": "openai_compatible",
        "GREENROOM_MODEL_URL": served.url,
        "GREENROOM_MODEL_KEY": KEY,
        "GREENROOM_MODEL": NAME,
    }


@contextmanager
def practising(data: Path, settings: dict[str, str]) -> Iterator[tuple[Candidate, Terminal]]:
    """Somebody at the page of a Greenroom with these settings; nothing they said is in its log."""
    with a_server(data, **settings) as server:
        candidate = Candidate(server, from_the_triples())
        try:
            yield candidate, server
        finally:
            candidate.leaves()
        log = server.errors + server.shown
        assert [secret for secret in (PLAIN, KEY, "Traceback") if secret in log] == []


def test_a_whole_interview_is_worded_by_the_model_of_a_server(data: Path) -> None:
    script = Script()
    with (
        model_server_beside(ModelServer(script)) as served,
        practising(data, asking(served)) as (candidate, _),
    ):
        candidate.goes_through()
        done, of = candidate.worded()
        figures = candidate.gets("/metrics").text
    assert done == of >= 3
    assert served.faults == []
    assert set(script.worded) & set(candidate.asked)
    assert _figure(figures, "greenroom_model_taken_total", "probe") == sum(
        one in candidate.asked for one in script.worded if not one.startswith("Put simply")
    )


def test_a_whole_interview_is_the_small_models_though_its_process_is_killed(data: Path) -> None:
    killed: list[int] = []

    with practising(data, SMALL_HERE) as (candidate, server):

        def kills(number: int) -> None:
            if number == 2:
                killed.append(_kill_model(server))

        candidate.goes_through(kills)
        done, of = candidate.worded()
        report = candidate.report()
    assert len(killed) == 1
    assert (of >= 3, done >= 0.8 * of) == (True, True), report


def test_a_whole_interview_is_the_small_models_behind_a_server(data: Path) -> None:
    with (
        model_server_beside(ModelServer(Thinking())) as served,
        practising(data, asking(served)) as (candidate, _),
    ):
        candidate.goes_through()
        done, of = candidate.worded()
        report = candidate.report()
    assert served.faults == []
    assert (of >= 3, done >= 0.8 * of) == (True, True), report


def _kill_model(server: Terminal) -> int:
    """Kills the process that has the model, while it works on what was just said; its number."""
    for child in psutil.Process(server._process.pid).children(recursive=True):
        if "core.interviewers.mistral.worker" in child.cmdline():
            child.kill()
            return int(child.pid)
    raise AssertionError("no model is running")


def _figure(text: str, name: str, task: str) -> float:
    found = re.search(rf'^{name}{{interviewer="\w+",task="{task}"}} (\S+)$', text, re.MULTILINE)
    return float(found[1]) if found else 0.0
