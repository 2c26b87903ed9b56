"""Whether and where a text speaks of a cue, a word or a short phrase of a domain file.

The rule it keeps: a cue is found by whole words, never by a piece of one. A word matches by its stem; one of
five letters and more also with a slip of spelling, unless what was written is itself a word ("contest" is no
slip of "context"). Of a phrase with two words of content those stand in one sentence, with at most `SLACK`
other words between them, or `BACKWARD_SLACK` where the order is another. Any other phrase ("my manager", "on
call", "step by step") stands as it is, give or take an article and one word between its words.

What stands inside a negation does not count (`core.language.negation`), unless the cue itself holds the
negation ("no downtime"): then the words behind it must be denied, in whatever way ("without downtime").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from core.language.negation import is_negator, negated
from core.language.tokens import Reading, Span, as_reading, read, stem
from core.language.words import (
    ARTICLES,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    STOP_WORDS,
    known_stems,
    word_set,
)

SLACK = 3  # words that may stand between the words of a phrase
BACKWARD_SLACK = 2  # the same, where they do not stand in the cue's order
NARROW_SLACK = 1  # words that may stand between two words of a phrase with little content
SHORTEST_FUZZY = 5  # letters of a stem that may be misspelled
TWO_SLIPS = 8  # letters from which on two slips are forgiven
SAME_START = 4  # letters that must agree where two slips are forgiven ("hypertension", "hypotension")

PASSED_OVER = ARTICLES | word_set("this that these those some any very really")
_DROPPABLE = PASSED_OVER | POSSESSIVES | PREPOSITIONS | PRONOUNS | {"and", "or"}
# "Ask them" is also "asked her"; "my manager" also "our manager".
_KIN = {
    word: tuple(f"<{kind}>" for kind in kinds.split())
    for word, kinds in {
        "i": "i",
        "we": "i",
        "my": "my",
        "our": "my",
        "he": "they",
        "she": "they",
        "they": "they",
        "him": "them",
        "them": "them",
        "her": "them their",
        "his": "their",
        "their": "their",
    }.items()
}


class Item(NamedTuple):
    """A word a cue needs; `denied` is whether inside a negation, None that it does not matter."""

    word: str
    stem: str
    denied: bool | None


@dataclass(frozen=True, slots=True)
class Pattern:
    """The words a cue needs; `ordered` for phrases that stand as they are."""

    items: tuple[Item, ...]
    ordered: bool


@dataclass(frozen=True, slots=True)
class Index:
    """A reading prepared for many cues: where each stem stands, and which tokens are denied.

    `joined` has neighbouring words written as one ("hand over"), `odd` the stems that are no known word with
    a word of each, by its first letter, `sentence_of` the number of each token's sentence. `places` and
    `found` keep what was looked up already, and go with the index.
    """

    reading: Reading
    denied: tuple[bool, ...]
    at: Mapping[str, Sequence[int]]
    joined: Mapping[str, Sequence[int]]
    odd: Mapping[str, Sequence[tuple[str, str]]]
    sentence_of: tuple[int, ...]
    places: dict[Item, dict[int, int]] = field(default_factory=dict, repr=False, compare=False)
    found: dict[str | tuple[str, ...], tuple[Span, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )


def index(text: str | Reading) -> Index:
    """Prepare a text for many calls of `find_cue`."""
    reading = as_reading(text)
    at: dict[str, list[int]] = defaultdict(list)
    joined: dict[str, list[int]] = defaultdict(list)
    sentence_of: list[int] = []
    for number, sentence in enumerate(reading.sentences):
        sentence_of += [number] * (sentence.last - sentence.first)
        before = ""
        for i, (_, _, word, word_stem) in enumerate(reading.words(sentence), start=sentence.first):
            at[word_stem].append(i)
            for kind in _KIN.get(word, ()):
                at[kind].append(i)
            if before:
                joined[before + word].append(i - 1)
            before = word
    return Index(reading, negated(reading), at, joined, _odd(reading), tuple(sentence_of))


def _odd(reading: Reading) -> Mapping[str, Sequence[tuple[str, str]]]:
    """The stems that are no known word and a word of each, by the word's first letter."""
    known = known_stems()
    stems = {t.stem: t.word for t in reading.tokens if t.stem not in known and _may_be_a_slip(t.word, t.stem)}
    odd: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for word_stem, word in stems.items():
        odd[word[0]].append((word_stem, word))
    return odd


