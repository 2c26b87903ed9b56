"""The parts of a story told in the first person: situation, task, action, result.

The rule it keeps: only what is told as having happened is a part. "I would call the doctor" is a plan, not an
action; "as a result we will be faster" is a hope, not a result. A part is shown by the clause that tells it.
The situation is a time, a place or a circumstance; the task what had to be done and by whom; the action a
first-person verb in the past, or in the present of a story ("I see he is worse, I call the doctor") but not
of a habit ("I always call"); the result an outcome, a change with a number, or what others did
in the sentences after the last action; "he was tired" there is a state, not an end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from core.interview.values import Star
from core.language.phrases import any_of, cues, plain
from core.language.tokens import Reading, Span, Stretch, as_reading, is_past, stem
from core.language.words import ARTICLES, PREPOSITIONS, word_set

FIRST_PERSON = frozenset(["i", "we"])
BETWEEN = 3  # words that may stand between "I" and its verb: "I then quickly and quietly called"
_SAME_IN_THE_PAST = frozenset(
    ["put", "set", "read", "cut", "split", "shut", "let", "spread", "broadcast", "quit"]
)
_PASSES = word_set(
    "then also just immediately first finally later again even still actually never always all"
)
_NOT_NOW = word_set("if when whenever unless before after now to who which that what")
_NO_ENDING = word_set(
    "but because since who whom which that if when while where what how before until although"
)
_SELF = word_set("i we my our you your")
_STATES = word_set("was were been had did felt thought seemed disagreed wanted")
_BEFORE_NOUN = ARTICLES | PREPOSITIONS | word_set("and or very more most")
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
    told = any(is_past(t.word) for t in reading.tokens) or _speaks_of_an_occasion(written)
    parts = [
        Part(star, Span(clause.start, clause.end))
        for clause in reading.clauses
        for star in _stars(reading, clause, written[clause.start : clause.end], told)
    ]
    known = frozenset(parts)
    endings = [Part(Star.RESULT, span) for span in _endings(reading, written, parts)]
    return tuple(sorted([*parts, *(p for p in endings if p not in known)], key=lambda p: p.span.start))


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


def _speaks_of_an_occasion(written: str) -> bool:
    """Whether a text without a past form is still a story: it names an occasion or an outcome."""
    return any(_pattern(name).search(written) for name in ("situation", "result"))


@cache
def _deeds() -> frozenset[str]:
    return frozenset(stem(verb) for verb in cues("star_cues")["deeds"])


@cache
def _habits() -> frozenset[str]:
    return frozenset(cues("star_cues")["habits"])


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
    if told and _acts_now(words):
        return True
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


def _acts_now(words: list[str]) -> bool:
    """Whether a clause of a story tells in the present what "I" or "we" do: no habit, condition or state."""
    if words[0] in _NOT_NOW or _habits().intersection(words):
        return False
    for k, word in enumerate(words):
        if word in FIRST_PERSON:
            verb = next((w for w in words[k + 1 : k + 2 + BETWEEN] if w not in _PASSES), "")
            if stem(verb) in _deeds():
                return True
    return False


def _endings(reading: Reading, written: str, parts: list[Part]) -> list[Span]:
    """What happened after the last action, in later sentences and not by "I" or "we"."""
    last = max((p.span.start for p in parts if p.star is Star.ACTION), default=len(reading.text))
    return [
        Span(clause.start, clause.end)
        for sentence in reading.sentences
        if sentence.start > last and not reading.quote(sentence).endswith("?")
        for clause in reading.clauses_of(sentence)
        if _happened(reading, clause, written[clause.start : clause.end])
    ]


def _happened(reading: Reading, clause: Stretch, written: str) -> bool:
    words = [t.word for t in reading.words(clause)]
    if words[0] in _NO_ENDING or any(w.split("'")[0] in _SELF for w in words):
        return False
    ended = any(
        is_past(w) and w not in _STATES and words[i] not in _BEFORE_NOUN for i, w in enumerate(words[1:])
    )
    return ended and not any(_pattern(name).search(written) for name in ("hypothetical", "situation", "task"))
