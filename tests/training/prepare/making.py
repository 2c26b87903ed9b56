"""Interview files as people make them, small."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]

from training.prepare.account import Account, opened
from training.prepare.reading import tables
from training.prepare.rows import Place, Quality, Row, Table
from training.prepare.spelling import Spelling, read_spelling
from training.prepare.understanding import Understanding

HEADER = ("Position/Role", "Question", "Answer", "Interview Phase", "Answer Quality")
ANSWER = "I called the ward, asked two colleagues for help, and we moved the patient within ten minutes."


def spelling() -> Spelling:
    """The shipped config."""
    return read_spelling()


def write_csv(
    file: Path, rows: Iterable[Sequence[str]], encoding: str = "utf-8", delimiter: str = ","
) -> Path:
    """A text file."""
    with file.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows(rows)
    return file


def write_xlsx(file: Path, sheets: Mapping[str, Iterable[Sequence[object]]]) -> Path:
    """A workbook."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(file)
    return file


def write_jsonl(file: Path, rows: Iterable[Mapping[str, object]]) -> Path:
    """JSON lines."""
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


def tables_of(file: Path) -> list[Table]:
    """The tables of a file; their rows are still to be gone through."""
    known = spelling()
    return list(tables(str(file), lambda name: known.column(name) is not None))


def understood(file: Path) -> tuple[list[Row], Account]:
    """The rows of a file's one table, and what is told of it."""
    known = spelling()
    understanding = Understanding(known)
    for table in tables(str(file), lambda name: known.column(name) is not None):
        account = opened(table, "MIT", "", taught=True)
        return list(understanding.rows(table, account)), account
    raise AssertionError("no table")


def row(question: str, answer: str = ANSWER, follow_up: str = "", line: int = 1, file: str = "a.csv") -> Row:
    """A row as it is kept."""
    return Row(Place(file, "", line), question, answer, follow_up, licence="MIT")


def rated(question: str, answer: str, quality: Quality, line: int = 1) -> Row:
    """A row with a label."""
    return Row(Place("a.csv", "", line), question, answer, quality=quality)
