"""Which rows say the same as others, and which questions are one question in other words.

The rule: what could be alike is found by MinHash and locality-sensitive hashing (Broder 1997; Indyk and
Motwani 1998), in time that does not grow with the number of rows, and every such pair is then compared letter
by letter (rapidfuzz), so that a chance meeting drops nothing. Everything is seeded: the same rows give the
same result.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

from datasketch import MinHash, MinHashLSH  # type: ignore[import-untyped]
from rapidfuzz import fuzz

from core.language.tokens import content_stems, read
from training.prepare.rows import Quality, Row
from training.prepare.sorting import Drop
from training.prepare.spelling import Alike

PERMUTATIONS = 64
SEED = 1
ROWS_ALIKE = 0.7  # Jaccard similarity of three-word runs from which two answers are compared
QUESTIONS_ALIKE = 0.4  # the same of four-letter runs of two questions
RUN = 3
LETTERS = 4

_OTHER = re.compile(r"[\W_]+")
_NOT = re.compile(r"n't\b")


def plain(text: str) -> str:
    """A text as it is compared: small letters and digits, single blanks, no marks, "n't" as "not".

    >>> plain("What DIDN'T go well?")
    'what did not go well'
    """
    small = text.casefold().replace("’", "'").replace("can't", "cannot").replace("won't", "will not")
    return _OTHER.sub(" ", _NOT.sub(" not", small).replace("can not", "cannot")).strip()


@dataclass(frozen=True, slots=True)
class Left:
    """A row that is left out because of another one that stays."""

    row: Row
    drop: Drop
    stays: Row | None


class Index:
    """Finds what may be like a text among those put in before."""

    def __init__(self, threshold: float, runs: Callable[[str], Iterable[bytes]]) -> None:
        self._blank = MinHash(PERMUTATIONS, seed=SEED, hashfunc=crc32, scheme="affine32")
        self._lsh = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
        self._runs = runs

    def hashed(self, text: str) -> MinHash:
        """The text's signature."""
        made = self._blank.copy()
        made.update_batch(self._runs(text))
        return made

    def near(self, signature: MinHash) -> list[int]:
        """The numbers of those that may be alike, in order."""
        return sorted(self._lsh.query(signature))

    def add(self, number: int, signature: MinHash) -> None:
        """Puts in a text by its number."""
        self._lsh.insert(number, signature)


def word_runs(text: str) -> Iterator[bytes]:
    """The runs of three words of a plain text; its words where it has fewer."""
    words = text.split()
    if len(words) < RUN:
        yield from (word.encode() for word in words)
    for n in range(len(words) - RUN + 1):
        yield " ".join(words[n : n + RUN]).encode()


def letter_runs(text: str) -> Iterator[bytes]:
    """The runs of four letters of a plain text, blanks included."""
    padded = f" {text} "
    for n in range(max(1, len(padded) - LETTERS + 1)):
        yield padded[n : n + LETTERS].encode()


def unlike(rows: Sequence[Row], alike: Alike) -> tuple[list[Row], list[Left]]:
    """The rows that say something of their own, in order, and those that are left out.

    Of rows alike the one stays whose letters needed no repair; then the one in the file that shares rows with
    the fewest others, since what was compiled shares them with all; then one with a label; then the first.
    """
    kept, left = _exact(rows)
    order = sorted(range(len(kept)), key=lambda n: (kept[n].damaged, n))
    index = Index(ROWS_ALIKE, word_runs)
    plains = [_Plain.of(row) for row in kept]
    out: dict[int, Left] = {}
    for n in order:
        signature = index.hashed(plains[n].signed)
        drop, other = _like(n, index.near(signature), kept, plains, alike)
        if drop is not None and other in out:
            drop = None
        if drop is None:
            index.add(n, signature)
        elif drop is Drop.OTHER_QUESTION and _fits(kept[n]) > _fits(kept[other]):
            out[other] = Left(kept[other], drop, kept[n])
            index.add(n, signature)
        else:
            out[n] = Left(kept[n], drop, kept[other])
    return [row for n, row in enumerate(kept) if n not in out], [*left, *out.values()]


