"""A question's rows are in one split, whatever else is added, and what is alike over splits is found."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from training.prepare.likeness import groups
from training.prepare.rows import Split
from training.prepare.splitting import group_id, leaks, split_of

WORDS = [
    "team",
    "nurse",
    "budget",
    "client",
    "failure",
    "deadline",
    "plan",
    "conflict",
    "goal",
    "tool",
    "risk",
]
QUESTIONS = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=3, max_size=6).map(" ".join), min_size=1, max_size=30
)


def splits(questions: list[str], seed: int = 1) -> dict[str, Split]:
    first = groups([(question, "") for question in questions], 82)
    return {question: split_of(group_id(root), seed) for question, root in first.items()}


@settings(max_examples=12, deadline=None)
@given(QUESTIONS, st.randoms())
def test_the_order_of_rows_moves_nothing(questions: list[str], chance: Random) -> None:
    turned = list(questions)
    chance.shuffle(turned)
    assert splits(questions) == splits(turned)


@settings(max_examples=12, deadline=None)
@given(QUESTIONS)
def test_no_group_is_in_two_splits(questions: list[str]) -> None:
    first = groups([(question, "") for question in questions], 82)
    where = splits(questions)
    for question, root in first.items():
        assert where[question] is where[root]


def test_rows_that_are_added_move_no_others() -> None:
    before = splits([f"tell me about the {word} you remember best" for word in WORDS])
    others = ["zebras at work", "why do penguins hold interviews in the snow", "yaks"]
    after = splits([*before, *others])
    assert {question: after[question] for question in before} == before


def test_the_shares_are_near_80_10_and_10_percent_and_another_seed_gives_others() -> None:
    ids = [group_id(f"question {n}") for n in range(2000)]
    found = [split_of(id, 1) for id in ids]
    assert 1550 < found.count(Split.TRAIN) < 1650
    assert 160 < found.count(Split.VALIDATION) < 240
    assert 160 < found.count(Split.TEST) < 240
    assert found != [split_of(id, 2) for id in ids]


def test_a_leak_is_found_by_question_and_by_answer_over_splits_only() -> None:
    said = "we moved the patient to another ward within ten minutes of my call to the sister in charge"
    rows = [
        (Split.TRAIN, "How did you move the patient to another ward?", said),
        (Split.TRAIN, "How did you move that patient to another ward?", "no"),
        (Split.TEST, "What did the sister in charge say of your call?", said + " there"),
        (Split.TEST, "How did you move the patient to another ward then?", "nothing like it"),
    ]
    found = {(leak.one[0], leak.other[0], leak.other[1]) for leak in leaks(rows, 82, 92)}
    assert found == {
        (Split.TRAIN, Split.TEST, "how did you move the patient to another ward then"),
        (Split.TRAIN, Split.TEST, said + " there"),
    }
