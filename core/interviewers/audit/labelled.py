"""Answers that people labelled good, average or poor, read from a .csv or .xlsx file.

The rule: a column is known by any of the names such files have for it; a row without a label that says how
good the answer is, or with an answer that was read before, is left out and counted. Nothing is kept.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from core.interview.errors import Refused

# The names a column has, in small letters and without what is no letter.
COLUMNS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "role": frozenset(["positionrole", "jobposition", "jobrole", "position", "role"]),
        "question": frozenset(["question", "questions"]),
        "answer": frozenset(["answer", "answers"]),
        "rating": frozenset(["answerquality", "answerrating", "rating", "ratings", "label"]),
    }
)
NEEDED = ("question", "answer", "rating")
GOOD, AVERAGE, POOR = 2, 1, 0
RATINGS = MappingProxyType({"good": GOOD, "average": AVERAGE, "poor": POOR, "bad": POOR})

_OTHER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Labelled:
    """An answer with its label: `GOOD`, `AVERAGE` or `POOR`. `role` is "" where the file names none."""

    role: str
    question: str
    answer: str
    label: int

    @property
    def asked(self) -> str:
        """The question in small letters and without marks, by which answers to the same one are known."""
        return _OTHER.sub(" ", self.question.lower()).strip()

    @property
    def length(self) -> int:
        """The words of the answer."""
        return len(self.answer.split())


@dataclass(frozen=True, slots=True)
class Sheet:
    """The labelled answers of a file, and how many rows were left out."""

    rows: tuple[Labelled, ...]
    left: int


def read_labelled(file: Path) -> Sheet:
    """The labelled answers in a file.

    Raises Refused where it cannot be read, lacks a column, or holds no good or no poor answer.
    """
    table = _sheet(file) if file.suffix.lower() == ".xlsx" else _csv(file)
    header = [_OTHER.sub("", name.lower()) for name in next(table, [])]
    places = {column: _place(header, names) for column, names in COLUMNS.items()}
    for column in NEEDED:
        if places[column] is None:
            raise Refused("audit-labelled-columns", file=file.name, column=column)
    rows, left = _rows(table, places)
    if not {GOOD, POOR} <= {row.label for row in rows}:
        raise Refused("audit-labelled-empty", file=file.name)
    return Sheet(tuple(rows), left)


def _place(header: Sequence[str], names: frozenset[str]) -> int | None:
    return next((place for place, name in enumerate(header) if name in names), None)


def _rows(table: Iterable[Sequence[str]], places: Mapping[str, int | None]) -> tuple[list[Labelled], int]:
    rows: list[Labelled] = []
    known: set[tuple[str, str]] = set()
    left = 0
    for cells in table:
        values = {
            column: _mended(cells[place]) if place is not None and place < len(cells) else ""
            for column, place in places.items()
        }
        label = RATINGS.get(values["rating"].lower())
        row = Labelled(values["role"], values["question"], values["answer"], label or POOR)
        said = row.asked, _OTHER.sub(" ", row.answer.lower()).strip()
        if label is None or not row.asked or not row.answer or said in known:
            left += 1
            continue
        known.add(said)
        rows.append(row)
    return rows, left


def _csv(file: Path) -> Iterator[list[str]]:
    try:
        raw = file.read_bytes()
        csv.field_size_limit(1 << 20)
        yield from csv.reader(io.StringIO(_decoded(raw), newline=""))
    except (OSError, csv.Error) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        raise Refused("audit-labelled-unreadable", file=file.name, why=why) from None


def _decoded(raw: bytes) -> str:
    """UTF-8 where it is that, else what spreadsheets write in the West."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _sheet(file: Path) -> Iterator[list[str]]:
    """The rows of a workbook's first sheet."""
    try:
        openpyxl = import_module("openpyxl")  # only who has such a file needs it
    except ImportError:
        raise Refused("audit-needs-openpyxl") from None
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    except Exception as error:  # a damaged workbook fails in many ways
        why = getattr(error, "strerror", None) or type(error).__name__
        raise Refused("audit-labelled-unreadable", file=file.name, why=why) from None
    try:
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield ["" if cell is None else str(cell) for cell in row]
    finally:
        book.close()


def _mended(cell: str) -> str:
    """A cell without blanks around it, and with its apostrophes where UTF-8 was once read as Mac Roman."""
    try:
        mended = cell.encode("mac_roman").decode("utf-8")
    except UnicodeError:
        mended = cell
    return " ".join(mended.split())
