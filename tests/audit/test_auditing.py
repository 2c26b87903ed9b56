"""The audit lets the bank pass and finds every planted judge, each by the check that is there for it."""

from __future__ import annotations

from functools import cache

import pytest

from core.interview.values import Criterion
from core.interviewers.audit.auditing import MOST, Audited, audit
from core.interviewers.audit.cases import Case, cases, half, reordered
from core.interviewers.audit.changes import CHANGES
from core.interviewers.audit.probing import without_sentence
from tests.audit import judges
from tests.bundled import BUNDLED


@cache
def some() -> tuple[Case, ...]:
    return tuple(cases([BUNDLED.get(id) for id in ("nurse", "backend")], 1))


def failed(found: Audited) -> set[str]:
    return {check.id for check in found.checks if not check.holds}


def change(id: str, answer: str) -> str:
    made = next(one.make for one in CHANGES if one.id == id)
    return made(Case(2, some()[0].domain, some()[0].question, answer, "", whole=True))


async def test_the_bank_passes() -> None:
    found = await audit(judges.BANK, some())
    assert (failed(found), found.holds, found.anchored, found.cases) == (set(), True, False, 4)
    assert all(check.tried >= 2 for check in found.checks)
    again = [one for one in found.stability if one.how == "repeats"]
    assert [(one.criterion, one.same, one.of, one.largest) for one in again] == [
        (criterion, 4, 4, 0) for criterion in Criterion
    ]


@pytest.mark.parametrize(
    ("judge", "by"),
    [
        (judges.LIKES_LENGTH, {"repeated", "foreign"}),
        (judges.LIKES_KEYWORDS, {"keywords"}),
        (judges.INVENTS_QUOTES, {"quoted"}),
        (judges.ALWAYS_THE_MIDDLE, {"foreign", "ignorant", "apart"}),
        (judges.MOODY, {"repeats"}),
        (judges.READS_THE_ORDER, {"order"}),
        (judges.FINDS_ALL, {"back"}),
        (judges.PREFERS_THE_FIRST, {"order"}),
    ],
    ids=lambda value: value.name if hasattr(value, "name") else "",
)
async def test_a_planted_judge_fails(judge: judges.Judge, by: set[str]) -> None:
    found = await audit(judge, some())
    assert not found.holds
    assert by <= failed(found), failed(found)


async def test_the_anchors_of_an_interviewer_that_reads_them_are_shown_in_other_orders() -> None:
    found = await audit(judges.PREFERS_THE_FIRST, some()[:1])
    assert found.anchored
    assert next(check.tried for check in found.checks if check.id == "order") == 2


async def test_an_interviewer_that_looks_at_nothing_but_the_answer_is_stable() -> None:
    found = await audit(judges.LIKES_LENGTH, some())
    steady = {(one.how, one.same == one.of) for one in found.stability}
    assert {("repeats", True), ("order", True)} <= steady


def test_every_change_and_every_check_has_its_bound() -> None:
    assert {one.id for one in CHANGES} <= set(MOST)


def test_what_is_added_and_what_is_changed() -> None:
    assert change("repeated", "I rang. She came.") == "I rang. She came. I rang. She came."
    assert change("exclaimed", "I gave 0.5 mg. She woke.") == "I gave 0.5 mg! She woke!"
    assert (
        change("full-forms", "I didn't wait. I'm sure it's right.") == "I did not wait. I am sure it's right."
    )
    assert change("lines", "I rang. She came.") == "I rang.\nShe came."
    assert change("fillers", "a b c d e f g") == "a b c d e um, f g"
    assert change("flattery", "I rang. She came.").endswith("Your company is the best one I know.")


def test_half_an_answer_is_every_second_sentence() -> None:
    assert half("I rang. She came. We left. It was four.") == "I rang. We left."
    assert without_sentence("I rang. She came.", 9) == "I rang."
    assert without_sentence("I rang. She came.", 40) == "I rang. She came."


def test_the_order_of_a_domain_changes_and_nothing_else() -> None:
    domain = BUNDLED.get("nurse")
    other = reordered(domain, 5)
    assert [q.id for q in other.questions] != [q.id for q in domain.questions]
    for question in other.questions:
        same = next(one for one in domain.questions if one.id == question.id)
        assert {p.id: frozenset(p.cues) for p in question.points} == {
            p.id: frozenset(p.cues) for p in same.points
        }
        assert (frozenset(question.probes), frozenset(question.wrong)) == (
            frozenset(same.probes),
            frozenset(same.wrong),
        )
