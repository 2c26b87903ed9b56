"""What is told around the deeds of a story: what others did or what was so before and after them.

The rule it keeps: only a clause in which neither "I", "we" nor "you" does anything, and which tells of
something that happened, sets a scene or ends a story. Before the first deed that is the situation, also as a
sketch without a verb ("Billing, 40,000 lines, no tests"); a state between the deeds is one too. After the
last deed, in a later sentence, it is the result; so is how it is now ("after two weeks she does it alone"),
but not a bare state ("he was tired").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from core.language.phrases import any_of, cues
from core.language.tokens import Reading, Span, Stretch, carries_content, is_past
from core.language.words import ARTICLES, PREPOSITIONS, SUBJECTS, word_set

LEAST = 2  # content words of a clause that sets a scene
SKETCH = 3  # the same, of a sentence without a verb

NUMBER = re.compile(
    r"\d|\b(?:half|twice|third|quarter|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|zero|percent)\b"
)
_UNIT = r"(?:minute|hour|day|shift|week|month|quarter|year)s?"
# How it is now, or some time later, whatever the form of the verb: learners tell it in the present.
_LATER = re.compile(rf"\bnow\b|^(?:and )?(?:after|within) (?:\w+ )?{_UNIT}\b|\b{_UNIT} later\b")
_NO_ENDING = word_set(
    "but because since who whom which that if when while where what how before until although"
)
_NO_SCENE = _NO_ENDING - {"when", "while", "but", "although"}
_DOERS = word_set("i we you your")
_SELF = _DOERS | word_set("my our")
_STATES = word_set("was were been had did felt thought seemed disagreed wanted")
_BEFORE_NOUN = ARTICLES | PREPOSITIONS | word_set("and or very more most")
_BE = word_set("is are am be was were")
_HAVE = word_set("has have does do")


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One list of the story cues."""
    return any_of(cues("star_cues")[name])


def beginnings(reading: Reading, written: str, first: int, last: int) -> Iterator[Span]:
    """What happened before the first deed, which begins at `first`, and what was so before the last one."""
    for sentence in reading.sentences:
        if sentence.start < first and _sketches(reading, sentence, written):
            yield Span(sentence.start, sentence.end)
    for clause in reading.clauses:
        verb = is_past if clause.start < first else _STATES.__contains__
        if clause.start < last and _sets_scene(reading, clause, written[clause.start : clause.end], verb):
            yield Span(clause.start, clause.end)


def endings(reading: Reading, written: str, last: int) -> Iterator[Span]:
    """What happened after the last deed, which begins at `last`, in later sentences."""
    for sentence in reading.sentences:
        if sentence.start > last and not reading.quote(sentence).endswith("?"):
            for clause in reading.clauses_of(sentence):
                if _ends(reading, clause, written[clause.start : clause.end]):
                    yield Span(clause.start, clause.end)


def shrugged(reading: Reading, written: str) -> frozenset[int]:
    """Where the clauses begin in the sentences that shrug it off ("it was fine, I suppose")."""
    return frozenset(
        clause.start
        for sentence in reading.sentences
        if pattern("shrugs").search(written, sentence.start, sentence.end)
        for clause in reading.clauses_of(sentence)
    )


def _ends(reading: Reading, clause: Stretch, written: str) -> bool:
    words = _words(reading, clause)
    if words[0] in _NO_ENDING or not _others(words, _SELF) or _is(written, "task"):
        return False
    if _LATER.search(written) and len(words) > LEAST:
        return True
    happened = _tells(words, lambda word: is_past(word) and word not in _STATES)
    return happened and not _is(written, "situation")


def _sets_scene(reading: Reading, clause: Stretch, written: str, verb: Callable[[str], bool]) -> bool:
    words = _words(reading, clause)
    if words[0] in _NO_SCENE or not _others(words, _DOERS) or _is(written, "result", "task"):
        return False
    content = sum(map(carries_content, reading.words(clause)))
    return content >= LEAST and _tells(words, verb)


def _sketches(reading: Reading, sentence: Stretch, written: str) -> bool:
    words = _words(reading, sentence)
    if any(word in SUBJECTS | _BE | _HAVE or is_past(word) for word in words):
        return False
    content = sum(map(carries_content, reading.words(sentence)))
    return content >= SKETCH and NUMBER.search(written, sentence.start, sentence.end) is not None


def _words(reading: Reading, stretch: Stretch) -> list[str]:
    return [token.word for token in reading.words(stretch)]


def _others(words: list[str], doers: frozenset[str]) -> bool:
    return not any(word.split("'")[0] in doers for word in words)


def _tells(words: list[str], verb: Callable[[str], bool]) -> bool:
    return any(verb(word) and words[i] not in _BEFORE_NOUN for i, word in enumerate(words[1:]))


def _is(written: str, *names: str) -> bool:
    return any(pattern(name).search(written) for name in ("hypothetical", *names))
