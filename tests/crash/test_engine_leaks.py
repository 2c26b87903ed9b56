"""What was said stands nowhere in clear, whatever fails: in no table, no file, no log, not with the engine.

An interviewer and a sender raise errors whose message is what was said. The same runs show what a person is
told, and what `doctor` lists afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.engine import FILE, SCHEMA
from tests.crash.answers import MARK, answer, in_clear
from tests.crash.feeding import ADA, Nursery, Script
from tests.crash.readable import in_postgres, in_sqlite
from tests.crash.terminal import run
from tests.crash.test_killing import nothing_readable
from tests.storage.conftest import postgres_database

pytestmark = pytest.mark.process

STOOD_IN = "The interviewer did not answer, so the built-in question bank takes this turn."
WENT_WRONG = "Something went wrong with your last message"


@dataclass
class Practised:
    """What came of an interview in which something failed."""

    folder: Path
    messages: list[str]
    questions: int
    sent: list[dict[str, Any]]
    health: dict[str, Any]

    def told(self, text: str) -> int:
        """How many messages hold `text`."""
        return sum(text in message for message in self.messages)


@contextmanager
def practised(folder: Path, database: str, failing: str) -> Iterator[Practised]:
    """Ada warms up and answers two questions, while `failing` fails; the process runs until the end."""
    data, script = folder / "data", Script()
    url = database or f"sqlite:///{data}/greenroom.db"
    with Nursery(folder) as nursery:
        nursery.born(database=url, folder=str(data), failing=failing, debug=True)
        for commands in (script.begins(ADA), *([script.says(ADA)] for _ in range(3))):
            for command in commands:
                assert nursery.ask(**command) == {"taken": command["update"]}
            nursery.ask(do="settle", accounts=[ADA])
        told = nursery.ask(do="tell", account=ADA)["told"]
        health = nursery.ask(do="health")
        sent = told["export"]["sent"]
        yield Practised(folder, told["messages"], len(told["questions"]), sent, health)


def nowhere_in_clear(folder: Path) -> None:
    """Reads the log at level debug, every file, and every column of every table."""
    assert in_clear(folder / "data") == []
    log = (folder / "log").read_text(encoding="utf-8")
    assert len(log) > 10_000  # it is at level debug
    assert MARK not in log
    for file in ("greenroom.db", FILE):
        rows, found = in_sqlite(folder / "data" / file)
        assert (rows > 20, found) == (True, [])


def test_nothing_said_stands_in_clear_where_nothing_fails(tmp_path: Path) -> None:
    with practised(tmp_path, "", "") as found:
        assert found.told(MARK) >= 3
        nowhere_in_clear(tmp_path)


@pytest.mark.postgres
@pytest.mark.parametrize("failing", ["job", "mailbox", "sender"])
def test_nothing_said_stands_in_clear_on_postgres(tmp_path: Path, postgres_socket: str, failing: str) -> None:
    url = postgres_database(postgres_socket, tmp_path).url
    with practised(tmp_path, url, failing):
        rows, found = in_postgres(url)
        assert (rows["public"] > 20, rows[SCHEMA] > 10, found) == (True, True, [])
        assert MARK not in (tmp_path / "log").read_text(encoding="utf-8")
        assert in_clear(tmp_path / "data") == []
        nothing_readable(postgres_socket)


def test_the_bank_takes_over_from_jobs_that_fail_three_times_and_doctor_lists_them(tmp_path: Path) -> None:
    with practised(tmp_path, "", "job") as found:
        nowhere_in_clear(tmp_path)
        assert found.told(STOOD_IN) >= 2
        assert found.questions >= 3  # the interview went on
        assert found.health["failed"] == []
        assert found.health["jobs_failed"] >= 2
    nowhere_in_clear(tmp_path)
    doctor = doctor_says(tmp_path / "data")
    assert f"{found.health['jobs_failed']} jobs failed three times; the built-in question bank" in doctor


def test_a_poison_message_is_given_up_and_told_and_doctor_lists_it(tmp_path: Path) -> None:
    with practised(tmp_path, "", "mailbox") as found:
        nowhere_in_clear(tmp_path)
        assert found.told(WENT_WRONG) == 2
        first, second = found.health["failed"]
    nowhere_in_clear(tmp_path)
    doctor = doctor_says(tmp_path / "data")
    assert f"2 messages could not be worked on after three attempts (inbox rows {first}, {second})" in doctor


def test_a_message_that_cannot_be_sent_is_given_up_and_doctor_lists_it(tmp_path: Path) -> None:
    with practised(tmp_path, "", "sender") as found:
        nowhere_in_clear(tmp_path)
        sent = [row for row in found.sent if row["kind"] != "echo"]  # their own words are there to be read
        assert {row["state"] for row in sent} == {"failed"}
    assert f"{len(sent)} messages could not be delivered" in doctor_says(tmp_path / "data")


def doctor_says(data: Path) -> str:
    found = run(data, "doctor", "--plain")
    assert found.code == 1  # something needs looking at
    assert MARK not in found.out + found.err
    return " ".join(found.out.split())


def test_a_word_is_found_in_text_and_in_bytes(tmp_path: Path) -> None:
    """The search itself, on a table where there is something."""
    import sqlite3  # noqa: PLC0415

    file = tmp_path / "leak.db"
    database = sqlite3.connect(file)
    database.execute("CREATE TABLE leaks (clear TEXT, raw BLOB, hexed TEXT, other TEXT)")
    said = answer(1)
    database.execute("INSERT INTO leaks VALUES (?, ?, ?, 'x')", (said, said.encode(), said.encode().hex()))
    database.commit()
    database.close()
    assert in_sqlite(file) == (1, ["leaks.clear", "leaks.raw", "leaks.hexed"])
