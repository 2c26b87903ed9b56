"""Statements of an answer that do not fit an earlier one.

The rule it keeps: rather miss a contradiction than claim one, since a person is confronted with it. Two are
known: another number for the same thing (how long with a skill, how large a team), where both clauses speak
of nothing else; and "I have never used X" beside "I used X", where a team and people are the same to lead.
Rounded numbers ("about five", "more than four") need to differ twofold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from core.language.negation import negated
from core.language.tokens import Reading, Span, Stretch, Token, as_reading, carries_content, is_past
from core.language.words import word_set

NEAREST = 2.0  # how far rounded numbers must lie apart, as a ratio

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
_VALUES = {word: value for value, word in enumerate(re.findall(r"\w+", _SMALL))}
_VALUES |= {"a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50}
_DURATIONS = {"year": 12.0, "month": 1.0}  # in months
_COUNTED = frozenset([*_DURATIONS, "team", "group", "crew"])
_ROUNDED = word_set(
    "about around roughly nearly almost over than least most approximately up some under like"
)
_USE = word_set(
    "used use using worked work working wrote written write programmed program coded code built build "
    "deployed deploy tried try touched done did handled managed manage led lead supervised supervise "
    "administered trained"
)
_GENERIC = _USE | word_set(
    "experience year years month months team teams size small large big total whole now already "
    "almost nearly roughly around approximately least work job role career professional full time member "
    "members lead"
)
_LED = word_set("people team teams staff group somebody someone anyone anybody reports")
LED_NEAR = 3  # words behind the verb within which it is said whom somebody led
_NEVER = re.compile(r"never|haven't|hasn't")
_TIMED = word_set("before until then first time ago yet earlier previously initially back at when since")


@dataclass(frozen=True, slots=True)
class Clash:
    """Two statements that do not fit: `then` in the earlier answer number `earlier`, `now` in this one."""

    earlier: int
    then: Span
    now: Span


@dataclass(frozen=True, slots=True)
class Statements:
    """What an answer states that another can contradict: numbers of things, what was used or never was."""

    facts: tuple[_Fact, ...]
    uses: tuple[_Use, ...]

    @property
    def any(self) -> bool:
        """Whether there is anything to contradict."""
        return bool(self.facts or self.uses)


@dataclass(frozen=True, slots=True)
class _Fact:
    """A clause that gives a number: what is counted, about which topics."""

    span: Span
    thing: str
    value: float
    rounded: bool
    topics: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Use:
    """A clause in which somebody says they used, or never used, something."""

    span: Span
    denied: bool
    topics: frozenset[str]
    verb: str


def statements(text: str | Reading | Statements) -> Statements:
    """What a text states, unless it is that already."""
    if isinstance(text, Statements):
        return text
    reading = as_reading(text)
    return Statements(tuple(_facts(reading)), tuple(_uses(reading)))


def find_contradiction(
    earlier: Sequence[str | Reading | Statements], now: str | Reading | Statements
) -> Clash | None:
    """The first statement of `now` that does not fit one of the earlier answers, the newest of them first.

    >>> find_contradiction(["I have five years with Python."], "I have used Python for two years.")
    Clash(earlier=0, then=Span(start=0, end=29), now=Span(start=0, end=32))
    >>> find_contradiction(["I have five years with Python."], "I have used Java for two years.") is None
    True
    """
    here = statements(now)
    for number in range(len(earlier) - 1, -1, -1):
        there = statements(earlier[number])
        for then, fact in product(there.facts, here.facts):
            if _differ(then, fact):
                return Clash(number, then.span, fact.span)
        for used, use in product(there.uses, here.uses):
            if _deny(used, use):
                return Clash(number, used.span, use.span)
    return None


def _facts(reading: Reading) -> Iterator[_Fact]:
    for clause in reading.clauses:
        words = reading.words(clause)
        if not any(t.stem in _COUNTED for t in words):
            continue
        if any(t.word in ("ago", "after", "later", "within", "if", "would") for t in words):
            continue
        found = _team(words) or _duration(words)
        if found is None:
            continue
        thing, value, rest = found
        topics = frozenset(t.stem for t in rest if carries_content(t) and t.word not in _GENERIC)
        rounded = any(t.word in _ROUNDED for t in words)
        if thing == "team" or topics:
            yield _Fact(Span(clause.start, clause.end), thing, value, rounded, topics)


def _duration(words: tuple[Token, ...]) -> tuple[str, float, list[Token]] | None:
    """ "five years with Python": the clause's only number, in months."""
    places = [i for i in range(len(words) - 1) if _value(words[i].word) and words[i + 1].stem in _DURATIONS]
    if len(places) != 1:
        return None
    i = places[0]
    rest = [t for k, t in enumerate(words) if k not in (i, i + 1)]
    if any(_value(t.word) for t in rest if t.word not in ("a", "an")):
        return None
    return "duration", (_value(words[i].word) or 0.0) * _DURATIONS[words[i + 1].stem], rest


def _team(words: tuple[Token, ...]) -> tuple[str, float, list[Token]] | None:
    """ "a team of four"."""
    for i in range(len(words) - 2):
        value = _value(words[i + 2].word)
        if words[i].word in ("team", "group", "crew") and words[i + 1].word == "of" and value:
            return "team", value, [*words[:i], *words[i + 3 :]]
    return None


def _value(word: str) -> float | None:
    if word in _VALUES:
        return float(_VALUES[word])
    return float(word) if re.fullmatch(r"\d{1,4}(?:\.\d)?", word) else None


def _differ(one: _Fact, other: _Fact) -> bool:
    if one.thing != other.thing or one.topics != other.topics or one.value == other.value:
        return False
    low, high = sorted((one.value, other.value))
    return not (one.rounded or other.rounded) or high >= NEAREST * low


def _uses(reading: Reading) -> Iterator[_Use]:
    denied: tuple[bool, ...] = ()
    for clause in reading.clauses:
        words = reading.words(clause)
        subject = next((k for k, t in enumerate(words) if t.word in ("i", "i've")), None)
        if subject is None or any(t.word in ("had", "would", "could", "if") for t in words):
            continue
        verb = next((k for k in range(subject + 1, len(words)) if words[k].word in _USE), None)
        if verb is None or verb > subject + 4 or not is_past(words[verb].word):
            continue
        denied = denied or negated(reading)
        use = _use(clause, words, verb, denied)
        if use.topics:
            yield use


def _use(clause: Stretch, words: tuple[Token, ...], verb: int, denied: tuple[bool, ...]) -> _Use:
    objects = [t for t in words[verb + 1 :] if carries_content(t) and t.word not in _GENERIC]
    never = any(_NEVER.fullmatch(t.word) for t in words[:verb]) and denied[clause.first + verb]
    timed = any(t.word in _TIMED for t in words) if never else denied[clause.first + verb]
    topics = frozenset[str]() if timed else frozenset(t.stem for t in objects)
    kind = "lead" if words[verb].stem in ("lead", "manag", "supervis") else "use"
    if kind == "lead" and not timed and any(t.word in _LED for t in words[verb + 1 :][:LED_NEAR]):
        topics = frozenset(["people"])
    return _Use(Span(clause.start, clause.end), never, topics, kind)


def _deny(one: _Use, other: _Use) -> bool:
    """Whether one says "never" of something all of which the other says was used."""
    if one.denied == other.denied or one.verb != other.verb:
        return False
    never, used = (one, other) if one.denied else (other, one)
    return never.topics <= used.topics
