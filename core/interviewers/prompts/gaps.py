"""What is missing, as the phrase a prompt for a probe shows; a key point is shown by its own text.

The rule: the same gap is worded the same way in serving and in training, and none of it is ever shown to a
person.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.interview.values import Gap, GapKind, Star

# The names are those of `core.interview.values.Gap`.
GAPS: Mapping[tuple[GapKind, str], str] = MappingProxyType(
    {
        (GapKind.STAR, Star.SITUATION.value): "the situation: where and when it was, and who was there",
        (GapKind.STAR, Star.TASK.value): "the task: what the candidate's own part was",
        (GapKind.STAR, Star.ACTION.value): "the action: what the candidate did, step by step",
        (GapKind.STAR, Star.RESULT.value): "the result: what came of it in the end",
        (GapKind.VAGUE, "number"): "a number, if only a rough one",
        (GapKind.VAGUE, "example"): "a concrete example",
        (GapKind.VAGUE, "name"): "which tool, method or person it was, by name",
    }
)
CONTRADICTION = "which of the two holds: this does not go with what was said before"
OTHER = "what else belongs to a complete answer"


def gap_text(gap: Gap, point: str = "") -> str:
    """The phrase for a gap; `point` is the text of the key point it names, "" for none."""
    if gap.kind is GapKind.CONTRADICTION:
        return CONTRADICTION
    return point or GAPS.get((gap.kind, gap.name), OTHER)
