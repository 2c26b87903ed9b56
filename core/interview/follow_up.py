"""What follows an answer. The rules, in the order in which they are tried:

    1. nothing could be heard            -> ask again, score nothing
    2. off topic, or "I don't know"      -> restate the question, once
    3. a STAR part or key point missing  -> ask for that one
    4. vague                             -> ask for a number, an example or a name
    5. contradicts an earlier answer     -> put the two side by side
    6. otherwise                         -> move on, and keep the reason

Rules 3 to 5 are probes: they cost the slot's budget (1, 2 or 2 by difficulty), never ask for the same
gap twice, and are left out when the time left is needed for the slots still to come. Asking again and
restating cost nothing of it. The decision is kept in the event and never made again.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.interview.state import State, TurnKind
from core.interview.values import Decision, Examination, Gap, GapKind, Heard, Reason, Rule

AGAIN_LIMIT = 2
RESTATE_LIMIT = 1

PROBES = {
    GapKind.STAR: Rule.ASK_MISSING,
    GapKind.POINT: Rule.ASK_MISSING,
    GapKind.VAGUE: Rule.ASK_SPECIFIC,
    GapKind.CONTRADICTION: Rule.ASK_CONTRADICTION,
}


@dataclass(frozen=True, slots=True)
class SoFar:
    """What was asked in a slot so far and what is left of probes and time."""

    again: int
    restated: int
    probes: int
    probe_limit: int
    asked: frozenset[Gap]
    time_short: bool


def so_far(state: State, at: int) -> SoFar:
    """The newest slot's account at `at`."""
    turns = [turn for _, turn in state.of_slot(state.turn.slot)]
    kinds = [turn.kind for turn in turns]
    return SoFar(
        again=kinds.count(TurnKind.AGAIN),
        restated=kinds.count(TurnKind.RESTATED),
        probes=kinds.count(TurnKind.PROBE),
        probe_limit=state.slots[state.turn.slot].probe_limit,
        asked=frozenset(turn.gap for turn in turns if turn.gap is not None),
        time_short=time_short(state, at),
    )


def time_short(state: State, at: int) -> bool:
    """Whether the time left is needed for the slots still to come."""
    assert state.plan is not None
    to_come = len(state.slots) - state.turn.slot - 1
    return state.plan.budget_ms - state.elapsed_ms(at) < to_come * state.plan.slot_ms


def decide(found: Examination, so_far: SoFar) -> Decision:
    """The rule that fires on an examination."""
    if found.heard is not Heard.CLEAR:
        return _limited(Rule.ASK_AGAIN, so_far.again < AGAIN_LIMIT)
    if found.declined or not found.on_topic:
        return _limited(Rule.RESTATE, so_far.restated < RESTATE_LIMIT and so_far.probes == 0)
    gap = _first_gap(found, so_far.asked)
    if gap is None:
        return Decision(Rule.MOVE_ON, Reason.COMPLETE)
    if so_far.probes >= so_far.probe_limit:
        return Decision(Rule.MOVE_ON, Reason.PROBES_SPENT, gap)
    if so_far.time_short:
        return Decision(Rule.MOVE_ON, Reason.TIME_SHORT, gap)
    return Decision(PROBES[gap.kind], Reason.GAP, gap)


def _limited(rule: Rule, allowed: bool) -> Decision:
    return Decision(rule, Reason.GAP) if allowed else Decision(Rule.MOVE_ON, Reason.ASKED_ENOUGH)


def _first_gap(found: Examination, asked: frozenset[Gap]) -> Gap | None:
    """The first gap that was not asked for yet, in the order of rules 3, 4, 5."""
    missing = [gap for gap in found.missing if gap.kind is not GapKind.VAGUE]
    rest = [found.vague] if found.vague else []
    if found.contradiction:
        rest.append(Gap(GapKind.CONTRADICTION, str(found.contradiction.earlier.turn)))
    return next((gap for gap in (*missing, *rest) if gap not in asked), None)
