"""What prepare works on: tables as files have them, rows as they are understood, and what is told of them.

The rule: every row knows where it came from, as a person finds it in the file (sheet and line), so that
whatever is said about it can be checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Field(StrEnum):
    """What a column can be for."""

    QUESTION = "question"
    ANSWER = "answer"
    FOLLOW_UP = "follow_up"
    ROLE = "role"
    PHASE = "phase"
    QUALITY = "quality"


TEXTS = (Field.QUESTION, Field.ANSWER, Field.FOLLOW_UP)  # in whole sentences; the others are names


class Quality(StrEnum):
    """How good a person found an answer."""

    GOOD = "good"
    AVERAGE = "average"
    POOR = "poor"
    UNRATED = "unrated"


class Split(StrEnum):
    """What a row is for."""

    TRAIN = "train"
    VALIDATION = "validation"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row is: the file, the sheet of a workbook ("" elsewhere), and the line, counted from 1."""

    file: str
    sheet: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}{f' [{self.sheet}]' if self.sheet else ''}:{self.line}"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a file: its header as it is written, and its rows with their lines.

    `encoding` and `separator` say how a text file was read, "" elsewhere. `rows` can be gone through once.
    """

    file: str
    sheet: str
    header: tuple[str, ...]
    rows: Iterator[tuple[int, tuple[str, ...]]] = field(repr=False)
    encoding: str = ""
    separator: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A question with its answer, mended. `damaged` says that its letters had to be repaired.

    `phase` and `role` are "" where the file names none, or none that is known.
    """

    place: Place
    question: str = field(repr=False)
    answer: str = field(repr=False)
    follow_up: str = field(default="", repr=False)
    role: str = ""
    phase: str = ""
    quality: Quality = Quality.UNRATED
    licence: str = ""
    damaged: bool = False
    labelled: bool = False


@dataclass(frozen=True, slots=True)
class Mend:
    """One change: its kind, and what stood there before and stands there now, cut short."""

    kind: str
    before: str = field(repr=False)
    after: str = field(repr=False)


Cells = Mapping[Field, str]
