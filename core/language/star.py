"""The parts of a story told in the first person: situation, task, action, result.

The rule it keeps: only what is told as having happened is a part. "I would call the doctor" is a plan, not an
action; "as a result we will be faster" is a hope, not a result. A part is shown by the clause that tells it.
The situation is a time, a place or a circumstance; the task what had to be done and by whom; the action a
first-person verb in the past; the result an outcome, or a change with a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from core.interview.values import Star
from core.language.phrases import any_of, cues, plain
from core.language.tokens import Reading, Span, Stretch, as_reading, is_past
from core.language.words import word_set

FIRST_PERSON = frozenset(["i", "we"])
BETWEEN = 3  # words that may stand between "I" and its verb: "I then quickly and quietly called"
_SAME_IN_THE_PAST = frozenset(
    ["put", "set", "read", "cut", "split", "shut", "let", "spread", "broadcast", "quit"]
)
_PASSES = word_set(
    "then also just immediately first finally later again even still actually never always all"
)
_WORKPLACE = frozenset(["as", "at", "in", "for", "there"])
_NUMBER = re.compile(
    r"\d|\b(?:half|twice|third|quarter|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|zero|percent)\b"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a story and the clause that tells it."""

    star: Star
    span: Span


def find_parts(text: str | Reading) -> tuple[Part, ...]:
    """The parts of a story, in the order of the text; a clause may tell several.

    >>> [p.star.value for p in find_parts("Last year it broke. I had to fix it, so I rolled it back.")]
    ['situation', 'task', 'action']
    >>> find_parts("I would roll it back.")
    ()
    """
    reading = as_reading(text)
    written = plain(reading.text)
    told = any(is_past(t.word) for t in reading.tokens)
    return tuple(
        Part(star, Span(clause.start, clause.end))
        for clause in reading.clauses
        for star in _stars(reading, clause, written[clause.start : clause.end], told)
    )


def star_spans(text: str | Reading) -> dict[Star, tuple[Span, ...]]:
    """For each part of a story the clauses that tell it, none where it is missing."""
    parts = find_parts(text)
    return {star: tuple(p.span for p in parts if p.star == star) for star in Star}


def _stars(reading: Reading, clause: Stretch, written: str, told: bool) -> list[Star]:
    if_at_all = _pattern("hypothetical").search(written)
    end = if_at_all.start() if if_at_all else len(written)
    task = _pattern("task").search(written, 0, end)
    outcome = None if task or if_at_all else _outcome(written)
    stars = []
    # "As a result she gave eleven in her last week" tells no setting.
    if _pattern("situation").search(written, 0, end if outcome is None else max(outcome, 1)):
        stars.append(Star.SITUATION)
    if task:
        stars.append(Star.TASK)
    if _acts(reading, clause, told) and not if_at_all:
        stars.append(Star.ACTION)
    if outcome is not None:
        stars.append(Star.RESULT)
    return stars


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return any_of(cues("star_cues")[name])


@cache
def _not_actions() -> frozenset[str]:
    return frozenset(cues("star_cues")["not_actions"])


def _outcome(written: str) -> int | None:
    """Where a clause begins to tell an outcome: by its words, or by a change with a number beside it."""
    for name in ("result", "compared"):
        if found := _pattern(name).search(written):
            return found.start()
    change = _pattern("change").search(written)
    return change.start() if change and _NUMBER.search(written, change.end()) else None


def _acts(reading: Reading, clause: Stretch, told: bool) -> bool:
    """Whether somebody says "I" or "we" did something; `told` if the text speaks of the past at all."""
    words = [t.word for t in reading.words(clause)]
    for k, word in enumerate(words):
        if word not in FIRST_PERSON:
            continue
        for i, verb in enumerate(words[k + 1 : k + 2 + BETWEEN], start=k + 1):
            if verb == "worked" and _WORKPLACE.intersection(words[i + 1 : i + 2]):
                break
            if (is_past(verb) or (told and verb in _SAME_IN_THE_PAST)) and verb not in _not_actions():
                return True
            if verb not in _PASSES and not verb.endswith("ly"):
                break
    return False
