"""What a debrief is written from: the report that code made, in plain words.

The rule: whoever writes the debrief sees what the person will see and nothing else, so a level that is hidden
is not in here, and what was removed neither.
"""

from __future__ import annotations

from collections.abc import Iterator

from core.interview.ports import Asked, Outline, Shown
from core.interview.values import Level, Purpose
from core.report.model import REMOVED, Found, Report, SlotView
from core.report.saying import Saying
from core.texts.catalog import Texts


def outline(report: Report, texts: Texts, interview: str, role: str) -> Outline | None:
    """The outline of a report; None where nothing was judged, or one answer alone."""
    level = report.facts.level
    judged = any(found.anchor for slot in report.slots for found in slot.findings)
    if not judged or level is None or report.purpose is Purpose.REDO:
        return None
    return _outline(report, Saying(texts), interview, role, level)


def _outline(report: Report, say: Saying, interview: str, role: str, level: Level) -> Outline:
    ready, best, step = report.readiness, report.strength, report.upgrade
    verdict = say(f"readiness-verdict-{ready.verdict.value.replace('_', '-')}")
    return Outline(
        interview=interview,
        role=role,
        level=level,
        verdict=ready.verdict,
        readiness=f"{verdict}. {say(f'readiness-{ready.row}')}",
        strength=_shown(best.slot, best.found, say) if best and best.strong else None,
        upgrade=_shown(step.slot, step.found, say) if step else None,
        advice=say.words(step.advice) if step else "",
        asked=tuple(_asked(report, say)),
    )


def _asked(report: Report, say: Saying) -> Iterator[Asked]:
    """The questions in which anything was judged."""
    for slot in report.slots:
        findings = tuple(_shown(slot.number, found, say) for found in slot.findings if found.anchor)
        if findings:
            yield Asked(slot.number, say.words(slot.question), findings, _missing(slot, say))


def _missing(slot: SlotView, say: Saying) -> tuple[str, ...]:
    return tuple(say.words(missing.words) for missing in slot.missing)


def _shown(number: int, found: Found, say: Saying) -> Shown:
    meaning = say.words(found.anchor) if found.anchor else ""
    quotes = tuple(quote.text for quote in found.quotes if quote.text != REMOVED)
    return Shown(number, found.criterion, found.level, meaning, quotes)
