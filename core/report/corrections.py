"""Grammar tips as corrected sentences: each sentence with its changes marked, and the reasons.

The rule: at most three tips, the earliest, and no reason twice; an answer whose words were removed has none.
A change is marked as `[what was written → what is better]`.
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
    picked: dict[str, tuple[int, Tip]] = {}
    for turn, of_turn in enumerate(tips):
        for tip in () if removed(answers[turn]) else of_turn:
            picked.setdefault(tip.why, (turn, tip))
    return tuple(_by_sentence(answers, tuple(picked.values())[:MOST]))


def _by_sentence(answers: Sequence[str], picked: Sequence[tuple[int, Tip]]) -> Iterator[Correction]:
    groups: dict[tuple[int, int, int], list[Tip]] = {}
    for turn, tip in picked:
        groups.setdefault((turn, *_sentence(answers[turn], tip)), []).append(tip)
    for (turn, start, end), tips in groups.items():
        changed = _marked(answers[turn], start, end, tips)
        yield Correction(turn, changed, tuple(tip.why for tip in tips))


def _sentence(text: str, tip: Tip) -> tuple[int, int]:
    """Where the sentence that holds a tip begins and ends."""
    around = next((s for s in read(text).sentences if s.start <= tip.start < s.end), None)
    return (around.start, max(around.end, tip.end)) if around else (tip.start, tip.end)


def _marked(text: str, start: int, end: int, tips: Sequence[Tip]) -> str:
    pieces = []
    for tip in tips:
        pieces += [text[start : tip.start], f"[{text[tip.start : tip.end]} → {tip.better}]"]
        start = tip.end
    return " ".join("".join((*pieces, text[start:end])).split())
