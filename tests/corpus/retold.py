"""What a fold must give for good, in plain values: the way through the interview and every level."""

from __future__ import annotations

from typing import Any

from core.interview.state import State
from core.interview.values import Purpose


def retold(state: State) -> dict[str, Any]:
    """An interview by its stage, turns, rules and levels; ids and times are left out."""
    return {
        "stage": state.stage.value,
        "choices": [state.choices.domain, str(state.choices.level), str(state.choices.length)],
        "questions": [slot.question for slot in state.slots],
        "turns": [
            [turn.kind.value, turn.slot, len(turn.taken), turn.skipped, _decision(turn.decision)]
            for turn in state.turns
        ],
        "levels": {
            str(judged.slot): [
                finding.level if isinstance(finding.level, int) else finding.level.value
                for finding in judged.findings
            ]
            for judged in state.judged
        },
        **_once_more(state),
    }


def _once_more(state: State) -> dict[str, Any]:
    """What only a review, a redo or somebody who rated themself has."""
    rated = {criterion.value: level for criterion, level in state.rated}
    again = [state.purpose.value, state.again.slot if state.again else None, len(state.slots)]
    return ({"once_more": again} if state.purpose is not Purpose.PRACTICE else {}) | (
        {"rated": rated} if rated else {}
    )


def _decision(decision: Any) -> str:
    return f"{decision.rule.value}: {decision.reason.value}" if decision else ""
