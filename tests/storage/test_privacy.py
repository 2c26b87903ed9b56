"""Nothing a person said or is called can be read in the files, the log or an error."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Awaitable, Callable

import psycopg
import pytest
from sqlalchemy import LargeBinary

from core.interview.errors import GreenroomError
from storage import tables
from storage.rows import Arrival, NewEvent, NewMessage
from storage.store import Store, Transaction
from tests.storage.conftest import Database
from tests.storage.somebody import HERE, in_a_practice, with_everything

CANARY = "canary-7f3a"


def test_every_column_that_can_be_sealed_is_on_the_list() -> None:
    binary = {
        f"{table.name}.{column.name}"
        for table in tables.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    }
    assert binary - {sealed.place for sealed in tables.SEALED} == {"people.wrapped_key"}


def _everything_in(database: Database) -> bytes:
    """All bytes the database has on its disk, or all rows a dump of it would have."""
    if database.file:
        return b"".join(file.read_bytes() for file in sorted(database.folder.iterdir()))
    found = []
    url = database.url
    with psycopg.connect(url) as connection:
        for table in tables.metadata.sorted_tables:
            found += connection.execute(f"SELECT * FROM {table.name}".encode()).fetchall()
    return repr(found).encode()


async def _append_again(tx: Transaction, person: str, interview: str) -> None:
    await tx.events.append(person, interview, 0, [NewEvent("A", 1, 1, CANARY)])


async def _words_again(tx: Transaction, person: str, interview: str) -> None:
    await tx.words.put(person, interview, {f"words-of-{interview}": CANARY})


async def _words_nowhere(tx: Transaction, person: str, interview: str) -> None:
    await tx.words.put(person, f"no {CANARY}", {"w2": CANARY})


async def _not_a_number(tx: Transaction, person: str, interview: str) -> None:
    await tx.outbox.add(person, person, [NewMessage("text", CANARY)], HERE, CANARY)  # type: ignore[arg-type]


async def _too_large_a_number(tx: Transaction, person: str, interview: str) -> None:
    await tx.outbox.add(person, person, [NewMessage("text", CANARY)], HERE, 1 << 70)


async def _of_nobody(tx: Transaction, person: str, interview: str) -> None:
    await tx.inbox.add(f"no {CANARY}", Arrival("telegram", CANARY, CANARY, "text", CANARY), 1)


FAILING = [_append_again, _words_again, _words_nowhere, _not_a_number, _too_large_a_number, _of_nobody]


@pytest.mark.parametrize("failing", FAILING)
async def test_an_error_says_nothing_of_what_was_said(
    store: Store,
    database: Database,
    caplog: pytest.LogCaptureFixture,
    failing: Callable[[Transaction, str, str], Awaitable[None]],
) -> None:
    caplog.set_level(logging.DEBUG, logger="storage")
    caplog.set_level(logging.INFO, logger="sqlalchemy")
    caplog.set_level(logging.DEBUG, logger="alembic")
    person, interview = await with_everything(store, CANARY, CANARY)
    if failing is _not_a_number and database.file:
        pytest.skip("SQLite takes any value in any column")
    with pytest.raises(GreenroomError) as caught:
        async with store.begin() as tx:
            await failing(tx, person, interview)
    error = caught.value
    told = "".join(traceback.format_exception(error, chain=True))
    source = [line for line in told.splitlines() if "CANARY" in line]  # the tests' own lines, by name
    assert all(CANARY not in line for line in told.splitlines() if line not in source)
    assert CANARY not in repr((error, error.values))
    # A driver's own message may quote what it was given, so none is kept.
    assert (error.__cause__, error.__context__) == (None, None)
    assert CANARY not in caplog.text


async def test_the_database_holds_no_word_in_clear(store: Store, database: Database) -> None:
    person, interview = await with_everything(store, CANARY, CANARY)
    practice = await in_a_practice(store, person, CANARY)
    for failing in FAILING:
        if failing is _not_a_number:
            continue
        with pytest.raises(GreenroomError):
            async with store.begin() as tx:
                await failing(tx, person, interview)
    async with store.begin() as tx:
        code = await tx.links.make_link_code(person, 1_000)
    while_open = _everything_in(database)
    assert interview.encode() in while_open  # so that the search would find something
    for secret in (CANARY, code, code.replace("-", "")):
        assert secret.encode() not in while_open
    await store.forget(person)
    await store.forget(practice)
    assert CANARY.encode() not in _everything_in(database)


async def test_the_closed_file_holds_no_word_in_clear(database: Database) -> None:
    store = await database.open()
    _, interview = await with_everything(store, CANARY, CANARY)
    await store.close()
    left = _everything_in(database)
    assert interview.encode() in left
    assert CANARY.encode() not in left
