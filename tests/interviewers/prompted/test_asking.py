"""The canary is one word for an interview, another for the next, and it is seen however it is written."""

from __future__ import annotations

import pytest

from core.interviewers.prompted.asking import Asker, leaks
from core.interviewers.prompted.tally import Tally
from tests.fakes.model import FakeModel, sensible

SYSTEM = "You word one follow-up question of an interview and nothing else at all."


def asker(key: bytes | None = b"key") -> Asker:
    return Asker(FakeModel(sensible), Tally(), 1, key)


def test_a_canary_is_the_same_for_an_interview_and_another_elsewhere() -> None:
    assert asker().canary("i-1") == asker().canary("i-1")
    others = {asker().canary("i-2"), asker(b"other").canary("i-1"), asker(None).canary("i-1")}
    assert asker().canary("i-1") not in others
    assert asker().canary("i-1").isalpha() and len(asker().canary("i-1")) == 8


@pytest.mark.parametrize(
    "text", ["QXZKBDFG", "the word is qxzkbdfg.", "Q-X-Z-K-B-D-F-G", "q x z k\nb d f g", "gfdbkzxq backwards"]
)
def test_a_canary_is_seen_however_it_is_written(text: str) -> None:
    assert leaks(text, "QXZKBDFG", SYSTEM)


def test_a_system_message_is_seen_in_part() -> None:
    assert leaks("I was told: you word one FOLLOW-UP question of an interview!", "QXZKBDFG", SYSTEM)
    assert not leaks("What was the follow-up of an interview of yours?", "QXZKBDFG", SYSTEM)


async def test_closing_the_interviewer_closes_the_model() -> None:
    model = FakeModel(sensible)
    await Asker(model, Tally(), 1).close()
    assert model.closed
