"""What an interviewer gave is looked at before any of it becomes a fact or is shown.

The rule: nobody is trusted. A level stands only on quotes that are in the answers, a correction only on words
that are there, a debrief may say nothing that code decided otherwise; what does not hold is refused by name
(`values.Refusal`), so that it can be counted, and nothing of it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from core.interview.ports import Correction, Debrief, Outline, Shown
from core.interview.readiness import Verdict
from core.interview.receipts import shown
from core.interview.rubric import BEST, WORST
from core.interview.values import Criterion, Finding, Refusal, Unjudged

LONGEST_SENTENCES = 600  # characters of one part of a debrief: three or four sentences
LONGEST_REASON = 240  # characters
LONGEST_CHANGE = 160  # characters of a correction, before or after

_QUOTED = re.compile('["\u201c\u00ab]([^"\u201d\u00bb]+)["\u201d\u00bb]?')  # also one that never ends
_LEVEL = re.compile(r"\b(\d+)(?:\.\d+)?\s*(?:/|of|out of)\s*(?:5|five)\b|\blevel\s+(\d+)", re.IGNORECASE)
_READY = re.compile(
    r"(?:(?P<not_yet>\bnot\b|n't\b|\bfar from\b)|(?P<nearly>\bnearly\b|\balmost\b|\bclose to\b)"
    r"|(?P<some_day>\b(?:before|until|once|when|be|become|get|getting|more)\b))[^.!?]{0,40}?\bready\b|\bready\b",
    re.IGNORECASE,
)
# What a verdict may be called: ready, not ready, nearly ready, or ready some day ("to be ready, say more").
_CALLED: dict[Verdict, set[str | None]] = {
    Verdict.READY: {None, "some_day"},
    Verdict.NEARLY: {"nearly", "not_yet", "some_day"},
    Verdict.NOT_YET: {"not_yet", "some_day"},
    Verdict.NOT_ENOUGH: {"not_yet", "some_day"},
}
_HIRING = re.compile(r"\b(?:hire|hired|hiring|hireable|job offer|reject(?:ed|ion)?)\b", re.IGNORECASE)


def named(refused: Iterable[str]) -> tuple[str, ...]:
    """The reasons by the names that are known here; another is taken for an answer that does not fit."""
    known = {one.value for one in Refusal}
    return tuple(one if one in known else Refusal.OUTSIDE_SCHEMA.value for one in refused)


def findings_refused(found: tuple[Finding, ...], texts: Mapping[int, str]) -> tuple[Refusal | None, ...]:
    """For each criterion, in order, why its finding is not taken, None where it is.

    `texts` are the answers that were judged, by turn. Where there is not one finding a criterion, in order,
    none is taken.
    """
    if [one.criterion for one in found] != list(Criterion):
        return (Refusal.OUTSIDE_SCHEMA,) * len(Criterion)
    return tuple(_finding_refused(one, texts) for one in found)


def _finding_refused(found: Finding, texts: Mapping[int, str]) -> Refusal | None:
    if isinstance(found.level, Unjudged):
        return None
    spread = (found.lowest, found.highest)
    within = spread == (0, 0) or WORST <= found.lowest <= found.level <= found.highest <= BEST
    if type(found.level) is not int or not WORST <= found.level <= BEST or not within:
        return Refusal.LEVEL_OUT_OF_RANGE
    return None if shown(found, texts) else Refusal.QUOTE_NOT_FOUND


def correction_refused(correction: Correction, texts: Mapping[int, str]) -> Refusal | None:
    """Why a correction of the answers `texts`, by turn, is not taken; None where it is."""
    text = texts.get(correction.turn, "")
    start, end, better = correction.start, correction.end, correction.better
    old = text[start:end] if 0 <= start <= end <= len(text) else ""
    if not old.strip() or old.strip() == better.strip():
        return Refusal.CHANGES_NOTHING
    if not correction.why.strip() or len(correction.why) > LONGEST_REASON:
        return Refusal.OUTSIDE_SCHEMA
    return Refusal.CHANGES_MUCH if max(len(old), len(better)) > LONGEST_CHANGE else None


def debrief_refused(debrief: Debrief, outline: Outline) -> tuple[Refusal, ...]:
    """Why a debrief is not shown, each reason once; empty where it may be."""
    parts = (debrief.summary, debrief.strength, debrief.upgrade, debrief.readiness)
    if not all(0 < len(part.strip()) <= LONGEST_SENTENCES for part in parts):
        return (Refusal.OUTSIDE_SCHEMA,)
    return tuple(dict.fromkeys(_untrue(" ".join(parts), debrief.readiness, outline)))


def _untrue(said: str, readiness: str, outline: Outline) -> Iterator[Refusal]:
    if any(not _was_said(quote[1], outline) for quote in _QUOTED.finditer(said)):
        yield Refusal.QUOTE_NOT_FOUND
    levels = {one.level for one in _all_shown(outline)}
    if any(int(named[1] or named[2]) not in levels for named in _LEVEL.finditer(said)):
        yield Refusal.CONTRADICTS
    if _HIRING.search(said) or _another_verdict(readiness, outline.verdict):
        yield Refusal.CONTRADICTS


def _another_verdict(readiness: str, verdict: Verdict) -> bool:
    """Whether a sentence calls the answers ready, or not, other than was decided."""
    return any(called.lastgroup not in _CALLED[verdict] for called in _READY.finditer(readiness))


def _was_said(quote: str, outline: Outline) -> bool:
    """Whether the words stand in what was said or asked; marks at their end do not matter."""
    wanted = " ".join(quote.split()).strip(" .,;:!?\N{HORIZONTAL ELLIPSIS}").casefold()
    known = [text for one in _all_shown(outline) for text in one.quotes]
    known += [asked.question for asked in outline.asked]
    return any(wanted in " ".join(text.split()).casefold() for text in known)


def _all_shown(outline: Outline) -> Iterator[Shown]:
    for asked in outline.asked:
        yield from asked.findings
    yield from (one for one in (outline.strength, outline.upgrade) if one is not None)
