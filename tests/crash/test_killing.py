"""Killed at any moment, the program loses nothing it replied to and counts nothing twice.

    ./run test tests/crash/test_killing.py      the terminal: 8 kills on each database; the page: 8 on each
    ./run soak tests/crash/test_killing.py      the page: 120 kills on SQLite, 100 on Postgres

A run prints its seed and its figures; the same seed draws the same moments.
"""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from core.interview.codec import dump
from core.interview.machine import fold
from tests.crash.answers import in_clear
from tests.crash.guests import Party
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


def test_answers_outlive_eight_kills(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    holds(capsys, "SQLite", Practising(data, seed=1), 8)


@pytest.mark.postgres
def test_answers_outlive_eight_kills_on_postgres(
    data: Path, postgres_socket: str, capsys: pytest.CaptureFixture[str]
) -> None:
    holds(capsys, "Postgres", Practising(data, seed=2, settings=on_postgres(data, postgres_socket)), 8)
    nothing_readable(postgres_socket)


def survives(capsys: pytest.CaptureFixture[str], where: str, party: Party, kills: int) -> None:
    """Guests practise on the page through `kills` kills of its server."""
    tally = party.goes_through(kills)
    with capsys.disabled():
        print(f"\n{where}, the page, seed {party.seed}, {party.guests} people: {tally}")
        moments = ", ".join(f"{count} {moment}" for moment, count in sorted(party.moments.items()))
        print(f"  killed: {moments}; {party.sent_again} forms sent again")
    assert tally.flawless
    assert party.sent_again > 0


def test_the_page_s_answers_outlive_eight_kills(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    survives(capsys, "SQLite", Party(data, seed=31), 8)


@pytest.mark.postgres
def test_the_page_s_answers_outlive_eight_kills_on_postgres(
    data: Path, postgres_socket: str, capsys: pytest.CaptureFixture[str]
) -> None:
    party = Party(data, seed=32, settings=on_postgres(data, postgres_socket))
    survives(capsys, "Postgres", party, 8)
    nothing_readable(postgres_socket)


@pytest.mark.soak
@pytest.mark.parametrize("seed", [41, 42, 43])
def test_the_page_s_answers_outlive_forty_kills(
    data: Path, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    survives(capsys, "SQLite", Party(data, seed, length="standard"), 40)


@pytest.mark.soak
@pytest.mark.postgres
@pytest.mark.parametrize("seed", [51, 52])
def test_the_page_s_answers_outlive_fifty_kills_on_postgres(
    data: Path, postgres_socket: str, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    party = Party(data, seed, length="standard", settings=on_postgres(data, postgres_socket))
    survives(capsys, "Postgres", party, 50)
    nothing_readable(postgres_socket)
