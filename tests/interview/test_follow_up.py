"""The order of the six rules, row by row."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.interview.follow_up import SoFar, decide
from core.interview.values import (
    Contradiction,
    Decision,
    Examination,
    Gap,
    GapKind,
    Heard,
    Reason,
    Receipt,
    Rule,
)

FRESH = SoFar(again=0, restated=0, probes=0, probe_limit=2, asked=frozenset(), time_short=False)
STAR = Gap(GapKind.STAR, "result")
POINT = Gap(GapKind.POINT, "measures")
VAGUE = Gap(GapKind.VAGUE, "number")
AGAINST = Gap(GapKind.CONTRADICTION, "1")

# Everything is wrong with this answer; taking one thing away after the other walks down the rules.
EVERYTHING = Examination(
    heard=Heard.UNINTELLIGIBLE,
    on_topic=False,
    declined=False,
    words=30,
    missing=(STAR, POINT),
    vague=VAGUE,
    contradiction=Contradiction(Receipt(1, 0, 4), Receipt(3, 0, 4)),
)
HEARD = replace(EVERYTHING, heard=Heard.CLEAR)
ON_TOPIC = replace(HEARD, on_topic=True)
NOTHING_MISSING = replace(ON_TOPIC, missing=())
SPECIFIC = replace(NOTHING_MISSING, vague=None)
FINE = replace(SPECIFIC, contradiction=None)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (EVERYTHING, Decision(Rule.ASK_AGAIN, Reason.GAP)),
        (HEARD, Decision(Rule.RESTATE, Reason.GAP)),
        (ON_TOPIC, Decision(Rule.ASK_MISSING, Reason.GAP, STAR)),
        (NOTHING_MISSING, Decision(Rule.ASK_SPECIFIC, Reason.GAP, VAGUE)),
        (SPECIFIC, Decision(Rule.ASK_CONTRADICTION, Reason.GAP, AGAINST)),
        (FINE, Decision(Rule.MOVE_ON, Reason.COMPLETE)),
    ],
)
def test_the_first_rule_that_finds_something_fires(found: Examination, expected: Decision) -> None:
    assert decide(found, FRESH) == expected


def test_not_knowing_is_met_like_being_off_topic() -> None:
    assert decide(replace(ON_TOPIC, declined=True), FRESH) == Decision(Rule.RESTATE, Reason.GAP)


@pytest.mark.parametrize(
    ("found", "account", "expected"),
    [
        (EVERYTHING, replace(FRESH, again=2), Decision(Rule.MOVE_ON, Reason.ASKED_ENOUGH)),
        (HEARD, replace(FRESH, restated=1), Decision(Rule.MOVE_ON, Reason.ASKED_ENOUGH)),
        (HEARD, replace(FRESH, probes=1), Decision(Rule.MOVE_ON, Reason.ASKED_ENOUGH)),
        (ON_TOPIC, replace(FRESH, probes=2), Decision(Rule.MOVE_ON, Reason.PROBES_SPENT, STAR)),
        (ON_TOPIC, replace(FRESH, probe_limit=0), Decision(Rule.MOVE_ON, Reason.PROBES_SPENT, STAR)),
        (ON_TOPIC, replace(FRESH, time_short=True), Decision(Rule.MOVE_ON, Reason.TIME_SHORT, STAR)),
    ],
)
def test_a_limit_that_is_reached_moves_on_and_keeps_the_reason(
    found: Examination, account: SoFar, expected: Decision
) -> None:
    assert decide(found, account) == expected


def test_the_same_gap_is_never_asked_for_twice() -> None:
    asked_for_result = replace(FRESH, asked=frozenset({STAR}), probes=1)
    assert decide(ON_TOPIC, asked_for_result) == Decision(Rule.ASK_MISSING, Reason.GAP, POINT)
    asked_for_all = replace(FRESH, asked=frozenset({STAR, POINT, VAGUE, AGAINST}))
    assert decide(ON_TOPIC, asked_for_all) == Decision(Rule.MOVE_ON, Reason.COMPLETE)
