"""A comparison as a picture: a panel for each measure, a bar with its interval for each interviewer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from core.texts.catalog import Texts
from training.score.comparison import Comparison, Part
from training.score.resampling import Figure
from training.score.showing import title

PANELS = ("bleu", "rouge1", "rougeL", "relevance", "specificity", "form", "guard", "distinct2")
COLUMNS = 4
INK, FIRST, OTHERS = "#2b2b2b", "#1f6f8b", "#b9c4cc"


def draw(found: Comparison, first: str, file: Path, texts: Texts) -> None:
    """Writes the picture of all rows as PNG."""
    figure = _figure(found.parts[0], first, texts)
    figure.savefig(file, dpi=150)


def _figure(part: Part, first: str, texts: Texts) -> Any:
    from matplotlib.figure import Figure as Sheet  # noqa: PLC0415 - 0.5 s, and draws to a file without pyplot

    rows = len(PANELS) // COLUMNS
    sheet = Sheet(figsize=(12, 1.6 + rows * (0.9 + 0.28 * len(part.figures))), layout="constrained")
    sheet.suptitle(title(part, texts), x=0.01, ha="left", fontsize=12, color=INK)
    panels = sheet.subplots(rows, COLUMNS, sharey=True)
    for measure, axes in zip(PANELS, panels.flat, strict=True):
        _panel(axes, measure, part, first, texts)
    return sheet


def _panel(axes: Any, measure: str, part: Part, first: str, texts: Texts) -> None:
    names = list(part.figures)
    for at, name in enumerate(names):
        found = part.figures[name].get(measure)
        if found is None:
            axes.text(0, at, f" {texts.say('score-is-reference')}", va="center", fontsize=8, color=INK)
            continue
        axes.barh(at, found.value, color=FIRST if name == first else OTHERS, xerr=_whisker(found), ecolor=INK)
        axes.text(found.high or found.value, at, f"  {found.value:.3f}", va="center", fontsize=8, color=INK)
    axes.set_title(texts.say(f"score-{measure.lower()}"), loc="left", fontsize=10, color=INK)
    axes.set_yticks(range(len(names)), names, fontsize=9)
    axes.set_ylim(len(names) - 0.5, -0.5)
    most = max(own[measure].high or own[measure].value for own in part.figures.values() if measure in own)
    axes.set_xlim(0, (most or 1) * 1.35)
    axes.tick_params(axis="x", labelsize=8)
    axes.locator_params(axis="x", nbins=4)
    axes.spines[["top", "right"]].set_visible(False)


def _whisker(found: Figure) -> list[list[float]] | None:
    """How far the interval reaches to both sides of a bar's end."""
    if found.low is None or found.high is None:
        return None
    return [[max(0.0, found.value - found.low)], [max(0.0, found.high - found.value)]]
