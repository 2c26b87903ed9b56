"""Whether and where a text speaks of a cue, a word or a short phrase of a domain file.

The rule it keeps: a cue is found by whole words, never by a piece of one. A word matches by its stem; one of
five letters and more also with a slip of spelling, unless what was written is itself a word ("contest" is no
slip of "context"). A phrase's words stand in any order within one sentence, with at most `SLACK` other words
between them; articles and the like do not matter. What stands inside a negation does not count
(`core.language.negation`), unless the cue itself holds the negation ("no downtime"): then the words behind it
must be denied, in whatever way ("without downtime").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

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

SLACK = 4  # words that may stand between the words of a phrase
SHORTEST_FUZZY = 5  # letters of a stem that may be misspelled
TWO_SLIPS = 8  # letters from which on two slips are forgiven
SAME_START = 4  # letters that must agree where two slips are forgiven ("hypertension", "hypotension")

_LIGHT = ARTICLES | POSSESSIVES | word_set("this that these those some any very really")
_DROPPABLE = PREPOSITIONS | PRONOUNS | frozenset(["and", "or"])


@dataclass(frozen=True, slots=True)
class Item:
    """A word a cue needs; `denied` if it must stand inside a negation."""

    word: str
    stem: str
    denied: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """The words a cue needs, within `window` words; `ordered` for phrases of function words alone."""

    items: tuple[Item, ...]
    window: int
    ordered: bool


@dataclass(frozen=True, slots=True)
class Index:
    """A reading prepared for many cues: where each stem stands, and which tokens are denied.

    `joined` has neighbouring words written as one ("hand over"), `odd` the stems that are no known word,
    `sentence_of` the number of each token's sentence.
    """

    reading: Reading
    denied: tuple[bool, ...]
    at: Mapping[str, Sequence[int]]
    joined: Mapping[str, Sequence[int]]
    odd: tuple[tuple[str, str], ...]
    sentence_of: tuple[int, ...]


def index(text: str | Reading) -> Index:
    """Prepare a text for many calls of `find_cue`."""
    reading = as_reading(text)
    at: dict[str, list[int]] = defaultdict(list)
    joined: dict[str, list[int]] = defaultdict(list)
    sentence_of = [0] * len(reading.tokens)
    for number, sentence in enumerate(reading.sentences):
        for i in range(sentence.first, sentence.last):
            sentence_of[i] = number
            at[reading.tokens[i].stem].append(i)
            if i + 1 < sentence.last:
                joined[reading.tokens[i].word + reading.tokens[i + 1].word].append(i)
    odd = {t.stem: t.word for t in reading.tokens if _may_be_a_slip(t.word, t.stem)}
    return Index(reading, negated(reading), at, joined, tuple(odd.items()), tuple(sentence_of))


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
    found = {span for pattern in compile_cue(cue) for span in _spans(pattern, prepared)}
    return tuple(sorted(found, key=lambda s: (s.start, s.end)))


def covers(cues: Iterable[str], text: str | Reading | Index) -> tuple[Span, ...]:
    """Where `text` affirms any of a point's cues, in order; empty if it does not cover the point.

    >>> bool(covers(["escalate", "rapid response"], "We escalated it at once."))
    True
    """
    prepared = text if isinstance(text, Index) else index(text)
    found = {span for cue in cues for span in find_cue(cue, prepared)}
    return tuple(sorted(found, key=lambda s: (s.start, s.end)))


@lru_cache(maxsize=1 << 14)
def compile_cue(cue: str) -> tuple[Pattern, ...]:
    """The patterns of a cue, made once: as it is, and for two words also written as one ("handover")."""
    words = [(t.word, t.stem) for t in read(cue).tokens]
    if not words:
        return ()
    if all(w in STOP_WORDS for w, _ in words):
        return (Pattern(tuple(Item(w, s, False) for w, s in words), len(words), True),)
    items, denied = [], False
    for word, word_stem in words:
        if is_negator(word):
            denied = True
        else:
            items.append(Item(word, word_stem, denied))
    kept = _without_light(items)
    main = Pattern(kept, len(words) + SLACK if len(kept) > 1 else 1, False)
    if len(items) == 2 and len(kept) == 2:
        whole = items[0].word + items[1].word
        return main, Pattern((Item(whole, stem(whole), denied),), 1, False)
    return (main,)


def _without_light(items: list[Item]) -> tuple[Item, ...]:
    """The words that matter: prepositions and pronouns only where the phrase would say too little else."""
    heavy = [i for i in items if i.word not in _LIGHT]
    heavy = heavy or items
    content = [i for i in heavy if i.word not in _DROPPABLE]
    kept = content if len(content) >= 2 or len(content) == len(heavy) else heavy
    return tuple(dict.fromkeys(kept))


def _spans(pattern: Pattern, text: Index) -> list[Span]:
    if pattern.ordered:
        return _ordered(pattern, text)
    places: list[tuple[int, int, int]] = []  # token, its last token, item
    for number, item in enumerate(pattern.items):
        found = [(i, last, number) for i, last in _places(item, text) if text.denied[i] == item.denied]
        if not found:
            return []
        places += found
    return _windows(sorted(places), pattern, text)


def _windows(places: list[tuple[int, int, int]], pattern: Pattern, text: Index) -> list[Span]:
    """The shortest stretches of one sentence that hold every item."""
    tokens, sentence_of = text.reading.tokens, text.sentence_of
    spans = []
    seen: dict[int, int] = {}  # item -> token
    for i, last, item in places:
        seen[item] = i
        first = min(seen.values())
        if len(seen) < len(pattern.items) or sentence_of[first] != sentence_of[i]:
            continue
        if i - first < pattern.window and len(set(seen.values())) == len(seen):
            spans.append(Span(tokens[first].start, tokens[last].end))
            seen.clear()
    return spans


def _ordered(pattern: Pattern, text: Index) -> list[Span]:
    tokens, words = text.reading.tokens, [i.word for i in pattern.items]
    n = len(words)
    spans = []
    for i in text.at.get(pattern.items[0].stem, ()):
        here = [t.word for t in tokens[i : i + n]]
        if here == words and text.sentence_of[i] == text.sentence_of[i + n - 1]:
            spans.append(Span(tokens[i].start, tokens[i + n - 1].end))
    return spans


def _places(item: Item, text: Index) -> list[tuple[int, int]]:
    """First and last token of each place where the item stands."""
    places = [(i, i) for i in text.at.get(item.stem, ())]
    places += [(i, i + 1) for i in text.joined.get(item.word, ())]
    for odd_stem, odd_word in text.odd:
        if odd_stem != item.stem and _is_slip(odd_word, odd_stem, item):
            places += [(i, i) for i in text.at[odd_stem]]
    return places


def _may_be_a_slip(word: str, word_stem: str) -> bool:
    """Whether a written word is long enough, all letters, and not itself a word."""
    return len(word_stem) >= SHORTEST_FUZZY - 1 and word.isalpha() and word_stem not in known_stems()


def _is_slip(word: str, word_stem: str, item: Item) -> bool:
    """Whether `word` is the item's word with one slip (two in long words), by Damerau-Levenshtein (OSA)."""
    if len(item.stem) < SHORTEST_FUZZY or word[0] != item.word[0]:
        return False
    alike = word[:SAME_START] == item.word[:SAME_START]
    allowed = 2 if len(item.stem) >= TWO_SLIPS and alike else 1
    return (
        OSA.distance(word_stem, item.stem, score_cutoff=allowed) <= allowed
        or OSA.distance(word, item.word, score_cutoff=allowed) <= allowed
    )
