"""When a channel's question is due, in its own time zone, over changes of the clocks."""

from __future__ import annotations

import doctest
from datetime import datetime

import pytest

from bot.practices import ingest, marks, schedule
from bot.practices.schedule import ZONES, is_zone, last_due, next_due
from storage import practices


def ms(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp() * 1000)


def test_the_examples_hold() -> None:
    for module in (schedule, marks, ingest, practices):
        found = doctest.testmod(module)
        assert (found.failed, found.attempted > 0) == (0, True)


@pytest.mark.parametrize(
    ("days", "zone", "after", "due"),
    [
        ("daily", "UTC", "2026-11-28T09:00:00+00:00", "2026-11-29T09:00:00+00:00"),
        ("daily", "Asia/Tokyo", "2026-11-28T09:00:00+00:00", "2026-11-29T00:00:00+00:00"),
        ("daily", "Pacific/Auckland", "2026-11-28T19:59:00+00:00", "2026-11-28T20:00:00+00:00"),
        ("weekdays", "UTC", "2026-11-27T10:00:00+00:00", "2026-11-30T09:00:00+00:00"),  # Friday to Monday
        ("sun", "UTC", "2026-11-29T09:00:00+00:00", "2026-12-06T09:00:00+00:00"),
        # Berlin's clocks go back on 25 October: nine is an hour later by the world's time.
        ("daily", "Europe/Berlin", "2026-10-24T07:00:00+00:00", "2026-10-25T08:00:00+00:00"),
    ],
)
def test_the_next_one(days: str, zone: str, after: str, due: str) -> None:
    assert next_due(days, "09:00", zone, ms(after)) == ms(due)


def test_the_last_one_is_at_that_hour_or_before() -> None:
    assert last_due("daily", "09:00", "UTC", ms("2026-11-28T09:00:00+00:00")) == ms(
        "2026-11-28T09:00:00+00:00"
    )
    assert last_due("daily", "09:00", "UTC", ms("2026-11-28T08:59:59+00:00")) == ms(
        "2026-11-27T09:00:00+00:00"
    )
    assert last_due("mon", "09:00", "UTC", ms("2026-11-28T08:00:00+00:00")) == ms("2026-11-23T09:00:00+00:00")


def test_off_is_never_due() -> None:
    assert next_due("off", "09:00", "UTC", 0) is None
    assert last_due("off", "09:00", "UTC", 0) is None


def test_every_zone_that_is_offered_is_one() -> None:
    assert all(map(is_zone, ZONES))
    assert not is_zone("Nowhere/Land")
    assert not is_zone("../etc/passwd")
