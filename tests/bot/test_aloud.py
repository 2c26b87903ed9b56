"""Questions read aloud at the terminal: by a program of their own, which nothing waits for."""

from __future__ import annotations

import asyncio
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.adapters.console.aloud import Voice, voice
from tests.crash.terminal import INTERVIEW, Terminal

pytestmark = pytest.mark.process


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A program like espeak-ng that notes what it is told, its environment and its number, and goes on."""
    file = tmp_path / "espeak-ng"
    file.write_text(
        f'#!/bin/sh\necho "$@" >>{tmp_path}/options\nenv >{tmp_path}/environment\n'
        f"cat >>{tmp_path}/said\necho $$ >>{tmp_path}/numbers\nexec sleep 600\n",
        encoding="utf-8",
    )
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return file


def until(true: Callable[[], bool]) -> None:
    for _ in range(6_000):
        if true():
            return
        time.sleep(0.01)
    raise AssertionError


def lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


async def test_a_question_is_said_as_it_stands_and_the_next_one_cuts_it_short(
    program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GREENROOM_MASTER_KEY", "secret")
    reader, folder = Voice("en", str(program)), program.parent
    await reader.say("--version; $(touch x)\n")
    await asyncio.to_thread(until, lambda: len(lines(folder / "numbers")) == 1)
    await reader.say("What did you do?\n")
    await asyncio.to_thread(until, lambda: len(lines(folder / "numbers")) == 2)
    first, second = (int(number) for number in lines(folder / "numbers"))
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)
    os.kill(second, 0)
    await reader.hush()
    with pytest.raises(ProcessLookupError):
        os.kill(second, 0)
    assert lines(folder / "said") == ["--version; $(touch x)", "What did you do?"]
    assert lines(folder / "options") == ["-v en --stdin"] * 2
    assert "secret" not in (folder / "environment").read_text(encoding="utf-8")


async def test_a_voice_that_is_gone_is_no_reason_to_stop(tmp_path: Path) -> None:
    reader = Voice("en", str(tmp_path / "gone"))
    await reader.say("What did you do?")
    await reader.hush()


def test_in_the_terminal_questions_are_heard_and_nothing_else_is(program: Path, tmp_path: Path) -> None:
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    with Terminal(tmp_path / "data", *INTERVIEW, "--aloud", PATH=path) as terminal:
        asked = terminal.question().text
        until(lambda: bool(lines(tmp_path / "numbers")))
        assert terminal.end() == 0
    assert (tmp_path / "said").read_text(encoding="utf-8") == asked


def test_where_the_program_is_not_installed_there_is_no_voice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert voice("en") is None
