"""Probes for the known gaps of composed answers, in the words of the domain files.

The rule: what is taught is what the bank would ask there, which passes the guard; the gap is named as serving
names it. An answer that the bank would not follow up in this way teaches nothing and is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from core.interview.guard import refusals
from core.interview.values import Gap
from core.interviewers.bank import wording
from core.interviewers.prompted.extracts import Extract, extracts
from core.interviewers.prompted.fit import unfit
from core.interviewers.prompts.answers import Worded
from core.interviewers.prompts.data import places
from core.interviewers.prompts.gaps import gap_text
from core.interviewers.prompts.prompts import Task, probe
from core.language.measuring import measure
from core.texts.catalog import texts
from training.prepare.targets.composing import Composed
from training.prepare.targets.taught import Example, level_for

SOURCE = "domains"
_QUOTED = re.compile(r'"([^"]+)"')
LICENCE = "Apache-2.0"  # the project's own


def probes(answers: Iterable[Composed]) -> Iterator[Example | tuple[str, ...]]:
    """For each answer with a gap the probe that asks for it, or why that may not be taught."""
    for answer in answers:
        if answer.gap is not None:
            yield probe_for(answer, answer.gap)


def probe_for(answer: Composed, gap: Gap) -> Example | tuple[str, ...]:
    """The probe for a gap, or why it may not be taught."""
    material, question = answer.material, answer.question
    shown = extracts(material, question)
    if not shown or not shown[-1].text:
        return ("nothing_shown",)
    asked = worded(answer, gap)
    draft = measure(asked, shown[-1].text, [said.asked for said in material.here])
    refused = (*refusals(draft), *(refusal.value for refusal in unfit(asked)), *_unseen(asked, shown))
    if refused:
        return refused
    point = next((point.text for point in question.points if point.id == gap.name), "")
    turns = [(extract.asked, extract.text) for extract in shown if extract.text]
    level = level_for(answer.answer)
    return Example(
        Task.PROBE,
        probe(answer.domain.role, level, answer.asked, turns, gap_text(gap, point)),
        Worded(question=asked),
        answer.asked,
        answer.answer,
        SOURCE,
        LICENCE,
        answer.domain.role,
        question.phase.value,
        f"{gap.kind.value}:{gap.name}" if not point else gap.kind.value,
    )


def _unseen(asked: str, shown: Sequence[Extract]) -> Iterator[str]:
    """Why a probe may not be taught that quotes what a model is not shown."""
    for quote in _QUOTED.findall(asked):
        if not any(places(quote, extract.text) for extract in shown):
            yield "quote_not_shown"


def worded(answer: Composed, gap: Gap) -> str:
    """The probe as the bank words it."""
    return wording.probe(answer.material, answer.question, gap, texts(), measure)
