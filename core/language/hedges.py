"""Words by which a speaker takes back what they say, with where they stand; pure."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from core.language.phrases import any_of, plain
from core.language.tokens import Span

# "A new kind of work" takes nothing back.
_A_KIND = re.compile(r"(?:\ba|the|this|that|what|which|some|any|every|one|same|new|other|different)\s+$")
_HEDGE = any_of(
    [
        "kind of",
        "sort of",
        "kinda",
        "sorta",
        "maybe",
        "perhaps",
        "probably",
        "possibly",
        "i (?:think|guess|suppose|believe|feel like)",
        "i would say",
        "i'd say",
        "more or less",
        "a little bit",
        "somewhat",
        "to be honest",
        "i'm not sure",
        "i am not sure",
        "not really sure",
        "in a way",
        "or something",
        "hopefully",
        "i hope",
        "just wanted to",
        "tried to",
    ]
)


@dataclass(frozen=True, slots=True)
class Hedge:
    """A hedge: its words in small letters and where they stand."""

    words: str
    span: Span


def find_hedges(text: str) -> tuple[Hedge, ...]:
    """The hedges of a text, in order.

    >>> [h.words for h in find_hedges("I think it was kind of late, a new kind of late.")]
    ['i think', 'kind of']
    """
    small = plain(text)
    return tuple(
        Hedge(" ".join(m.group().split()), Span(m.start(), m.end()))
        for m in _HEDGE.finditer(small)
        if not (m.group().endswith("of") and _A_KIND.search(small, max(0, m.start() - 12), m.start()))
    )


def count_hedges(text: str) -> tuple[tuple[str, int], ...]:
    """Each hedge with how often it stands in a text, the most frequent first, ties by the alphabet.

    >>> count_hedges("Maybe. I think so, maybe.")
    (('maybe', 2), ('i think', 1))
    """
    counts = Counter(h.words for h in find_hedges(text))
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
