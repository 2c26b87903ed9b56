"""Findings on composed answers: a criterion's level with the quote that shows it and the reason.

The rule: a level is taught only where two agree that do not know of each other: what the bank counts, and
what the answer was composed to be. A whole model answer stands at the top, one whose point was taken out has
less substance than it had whole, one without a number, name or example has no depth, and the answer to
another question is beside the point.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from core.interview.ports import Material
from core.interview.values import Criterion, Finding, Question
from core.interviewers.bank.judging import judge
from core.interviewers.prompted.extracts import extracts, text_of
from core.interviewers.prompted.judging import LEVELS, Case, reference
from core.interviewers.prompted.model import Message
from core.interviewers.prompts.answers import Found
from core.interviewers.prompts.prompts import Scale, Task, finding
from core.texts.catalog import texts
from training.prepare.targets.composing import Composed, Make
from training.prepare.targets.probing import LICENCE, SOURCE
from training.prepare.targets.taught import Example, chance

LOW, HIGH = 2, 4
SHARE = 0.35  # of all findings that are taught, so that they do not outnumber the follow-ups many times over
MOST_SAID = 240  # characters of a quote and of a reason

# The criteria that are taught from an answer of each make.
TAUGHT: Mapping[Make, tuple[Criterion, ...]] = MappingProxyType(
    {
        Make.FULL: tuple(Criterion),
        Make.PARTIAL: (Criterion.SUBSTANCE, Criterion.STRUCTURE),
        Make.VAGUE: (Criterion.DEPTH, Criterion.SUBSTANCE),
        Make.FOREIGN: (Criterion.RELEVANCE, Criterion.SUBSTANCE),
    }
)


def findings(answers: Iterable[Composed]) -> Iterator[Example | str]:
    """The findings on the answers to one question after another, or why one may not be taught."""
    whole: dict[str, dict[Criterion, int]] = {}
    for answer in answers:
        found = judge(answer.material, answer.question)
        levels = {one.criterion: one.level for one in found if isinstance(one.level, int)}
        if answer.make is Make.FULL:
            whole[answer.question.id] = levels
        for one in found:
            if one.criterion in TAUGHT.get(answer.make, ()) and _drawn(answer, one):
                yield _finding(answer, one, whole.get(answer.question.id, {}))


def _drawn(answer: Composed, found: Finding) -> bool:
    return chance(answer.asked, answer.answer, found.criterion.value).random() < SHARE


def agreed(make: Make, criterion: Criterion, level: int, whole: int) -> bool:
    """Whether a level is one that an answer so composed can have; `whole` is that of the whole answer.

    >>> agreed(Make.PARTIAL, Criterion.SUBSTANCE, 4, 5), agreed(Make.FOREIGN, Criterion.RELEVANCE, 4, 5)
    (True, False)
    """
    if make is Make.FULL:
        return level >= HIGH
    if make is Make.FOREIGN or criterion is Criterion.DEPTH:
        return level <= LOW
    return level < whole


def _finding(answer: Composed, found: Finding, whole: Mapping[Criterion, int]) -> Example | str:
    criterion = found.criterion
    if not isinstance(found.level, int):
        return "not_judged"
    if not agreed(answer.make, criterion, found.level, whole.get(criterion, 0)):
        return "not_agreed"
    made = taught(answer.material, answer.question, found)
    if isinstance(made, str):
        return made
    messages, turn = made
    return Example(
        Task.FINDING,
        messages,
        turn,
        answer.asked,
        answer.answer,
        SOURCE,
        LICENCE,
        answer.domain.role,
        answer.question.phase.value,
        f"{criterion.value}:{found.level}",
    )


def taught(material: Material, question: Question, found: Finding) -> tuple[tuple[Message, ...], Found] | str:
    """The prompt as serving makes it and the finding as a turn, or why it may not be taught."""
    case = Case(material, question, extracts(material, question))
    shown, answer = text_of(case.shown), material.here[-1].answer
    quote, why = _quote(answer, found, case), _because(found, question)
    assert isinstance(found.level, int)
    if not shown or (not quote and found.level > 1):
        return "nothing_to_quote"
    if len(why) > MOST_SAID:
        return "too_long"
    order = chance(answer, found.criterion.value).sample(LEVELS, len(LEVELS))
    messages = finding(
        material.domain.role,
        material.asked,
        scale_of(question, found.criterion, order),
        reference(question) if found.criterion is Criterion.SUBSTANCE else "",
        shown,
    )
    return messages, Found.model_validate({"quote": quote, "because": why, "level": found.level})


def scale_of(question: Question, criterion: Criterion, order: Iterable[int]) -> Scale:
    """The criterion with its levels in this order, as serving shows it."""
    say = texts().say
    own = {level: text for held, level, text in question.anchors if held is criterion}
    anchors = tuple((level, own.get(level) or say(f"rubric-{criterion.value}-{level}")) for level in order)
    return Scale(say(f"rubric-{criterion.value}"), anchors)


def _quote(answer: str, found: Finding, case: Case) -> str:
    """The first place that shows the level and that a model is shown, word for word."""
    for receipt in found.receipts:
        quote = answer[receipt.start : receipt.end]
        if len(quote) <= MOST_SAID and case.receipt(quote) is not None:
            return quote
    return ""


def _because(found: Finding, question: Question) -> str:
    if found.because:
        return texts().say(found.because, {"shown": found.shown, "of": found.of})
    anchors = dict(scale_of(question, found.criterion, LEVELS).anchors)
    assert isinstance(found.level, int)
    return anchors[found.level]
