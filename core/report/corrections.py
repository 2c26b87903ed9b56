"""Grammar tips as corrected sentences: the sentence with its changes marked, and the reason.

The rule: at most three in a report, the earliest, and no reason twice; an answer whose words were removed
has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.interview.ports import Tip
from core.language.tokens import read
from core.report.model import Correction
from core.report.sheet import removed

MOST = 3


def corrections(answers: Sequence[str], tips: Sequence[Sequence[Tip]]) -> tuple[Correction, ...]:
    """The corrections to show, from the tips on each turn's answer."""
    by_reason: dict[str, Correction] = {}
    for correction in _all(answers, tips):
        by_reason.setdefault(correction.why, correction)
    return tuple(by_reason.values())[:MOST]


def _all(answers: Sequence[str], tips: Sequence[Sequence[Tip]]) -> Iterator[Correction]:
    for turn, (answer, of_turn) in enumerate(zip(answers, tips, strict=False)):
        for tip in () if removed(answer) else of_turn:
            yield Correction(turn, marked(answer, tip), tip.why)


def marked(text: str, tip: Tip) -> str:
    """The tip's sentence, with what was written in brackets before what would be better."""
    sentences = read(text).sentences
    around = next((s for s in sentences if s.start <= tip.start < s.end), None)
    start, end = (around.start, around.end) if around else (tip.start, tip.end)
    changed = f"[{text[tip.start : tip.end]} → {tip.better}]"
    return " ".join((text[start : tip.start] + changed + text[tip.end : max(end, tip.end)]).split())
