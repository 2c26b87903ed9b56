"""Every sentence a report can hold: there is a text for whatever an event may bring, and it is complete."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

import core.report
from core.interview.readiness import TABLE, Verdict
from core.interview.rubric import BEST
from core.interview.state import State, Turn, TurnKind
from core.interview.values import (
    Criterion,
    Decision,
    Examination,
    Finding,
    Gap,
    GapKind,
    Heard,
    Length,
    Level,
    Phase,
    Reason,
    Receipt,
    Rule,
    Star,
    Unjudged,
)
from core.report.gaps import (
    FULL,
    REASONS,
    SPECIFICS,
    WITHOUT_FIGURES,
    advice,
    anchor,
    found,
    gap_words,
    next_anchor,
    why_asked,
    why_ended,
)
from core.report.model import Direction, Outcome
from core.report.saying import Saying, excerpt
from core.texts.catalog import texts
from tests.report.practice import QUESTIONS

SAY = Saying(texts())
STORY = QUESTIONS[1]
GAPS = (
    *(Gap(GapKind.STAR, star.value) for star in Star),
    *(Gap(GapKind.VAGUE, name) for name in SPECIFICS),
    Gap(GapKind.POINT, "path"),
    Gap(GapKind.CONTRADICTION, "1"),
    # what no rule makes today, but a log may hold
    Gap(GapKind.STAR, "unheard-of"),
    Gap(GapKind.VAGUE, "unheard-of"),
    Gap(GapKind.POINT, "unheard-of"),
)


def a_turn(decision: Decision | None, *, declined: bool = False) -> Turn:
    examination = Examination(Heard.CLEAR, on_topic=True, declined=declined, words=9)
    return Turn(TurnKind.PROBE, 1, 0, done_at=1, examination=examination, decision=decision)


@pytest.mark.parametrize("gap", GAPS, ids=lambda gap: f"{gap.kind}-{gap.name}")
def test_every_gap_completes_a_good_answer(gap: Gap) -> None:
    words = SAY.words(gap_words(gap, STORY))
    assert words[0].islower() and not words.endswith(".")


@pytest.mark.parametrize(("rule", "reason"), list(product(Rule, Reason)))
def test_every_decision_has_its_sentences(rule: Rule, reason: Reason) -> None:
    for gap, declined in product((*GAPS, None), (False, True)):
        turn = a_turn(Decision(rule, reason, gap), declined=declined)
        for given in (False, True):
            assert SAY.words(why_asked(turn.decision, turn, STORY, given=given)).endswith(".")
        ended = why_ended(State(turns=(turn,)), 0, turn)
        assert ended is not None
        assert SAY.words(ended).startswith("Nothing more was asked")
    assert SAY(f"report-rule-{rule.value.replace('_', '-')}")


def test_a_follow_up_without_a_decision_still_has_a_sentence() -> None:
    assert SAY.words(why_asked(None, a_turn(None), STORY)) == "Asked to hear a little more."


@pytest.mark.parametrize(("criterion", "level"), list(product(Criterion, range(1, BEST + 1))))
def test_every_level_has_its_anchor_and_a_next_one(criterion: Criterion, level: int) -> None:
    view = found(Finding(criterion, level), STORY, (), levels=True)
    assert SAY.words(anchor(criterion, level, STORY)).endswith(".")
    assert SAY.words(next_anchor(view, level, STORY)).endswith(".")


@pytest.mark.parametrize("because", sorted(REASONS | FULL))
@pytest.mark.parametrize("shown", [0, 1, 2])
def test_every_reason_has_its_sentence_and_advice(because: str, shown: int) -> None:
    criterion = Criterion(because.split("-")[1])
    finding = Finding(criterion, 3, because=because, shown=shown, of=4)
    assert SAY.reason(found(finding, STORY, (), levels=True)).endswith((".", "?"))
    assert SAY.words(advice(finding)).endswith(".")


@pytest.mark.parametrize("criterion", Criterion)
def test_a_reason_of_another_release_falls_back_to_the_anchor(criterion: Criterion) -> None:
    finding = Finding(criterion, 2, because="because-no-longer-known")
    view = found(finding, STORY, (), levels=True)
    assert SAY.reason(view) == SAY(f"rubric-{criterion.value}-2")
    assert SAY.words(advice(finding)) == SAY(f"report-advice-{criterion.value}")


@pytest.mark.parametrize("because", sorted(WITHOUT_FIGURES))
def test_reasons_shown_without_levels_have_no_figure(because: str) -> None:
    finding = Finding(Criterion(because.split("-")[1]), 3, because=because, shown=7, of=8)
    view = found(finding, STORY, (), levels=False)
    assert view.because is not None
    assert not re.search(r"\d", SAY.reason(view))


@pytest.mark.parametrize("unjudged", Unjudged)
def test_whatever_could_not_be_judged_says_why_and_has_no_level(unjudged: Unjudged) -> None:
    view = found(Finding(Criterion.DEPTH, unjudged, (Receipt(0, 0, 1),)), STORY, ("a",), levels=True)
    assert (view.level, view.anchor, view.quotes) == (None, None, ())
    assert SAY.reason(view).endswith(".")


def test_whatever_else_is_chosen_by_a_value_has_its_text() -> None:
    keys = [
        *(f"report-outcome-{outcome.value}" for outcome in Outcome),
        *(f"report-outcome-follow-up-{outcome.value}" for outcome in Outcome),
        *(f"report-length-{length.value}" for length in Length),
        *(f"level-{level.value}" for level in Level),
        *(f"phase-{phase.value}" for phase in Phase),
        *(f"rubric-{criterion.value}" for criterion in Criterion),
        *(f"readiness-{row.id}" for row in TABLE),
        *(f"readiness-verdict-{verdict.value.replace('_', '-')}" for verdict in Verdict),
        *(f"report-moved-{direction.value}" for direction in Direction),
    ]
    assert [key for key in keys if not texts().has(key)] == []


def test_every_key_named_in_the_code_has_a_text() -> None:
    folder = Path(core.report.__file__ or "").parent
    named = {
        key
        for file in folder.glob("*.py")
        for key in re.findall(r'"((?:report|readiness)-[a-z-]+[a-z])"', file.read_text(encoding="utf-8"))
    }
    assert len(named) > 50
    assert sorted(key for key in named if not texts().has(key)) == []


@pytest.mark.parametrize(
    ("hundredths", "figure"), [(0, "none"), (100, "1.0"), (344, "3.4"), (345, "3.5"), (396, "4.0")]
)
def test_a_mean_level_has_one_decimal(hundredths: int, figure: str) -> None:
    assert SAY.figure(hundredths) == figure


def test_an_excerpt_is_one_line_and_says_where_it_goes_on() -> None:
    assert excerpt("one\ntwo  three", 3) == "one two three"
    assert excerpt("one two three four", 3) == "one two three …"
