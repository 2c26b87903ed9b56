"""What comes back and when; the days are FSRS-6's own, read off its published parameters.

The first interval of a rating is its initial stability (parameters 0 to 3: 0.2, 1.3, 2.3 and 8.3 days) in
whole days and at least one.
"""

from __future__ import annotations

import pytest
from fsrs import Rating
from hypothesis import given
from hypothesis import strategies as st

from core.domains.due import Due, Review, due, due_at, rating

DAY = 86_400_000


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (1.0, Rating.Again),
        (2.4, Rating.Again),
        (2.5, Rating.Hard),
        (3.4, Rating.Hard),
        (3.5, Rating.Good),
        (4.4, Rating.Good),
        (4.5, Rating.Easy),
        (5.0, Rating.Easy),
    ],
)
def test_a_mean_level_has_this_rating(level: float, expected: Rating) -> None:
    assert rating(level) is expected


@pytest.mark.parametrize(("level", "days"), [(1.0, 1), (3.0, 1), (4.0, 2), (5.0, 8)])
def test_a_first_answer_comes_back_after_these_days(level: float, days: int) -> None:
    reviews = [Review("story", 5 * DAY, level)]
    assert due(reviews, (5 + days) * DAY - 1).questions == frozenset()
    assert due(reviews, (5 + days) * DAY).questions == {"story"}


def test_a_second_good_answer_stays_away_longer_than_the_first() -> None:
    reviews = [Review("story", 0, 4.0), Review("story", 3 * DAY, 4.0)]
    assert due(reviews, 5 * DAY).questions == frozenset()
    assert due(reviews, 30 * DAY).questions == {"story"}


def test_nothing_stays_away_for_more_than_ninety_days() -> None:
    reviews = [Review("story", day * DAY, 5.0) for day in range(0, 400, 40)]
    assert due(reviews, (360 + 89) * DAY).questions == frozenset()
    assert due(reviews, (360 + 90) * DAY).questions == {"story"}


def test_only_the_last_answer_says_whether_a_question_is_weak() -> None:
    reviews = [
        Review("better", 0, 1.0),
        Review("better", DAY, 4.0),
        Review("worse", 0, 5.0),
        Review("worse", DAY, 3.0),
    ]
    assert due(reviews, DAY).weak == {"worse"}


def test_each_question_has_its_day_in_each_domain_of_its_own() -> None:
    reviews = [Review("story", 0, 1.0, "nurse"), Review("story", DAY, 5.0, "teacher")]
    assert due_at(reviews) == {("nurse", "story"): DAY, ("teacher", "story"): 9 * DAY}


def test_what_was_never_answered_is_not_due() -> None:
    assert due([], 10 * DAY) == Due(frozenset(), frozenset())


def test_an_answer_of_the_future_does_not_count() -> None:
    assert due([Review("story", 2 * DAY, 1.0)], DAY) == Due(frozenset(), frozenset())


REVIEWS = st.lists(
    st.builds(Review, st.sampled_from(["a", "b", "c"]), st.integers(0, 400 * DAY), st.floats(1, 5)),
    max_size=12,
)


@given(reviews=REVIEWS, now=st.integers(0, 900 * DAY), data=st.data())
def test_the_order_of_reviews_changes_nothing(reviews: list[Review], now: int, data: st.DataObject) -> None:
    assert due(data.draw(st.permutations(reviews)), now) == due(reviews, now)


@given(reviews=REVIEWS, now=st.integers(400 * DAY, 900 * DAY))
def test_what_is_due_is_what_its_day_says(reviews: list[Review], now: int) -> None:
    assert due(reviews, now).questions == {id for (_, id), at in due_at(reviews).items() if at <= now}


@given(reviews=REVIEWS)
def test_after_ninety_days_everything_is_due(reviews: list[Review]) -> None:
    assert due(reviews, 490 * DAY).questions == {review.question for review in reviews}
