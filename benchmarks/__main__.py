"""`./run bench`: finds the benchmarks, runs them, prints a table and writes JSON.

The rule: `bench_<area>.py` beside this file holds functions named `bench_...` that yield rows named
`<area>.<what>`. One that fails or lacks something is named and does not keep the others from running.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import FunctionType

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from benchmarks.frame import Missing, Row

FOLDER = Path(__file__).parent


@dataclass(slots=True)
class Outcome:
    """What came of a run: rows in their order, what was skipped and what failed, each with its reason."""

    rows: list[Row] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def main(
    arguments: Sequence[str] | None = None, folder: Path = FOLDER, console: Console | None = None
) -> int:
    """Runs what is asked for. Gives 0, 1 where a benchmark failed, 2 where a name is unknown."""
    asked = _parser().parse_args(arguments)
    console = console or Console()
    areas = {file.stem.removeprefix("bench_"): file for file in sorted(folder.glob("bench_*.py"))}
    unknown = [name for name in asked.names if name.split(".")[0] not in areas]
    if unknown:
        console.print(f"No benchmark is named {', '.join(unknown)}. There are: {', '.join(areas)}.")
        return 2
    outcome = Outcome()
    for area, file in areas.items():
        if not asked.names or any(name.split(".")[0] == area for name in asked.names):
            console.print(f"[dim]{area} ...[/]")
            _run_file(area, file, asked.names, outcome)
    _print(console, outcome)
    if asked.json:
        rows = [asdict(row) for row in outcome.rows]
        text = json.dumps({"rows": rows}, indent=2, allow_nan=False)
        asked.json.write_text(text + "\n", encoding="utf-8")
    return 1 if outcome.failed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./run bench",
        description="Measures Greenroom. Goals are marked met or not; a goal that is not met is no failure.",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="an area (machine) or a row (machine.step)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the rows to FILE")
    return parser


def _run_file(area: str, file: Path, names: Sequence[str], outcome: Outcome) -> None:
    try:
        benches = list(_functions(file))
    except Exception as error:
        outcome.failed.append(f"{file.name}: {type(error).__name__}: {error}")
        return
    for bench in benches:
        try:
            for row in bench():
                _check_name(row.name, area, outcome)
                if not names or area in names or row.name in names:
                    outcome.rows.append(row)
        except Missing as reason:
            outcome.skipped.append(f"{file.name} {bench.__name__}: {reason}")
        except Exception as error:
            outcome.failed.append(f"{file.name} {bench.__name__}: {type(error).__name__}: {error}")


def _check_name(name: str, area: str, outcome: Outcome) -> None:
    if not name.startswith(f"{area}.") or any(row.name == name for row in outcome.rows):
        raise ValueError(f"the row {name} is not of the area {area}, or is there twice")


def _functions(file: Path) -> Iterator[FunctionType]:
    spec = importlib.util.spec_from_file_location(f"benchmarks.{file.stem}", file)
    if spec is None or spec.loader is None:
        raise ImportError(str(file))
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses and pickle look a class's module up by its name
    spec.loader.exec_module(module)
    return (
        value
        for name, value in vars(module).items()
        if name.startswith("bench_") and isinstance(value, FunctionType)
    )


def _print(console: Console, outcome: Outcome) -> None:
    table = Table()
    for column in ("name", "value", "unit", "goal", "met", "ours", "peer"):
        right = column in ("value", "ours", "peer")
        table.add_column(column, justify="right" if right else "left", overflow="fold")
    for row in outcome.rows:
        met = {None: "", True: "[green]yes[/]", False: "[red]no[/]"}[row.met]
        value, ours, peer = (_number(number) for number in (row.value, row.ours, row.peer))
        table.add_row(row.name, value, row.unit, row.goal or "", met, ours, peer)
    if outcome.rows:
        console.print(table)
    for line in outcome.skipped:
        console.print(f"skipped: {escape(line)}")
    for line in outcome.failed:
        console.print(f"[red]failed:[/] {escape(line)}")


def _number(value: float | None) -> str:
    """Four digits that count."""
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


if __name__ == "__main__":
    sys.exit(main())
