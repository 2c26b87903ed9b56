"""Splits by question: all that belongs to one question, or to one like it, is in one split.

The rule: where a group goes is decided by a hash of the seed and its first question alone, so that rows which
are added move no other group, whatever their number and order. With few groups the shares are therefore only
near 80, 10 and 10 percent; the real ones are told.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from hashlib import sha256

from rapidfuzz import fuzz

from training.prepare.likeness import ROWS_ALIKE, Index, plain, same_question, word_runs
from training.prepare.rows import Split

SEED = 1
SHARES = ((Split.TRAIN, 0.8), (Split.VALIDATION, 0.1), (Split.TEST, 0.1))
ID = 12  # hexadecimal digits of a group's id


@dataclass(frozen=True, slots=True)
class Leak:
    """Two texts that are alike and stand in two splits."""

    one: tuple[Split, str]
    other: tuple[Split, str]


def group_id(first: str) -> str:
    """The id of the group whose first question this is (plain)."""
    return sha256(first.encode()).hexdigest()[:ID]


def split_of(group: str, seed: int) -> Split:
    """The split of a group, by its id.

    >>> [split_of(group_id(question), 1).value for question in ("why here", "why now", "why you")]
    ['test', 'train', 'train']
    """
    share = int.from_bytes(sha256(f"{seed}:{group}".encode()).digest()[:8]) / 2**64
    reached = 0.0
    for split, part in SHARES:
        reached += part
        if share < reached:
            return split
    return SHARES[-1][0]


def leaks(
    texts: Collection[tuple[Split, str, str]], alike_question: int, alike_answer: int
) -> Iterator[Leak]:
    """The (split, question, answer) whose question or answer is like one of another split.

    What is compared is found in another way than the groups were: by runs of words, over all splits.
    """
    for place, same in ((1, _same(alike_question)), (2, _alike(alike_answer))):
        known: list[tuple[Split, str]] = []
        index = Index(ROWS_ALIKE, word_runs)
        for split, text in dict.fromkeys((row[0], plain(row[place])) for row in texts if row[place]):
            signature = index.hashed(text)
            for near in index.near(signature):
                if known[near][0] is not split and same(text, known[near][1]):
                    yield Leak(known[near], (split, text))
            index.add(len(known), signature)
            known.append((split, text))


def _same(alike: int) -> Callable[[str, str], bool]:
    return lambda one, other: same_question(one, other, alike)


def _alike(alike: int) -> Callable[[str, str], bool]:
    return lambda one, other: fuzz.ratio(one, other) >= alike
