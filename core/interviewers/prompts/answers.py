"""What a model answers to each task, as pydantic models from which the JSON schemas are made.

The rule: an answer is small and strict: no other fields, no other types, nothing longer than here. What is
taught (`written`) is what is asked for (`schema`) and what is taken (`read`).
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

INSUFFICIENT = "insufficient_data"
MOST_CORRECTIONS = 3

Line = Annotated[str, Field(min_length=1, max_length=240)]
Passage = Annotated[str, Field(min_length=1, max_length=400)]


def _no_truth(value: object) -> object:
    """Refuses true and false, which Python takes for 1 and 0."""
    if isinstance(value, bool):
        raise ValueError("a level is a number")
    return value


class Answer(BaseModel):
    """How strictly every answer is read."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, validate_by_name=True)


class Worded(Answer):
    """A question or a probe."""

    question: Line


class Found(Answer):
    """A criterion's level; the quote comes first, so that the level follows from what was said."""

    quote: Annotated[str, Field(max_length=240)]
    because: Line
    level: Annotated[Literal[1, 2, 3, 4, 5, "insufficient_data"], BeforeValidator(_no_truth)]


class Slip(Answer):
    """One correction: `from` in the sentence would better be `to`."""

    from_: Annotated[str, Field(alias="from", min_length=1, max_length=160)]
    to: Annotated[str, Field(max_length=160)]
    why: Line


class Corrected(Answer):
    """The corrections of one sentence; none where nothing is wrong."""

    corrections: Annotated[tuple[Slip, ...], Field(max_length=MOST_CORRECTIONS)]


class Debriefed(Answer):
    """What a person is told after the interview."""

    summary: Passage
    strength: Passage
    upgrade: Passage
    readiness: Passage


def written(answer: Answer) -> str:
    """An answer as the JSON that a model is taught to write."""
    return answer.model_dump_json(by_alias=True)


def schema_of(answer: type[Answer]) -> dict[str, Any]:
    """The JSON schema of an answer, without references, titles and descriptions, which cost tokens."""
    whole = answer.model_json_schema(by_alias=True)
    made = _bare(whole, whole.get("$defs", {}))
    assert isinstance(made, dict)
    return made


def _bare(node: Any, known: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [_bare(one, known) for one in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _bare(known[node["$ref"].rsplit("/", 1)[1]], known)
    return {
        key: {name: _bare(one, known) for name, one in value.items()}
        if key == "properties"
        else _bare(value, known)
        for key, value in node.items()
        if key not in ("title", "description", "$defs")
    }
