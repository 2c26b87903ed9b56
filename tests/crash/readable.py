"""Whether a canary can be read in a database: every column of every table, the engine's among them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg

from tests.crash.answers import MARK

# As text, and as the hexadecimal digits that a dump writes for bytes.
SPELLED = (MARK.encode(), MARK.encode().hex().encode())


def holds(value: object) -> bool:
    """Whether a value of a column holds the beginning of a canary."""
    content = value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")
    return any(spelled in content for spelled in SPELLED)


def in_sqlite(file: Path) -> tuple[int, list[str]]:
    """How many rows there are in all tables, and the columns in which a canary stands."""
    rows, found = 0, []
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            cursor = database.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            for row in cursor:
                rows += 1
                found += [f"{table}.{name}" for name, value in zip(names, row, strict=True) if holds(value)]
    return rows, found


def in_postgres(url: str) -> tuple[dict[str, int], list[str]]:
    """How many rows each schema has, and the tables in which a canary stands."""
    rows: dict[str, int] = {}
    found = []
    with psycopg.connect(url) as database:
        tables = database.execute(
            "SELECT table_schema, table_name FROM information_schema.tables "
            "WHERE table_schema NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
        for schema, table in tables:
            for (row,) in database.execute(f'SELECT t::text FROM "{schema}"."{table}" AS t'.encode()):
                rows[schema] = rows.get(schema, 0) + 1
                found += [f"{schema}.{table}"] if holds(row) else []
    return rows, found
