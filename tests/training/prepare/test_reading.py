"""Files of every kind become the same tables, and what cannot be read is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pyarrow  # type: ignore[import-untyped]
import pytest
from pyarrow import parquet

from tests.training.prepare.making import (
    ANSWER,
    HEADER,
    tables_of,
    understood,
    write_csv,
    write_jsonl,
    write_xlsx,
)
from training.errors import TrainingFault
from training.prepare.reading import sources

ROW = ("Nurse", "Why here?", ANSWER, "Introduction", "Good")


def rows_of(file: Path) -> list[tuple[int, tuple[str, ...]]]:
    (table,) = tables_of(file)
    return list(table.rows)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_under_which_columns_are_known(tmp_path: Path, delimiter: str) -> None:
    file = write_csv(tmp_path / "a.csv", [HEADER, ROW], delimiter=delimiter)
    (table,) = tables_of(file)
    assert table.header == HEADER
    assert table.separator == delimiter
    assert list(table.rows) == [(2, ROW)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman"])
def test_each_usual_encoding_gives_the_same_letters(tmp_path: Path, encoding: str) -> None:
    said = "We’d met at a café in Zürich – “really”, I said."
    file = write_csv(tmp_path / "a.csv", [HEADER, (*ROW[:2], said, *ROW[3:])], encoding)
    assert rows_of(file)[0][1][2] == said


def test_a_line_is_the_one_on_which_the_record_begins(tmp_path: Path) -> None:
    file = write_csv(tmp_path / "a.csv", [HEADER, (*ROW[:2], "one\n\ntwo", *ROW[3:]), ROW])
    assert [line for line, _ in rows_of(file)] == [2, 5]


def test_a_header_may_stand_below_a_title(tmp_path: Path) -> None:
    file = write_csv(tmp_path / "a.csv", [("Our interviews", "", ""), (), HEADER, ROW])
    assert rows_of(file) == [(4, ROW)]


def test_each_sheet_that_names_a_known_column_is_a_table(tmp_path: Path) -> None:
    sheets: dict[str, Iterable[Sequence[object]]] = {
        "Notes": [("to do", "call Ann")],
        "Nurses": [HEADER, ROW],
        "Sales": [HEADER, ROW],
    }
    found = tables_of(write_xlsx(tmp_path / "a.xlsx", sheets))
    assert [table.sheet for table in found] == ["Nurses", "Sales"]


def test_numbers_and_empty_cells_of_a_sheet_are_texts(tmp_path: Path) -> None:
    file = write_xlsx(tmp_path / "a.xlsx", {"S": [HEADER, ("Nurse", "Why?", 3, None, 4.5)]})
    assert rows_of(file) == [(2, ("Nurse", "Why?", "3", "", "4.5"))]


def test_records_have_the_columns_that_any_of_them_has(tmp_path: Path) -> None:
    rows = [{"question": "Why?", "answer": "So."}, {"question": "Who?", "answer": "I.", "followUp": "You?"}]
    file = write_jsonl(tmp_path / "a.jsonl", rows)
    (table,) = tables_of(file)
    assert table.header == ("question", "answer", "followUp")
    assert list(table.rows) == [(1, ("Why?", "So.", "")), (2, ("Who?", "I.", "You?"))]


def test_a_line_that_is_no_json_is_a_row_without_cells(tmp_path: Path) -> None:
    file = write_jsonl(tmp_path / "a.jsonl", [{"question": "Why here?", "answer": ANSWER}])
    file.write_text(file.read_text() + '{"question": "Wh\n', encoding="utf-8")
    rows, account = understood(file)
    assert len(rows) == 1
    assert (account.read, account.dropped_as("blank")) == (2, 1)


def test_parquet_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.parquet"
    parquet.write_table(pyarrow.table({"Questions": ["Why?"], "Answers": ["So."], "n": [1]}), file)
    assert rows_of(file) == [(1, ("Why?", "So.", "1"))]


def test_a_folder_stands_for_the_files_in_it(tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv", "~$a.xlsx", "notes.pdf"):
        (tmp_path / name).write_text("question,answer\n")
    assert sources([str(tmp_path), str(tmp_path / "a.csv")]) == (
        str(tmp_path / "a.csv"),
        str(tmp_path / "b.csv"),
    )


def fault(file: Path) -> str:
    with pytest.raises(TrainingFault) as told:
        for table in tables_of(file):
            list(table.rows)
    return told.value.key


def test_what_cannot_be_read_is_told_by_its_reason(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"\xd0\xcf\x11\xe0 an old or locked workbook")
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    (tmp_path / "a.docx").write_bytes(b"PK")
    (tmp_path / "a.csv").write_text("name,age\nAnn,33\n")
    (tmp_path / "empty.csv").write_text("")
    (tmp_path / "a.jsonl").write_text("[1, 2]\n")
    assert fault(tmp_path / "a.xlsx") == "prepare-damaged"
    assert fault(tmp_path / "a.parquet") == "prepare-damaged"
    assert fault(tmp_path / "a.docx") == "prepare-kind-unknown"
    assert fault(tmp_path / "a.csv") == "prepare-no-header"
    assert fault(tmp_path / "empty.csv") == "prepare-no-header"
    assert fault(tmp_path / "a.jsonl") == "prepare-no-header"
    assert fault(tmp_path / "gone.csv") == "prepare-unreadable"
    (tmp_path / "nothing").mkdir()
    for given in ("gone", "nothing"):
        with pytest.raises(TrainingFault, match=r"prepare-(missing|folder-empty)"):
            sources([str(tmp_path / given)])
