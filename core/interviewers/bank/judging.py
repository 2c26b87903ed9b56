"""The five findings on a slot: what was counted, put to the rubric, with the places that show it.

The rule: code counts and the rubric's tables decide; each level above 1 comes with words of the answer, and
substance is judged only against the points and mistakes of the domain file.
"""

from __future__ import annotations

from collections.abc import Iterable

from core.interview.ports import Material
from core.interview.receipts import trimmed, without_repeats
from core.interview.rubric import Grade, grades
from core.interview.values import Criterion, Finding, Question, Receipt, Shape, Unjudged
from core.interviewers.bank.account import Account, account
from core.interviewers.bank.counting import details, guiding, measured
from core.interviewers.bank.spoken import let_go

MOST_RECEIPTS = 4  # quotes shown for one criterion


def judge(material: Material, question: Question) -> tuple[Finding, ...]:
    """One finding for each criterion, in the rubric's order."""
    whole = account(material, question)
    texts = {said.turn: said.answer for said in material.here}
    found = tuple(_finding(grade, whole, texts) for grade in grades(measured(whole)))
    let_go(material.here)
    return found


def nothing_elicited() -> tuple[Finding, ...]:
    """The findings where nothing was asked that could be judged."""
    return tuple(
        Finding(criterion, Unjudged.NOT_ELICITED, because="because-not-elicited") for criterion in Criterion
    )


def _finding(grade: Grade, account: Account, texts: dict[int, str]) -> Finding:
    receipts: tuple[Receipt, ...] = ()
    if isinstance(grade.level, int):
        places = (trimmed(receipt, texts[receipt.turn]) for receipt in _shown(grade, account))
        receipts = without_repeats(places, MOST_RECEIPTS)
    return Finding(grade.criterion, grade.level, receipts, grade.because, grade.shown, grade.of)


def _shown(grade: Grade, account: Account) -> Iterable[Receipt]:
    """The places that show a criterion's level, the most telling first."""
    if grade.criterion is Criterion.SUBSTANCE:
        points = [receipts[0] for receipts in account.covered.values()]
        return [*account.mistakes, *points] if grade.because.endswith("-wrong") else points
    if grade.criterion is Criterion.DEPTH:
        return [receipt for _, receipt in details(account)]
    if grade.criterion is Criterion.STRUCTURE:
        parts = [receipts[0] for receipts in account.parts.values()]
        guides = parts if account.question.shape is Shape.STORY else guiding(account)
        return guides or account.topical()[:2]
    return account.topical()[:1] if grade.criterion is Criterion.COMMUNICATION else account.topical()[:2]
