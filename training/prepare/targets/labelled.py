"""What answers that people labelled can teach, where somebody has the right to them.

The rule: a label says how good an answer is and not why, so a finding is taught only where the bank's count
of a criterion lies where the label does; a poor or average answer that is vague is followed up by the general
question for what is vague in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from core.domains.loader import bundled
from core.interview.ports import Material, Said
from core.interview.values import Criterion, Domain, Level, Phase, Question, Shape
from core.interviewers.bank.examining import examine
from core.interviewers.bank.judging import judge
from core.interviewers.prompts.prompts import Task
from training.prepare.rows import Quality, Row
from training.prepare.targets.composing import Composed, Make
from training.prepare.targets.finding import taught
from training.prepare.targets.probing import probe_for
from training.prepare.targets.taught import ANY_ROLE, Example
from training.prepare.targets.triples import source_of

CRITERIA = (Criterion.DEPTH, Criterion.STRUCTURE)  # what can be counted without a reference
LEVELS: Mapping[Quality, frozenset[int]] = MappingProxyType(
    {
        Quality.GOOD: frozenset([4, 5]),
        Quality.AVERAGE: frozenset([3]),
        Quality.POOR: frozenset([1, 2]),
    }
)
EVERYBODY = "general_behavioral"  # the domain whose words are nobody's trade
_STORY = re.compile(r"(?i)\b(a time|a situation|an example|an instance|when you|have you ever)\b")


def labelled(rows: Iterable[Row]) -> Iterator[Example | str]:
    """The findings and probes that labelled rows teach, or why one may not be taught."""
    for row in rows:
        if row.labelled and row.quality in LEVELS:
            yield from _of(row)


def _of(row: Row) -> Iterator[Example | str]:
    material = _material(row)
    question = material.question
    assert question is not None
    for found in judge(material, question):
        if found.criterion not in CRITERIA:
            continue
        if found.level not in LEVELS[row.quality]:
            yield "not_agreed"
            continue
        made = taught(material, question, found)
        if isinstance(made, str):
            yield made
            continue
        messages, turn = made
        yield Example(
            Task.FINDING,
            messages,
            turn,
            row.question,
            row.answer,
            source_of(row),
            row.licence,
            row.role,
            row.phase,
            f"{found.criterion.value}:{found.level}",
        )
    if row.quality is not Quality.GOOD:
        yield from _probe(row, material, question)


def _probe(row: Row, material: Material, question: Question) -> Iterator[Example | str]:
    found = examine(material, question)
    if found.vague is None:
        return
    made = probe_for(Composed(Make.VAGUE, question, found.vague, material, found), found.vague)
    if isinstance(made, Example):
        yield replace(made, source=source_of(row), licence=row.licence, role=row.role, phase=row.phase)
    else:
        yield made[0]


def _material(row: Row) -> Material:
    """The row as an interviewer is given it: a question without key points, of no domain of ours."""
    shape = Shape.STORY if _STORY.search(row.question) else Shape.EXPLANATION
    phase = Phase(row.phase) if row.phase else Phase.BEHAVIORAL
    question = Question("labelled", phase, 2, shape, row.question, (), (), row.answer, "")
    domain = replace(_everybody(), role=row.role or ANY_ROLE, questions=(question,))
    return Material(domain, Level.MID, question, row.question, (Said(0, row.question, row.answer),), ())


@cache
def _everybody() -> Domain:
    return bundled().get(EVERYBODY)
