"""The command line as its user meets it: every refusal is a sentence with its remedy and an exit code."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from core.domains.loader import FOLDER
from tests.crash.answers import answer, canary
from tests.crash.terminal import Ran, Terminal, run

pytestmark = pytest.mark.process

BROKEN = 'title = "Broken"\nquestion = 3\n'


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder that is not there yet."""
    return tmp_path / "data"


def refused(done: Ran) -> str:
    """What a command says that is refused with exit code 1, on one line."""
    assert (done.code, done.out) == (1, ""), done
    assert "Traceback" not in done.err
    return " ".join(done.err.split())


def test_wrong_settings_are_refused_with_name_and_remedy_before_anything_is_made(data: Path) -> None:
    (data.parent / ".env").write_text("GREENROOM_QUITE_SECONDS=3\n", encoding="utf-8")
    settings = {"GREENROOM_LOG_LEVEL": "loud", "GREENROOM_MASTER_KEY": "hunter2"}
    said = refused(run(data, **settings))
    assert said.startswith("3 settings are not right:")
    assert "there is no setting GREENROOM_QUITE_SECONDS. Did you mean GREENROOM_QUIET_SECONDS?" in said
    assert "GREENROOM_LOG_LEVEL cannot be 'loud'. Give debug, info, warning or error." in said
    assert "GREENROOM_MASTER_KEY has a value it cannot have." in said
    assert "hunter2" not in said
    assert not data.exists()


@pytest.mark.parametrize(
    "arguments",
    [("interview", "--domain"), ("interview", "--colour", "red"), ("practise",), ("export",)],
)
def test_what_the_command_line_does_not_know_is_named(data: Path, arguments: tuple[str, ...]) -> None:
    done = run(data, *arguments)
    assert (done.code, done.out) == (2, "")
    assert "Error: " in done.err
    assert "Traceback" not in done.err


def test_a_choice_given_beforehand_that_does_not_exist_is_named_and_asked_for(data: Path) -> None:
    with Terminal(data, "interview", "--domain", "astronaut", "--level", "boss", "--plain") as terminal:
        terminal.until("There is no domain `astronaut`.")
        terminal.write("/new")
        terminal.until("What would you like to practise for?")
        terminal.write("Nurse")
        terminal.until("There is no such level.")
        assert (terminal.end(), terminal.errors) == (0, "")


def test_a_corrupt_domain_file_is_named_and_the_others_work(data: Path) -> None:
    own = data.parent / "own"
    own.mkdir()
    (own / "broken.toml").write_text(BROKEN, encoding="utf-8")
    settings = {"GREENROOM_DOMAINS": str(own)}
    checked = run(data, "domains", "check", str(own))
    assert (checked.code, checked.err) == (1, "")
    assert f"{own}/broken.toml:" in checked.out
    listed = run(data, "domains", "list", **settings)
    assert (listed.code, listed.err) == (0, "")
    names = [line.split(":")[0] for line in listed.out.splitlines()]
    assert {"data_scientist", "nurse", "software_development_engineer"} < set(names)
    assert "broken" not in names
    looked = run(data, "doctor", "--plain", **settings)
    assert looked.code == 1
    assert f"A domain file is left out: {own}/broken.toml:" in "".join(looked.out.splitlines())
    with Terminal(data, **settings) as terminal:
        assert terminal.question().head == "To warm up, not scored:"


def test_a_bundled_domain_has_no_faults(data: Path) -> None:
    checked = run(data, "domains", "check", str(FOLDER / "en" / "nurse.toml"))
    assert (checked.code, checked.err) == (0, "")
    assert "No faults." in checked.out.splitlines()[-1]


def test_doctor_is_content_with_a_new_folder_and_leaves_a_running_one_alone(data: Path) -> None:
    looked = run(data, "doctor", "--plain")
    assert (looked.code, looked.err) == (0, "")
    assert "The database and its key can be used." in looked.out
    with Terminal(data) as terminal:
        terminal.question()
        beside = run(data, "doctor", "--plain")
        assert beside.code == 0
        assert "Another Greenroom is running with this data folder" in beside.out
        assert terminal.says(answer(0))


def test_doctor_names_a_wrong_setting_a_platform_that_cannot_be_reached_and_a_wrong_key(data: Path) -> None:
    wrong = run(data, "doctor", "--plain", GREENROOM_LOG_LEVEL="loud")
    assert wrong.code == 1
    assert "GREENROOM_LOG_LEVEL cannot be 'loud'." in " ".join(wrong.out.split())
    nobody = {"TELEGRAM_TOKEN": "12:secret", "GREENROOM_TELEGRAM_API": "http://127.0.0.1:9"}
    token = run(data, "doctor", "--plain", **nobody)
    assert token.code == 1
    assert "Telegram cannot be reached from here." in " ".join(token.out.split())
    assert "12:secret" not in token.out + token.err
    (data / "master.key").write_text("nonsense", encoding="utf-8")
    key = run(data, "doctor", "--plain")
    assert key.code == 1
    assert "cannot be used: not a key." in " ".join(key.out.split())


def test_everything_is_exported_once_and_forgotten_for_good(data: Path) -> None:
    with Terminal(data) as terminal:
        terminal.question()
        terminal.says(answer(0))
        assert terminal.end() == 0
    file = data.parent / "mine.json"
    assert run(data, "export", str(file)).code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert canary(0) in file.read_text(encoding="utf-8")
    again = refused(run(data, "export", str(file)))
    assert again.startswith(f"{file} could not be written: File exists.")
    asked = run(data, "forget", lines="n")
    assert (asked.code, "Nothing was deleted." in asked.out) == (0, True)
    assert run(data, "forget", "--yes").code == 0
    after = data.parent / "after.json"
    assert run(data, "export", str(after)).code == 0
    assert after.read_text(encoding="utf-8") == "{}"
    nothing = run(data, "report", "--plain")
    assert nothing.out == "There is nothing to show yet. Answer a question first.\n\n"


def test_the_answer_whether_to_forget_may_be_missing(data: Path) -> None:
    done = run(data, "forget")
    assert done.code != 0
    assert "Traceback" not in done.err


def test_an_export_into_a_folder_that_is_not_there_is_refused(data: Path) -> None:
    said = refused(run(data, "export", str(data.parent / "none" / "mine.json")))
    assert "could not be written: No such file or directory." in said
