"""What counts as a question of one's own at the end of an interview."""

from __future__ import annotations

import pytest

from core.report.asking import is_question
from core.report.model import REMOVED


@pytest.mark.parametrize(
    "text",
    [
        "How big is the team?",
        "Two. Who can stop a project here, and when did that last happen?",
        "how long does the time with a mentor take",
        "And what are the shifts like, I have children",
        "i want ask how you decide if the model is good enough",
        "I'd like to know who starts the ovens.",
        "Tell me about the team.",
        "I wonder how often you deploy.",
        REMOVED,
    ],
)
def test_a_question_is_one_with_or_without_its_mark(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "No questions, thank you. Everything is perfect.",
        "No, nothing right now, thanks.",
        "No I have no questions, I only want to say that this is the best company.",
        "What a great interview, thank you very much.",
        "There is nothing I would like to ask.",
        "Have a nice day, all of you.",
    ],
)
def test_no_thank_you_is_no_question(text: str) -> None:
    assert not is_question(text)