def find_cue(cue: str, text: str | Reading | Index) -> tuple[Span, ...]:
    """Where `text` affirms `cue`, in order; empty if nowhere. Give an `Index` to ask for many cues.

    >>> find_cue("call the doctor", "First I called our doctor.")
    (Span(start=8, end=25),)
    >>> find_cue("call the doctor", "I never called the doctor."), find_cue("art", "start")
    ((), ())
    >>> find_cue("no downtime", "We moved without any downtime.")
    (Span(start=21, end=29),)
    """
    prepared = text if isinstance(text, Index) else index(text)
    known = prepared.found.get(cue)
    if known is None:
        found = {span for pattern in compile_cue(cue) for span in _spans(pattern, prepared)}
        known = prepared.found[cue] = tuple(sorted(found))
    return known


def covers(cues: Iterable[str], text: str | Reading | Index) -> tuple[Span, ...]:
    """Where `text` affirms any of a point's cues, in order; empty if it does not cover the point.

    >>> bool(covers(["escalate", "rapid response"], "We escalated it at once."))
    True
    """
    prepared, cues = text if isinstance(text, Index) else index(text), tuple(cues)
    known = prepared.found.get(cues)
    if known is None:
        found = {span for cue in _near(cues, prepared) for span in find_cue(cue, prepared)}
        known = prepared.found[cues] = tuple(sorted(found))
    return known


def _near(cues: tuple[str, ...], text: Index) -> set[str]:
    """The cues of which the longest word stands in a text, or one that may be a slip of it."""
    held: tuple[Mapping[str, object], ...] = (text.at, text.joined, text.odd)
    return {
        cue
        for keys, table in zip(held, _tables(cues), strict=True)
        for key in keys.keys() & table.keys()
        for cue in table[key]
    }


@lru_cache(maxsize=1 << 12)
def _tables(cues: tuple[str, ...]) -> tuple[Mapping[str, Sequence[str]], ...]:
    """The cues of a domain file by the stem, the letters and the first letter of their longest word."""
    stems, written, letters = defaultdict(list), defaultdict(list), defaultdict(list)
    for cue in cues:
        for pattern in compile_cue(cue):
            item = max(pattern.items, key=lambda item: len(item.stem))
            stems[item.stem].append(cue)
            written[item.word].append(cue)
            if len(item.stem) >= SHORTEST_FUZZY:
                letters[item.word[0]].append(cue)
    return stems, written, letters


@lru_cache(maxsize=1 << 14)
def compile_cue(cue: str) -> tuple[Pattern, ...]:
    """The patterns of a cue, made once: as it is, and for two words also written as one ("handover")."""
    items, denied = [], False
    for token in read(cue).tokens:
        if is_negator(token.word):
            denied = True
        else:
            items.append(Item(token.word, token.stem, denied))
    if not items:
        return _literally(cue)
    content = [i for i in items if i.word not in STOP_WORDS]
    if len(content) < 2 or len({i.stem for i in content}) < len(content):
        main = Pattern(_standing(items, bool(content)), ordered=True)
    else:
        main = Pattern(tuple(i for i in items if i.word not in _DROPPABLE), ordered=False)
    if len(items) != 2:
        return (main,)
    whole = items[0].word + items[1].word
    return main, Pattern((Item(whole, stem(whole), denied),), ordered=True)


def _literally(cue: str) -> tuple[Pattern, ...]:
    """A cue of negations alone ("never") is looked for as it is written."""
    items = tuple(Item(t.word, t.stem, None) for t in read(cue).tokens)
    return (Pattern(items, ordered=True),) if items else ()


