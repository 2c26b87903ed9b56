"""An interview in the program itself, over pipes: to its end, cut short, interrupted, shared, forgotten."""

from __future__ import annotations

import json
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crash.answers import answer, canary, in_clear
from tests.crash.terminal import BOX, INTERVIEW, LIMIT, REPORT, Terminal, as_question, environment, run

pytestmark = pytest.mark.process

ANSWERS = [answer(number) for number in range(40)]  # more than a short interview can take


def exported(data: Path) -> str:
    """Everything kept, as the text of the export."""
    file = data.parent / "kept.json"
    file.unlink(missing_ok=True)
    assert run(data, "export", str(file)).code == 0
    return json.dumps(json.loads(file.read_text(encoding="utf-8")), ensure_ascii=False)


def test_a_whole_interview_over_a_pipe_ends_in_a_report(data: Path) -> None:
    done = run(data, lines="\n".join([*ANSWERS[:30], "/quit"]))
    assert (done.code, done.err) == (0, "")
    heads = [as_question(found).head for found in BOX.finditer(done.out)]
    assert heads[0] == "To warm up, not scored:"
    numbers = [head.split(" · ")[0].removeprefix("Thank you. ") for head in heads if "Question" in head]
    assert numbers == ["Question 1 of 4", "Question 2 of 4", "Question 3 of 4", "Question 4 of 4"]
    report = done.out.partition("Your report is ready.")[2]
    assert "Your practice interview: " in report
    assert canary(1) in report
    assert REPORT.search(report)
    assert (stat.S_IMODE(data.stat().st_mode), sorted(file.name for file in data.iterdir())) == (
        0o700,
        ["engine.db", "greenroom.db", "master.key", "owner.lock"],
    )


def test_where_the_input_ends_the_next_start_goes_on_at_the_same_question(data: Path) -> None:
    with Terminal(data) as first:
        first.question()
        asked = first.says(ANSWERS[0])
        assert first.end() == 0
        assert first.shown.endswith("Saved. The next ./run goes on where you left.\n")
    with Terminal(data) as second:
        again = second.question()
        assert (again.head, again.text) == (
            f"We were here: {asked.head.removeprefix('Thank you. ')}",
            asked.text,
        )
        for line in ANSWERS[1:30]:
            second.write(line)
        second.until(REPORT)
        assert second.end() == 0


def test_the_last_line_counts_without_its_line_break(data: Path) -> None:
    with Terminal(data) as terminal:
        terminal.question()
        terminal.write(ANSWERS[0], end="")
        assert terminal.end() == 0
        assert BOX.search(terminal.shown.partition(canary(0))[2])


def test_ctrl_c_says_so_and_the_next_start_goes_on(data: Path) -> None:
    with Terminal(data) as first:
        first.question()
        asked = first.says(ANSWERS[0])
        first.interrupt()
        assert first.ended() == 130
        assert first.errors == "\nSaved. The next ./run goes on where you left.\n"
    with Terminal(data) as second:
        assert second.question().text == asked.text


def test_a_reader_that_leaves_early_is_no_error(data: Path) -> None:
    """As in `./run interview | head -3`; what was typed before is kept."""
    command = '{ "$@" 2>errors; echo $? >code; } | head -3'
    lines = "\n".join(ANSWERS[:8]).encode()
    arguments = [sys.executable, "-m", "bot", *INTERVIEW]
    done = subprocess.run(
        ["sh", "-c", command, "sh", *arguments],
        input=lines,
        cwd=data.parent,
        env=environment(data),
        capture_output=True,
        timeout=LIMIT,
        check=False,
    )
    assert len(done.stdout.splitlines()) == 3
    assert (data.parent / "errors").read_text(encoding="utf-8") == ""
    assert (data.parent / "code").read_text(encoding="utf-8") in ("0\n", "1\n")
    with Terminal(data) as after:
        assert after.question()


def test_the_second_of_two_at_once_is_told_and_the_first_goes_on(data: Path) -> None:
    with Terminal(data) as first:
        first.question()
        second = run(data)
        assert (second.code, second.out) == (1, "")
        assert second.err == (
            f"Another Greenroom is already running on {data}. "
            "Stop it first, or give this one another folder.\n"
        )
        assert first.says(ANSWERS[0]).head.startswith("Thank you. Question 1 of 4")
        for line in ANSWERS[1:30]:
            first.write(line)
        first.until(REPORT)


