"""What a fold must give for good, in plain values: the way through the interview and every level."""

from __future__ import annotations

from typing import Any

from core.interview.state import State


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
    }


def _decision(decision: Any) -> str:
    return f"{decision.rule.value}: {decision.reason.value}" if decision else ""
