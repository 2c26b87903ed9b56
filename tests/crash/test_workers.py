"""Two workers on one Postgres share the work; one that dies, or is only stopped, is taken over by the other.

    ./run test tests/crash/test_workers.py      3 kills, and one that is stopped and goes on
    ./run soak tests/crash/test_workers.py      40 kills besides

Guests answer at either, with one cookie. A run prints its seed, its figures, and the longest wait.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.texts.catalog import texts
from tests.crash.terminal import LIMIT
from tests.crash.test_killing import nothing_readable, on_postgres
from tests.crash.two_workers import Pair

pytestmark = [pytest.mark.process, pytest.mark.postgres]


@contextmanager
def a_pair(data: Path, socket: str, seed: int, capsys: pytest.CaptureFixture[str]) -> Iterator[Pair]:
    """Two workers; in the end everybody has a report, and what is kept is held against what was sent."""
    pair = Pair(data, seed, on_postgres(data, socket))
    try:
        pair.begins()
        yield pair
        tally = pair.ends()
    finally:
        pair.closes()
    with capsys.disabled():
        print(f"\nTwo workers on Postgres, seed {seed}, {pair.guests} people: {tally}\n  {pair}")
    assert tally.flawless
    assert max(seconds for guest in pair.all for seconds in guest.waited) < LIMIT
    nothing_readable(socket)


def test_answers_at_two_workers_outlive_kills_of_either(
    data: Path, postgres_socket: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with a_pair(data, postgres_socket, 91, capsys) as pair:
        pair.kills(2)
        pair.kills(1, away=True)


def test_a_worker_that_was_stopped_and_goes_on_counts_nothing_twice(
    data: Path, postgres_socket: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with a_pair(data, postgres_socket, 92, capsys) as pair:
        said = " ".join(pair.stops_one().split())
        assert " ".join(texts().say("storage-fenced").split()) in said


@pytest.mark.soak
@pytest.mark.parametrize("seed", [93, 94])
def test_answers_at_two_workers_outlive_twenty_kills_of_either(
    data: Path, postgres_socket: str, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    with a_pair(data, postgres_socket, seed, capsys) as pair:
        pair.kills(15)
        pair.kills(5, away=True)
        pair.stops_one()
