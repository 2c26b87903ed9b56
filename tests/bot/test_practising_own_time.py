"""A channel's question through the port: set by the clock, sealed until one's own answer is in, paused."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
import pytest_asyncio

from bot.practices.port import PracticeKind, PracticeShown
from core.interview.errors import Refused
from tests.bot.group import Table, table
from tests.fakes.group import PLATFORM

K, S = PracticeKind, PracticeShown
HOUR = 3600


@pytest_asyncio.fixture
async def at(tmp_path: Path) -> AsyncIterator[Table]:
    """A channel with a question every day at nine in Berlin; it is eight there."""
    async with table(tmp_path) as found:
        found.clock.at = round(datetime.fromisoformat("2026-11-28T07:00:00+00:00").timestamp() * 1000)
        practices = found.house.practice.practices
        for name, value in (("question_zone", "Europe/Berlin"), ("question", "daily"), ("domain", "nurse")):
            await practices.set(PLATFORM, "room", name, value, moderator=True)
        yield found


async def goes_by(at: Table, hours: float) -> None:
    """Time passes; the clock and the sweep look at it."""
    at.clock.pass_(hours * HOUR)
    await at.engine.tick()
    await at.house.works.sweep()
    await at.takes()


async def test_a_question_comes_at_its_hour_and_not_before(at: Table) -> None:
    await goes_by(at, 0.9)
    assert at.group.in_("room") == []
    await goes_by(at, 0.2)
    (question,) = at.group.in_("room", S.QUESTION)
    assert question.text.splitlines()[0] == "Question for everybody: Nurse"
    assert "Nobody has answered yet." in question.text
    await goes_by(at, 0.1)
    assert len(at.group.in_("room")) == 1


async def test_answers_are_sealed_until_one_s_own_is_in(at: Table) -> None:
    await goes_by(at, 1.1)
    (question,) = at.group.in_("room", S.QUESTION)
    of = question.notice.practice
    await at.does("ada", K.ANSWER, practice=of, value="canary of ada")
    assert "One has answered." in at.stands("room", S.QUESTION)
    with pytest.raises(Refused):
        await at.reads("bob", of)
    await at.does("bob", K.ANSWER, value="canary of bob")
    assert "Ada: canary of ada" in at.stands("bob", S.MODEL)
    assert "A model answer: " in at.stands("bob", S.MODEL)
    assert all("canary of ada" not in text for where, text in at.group.seen if where not in ("ada", "bob"))
    (mine,) = await at.reads("ada", of)
    assert "Bob: canary of bob" in mine.text
    await at.does("ada", K.ANSWER, value="another one")
    assert ("ada", "You have answered this question already.") in at.group.seen


async def test_when_its_time_is_up_all_see_all_and_the_next_one_comes(at: Table) -> None:
    await goes_by(at, 1.1)
    await at.does("ada", K.ANSWER, value="what ada says")
    await at.restarts()
    await goes_by(at, 23.89)  # a minute before the next one
    assert "Ada: what ada says" in at.stands("room", S.ANSWERS)
    assert "Its time is up." in at.stands("room", S.QUESTION)
    await goes_by(at, 0.1)
    first, second = at.group.in_("room", S.QUESTION)
    assert first.text.splitlines()[1] != second.text.splitlines()[1]
    assert "Answer|answer" in second.text


async def test_after_three_that_nobody_answered_there_are_none_until_something_is_set(at: Table) -> None:
    for _ in range(14):
        await goes_by(at, 12)
    assert len(at.group.in_("room", S.QUESTION)) == 3
    assert "Nobody answered three questions in a row" in at.stands("room", S.SAY)
    await at.house.practice.practices.set(PLATFORM, "room", "question", "daily", moderator=True)
    for _ in range(2):
        await goes_by(at, 12)
    assert len(at.group.in_("room", S.QUESTION)) == 4


async def test_somebody_forgotten_leaves_no_answer_behind(at: Table) -> None:
    await goes_by(at, 1.1)
    await at.does("ada", K.ANSWER, value="canary of ada")
    await at.does("bob", K.ANSWER, value="what bob says")
    await at.forgets("ada")
    await goes_by(at, 23.9)
    answers = at.stands("room", S.ANSWERS)
    assert "what bob says" in answers
    assert "canary of ada" not in answers


async def test_a_practice_and_a_question_are_open_beside_each_other(at: Table) -> None:
    await goes_by(at, 1.1)
    practice = await at.gathers("ada", "bob")
    await at.does("ada", K.ANSWER, value="what ada says")
    assert await at.house.practice.practices.open_at(PLATFORM, "room") == practice
    (question,) = at.group.in_("room", S.QUESTION)
    await at.does("bob", K.JOIN, practice=question.notice.practice)
    assert "This is a question for everybody" in at.stands("bob", S.SAY)


async def test_without_a_question_there_is_nothing_to_answer(at: Table) -> None:
    await at.does("ada", K.ANSWER, value="hello")
    assert ("ada", "No question is open here.") in at.group.seen
    with pytest.raises(Refused, match="refused-setting"):
        await at.house.practice.practices.set(PLATFORM, "room", "question_zone", "Mars/Base", moderator=True)
