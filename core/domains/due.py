"""Which questions are due again: spaced repetition over the levels that earlier answers reached.

A pure function of the reviews and the time, computed with FSRS (https://github.com/open-spaced-repetition/
py-fsrs) without its random fuzzing, so that the same history always gives the same questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fsrs import Card, Rating, Scheduler

RATINGS: tuple[tuple[float, Rating], ...] = (
    (4.5, Rating.Easy),  # most criteria at the highest level: nothing left to gain soon
    (3.5, Rating.Good),  # nearer to "strong" than to "adequate"
    (2.5, Rating.Hard),  # adequate: it was there, but with a part missing
    (0.0, Rating.Again),  # the answer has to be built anew
)
"""The rating of an answer: that of the first row whose number its mean level (1 to 5) reaches."""

RETENTION = 0.9
"""A question is due when the chance of answering it as well as last time has fallen to this."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

LONGEST_DAYS = 90
"""Nobody prepares for interviews longer than a season, so nothing stays away longer."""


@dataclass(frozen=True, slots=True)
class Review:
    """One judged answer: `at` in milliseconds since the epoch, `level` the mean of its levels, 1 to 5.

    `domain` is there where the questions of several are scheduled together.
    """

    question: str
    at: int
    level: float
    domain: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """`questions` are to be asked again by now; `weak` were answered poorly the last time."""

    questions: frozenset[str]
    weak: frozenset[str]


def due(reviews: Sequence[Review], now: int) -> Due:
    """What is due at `now` (milliseconds since the epoch), whatever the order of `reviews`.

    Days are the smallest interval, as interviews are not repeated within the hour: a weak answer comes
    back the next day at the earliest.
    """
    known = [review for review in reviews if review.at <= now]
    return Due(
        questions=frozenset(id for (_, id), at in due_at(known).items() if at <= now),
        weak=frozenset(id for (_, id), history in _histories(known).items() if _weak(history[-1])),
    )


def due_at(reviews: Iterable[Review]) -> dict[tuple[str, str], int]:
    """When each question comes back, in milliseconds since the epoch, by its domain and its id."""
    return {key: _milliseconds(_due_at(history)) for key, history in _histories(reviews).items()}


def _histories(reviews: Iterable[Review]) -> dict[tuple[str, str], list[Review]]:
    histories: dict[tuple[str, str], list[Review]] = {}
    for review in sorted(reviews, key=lambda review: (review.at, review.question, review.level)):
        histories.setdefault((review.domain, review.question), []).append(review)
    return histories


def rating(level: float) -> Rating:
    """The FSRS rating of a mean level, by `RATINGS`."""
    return next(rating for least, rating in RATINGS if level >= least)


def _weak(review: Review) -> bool:
    return rating(review.level) in (Rating.Again, Rating.Hard)


def _due_at(history: Iterable[Review]) -> datetime:
    # Without learning steps every interval is whole days. The card gets a number and a time of its own,
    # as the library would otherwise read the clock.
    scheduler = Scheduler(
        desired_retention=RETENTION,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=LONGEST_DAYS,
        enable_fuzzing=False,
    )
    card = Card(card_id=0, due=_time(0))
    for review in history:
        card, _ = scheduler.review_card(card, rating(review.level), _time(review.at))
    return card.due


def _time(at: int) -> datetime:
    return EPOCH + timedelta(milliseconds=at)


def _milliseconds(time: datetime) -> int:
    return (time - EPOCH) // timedelta(milliseconds=1)
