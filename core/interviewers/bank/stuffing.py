"""Sentences that are made of cues: a list of the right words is no answer.

The rule: words that a question's points go by count where somebody says something with them. Where they stand
one beside the other, for several points and with hardly a word between them, or as a row of bare words with a
full stop behind each, the sentence counts for nothing; where a row of them runs on from comma to comma inside
a sentence that says something else, that row does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from core.interview.values import KeyPoint
from core.interviewers.bank.once import once
from core.language.matching import Index, covers
from core.language.tokens import Reading, Span, Stretch, Token, carries_content, is_past, read
from core.language.words import SUBJECTS

WINDOW = 12  # words of a sentence looked at together
DENSE = 66  # percent of them that belong to cues
POINTS = 3  # different points the cues belong to
SHORT = 3  # words from which on a shorter sentence is looked at as a whole
ALL_BUT_ALL = 90  # percent of it that belong to cues
ROW = 3  # bare sentences one after another
BARE = 3  # words of a sentence without a subject
ITEMS = 5  # bare items between commas that make a list wherever they stand

_ITEM = re.compile(r"[^,;]+")
_MARK = re.compile(r"[,;]")
_NO_VERBS = frozenset(["based", "related", "driven", "oriented", "focused", "centred", "centered", "led"])


def stuffed(prepared: Index, sentences: Sequence[Stretch], points: Sequence[KeyPoint]) -> frozenset[Stretch]:
    """The sentences that only list the cues of a question's points."""
    reading = prepared.reading
    held = [point for point in points if covers(point.cues, prepared)]
    dense: Iterable[Stretch] = ()
    if len(held) >= POINTS:
        at = _points_at(prepared, held)
        dense = (s for s in sentences if _lists(at[s.first : s.last], reading.words(s)))
    return frozenset((*dense, *_rows(reading, sentences)))


def _lists(at: list[set[str]], words: Sequence[Token]) -> bool:
    """Whether a sentence, or a stretch of a long one, is made of cues: of all but all where somebody acts."""
    if len(at) < WINDOW:
        return len(at) >= SHORT and _dense(at, ALL_BUT_ALL)
    percent = ALL_BUT_ALL if any(token.word in SUBJECTS for token in words) else DENSE
    return any(_dense(at[i : i + WINDOW], percent) for i in range(len(at) - WINDOW + 1))


def _points_at(prepared: Index, points: Sequence[KeyPoint]) -> list[set[str]]:
    """For each token the points of which it is a word of a cue and stands in one."""
    tokens = prepared.reading.tokens
    at: list[set[str]] = [set() for _ in tokens]
    for point in points:
        stems = _cue_stems(point)
        for span in covers(point.cues, prepared):
            for i in range(bisect_left(tokens, Span(span.start, 0)), len(tokens)):
                if tokens[i].start >= span.end:
                    break
                if tokens[i].stem in stems:
                    at[i].add(point.id)
    return at


@once
def _cue_stems(point: KeyPoint) -> frozenset[str]:
    return frozenset(token.stem for cue in point.cues for token in read(cue).tokens)


def _dense(window: list[set[str]], percent: int) -> bool:
    covered = [ids for ids in window if ids]
    return 100 * len(covered) >= percent * len(window) and len(set().union(*covered)) >= POINTS


def listings(reading: Reading) -> tuple[Span, ...]:
    """The stretches of a text that only list: `ITEMS` bare items or more, from comma to comma.

    "Evidence based" is such an item, and so is "improved"; one with a function word or with a verb and
    something done is somebody's own phrase.
    """
    return tuple(
        Span(row[0].start, row[-1].end)
        for sentence in reading.sentences
        if len(_MARK.findall(reading.text, sentence.start, sentence.end)) >= ITEMS - 1
        for bare, group in groupby(_items(reading, sentence), key=lambda item: _bare_item(reading, item))
        if bare and len(row := list(group)) >= ITEMS
    )


def _items(reading: Reading, sentence: Stretch) -> Iterator[Span]:
    """What stands between the commas of a sentence."""
    text = reading.text[sentence.start : sentence.end]
    for found in _ITEM.finditer(text):
        yield Span(sentence.start + found.start(), sentence.start + found.end())


def _bare_item(reading: Reading, item: Span) -> bool:
    first, last = (bisect_left(reading.tokens, (place,)) for place in item)
    tokens = reading.tokens[first:last]
    words = [token for token in tokens if token.word not in ("and", "or", "of")]
    short = 0 < len(words) <= BARE and all(map(carries_content, words))
    verbs = [token for token in words if is_past(token.word) and token.word not in _NO_VERBS]
    return short and (not verbs or len(words) == 1)


def _rows(reading: Reading, sentences: Sequence[Stretch]) -> Iterator[Stretch]:
    """Bare sentences, where at least `ROW` of them follow one another."""
    for bare, group in groupby(sentences, key=lambda sentence: _bare(reading, sentence)):
        row = list(group)
        if bare and len(row) >= ROW:
            yield from row


def _bare(reading: Reading, sentence: Stretch) -> bool:
    words = reading.words(sentence)
    return len(words) <= BARE and not any(token.word in SUBJECTS for token in words)
