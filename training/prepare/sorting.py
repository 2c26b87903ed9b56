"""Which rows are left out for what they are by themselves, and why.

The rule: the first reason that applies is the one that is told; every reason has a sentence
(`prepare-drop-...`). What may merely be a poor answer stays: poor answers are what follow-ups are for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum

from ftfy.badness import is_bad
from rapidfuzz import fuzz

from training.prepare.rows import Row
from training.prepare.spelling import Spelling, any_of

BEFORE = 40  # characters around what a row is left out for that are shown
SAME = 92  # of 100: an answer that is the question again


class Drop(StrEnum):
    """Why a row is left out."""

    BLANK = "blank"  # nothing at all in it
    RUNAWAY = "runaway"  # rows of a text file that were read as one cell
    NO_QUESTION = "no_question"
    NO_ANSWER = "no_answer"
    LOST_LETTERS = "lost_letters"  # characters that no repair can bring back
    PLACEHOLDER = "placeholder"  # something was to be filled in
    JUNK = "junk"
    REPEATS_QUESTION = "repeats_question"
    ADVICE = "advice"  # how to answer, in the place of an answer
    ASKS_BACK = "asks_back"  # the answer is a question
    QUESTION_SHORT = "question_short"
    QUESTION_LONG = "question_long"
    NOT_A_QUESTION = "not_a_question"
    ANSWER_SHORT = "answer_short"
    ANSWER_LONG = "answer_long"
    FOLLOW_UP_SHORT = "follow_up_short"
    FOLLOW_UP_LONG = "follow_up_long"
    FOLLOW_UP_NO_QUESTION = "follow_up_no_question"
    FOLLOW_UP_REPEATS = "follow_up_repeats"
    # What only other rows show (`likeness`):
    DUPLICATE = "duplicate"
    NEAR_DUPLICATE = "near_duplicate"
    OTHER_LABEL = "other_label"  # the same answer with another label
    OTHER_QUESTION = "other_question"  # the answer stands under a question it fits better


_OF_QUESTION = frozenset([Drop.QUESTION_SHORT, Drop.QUESTION_LONG, Drop.NOT_A_QUESTION, Drop.NO_ANSWER])
_OF_FOLLOW_UP = frozenset(
    [Drop.FOLLOW_UP_SHORT, Drop.FOLLOW_UP_LONG, Drop.FOLLOW_UP_NO_QUESTION, Drop.FOLLOW_UP_REPEATS]
)
_LOST = re.compile("\ufffd|\\?{3,}|\u00ef\u00bf\u00bd")
_FIRST = re.compile(r"[a-z][a-z']*")
_SENTENCES = re.compile(r"[.!?]+(?:\s|$)")


class Sorter:
    """Says of a mended row why it is left out."""

    def __init__(self, spelling: Spelling) -> None:
        config = spelling.config
        self._limits = config.limits
        self._junk = any_of(config.junk.whole)
        self._placeholder = any_of(config.junk.placeholders)
        self._advice = any_of(config.junk.advice)
        self._advice_inside = any_of(config.junk.advice_inside)
        self._openers = frozenset([*config.questions.asking, *config.questions.telling])
        self._inside = any_of(rf"\b{re.escape(words)}\b" for words in config.questions.inside)
        self._rules: tuple[tuple[Drop, Callable[[Row], bool]], ...] = (
            (Drop.BLANK, lambda row: not (row.question or row.answer or row.follow_up)),
            (Drop.NO_QUESTION, lambda row: not row.question),
            (Drop.NO_ANSWER, lambda row: not row.answer),
            (Drop.LOST_LETTERS, lambda row: any(map(lost, _texts(row)))),
            (Drop.PLACEHOLDER, lambda row: any(map(self._placeholder.search, _texts(row)))),
            (Drop.JUNK, lambda row: any(self._junk.fullmatch(text.lower()) for text in _texts(row))),
            (Drop.REPEATS_QUESTION, lambda row: fuzz.ratio(row.question, row.answer) >= SAME),
            (Drop.ADVICE, lambda row: self._advises(row.answer.lower())),
            (Drop.ASKS_BACK, lambda row: asks_back(row.answer)),
            (Drop.QUESTION_SHORT, lambda row: _words(row.question) < self._limits.question[0]),
            (Drop.QUESTION_LONG, lambda row: _words(row.question) > self._limits.question[1]),
            (Drop.NOT_A_QUESTION, lambda row: not self._asks(row.question)),
            (Drop.ANSWER_SHORT, lambda row: _words(row.answer) < self._limits.answer[0]),
            (Drop.ANSWER_LONG, lambda row: _words(row.answer) > self._limits.answer[1]),
        )
        self._follow_up_rules: tuple[tuple[Drop, Callable[[Row], bool]], ...] = (
            (Drop.FOLLOW_UP_SHORT, lambda row: _words(row.follow_up) < self._limits.follow_up[0]),
            (Drop.FOLLOW_UP_LONG, lambda row: _words(row.follow_up) > self._limits.follow_up[1]),
            (Drop.FOLLOW_UP_NO_QUESTION, lambda row: not self._asks(row.follow_up)),
            (Drop.FOLLOW_UP_REPEATS, lambda row: fuzz.ratio(row.question, row.follow_up) >= SAME),
        )

    def reason(self, row: Row) -> Drop | None:
        """The first reason to leave the row out; None where there is none."""
        rules = (*self._rules, *(self._follow_up_rules if row.follow_up else ()))
        return next((drop for drop, applies in rules if applies(row)), None)

    def shown(self, row: Row, drop: Drop) -> str:
        """What shows why a row is left out: the text, from a little before what it was left out for."""
        if drop is Drop.PLACEHOLDER:
            return next(
                _around(text, found) for text in _texts(row) if (found := self._placeholder.search(text))
            )
        if drop is Drop.ADVICE and (found := self._advice_inside.search(row.answer.lower())):
            return _around(row.answer, found)
        if drop in _OF_QUESTION:
            return row.question
        return row.follow_up if drop in _OF_FOLLOW_UP else row.answer or row.question

    def _asks(self, text: str) -> bool:
        small = text.lower()
        first = _FIRST.search(small)
        return (
            "?" in text
            or (first is not None and first[0] in self._openers)
            or bool(self._inside.search(small))
        )

    def _advises(self, answer: str) -> bool:
        return bool(self._advice.match(answer) or self._advice_inside.search(answer))


def _around(text: str, found: re.Match[str]) -> str:
    start = text.rfind(" ", 0, max(0, found.start() - BEFORE)) + 1
    return ("... " if start else "") + text[start : found.end() + BEFORE]


def lost(text: str) -> bool:
    """Whether characters are gone, or still wrong after all repairs."""
    return bool(_LOST.search(text)) or (not text.isascii() and bool(is_bad(text)))


def asks_back(answer: str) -> bool:
    """Whether the answer is one sentence, and that a question."""
    return answer.endswith("?") and len(_SENTENCES.findall(answer)) == 1


def _texts(row: Row) -> tuple[str, ...]:
    return tuple(text for text in (row.question, row.answer, row.follow_up) if text)


def _words(text: str) -> int:
    return len(text.split())
