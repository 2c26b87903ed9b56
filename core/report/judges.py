"""Who led an interview and what they did of it: worded, judged, corrected, written, and what was not taken.

The rule: it is counted from the events alone. Whoever is not the bank leads; whatever the bank worded or
judged then, it stepped in for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from core.interview.state import SlotFindings, State, Turn, TurnKind
from core.report.model import Judges, Refused, Work

BANK = "bank"


def judges(state: State, corrections: int) -> Judges:
    """Who led and what they did; `corrections` is how many of their corrections are shown.

    Of the bank alone, of which nothing was refused, nothing more is told.
    """
    name = next((by for by in _everybody(state) if by not in ("", BANK)), BANK)
    refused = tuple(Refused(why, count) for why, count in _refused(state).most_common())
    if name == BANK and not refused:
        return Judges(BANK, ())
    return Judges(name, _stepped_in(state) if name != BANK else (), _work(state, name, corrections, refused))


def by_criterion(judged: SlotFindings) -> tuple[str, ...]:
    """Who gave each level of a slot, in order; where there was nothing to judge, nobody stepped in."""
    return tuple(found.by or judged.by for found in judged.findings if isinstance(found.level, int))


def _everybody(state: State) -> Iterator[str]:
    yield from (turn.by for turn in state.turns)
    yield from (by for judged in state.judged for by in by_criterion(judged))
    yield state.debrief.by


def worded(turn: Turn) -> bool:
    """Whether a turn's question was worded in the interview, and not only put once more."""
    return turn.kind in (TurnKind.QUESTION, TurnKind.PROBE) and turn.by != ""


def _work(state: State, name: str, corrections: int, refused: tuple[Refused, ...]) -> Work:
    by_turn = [(turn.kind, turn.by) for turn in state.turns if worded(turn)]
    judged = [by for one in state.judged for by in by_criterion(one)]
    return Work(
        questions=by_turn.count((TurnKind.QUESTION, name)),
        questions_of=sum(kind is TurnKind.QUESTION for kind, _ in by_turn),
        follow_ups=by_turn.count((TurnKind.PROBE, name)),
        follow_ups_of=sum(kind is TurnKind.PROBE for kind, _ in by_turn),
        findings=judged.count(name),
        findings_of=len(judged),
        corrections=corrections,
        debrief=bool(state.debrief.words),
        refused=refused,
    )


def _stepped_in(state: State) -> tuple[int, ...]:
    """The slots, from 1, in which the bank worded or judged anything."""
    spoke = {turn.slot for turn in state.turns if worded(turn) and turn.by == BANK}
    judged = {one.slot for one in state.judged if BANK in by_criterion(one)}
    return tuple(sorted(slot + 1 for slot in spoke | judged if slot >= 0))


def _refused(state: State) -> Counter[str]:
    """How often what was refused, for each reason; those first that were most."""
    counts = Counter(why for turn in state.turns for why in turn.refused)
    for judged in state.judged:
        counts.update(judged.refused)
        counts.update(judged.corrections_refused)
        counts.update(why for found in judged.findings for why in found.refused)
    counts.update(state.debrief.refused)
    return counts
