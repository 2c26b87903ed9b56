"""The `domains` commands: what they print, as lines. The command line prints them.

The rule: a command that looks at a file says everything about it at once, and whether it can be used.
"""

from __future__ import annotations

from pathlib import Path

from bot.domains_quality import assess, quality, sources
from core.domains.check import load, report
from core.domains.quality.answers import Confusion, confusion_of
from core.interview.values import Domain
from core.texts.catalog import texts

Lines = tuple[str, ...]


def check(path: Path | None) -> tuple[Lines, bool]:
    """Every fault and remark of the files at `path`, and whether there is no fault."""
    loaded = load(path)
    found = quality(path, loaded)
    return report(loaded, texts(), found), not loaded.faults and all(fault.remark for fault in found)


def confusion_table(path: Path | None) -> tuple[Lines, bool]:
    """For each key point in how many answers to other questions of its domain it is found."""
    loaded = load(path)
    lines = [fault.told(texts()) for fault in loaded.faults]
    for source in sources(path, loaded):
        lines += _table(source.domain)
    return tuple(lines), not loaded.faults


def _table(domain: Domain) -> list[str]:
    own = [question for question in domain.questions if not question.inherited]
    rows = [confusion_of(domain, question, assess) for question in own]
    shares = [100 * count / row.tried for row in rows for count in row.points.values() if row.tried]
    values: dict[str, str | int] = {
        "id": domain.id,
        "questions": len(own),
        "mean": round(sum(shares) / len(shares)) if shares else 0,
        "mistaken": sum(bool(row.mistaken) for row in rows),
    }
    return [texts().say("confusion-domain", values), *(_row(row) for row in rows)]


def _row(row: Confusion) -> str:
    points = "  ".join(f"{id} {count}" for id, count in row.points.items())
    mistaken = texts().say("confusion-mistaken", {"ids": ", ".join(row.mistaken)}) if row.mistaken else ""
    return f"  {row.question} /{row.tried}: {points}{mistaken}"
