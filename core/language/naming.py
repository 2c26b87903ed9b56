"""Names of tools, methods and a trade's things in a text.

The rule it keeps: a name is a whole word or phrase, never one of the same stem: "excellent" is not Excel.
Small letters do for a name, since many people type so; not where it is also an everyday word ("a spark",
"I recall that day").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from core.language.phrases import cues
from core.language.tokens import Reading, Span, Token, as_reading, tokens_of
from core.language.words import SUBJECTS, word_set

_BEFORE_VERBS = SUBJECTS | word_set(
    "to can can't cannot could couldn't will would wouldn't should may might must don't didn't do did not"
)


def find_name(name: str, text: str | Reading) -> tuple[Span, ...]:
    """Where a text names a tool, a method or a trade's thing, in order; a plural s is allowed.

    >>> [len(find_name("Excel", said)) for said in ("in Excel", "I excel at it", "It was excellent.")]
    [1, 0, 0]
    """
    return tuple(span for _, span in find_names([name], text))


def find_names(names: Iterable[str], text: str | Reading) -> list[tuple[str, Span]]:
    """Where a text names any of `names`: each with its place, in the order of `names`, then of the text.

    >>> [name for name, _ in find_names(["Docker", "Excel"], "In Excel, Docker and Excel.")]
    ['Docker', 'Excel', 'Excel']
    """
    reading = as_reading(text)
    begins = _beginnings(reading)
    return [
        (name, Span(reading.tokens[i].start, reading.tokens[i + len(parts) - 1].end))
        for name in names
        if (parts := _parts(name)) and parts[0] in begins
        for i in begins[parts[0]]
        if _same_words(parts, reading.tokens[i : i + len(parts)]) and _meant(name, reading, i)
    ]


def _beginnings(reading: Reading) -> Mapping[str, Sequence[int]]:
    """Where a name that begins with a word may begin: at the word, or at its plural."""
    begins: dict[str, list[int]] = defaultdict(list)
    for i, token in enumerate(reading.tokens):
        begins[token.word].append(i)
        if token.word.endswith("s"):
            begins[token.word[:-1]].append(i)
            if token.word.endswith("'s"):
                begins[token.word[:-2]].append(i)
    return begins


def _same_words(parts: tuple[str, ...], tokens: tuple[Token, ...]) -> bool:
    if len(tokens) < len(parts):
        return False
    *before, last = [token.word for token in tokens]
    return tuple(before) == parts[:-1] and last in (parts[-1], f"{parts[-1]}s", f"{parts[-1]}'s")


def _meant(name: str, reading: Reading, i: int) -> bool:
    """Whether an everyday word is meant as a name: by its capital, a small one by not being a verb."""
    small = name.lower()
    if small not in _everyday():
        return True
    if name != small:
        opens = any(s.first == i for s in reading.sentences)
        return reading.text.startswith(name, reading.tokens[i].start) and (not opens or name.isupper())
    return i == 0 or reading.tokens[i - 1].word not in _BEFORE_VERBS


@lru_cache(maxsize=1 << 12)
def _parts(name: str) -> tuple[str, ...]:
    """The words of a name of a domain file."""
    return tuple(token.word for token in tokens_of(name))


@cache
def _everyday() -> frozenset[str]:
    return frozenset(cues("specifics_cues")["everyday"])
