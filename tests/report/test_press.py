"""Drawing beside the event loop: a drawing or `DrawingFault`, and a report that waits for no picture."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import pytest

from bot.bootstrap import build_house
from bot.port import Account, Letter, Shown
from bot.settings import Settings
from core.interview.errors import DrawingFault
from core.report.drawing import press
from core.report.drawing.press import Job, Press
from core.texts.catalog import texts
from tests.bot.person import Clock, Person
from tests.fakes.chat import PLATFORM, ChatPlatform, ChatSender
from tests.fakes.engine import InlineEngine

ANSWER = "On my ward I saw a risk, I put up the rails, and there were no falls for six months."
SECRET = ("what somebody said",)


async def test_a_drawing_that_fails_is_told_as_that_and_no_word_of_it_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.INFO), pytest.raises(DrawingFault) as fault:
        await Press().draw(Job("nothing.typ", "png", SECRET))
    assert texts().say(fault.value.key).startswith("The picture or PDF could not be made")
    assert "nothing.typ" in caplog.text
    assert SECRET[0] not in caplog.text


async def test_what_cannot_be_started_or_takes_too_long_is_told_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(press, "TIMEOUT_S", 0.0)
        with pytest.raises(DrawingFault):
            await Press().draw(Job("card.typ", "png", SECRET))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    with pytest.raises(DrawingFault):
        await Press().draw(Job("card.typ", "png", SECRET))


class Noting(ChatSender):
    """Keeps the letters with a report."""

    def __init__(self) -> None:
        super().__init__(ChatPlatform())
        self.reports: list[Letter] = []

    async def send(self, letter: Letter) -> str:
        self.reports += [letter] if letter.outgoing.shown is Shown.REPORT else []
        return await super().send(letter)


async def reported(folder: Path) -> Letter:
    """The letter with the report of an interview in a chat."""
    sender, clock = Noting(), Clock()
    async with build_house(Settings(data_dir=folder), clock, InlineEngine(), [sender]) as house:
        person = Person(house.practice, clock, Account(PLATFORM, "ada"))
        await house.practice.prefer(person.account, "grammar", "no")  # nothing here is about language tips
        await person.begins()
        await person.goes_through(ANSWER)
    (letter,) = sender.reports
    return letter


async def test_the_picture_comes_with_the_report_in_a_chat(tmp_path: Path) -> None:
    letter = await reported(tmp_path)
    (picture,) = letter.files
    assert (picture.name, picture.media_type) == ("greenroom-report.png", "image/png")
    assert picture.alt.startswith("Report card: Nurse")
    assert letter.document


async def test_a_report_goes_out_without_its_picture_where_none_can_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(_self: Press, _job: Job) -> bytes:
        raise DrawingFault("drawing-failed")

    monkeypatch.setattr(Press, "draw", fails)
    letter = await reported(tmp_path)
    assert letter.files == ()
    assert letter.document