def _standing(items: list[Item], has_content: bool) -> tuple[Item, ...]:
    """The words of a phrase that stands as it is; where it has content, only that can be denied."""
    kept = [i for i in items if i.word not in PASSED_OVER] or items
    if not has_content:
        return tuple(kept)
    return tuple(
        i if i.word not in STOP_WORDS else Item(i.word, _KIN.get(i.word, (i.stem,))[0], None) for i in kept
    )


def _spans(pattern: Pattern, text: Index) -> list[Span]:
    places = []  # for each item, the first and last token of each place where it stands
    for item in pattern.items:
        found = text.places.get(item)
        if found is None:
            found = text.places[item] = _allowed(item, text)
        if not found:
            return []
        places.append(found)
    tokens = text.reading.tokens
    stretches = _ordered(places, text) if pattern.ordered else _free(places, text)
    return [Span(tokens[first].start, tokens[last].end) for first, last in stretches]


def _free(places: list[dict[int, int]], text: Index) -> Iterator[tuple[int, int]]:
    """The shortest stretches of one sentence that hold every item, whatever their order."""
    everywhere = sorted((i, j, number) for number, found in enumerate(places) for i, j in found.items())
    seen: dict[int, int] = {}  # item -> token
    for i, last, number in everywhere:
        seen[number] = i
        first = min(seen.values())
        if len(seen) < len(places) or text.sentence_of[first] != text.sentence_of[i]:
            continue
        in_order = all(seen[k] < seen[k + 1] for k in range(len(places) - 1))
        slack = SLACK if in_order else BACKWARD_SLACK
        if i - first < len(places) + slack and len(set(seen.values())) == len(seen):
            yield first, last
            seen.clear()


def _ordered(places: list[dict[int, int]], text: Index) -> Iterator[tuple[int, int]]:
    """The stretches in which the items follow one another."""
    for first, end in places[0].items():
        last: int | None = end
        for found in places[1:]:
            if last is not None:
                ahead = range(last + 1, last + 2 + NARROW_SLACK)
                last = next((found[i] for i in ahead if i in found), None)
        if last is not None and text.sentence_of[first] == text.sentence_of[last]:
            yield first, last


def _allowed(item: Item, text: Index) -> dict[int, int]:
    """The last token of each place where the item stands, denied or not as it needs, by the first."""
    if item.stem not in text.at and item.word not in text.joined and item.word[0] not in text.odd:
        return {}
    return {i: j for i, j in _places(item, text) if item.denied in (None, text.denied[i])}


def _places(item: Item, text: Index) -> list[tuple[int, int]]:
    """First and last token of each place where the item stands."""
    places = [(i, i) for i in text.at.get(item.stem, ())]
    places += [(i, i + 1) for i in text.joined.get(item.word, ())]
    for odd_stem, odd_word in text.odd.get(item.word[0], ()):
        if odd_stem != item.stem and _is_slip(odd_word, odd_stem, item):
            places += [(i, i) for i in text.at[odd_stem]]
    return places


def _may_be_a_slip(word: str, word_stem: str) -> bool:
    """Whether a word that is no known one is long enough, and all letters."""
    return len(word_stem) >= SHORTEST_FUZZY - 1 and word.isalpha()


def _is_slip(word: str, word_stem: str, item: Item) -> bool:
    """Whether `word`, of the same first letter, is the item's word with one slip (two in long words).

    Slips are counted by Damerau-Levenshtein (OSA).
    """
    if len(item.stem) < SHORTEST_FUZZY:
        return False
    alike = word[:SAME_START] == item.word[:SAME_START]
    allowed = 2 if len(item.stem) >= TWO_SLIPS and alike else 1
    return (
        OSA.distance(word_stem, item.stem, score_cutoff=allowed) <= allowed
        or OSA.distance(word, item.word, score_cutoff=allowed) <= allowed
    )