@dataclass(frozen=True, slots=True)
class _Plain:
    question: str
    answer: str
    follow_up: str

    @classmethod
    def of(cls, row: Row) -> _Plain:
        return cls(plain(row.question), plain(row.answer), plain(row.follow_up))

    @property
    def signed(self) -> str:
        """What is hashed: with a follow-up that first, since several may follow the same answer."""
        return f"{self.follow_up} {self.answer}" if self.follow_up else self.answer


def _exact(rows: Sequence[Row]) -> tuple[list[Row], list[Left]]:
    groups: dict[_Plain, list[Row]] = defaultdict(list)
    for row in rows:
        groups[_Plain.of(row)].append(row)
    sharing = _sharing(groups.values())
    kept: set[int] = set()
    left: list[Left] = []
    for group in groups.values():
        if len({row.quality for row in group} - {Quality.UNRATED}) > 1:
            left += [Left(row, Drop.OTHER_LABEL, None) for row in group]
            continue
        best = min(
            group, key=lambda row: (row.damaged, sharing[row.place.file], row.quality is Quality.UNRATED)
        )
        kept.add(id(best))
        left += [Left(row, Drop.DUPLICATE, best) for row in group if row is not best]
    return [row for row in rows if id(row) in kept], left


def _sharing(groups: Iterable[Sequence[Row]]) -> dict[str, int]:
    """With how many others each file shares rows."""
    shared: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        files = {row.place.file for row in group}
        for file in files:
            shared[file] |= files
    return {file: len(others) for file, others in shared.items()}


def _like(
    n: int, near: Iterable[int], rows: Sequence[Row], plains: Sequence[_Plain], alike: Alike
) -> tuple[Drop | None, int]:
    mine = plains[n]
    for other in near:
        theirs = plains[other]
        if (
            bool(mine.follow_up) != bool(theirs.follow_up)
            or fuzz.ratio(mine.answer, theirs.answer) < alike.row
        ):
            continue
        same_question = fuzz.ratio(mine.question, theirs.question) >= alike.row
        if mine.follow_up:
            if same_question and fuzz.ratio(mine.follow_up, theirs.follow_up) >= alike.follow_up:
                return Drop.NEAR_DUPLICATE, other
        else:
            return (Drop.NEAR_DUPLICATE if same_question else Drop.OTHER_QUESTION), other
    return None, n


def _fits(row: Row) -> int:
    """How many telling words an answer shares with its question."""
    return len(content_stems(read(row.question)) & content_stems(read(row.answer)))


def groups(pairs: Iterable[tuple[str, str]], alike: int) -> dict[str, str]:
    """For each question the first, by the alphabet, of those that count as the same; both plain.

    `pairs` are questions with their answers ("" where there is none). Two questions are the same where their
    words, in whatever order, are alike, or where one answer was given to both; what is the same as a third is
    the same.
    """
    together = _Together()
    under: dict[str, str] = {}  # an answer's first question
    for question, answer in pairs:
        together.add(question)
        if answer:
            together.join(under.setdefault(answer, question), question)
    known = sorted(together.all)
    index = Index(QUESTIONS_ALIKE, letter_runs)
    for n, question in enumerate(known):
        signature = index.hashed(question)
        for near in index.near(signature):
            if same_question(question, known[near], alike):
                together.join(question, known[near])
        index.add(n, signature)
    return {question: together.root(question) for question in known}


class _Together:
    """Which texts belong together: union-find, with the first by the alphabet as the root of each set."""

    def __init__(self) -> None:
        self.all: dict[str, str] = {}

    def add(self, one: str) -> None:
        self.all.setdefault(one, one)

    def root(self, one: str) -> str:
        while self.all[one] != one:
            self.all[one] = self.all[self.all[one]]
            one = self.all[one]
        return one

    def join(self, one: str, other: str) -> None:
        first, second = sorted((self.root(one), self.root(other)))
        self.all[second] = first


def same_question(one: str, other: str, alike: int) -> bool:
    """Whether two plain questions count as one."""
    return fuzz.token_sort_ratio(one, other) >= alike
