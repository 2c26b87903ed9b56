"""The original's own files and the followQG triples: what was found in them by reading is found by code."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from training.prepare.preparing import Options, prepare
from training.prepare.report import Report
from training.prepare.rows import Split

DATA = Path(os.environ.get("GREENROOM_DATA", ""))
pytestmark = pytest.mark.skipif(
    not (DATA / "followqg").is_dir() or not (DATA / "omdena").is_dir() or "GREENROOM_DATA" not in os.environ,
    reason="GREENROOM_DATA names no folder with followqg and omdena",
)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The report on all of them, read once."""
    out = tmp_path_factory.mktemp("prepared") / "out"
    given = (str(DATA / "omdena"), str(DATA / "followqg"))
    return prepare(Options(given, out, domains=()), lambda _key, _values: None)


def test_every_row_of_every_file_is_kept_or_left_out_for_a_reason(report: Report) -> None:
    assert len(report.accounts) == 6
    for account in report.accounts:
        assert account.read > 0
        assert account.read + account.added == account.kept + account.dropped


def test_letters_read_as_mac_roman_come_back_and_none_are_left(report: Report) -> None:
    (workbook,) = [account for account in report.accounts if account.file.endswith(".xlsx")]
    assert workbook.mends["encoding_macroman"].count > 100
    assert all(account.dropped_as("lost_letters") == 0 for account in report.accounts)


def test_the_compiled_file_is_known_as_one_and_the_originals_are_kept(report: Report) -> None:
    (workbook,) = [account for account in report.accounts if account.file.endswith(".xlsx")]
    assert "prepare-note-compiled" in {note["key"] for note in workbook.notes}
    assert workbook.kept < workbook.read / 20


def test_only_what_may_be_taught_is_taught(report: Report) -> None:
    assert {row.example.licence for row in report.rows} == {"MIT"}
    assert report.scoring > 1000


def test_the_follow_ups_fill_all_splits_and_nothing_leaks(report: Report) -> None:
    assert report.leaks == 0
    for split, least in ((Split.TRAIN, 250), (Split.VALIDATION, 25), (Split.TEST, 50)):
        assert sum(row.split is split for row in report.rows) >= least
    where: dict[str, set[Split]] = {}
    for row in report.rows:
        where.setdefault(row.group, set()).add(row.split)
    assert {len(splits) for splits in where.values()} == {1}