NAUGHTY = [
    "",
    " \t ",
    "\x1b[31mred\x1b[0m \x07 and \x00 null",
    "\u202eright to left\u202c and مرحبا بالعالم",
    "👩‍⚕️👍🏽 " * 40,
    "'; DROP TABLE events; --",
    "<script>alert(1)</script> {role} { $hint } %s %(x)s [bold red]",
    "\udcff\udcfe not UTF-8",
    "I " + "very " * 3_000 + "much care.",
    "ａ︎" + "\u0300" * 500,
    "NaN null undefined None True 1e999",
    "//slash",
    "a\x85b\u2028c",
]


def test_whatever_is_typed_the_interview_goes_on(data: Path) -> None:
    with Terminal(data) as terminal:
        asked = terminal.question()
        for line in NAUGHTY:
            terminal.write(line)
        terminal.write("/repeat")
        terminal.until("Once more:")
        assert asked.text not in terminal.question().text
        assert (terminal.end(), terminal.errors) == (0, "")
    kept = exported(data)
    for wanted in ("مرحبا بالعالم", "DROP TABLE", "<script>alert(1)</script> {role}", '"/slash"', "👩‍⚕️👍🏽"):
        assert wanted in kept
    assert '"[31mred[0m  and  null"' in kept  # without what steers a terminal
    assert "\ufffd\ufffd not UTF-8" in kept


def test_a_terminal_without_the_letters_shows_question_marks_in_their_place(data: Path) -> None:
    done = run(data, lines="I like 👍 shifts.", PYTHONIOENCODING="ascii")
    assert (done.code, done.err) == (0, "")
    assert "> I like ? shifts." in done.out


def test_an_answer_of_fifty_thousand_characters_is_refused_and_nothing_is_kept(data: Path) -> None:
    with Terminal(data) as terminal:
        asked = terminal.question()
        terminal.write("a" * 50_000)
        terminal.until("That answer has 50,000 characters; 20,000 are the most that can be taken.")
        terminal.write("/repeat")
        assert terminal.question().text == asked.text
        terminal.write("b" * 20_000)
        assert terminal.question().head.startswith("Thank you. Question 1 of 4")
    kept = exported(data)
    assert ("aaaaaaaa" in kept, "b" * 20_000 in kept) == (False, True)


def test_what_was_said_is_exported_to_a_new_private_file_only(data: Path) -> None:
    with Terminal(data) as terminal:
        terminal.question()
        terminal.says(ANSWERS[0])
        file = data.parent / "mine.json"
        terminal.write(f"/export {file}")
        terminal.until(f"Everything kept about you is in {file}")
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert canary(0) in file.read_text(encoding="utf-8")
        file.write_text("mine", encoding="utf-8")
        terminal.write(f"/export {file}")
        terminal.until("could not be written: File exists.")
        assert file.read_text(encoding="utf-8") == "mine"


def test_forgetting_in_the_middle_leaves_nothing(data: Path) -> None:
    with Terminal(data) as terminal:
        terminal.question()
        terminal.says(ANSWERS[0])
        terminal.write("/forget")
        terminal.until("Type “forget me” to go on")
        terminal.write("no")
        terminal.until("Nothing was deleted.")
        terminal.write("/forget")
        terminal.until("Type “forget me” to go on")
        terminal.write("forget me")
        terminal.until("Nothing is kept about you any more.")
        terminal.write(ANSWERS[1])
        terminal.until("No interview is open.")
        terminal.write("/new")
        terminal.until("What would you like to practise for?")
        assert terminal.end() == 0
    assert canary(0) not in exported(data)


def test_the_input_may_end_at_the_question_whether_to_forget(data: Path) -> None:
    with Terminal(data) as terminal:
        terminal.question()
        terminal.says(ANSWERS[0])
        terminal.write("/forget")
        assert terminal.end() == 0
        assert "Nothing was deleted." in terminal.shown
    assert canary(0) in exported(data)


def test_nothing_said_can_be_read_in_the_data_folder_or_in_the_log(data: Path) -> None:
    with Terminal(data, GREENROOM_LOG_LEVEL="debug") as terminal:
        terminal.question()
        for line in ANSWERS[:6]:
            terminal.says(line)
        assert in_clear(data) == []  # while it runs: the journal too
        terminal.kill()
        assert in_clear(data) == []
        assert terminal.errors
        assert canary(0)[:4] not in terminal.errors
    assert re.search(canary(5), exported(data))
