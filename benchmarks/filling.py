"""Fills a database with any number of interviews: copies of one that was held, made inside SQLite.

The rule: as many rows of each table, of the same sizes and under ids of the same shape and order, as if all
had been held. Nothing of them can be opened: a ciphertext is bound to the row it was made for, and a step
that read another person's row would fail.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Table

from storage import tables

EACH = 5  # interviews of one person
APART_MS = 60_000

_MARK = "lower(hex(randomblob(32)))"  # a mark is an HMAC, so its order is random

FILLED: dict[Table, dict[str, str]] = {
    tables.people: {"id": "n.person"},
    tables.accounts: {"mark": _MARK, "person": "n.person"},
    tables.interviews: {"id": "n.interview", "person": "n.person"},
    tables.events: {"stream": "n.interview", "person": "n.person"},
    tables.words: {
        "id": "substr(n.interview, 1, 22) || printf('%010x', n.n * 1000 + t.rowid)",
        "interview": "n.interview",
        "person": "n.person",
    },
    tables.inbox: {"mark": _MARK, "person": "n.person", "conversation": "n.person"},
    tables.outbox: {
        "person": "n.person",
        "conversation": "n.person",
        "sequence": f"n.n % {EACH} * (SELECT count(*) FROM like_outbox) + t.sequence",
    },
}
ONCE_A_PERSON = (tables.people, tables.accounts)
COUNTED = (tables.inbox, tables.outbox)  # their ids are counted by SQLite


def fill(file: Path, interviews: int, at: int) -> dict[str, int]:
    """Copies the only interview of the database `file` until there are `interviews` more, begun from `at` on.

    Returns how many rows each table got. The database must not be open elsewhere.
    """
    connection = sqlite3.connect(file, isolation_level=None)
    try:
        for pragma in ("journal_mode=off", "synchronous=off", "cache_size=-2000000", "foreign_keys=off"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("CREATE TEMP TABLE numbers (n INTEGER PRIMARY KEY, person, interview)")
        connection.executemany("INSERT INTO numbers VALUES (?, ?, ?)", _ids(interviews, at))
        connection.execute("BEGIN")
        for table in FILLED:
            connection.execute(f"CREATE TEMP TABLE like_{table.name} AS SELECT * FROM {table.name}")
        rows = {table.name: _fill(connection, table) for table in FILLED}
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode=wal")
    finally:
        connection.close()
    _to_disk(file)
    return rows


def _fill(connection: sqlite3.Connection, table: Table) -> int:
    columns = [column.name for column in table.columns if not (table in COUNTED and column.name == "id")]
    values = ", ".join(FILLED[table].get(name, f't."{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    some = f"WHERE n.n % {EACH} = 0" if table in ONCE_A_PERSON else ""
    filled = connection.execute(
        f"INSERT INTO {table.name} ({names}) SELECT {values} "
        f"FROM numbers AS n CROSS JOIN like_{table.name} AS t {some} ORDER BY n.n, t.rowid"
    )
    return filled.rowcount


def _ids(interviews: int, at: int) -> Iterator[tuple[int, str, str]]:
    """The number, person and interview of each, in the layout of `storage.ids`: milliseconds first."""
    for n in range(interviews):
        person = n // EACH
        yield n, f"{at + person * EACH * APART_MS:012x}{person:020x}", f"{at + n * APART_MS:012x}{n:020x}"


def _to_disk(file: Path) -> None:
    """What is still being written would slow down whoever is measured next."""
    handle = os.open(file, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
