"""Killed at any moment, the program loses nothing it replied to and counts nothing twice.

    ./run test tests/crash/test_killing.py      15 kills on SQLite, 15 on Postgres
    ./run soak tests/crash/test_killing.py      200 kills on SQLite, 50 on Postgres

A run prints its seed and its figures; the same seed draws the same moments.
"""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from core.interview.codec import dump
from core.interview.machine import fold
from tests.crash.answers import in_clear
from tests.crash.killing import Practising, Tally
from tests.crash.retelling import Kept, newest_report, read
from tests.crash.terminal import run
from tests.storage.conftest import MASTER_KEY, postgres_database

pytestmark = pytest.mark.process


def told(capsys: pytest.CaptureFixture[str], where: str, person: Practising, tally: Tally) -> None:
    """Prints the figures past pytest, which would show them only where something failed."""
    with capsys.disabled():
        print(f"\n{where}, seed {person.seed}: {tally}")
        print(
            "  killed: " + ", ".join(f"{count} {moment}" for moment, count in sorted(person.moments.items()))
        )


def what_is_kept(person: Practising) -> Kept:
    file = person.data.parent / "kept.json"
    exported = run(person.data, "export", str(file), **person.settings)
    assert exported.code == 0, exported.err
    return read(file)


def holds(capsys: pytest.CaptureFixture[str], where: str, person: Practising, kills: int) -> None:
    """Practises through `kills` kills and holds what was kept against what was seen."""
    person.goes_through(kills)
    kept = what_is_kept(person)
    tally = person.tally(kept)
    told(capsys, where, person, tally)
    assert tally.flawless
    assert [interview.reported for interview in kept.interviews] == [True] * len(kept.interviews)
    for interview in kept.interviews:
        halves = len(interview.events) // 2
        twice = fold(interview.events[halves:], fold(interview.events[:halves]))
        assert dump(twice) == dump(interview.state)
    report = run(person.data, "report", "--plain", **person.settings)
    assert (report.code, report.err) == (0, "")
    assert report.out == newest_report(kept)
    assert report.out in person.last_words


def on_postgres(data: Path, socket: str) -> dict[str, str]:
    url = postgres_database(socket, data).url
    return {"GREENROOM_DATABASE": url, "GREENROOM_MASTER_KEY": MASTER_KEY}


def nothing_readable(socket: str) -> None:
    """Looks through the server's own files, its journal among them."""
    with psycopg.connect(host=socket, user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute("CHECKPOINT")
    assert in_clear(Path(socket)) == []


def test_answers_outlive_fifteen_kills(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    holds(capsys, "SQLite", Practising(data, seed=1), 15)


@pytest.mark.postgres
def test_answers_outlive_fifteen_kills_on_postgres(
    data: Path, postgres_socket: str, capsys: pytest.CaptureFixture[str]
) -> None:
    holds(capsys, "Postgres", Practising(data, seed=2, settings=on_postgres(data, postgres_socket)), 15)
    nothing_readable(postgres_socket)


@pytest.mark.soak
@pytest.mark.parametrize("seed", [11, 12, 13, 14])
def test_answers_outlive_two_hundred_kills(data: Path, capsys: pytest.CaptureFixture[str], seed: int) -> None:
    holds(capsys, "SQLite", Practising(data, seed, length="long"), 50)


@pytest.mark.soak
@pytest.mark.postgres
def test_answers_outlive_fifty_kills_on_postgres(
    data: Path, postgres_socket: str, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = on_postgres(data, postgres_socket)
    holds(capsys, "Postgres", Practising(data, seed=21, settings=settings, length="long"), 50)
    nothing_readable(postgres_socket)
