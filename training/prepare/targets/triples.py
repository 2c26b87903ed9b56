"""Follow-ups that people asked, as probes: question, answer, follow-up.

The rule: a follow-up is taught only if it could be asked: it passes the guard and asks nothing private.
What a person asked that could not be asked stays in the
test split, since it is what people ask; nothing private stays anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.interview.guard import refusals
from core.interview.values import Refusal
from core.interviewers.prompted.fit import unfit
from core.interviewers.prompts.answers import Worded
from core.interviewers.prompts.prompts import Task, probe
from core.language.measuring import measure
from training.prepare.rows import Row
from training.prepare.targets.taught import ANY_ROLE, Example, level_for

OPEN = "something the answer leaves open"
"""The gap that such a follow-up asks for: the data names none."""

LONGEST = 240  # characters of a question that a model may write


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A follow-up as an example, and why it may not be taught, if so."""

    example: Example
    refused: tuple[str, ...]
    private: bool


def follow_ups(rows: Iterable[Row]) -> Iterator[FollowUp]:
    """The follow-ups of the rows that have one."""
    for row in rows:
        if row.follow_up and len(row.follow_up) <= LONGEST:
            yield _follow_up(row)


def _follow_up(row: Row) -> FollowUp:
    asked = row.follow_up
    role = row.role or ANY_ROLE
    example = Example(
        Task.PROBE,
        probe(role, level_for(row.answer), row.question, [(row.question, row.answer)], OPEN),
        Worded(question=asked),
        row.question,
        row.answer,
        source_of(row),
        row.licence,
        row.role,
        row.phase,
        "open",
        real=True,
    )
    broken = refusals(measure(asked, row.answer, [row.question]))
    others = tuple(unfit(asked))
    refused = (*broken, *(refusal.value for refusal in others))
    return FollowUp(example, refused, Refusal.PRIVATE in others)


def source_of(row: Row) -> str:
    """The source a row is counted under: its file's folder, or its name where it lies by itself."""
    parts = row.place.file.rsplit("/", 2)
    return parts[-2] if len(parts) > 1 and parts[-2] not in ("", ".") else parts[-1]
