"""What an interviewer gives is taken only where it holds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from core.interview.checking import correction_refused, debrief_refused, findings_refused, named
from core.interview.guard import LIMITS
from core.interview.ports import Asked, Correction, Debrief, Outline, Shown
from core.interview.readiness import Verdict
from core.interview.values import Criterion, Finding, Level, Receipt, Refusal, Unjudged

TEXTS = {1: "I baked rye bread.", 2: "We sold it."}
AT = Receipt(1, 2, 7)
FOUND = tuple(Finding(criterion, 3, (AT,)) for criterion in Criterion)

SHOWN = Shown(1, Criterion.DEPTH, 3, "Some details.", ("I baked rye bread",))
OUTLINE = Outline(
    interview="",
    role="baker",
    level=Level.MID,
    verdict=Verdict.NEARLY,
    readiness="Nearly ready.",
    strength=SHOWN,
    upgrade=None,
    advice="",
    asked=(Asked(1, "Who are you?", (SHOWN,)),),
)
DEBRIEF = Debrief("mistral", "You answered.", "You told it.", "Say more.", "You are nearly ready.")


def depth(**changed: Any) -> tuple[Finding, ...]:
    return (*FOUND[:2], replace(FOUND[2], **changed), *FOUND[3:])


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, None),
        ({"level": 1, "receipts": ()}, None),
        ({"level": Unjudged.INSUFFICIENT_DATA, "receipts": ()}, None),
        ({"lowest": 2, "highest": 3}, None),
        ({"receipts": ()}, Refusal.QUOTE_NOT_FOUND),
        ({"receipts": (AT, Receipt(1, 2, 19))}, Refusal.QUOTE_NOT_FOUND),
        ({"receipts": (Receipt(3, 0, 1),)}, Refusal.QUOTE_NOT_FOUND),
        ({"level": 0}, Refusal.LEVEL_OUT_OF_RANGE),
        ({"level": 6}, Refusal.LEVEL_OUT_OF_RANGE),
        ({"level": True}, Refusal.LEVEL_OUT_OF_RANGE),
        ({"lowest": 4, "highest": 5}, Refusal.LEVEL_OUT_OF_RANGE),
        ({"lowest": 1, "highest": 2}, Refusal.LEVEL_OUT_OF_RANGE),
    ],
)
def test_a_level_stands_only_on_what_was_said(changed: dict[str, Any], why: Refusal | None) -> None:
    assert findings_refused(depth(**changed), TEXTS) == (None, None, why, None, None)


def test_there_is_one_finding_a_criterion_in_order() -> None:
    wrong = (Refusal.OUTSIDE_SCHEMA,) * 5
    assert findings_refused(FOUND[:4], TEXTS) == wrong
    assert findings_refused((*FOUND, FOUND[0]), TEXTS) == wrong
    assert findings_refused(FOUND[::-1], TEXTS) == wrong
    assert findings_refused((), TEXTS) == wrong


@pytest.mark.parametrize(
    ("correction", "why"),
    [
        (Correction(1, 2, 7, "bake", "A habit."), None),
        (Correction(1, 2, 7, "", "It is said twice."), None),
        (Correction(1, 2, 7, " baked", "A habit."), Refusal.CHANGES_NOTHING),
        (Correction(1, 18, 18, "x", "A habit."), Refusal.CHANGES_NOTHING),
        (Correction(1, 17, 30, "x", "A habit."), Refusal.CHANGES_NOTHING),
        (Correction(1, -5, 3, "x", "A habit."), Refusal.CHANGES_NOTHING),
        (Correction(7, 0, 3, "x", "A habit."), Refusal.CHANGES_NOTHING),
        (Correction(1, 2, 7, "bake", " "), Refusal.OUTSIDE_SCHEMA),
        (Correction(1, 2, 7, "bake", "why " * 61), Refusal.OUTSIDE_SCHEMA),
        (Correction(1, 2, 7, "word " * 33, "A habit."), Refusal.CHANGES_MUCH),
    ],
)
def test_a_correction_is_one_of_words_that_are_there(correction: Correction, why: Refusal | None) -> None:
    assert correction_refused(correction, TEXTS) == why


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, ()),
        ({"strength": "You said “I baked  rye bread.”."}, ()),
        ({"strength": 'You answered "who are you" well.'}, ()),
        ({"summary": "Depth stands at 3 of 5."}, ()),
        ({"strength": "You said “I baked wheat bread”."}, (Refusal.QUOTE_NOT_FOUND,)),
        ({"strength": "You said «we won»."}, (Refusal.QUOTE_NOT_FOUND,)),
        ({"summary": "Depth stands at 4/5."}, (Refusal.CONTRADICTS,)),
        ({"summary": "You reach level 5."}, (Refusal.CONTRADICTS,)),
        ({"summary": "That is 5 out of five, they will hire you."}, (Refusal.CONTRADICTS,)),
        ({"upgrade": ""}, (Refusal.OUTSIDE_SCHEMA,)),
        ({"upgrade": "more " * 121}, (Refusal.OUTSIDE_SCHEMA,)),
    ],
)
def test_a_debrief_says_nothing_that_was_decided_otherwise(
    changed: dict[str, Any], why: tuple[Refusal, ...]
) -> None:
    assert debrief_refused(replace(DEBRIEF, **changed), OUTLINE) == why


@pytest.mark.parametrize(
    ("said", "by"),
    [
        ("You are ready.", {Verdict.READY}),
        ("You are nearly ready.", {Verdict.NEARLY}),
        ("You are almost there and ready.", {Verdict.NEARLY}),
        ("You are not ready yet.", {Verdict.NEARLY, Verdict.NOT_YET, Verdict.NOT_ENOUGH}),
        ("You aren't ready yet.", {Verdict.NEARLY, Verdict.NOT_YET, Verdict.NOT_ENOUGH}),
        ("Say what came of it to be ready.", set(Verdict)),
        ("Say what came of it.", set(Verdict)),
        ("You are not ready, no: you are ready!", set()),
    ],
)
def test_a_debrief_calls_the_answers_as_ready_as_they_are(said: str, by: set[Verdict]) -> None:
    debrief = replace(DEBRIEF, readiness=said)
    assert {one for one in Verdict if not debrief_refused(debrief, replace(OUTLINE, verdict=one))} == by


def test_where_levels_are_hidden_a_debrief_names_none() -> None:
    hidden = replace(SHOWN, level=None)
    outline = replace(OUTLINE, strength=hidden, asked=(Asked(1, "Who are you?", (hidden,)),))
    debrief = replace(DEBRIEF, summary="Depth stands at 3 of 5.")
    assert debrief_refused(debrief, outline) == (Refusal.CONTRADICTS,)


def test_whatever_the_guard_refuses_has_a_name_here() -> None:
    assert [name for name, _ in LIMITS] == [refusal.value for refusal in Refusal][: len(LIMITS)]


def test_a_reason_that_nobody_knows_is_told_as_an_answer_that_does_not_fit() -> None:
    assert named(("leads", "because the person said so")) == ("leads", "outside_schema")
