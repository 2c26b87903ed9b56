"""Which question a round takes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.interview.errors import DomainFaults
from core.interview.practice.choosing import choose
from core.interview.values import Domain, Level, Phase, Question, Shape


def question(id: str, difficulty: int, *, generated: bool = False) -> Question:
    return Question(
        id, Phase.TECHNICAL, difficulty, Shape.STORY, f"{id}?", (), (), "model", "hint", generated=generated
    )


DOMAIN = Domain(
    id="nurse",
    language="en",
    title="Nurse",
    role="nurse",
    summary="",
    terms=(),
    skills=(),
    warm_ups=(),
    own_questions=(),
    flow=(),
    questions=(
        question("easy", 1),
        question("middle", 2),
        question("other", 2),
        question("hard", 3),
        question("template", 2, generated=True),
    ),
)


def taken(level: Level, *, seed: int = 1, asked: str = "", met: str = "") -> str:
    return choose(DOMAIN, level, seed, set(asked.split()), set(met.split())).id


def test_it_is_as_hard_as_the_level_asks_for() -> None:
    assert taken(Level.ENTRY) == "easy"
    assert taken(Level.SENIOR) == "hard"


def test_the_seed_decides_among_equals_and_a_template_is_never_taken() -> None:
    assert {taken(Level.MID, seed=seed) for seed in range(20)} == {"middle", "other"}


def test_one_that_was_asked_here_comes_last_and_one_that_was_met_before_it() -> None:
    assert taken(Level.ENTRY, asked="easy") in ("middle", "other")
    assert taken(Level.ENTRY, asked="easy", met="middle other") == "hard"
    assert taken(Level.ENTRY, asked="easy middle other", met="hard") == "hard"


def test_a_domain_without_a_question_is_at_fault() -> None:
    with pytest.raises(DomainFaults):
        choose(replace(DOMAIN, questions=DOMAIN.questions[-1:]), Level.MID, 1, set(), set())
