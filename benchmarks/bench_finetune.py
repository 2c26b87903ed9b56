"""Tuning against the original's recipe, on the same model and data; ./run bench finetune

The rule: both recipes take the same examples of the original's own data, each in a process of its own with
one thread, in turns; what is compared are tokens that are no padding, and of them those that are an answer's,
which alone teach, by the seconds that the process worked. See `benchmarks.tuning_recipe` for the two.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.frame import Missing, Row, at_least, at_most, figure

ROUNDS = 2
GOAL = at_least(5)


def bench_finetune() -> Iterator[Row]:
    """Useful and loss-bearing tokens a second of the processor, and the memory above the loaded model."""
    found: dict[str, list[dict[str, float]]] = {"ours": [], "original": []}
    for _ in range(ROUNDS):
        for recipe, runs in found.items():
            runs.append(_measured(recipe))
    for what in ("useful", "bearing"):
        ours, theirs = (median(run[what] / run["cpu"] for run in runs) for runs in found.values())
        yield figure(f"finetune.{what}_tokens", ours, "tokens/s")
        yield figure(
            f"finetune.{what}_tokens_against_original", ours / theirs, "x", GOAL, ours=ours, peer=theirs
        )
    ours, theirs = (median(run["peak_mib"] for run in runs) for runs in found.values())
    yield figure("finetune.memory_against_original", ours / theirs, "x", at_most(1), ours=ours, peer=theirs)


def _measured(recipe: str) -> dict[str, float]:
    data = os.environ.get("GREENROOM_DATA", "")
    file = Path(data) / "omdena" / "combined_dataset.xlsx"
    if not data or not file.is_file():
        raise Missing("the original's data: set GREENROOM_DATA to a folder with omdena/combined_dataset.xlsx")
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.tuning_recipe", recipe, str(file)],
        cwd=Path(__file__).parent.parent,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    measured: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return measured
