"""Language tips for a report: the sentences with their changes marked, and the reasons.

The rule: at most three tips of the checker, the earliest, and no reason twice; beside them at most three of
an interviewer's, where the checker has nothing to say. An answer whose words were removed has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.interview import ports
from core.interview.ports import Tip
from core.language.grammar import mark_changes
from core.report.model import Correction
from core.report.sheet import removed

MOST = 3


def corrections(
    answers: Sequence[str],
    tips: Sequence[Sequence[Tip]],
    corrected: Sequence[tuple[str, ports.Correction]] = (),
) -> tuple[Correction, ...]:
    """The corrections to show, from the checker's tips on each turn's answer and what somebody corrected.

    What is `corrected` comes with the name of whose correction it is.
    """
    picked: dict[str, Correction] = {}
    for turn, of_turn in enumerate(tips):
        for tip in () if removed(answers[turn]) else of_turn:
            correction = Correction(turn, mark_changes(answers[turn], tip), tip.why)
            picked.setdefault(tip.why, correction)
    beside = {one.pieces: one for one in _beside(answers, tips, corrected)}  # said twice, told once
    return (*tuple(picked.values())[:MOST], *tuple(beside.values())[:MOST])


def _beside(
    answers: Sequence[str],
    tips: Sequence[Sequence[Tip]],
    corrected: Sequence[tuple[str, ports.Correction]],
) -> Iterator[Correction]:
    for by, one in corrected:
        told = tips[one.turn] if one.turn < len(tips) else ()
        apart = all(tip.end <= one.start or one.end <= tip.start for tip in told)
        if apart and not removed(answers[one.turn]):
            tip = Tip(one.start, one.end, one.better, one.why)
            yield Correction(one.turn, mark_changes(answers[one.turn], tip), one.why, by)
