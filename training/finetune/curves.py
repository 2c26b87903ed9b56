"""The losses of a run as CSV and as a picture."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from training.finetune.places import replace_text

COLUMNS = ("step", "epoch", "loss", "eval_loss", "learning_rate", "grad_norm")

Log = Sequence[Mapping[str, Any]]


def rows(log: Log) -> list[dict[str, Any]]:
    """One row a step with what was noted there: a loss, a validation loss, or both."""
    by_step: dict[int, dict[str, Any]] = {}
    for entry in log:
        if "loss" in entry or "eval_loss" in entry:
            kept = {name: entry[name] for name in COLUMNS if name in entry}
            by_step.setdefault(int(entry["step"]), {}).update(kept)
    return [by_step[step] for step in sorted(by_step)]


def write_csv(file: Path, log: Log) -> None:
    """All losses so far; the file is replaced as a whole."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows(log))
    replace_text(file, text.getvalue())


def draw(file: Path, log: Log, title: str) -> None:
    """Loss and validation loss over the steps, as PNG."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=(7, 4), dpi=120, layout="constrained")
    canvas = FigureCanvasAgg(figure)
    axes = figure.subplots()
    noted = rows(log)
    for name, label, style in (("loss", "training", "-"), ("eval_loss", "validation", "o-")):
        points = [(row["step"], row[name]) for row in noted if name in row]
        if points:
            axes.plot(*zip(*points, strict=True), style, label=label)
    axes.set(title=title, xlabel="step", ylabel="loss")
    axes.grid(alpha=0.3)
    if axes.lines:
        axes.legend()
    drawn = io.BytesIO()
    canvas.print_png(drawn)  # type: ignore[no-untyped-call]
    replace_text(file, drawn.getvalue())
