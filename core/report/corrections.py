"""Language tips for a report: the sentences with their changes marked, and the reasons.

The rule: at most three tips, the earliest, and no reason twice; an answer whose words were removed has none.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.interview.ports import Tip
from core.language.grammar import mark_changes
from core.report.model import Correction
from core.report.sheet import removed

MOST = 3


def corrections(answers: Sequence[str], tips: Sequence[Sequence[Tip]]) -> tuple[Correction, ...]:
    """The corrections to show, from the tips on each turn's answer."""
    picked: dict[str, Correction] = {}
    for turn, of_turn in enumerate(tips):
        for tip in () if removed(answers[turn]) else of_turn:
            correction = Correction(turn, mark_changes(answers[turn], tip), tip.why)
            picked.setdefault(tip.why, correction)
    return tuple(picked.values())[:MOST]
