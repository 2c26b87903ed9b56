"""The frame of the benchmarks: goals, medians of runs in turns, and what a run writes."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks.__main__ import main
from benchmarks.frame import Row, at_least, at_most, figure, medians, ratio

SAMPLE = """
from benchmarks.frame import Missing, at_most, figure

def bench_figures():
    yield figure("sample.size", 12, "MB", at_most(10))
    yield figure("sample.words", 3, "words")
    yield figure("sample.ratio", 0.5, "x", at_most(1.1), ours=1.0, peer=2.0)

def bench_lacking():
    raise Missing("no [data] here: set GREENROOM_DATA")
    yield

def helper():
    raise AssertionError("only functions named bench_ are run")
"""
SIZE = {
    "name": "sample.size",
    "value": 12,
    "unit": "MB",
    "goal": "<= 10",
    "met": False,
    "ours": None,
    "peer": None,
}
WORDS = {
    "name": "sample.words",
    "value": 3,
    "unit": "words",
    "goal": None,
    "met": None,
    "ours": None,
    "peer": None,
}
RATIO = {
    "name": "sample.ratio",
    "value": 0.5,
    "unit": "x",
    "goal": "<= 1.1",
    "met": True,
    "ours": 1.0,
    "peer": 2.0,
}


def bench(folder: Path, *arguments: str) -> tuple[int, str, list[dict[str, object]]]:
    """Exit code, what was printed, and the rows that were written."""
    printed = io.StringIO()
    file = folder / "rows.json"
    console = Console(file=printed, width=120)
    code = main([*arguments, "--json", str(file)], folder, console)
    rows = json.loads(file.read_text(encoding="utf-8"))["rows"] if file.exists() else []
    return code, printed.getvalue(), rows


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bench_sample.py").write_text(SAMPLE, encoding="utf-8")
    (tmp_path / "bench_broken.py").write_text(
        "from benchmarks.frame import figure\n"
        "def bench_one():\n    yield figure('broken.one', 1, 's')\n    raise RuntimeError('fell over')\n"
        "def bench_two():\n    yield figure('other.two', 1, 's')\n",
        encoding="utf-8",
    )
    return tmp_path


def test_an_area_is_run_by_its_name_and_its_rows_are_written(folder: Path) -> None:
    code, printed, rows = bench(folder, "sample")
    assert (code, rows) == (0, [SIZE, WORDS, RATIO])
    assert "skipped: bench_sample.py bench_lacking: no [data] here: set GREENROOM_DATA" in printed


def test_a_single_row_can_be_asked_for(folder: Path) -> None:
    assert bench(folder, "sample.words")[2] == [WORDS]


def test_the_table_shows_goals_and_whether_they_are_met(folder: Path) -> None:
    cells = [
        [cell.strip() for cell in line.split("│")[1:-1]] for line in bench(folder, "sample")[1].splitlines()
    ]
    assert ["sample.size", "12", "MB", "<= 10", "no", "", ""] in cells
    assert ["sample.words", "3", "words", "", "", "", ""] in cells
    assert ["sample.ratio", "0.5", "x", "<= 1.1", "yes", "1", "2"] in cells


def test_a_benchmark_that_fails_is_named_and_the_others_run(folder: Path) -> None:
    code, printed, rows = bench(folder)
    assert (code, [row["name"] for row in rows]) == (
        1,
        ["broken.one", "sample.size", "sample.words", "sample.ratio"],
    )
    assert "failed: bench_broken.py bench_one: RuntimeError: fell over" in printed
    assert "bench_two: ValueError: the row other.two is not of the area broken" in printed


def test_an_unknown_name_is_refused_before_anything_runs(folder: Path) -> None:
    code, printed, rows = bench(folder, "sample", "nothing.here")
    assert (code, rows) == (2, [])
    assert "No benchmark is named nothing.here. There are: broken, sample." in printed


def test_a_goal_is_met_at_its_limit() -> None:
    assert (at_most(1.1).met(1.1), at_most(1.1).met(1.2)) == (True, False)
    assert (at_least(45).met(45), at_least(45).met(44.9)) == (True, False)
    assert figure("a.b", 46, "GLEU", at_least(45)) == Row("a.b", 46, "GLEU", ">= 45", True, None, None)


def test_medians_are_taken_of_runs_in_turns() -> None:
    called: list[str] = []
    times = iter([0, 1, 0, 10, 0, 20, 0, 2, 0, 9, 0, 90])  # begin and end of each timed call
    runs = {"a": lambda: called.append("a"), "b": lambda: called.append("b")}
    result = medians(runs, rounds=3, clock=lambda: next(times))
    assert "".join(called) == "ab" + "ab" + "ba" + "ab"
    assert result == {"a": 2, "b": 20}


def test_calls_too_short_for_the_clock_are_timed_together() -> None:
    called: list[str] = []
    times = iter([0.0, 6.0])
    result = medians({"a": lambda: called.append("a")}, rounds=1, repeat=3, clock=lambda: next(times))
    assert (result, len(called)) == ({"a": 2.0}, 4)


def test_a_ratio_keeps_what_it_was_made_of() -> None:
    row = ratio("a.same", lambda: sum(range(2000)), lambda: sum(range(2000)), at_most(1000))
    assert row.ours is not None
    assert row.peer is not None
    assert row.value == row.ours / row.peer
    assert (row.unit, row.goal, row.met) == ("x", "<= 1000", True)
