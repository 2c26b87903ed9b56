"""Writes a data set: a folder that is whole or not there, with a hash of what is in it.

The rule: the same examples give the same bytes; the lines stand in the order of a hash of their own, so that
neither the order of files nor of domains shows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from training.prepare.card import readme
from training.prepare.report import Report, Sorted
from training.prepare.rows import Split
from training.whole import whole_folder

CARD = "dataset.json"
REPORT = "report.json"
README = "README.md"
SCORING = "scoring_only.jsonl"


def lines_of(rows: Sequence[Sorted]) -> Mapping[Split, tuple[str, ...]]:
    """The lines of each split's file, each line once."""
    made: dict[Split, set[str]] = {split: set() for split in Split}
    for row in rows:
        made[row.split].add(row.example.line(row.group))
    return {split: tuple(sorted(lines, key=_place)) for split, lines in made.items()}


def hash_of(lines: Mapping[Split, Sequence[str]]) -> str:
    """The hash of a data set: SHA-256 over the bytes of its three files in the order of `Split`."""
    whole = sha256()
    for split in Split:
        whole.update(_joined(lines[split]).encode())
    return whole.hexdigest()


def write(folder: Path, lines: Mapping[Split, Sequence[str]], scoring: Sequence[str], report: Report) -> None:
    """Writes the folder. Raises TrainingFault where it cannot be, and leaves then what was there."""
    with whole_folder(folder, CARD) as new:
        for split in Split:
            _put(new / f"{split.value}.jsonl", _joined(lines[split]))
        if scoring:
            _put(new / SCORING, _joined(scoring))
        _put(new / REPORT, _json(report.whole()))
        _put(new / README, readme(report))
        _put(new / CARD, _json(report.card()))


def _place(line: str) -> str:
    return sha256(line.encode()).hexdigest()


def _joined(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _put(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")
