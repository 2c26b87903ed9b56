"""Foreign errors become ours here, and only here.

The rule: a database's own error never leaves the package, neither as the cause nor as the context of
ours, because drivers put values of the failing statement into their messages. What is kept of it is its
code. So `quietly` raises after its `except` block, not inside it.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable
from contextlib import suppress
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from core.interview.errors import Conflict, GreenroomError, Refused, StorageFault, Unwritable

T = TypeVar("T")


class Gone(Refused):
    """The person or interview is not there (any more), or the interview is another person's."""


_SQLITE: dict[int, tuple[type[GreenroomError], str]] = {
    sqlite3.SQLITE_CONSTRAINT_UNIQUE: (Conflict, "storage-conflict"),
    sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY: (Conflict, "storage-conflict"),
    sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY: (Gone, "storage-gone"),
    sqlite3.SQLITE_READONLY_DBMOVED: (Unwritable, "storage-moved"),
    sqlite3.SQLITE_FULL: (Unwritable, "storage-disk-full"),
    sqlite3.SQLITE_READONLY: (Unwritable, "storage-read-only"),
    sqlite3.SQLITE_PERM: (Unwritable, "storage-read-only"),
    sqlite3.SQLITE_CANTOPEN: (Unwritable, "storage-cannot-open"),
    sqlite3.SQLITE_IOERR: (Unwritable, "storage-io"),
    sqlite3.SQLITE_BUSY: (StorageFault, "storage-busy"),
    sqlite3.SQLITE_LOCKED: (StorageFault, "storage-busy"),
    sqlite3.SQLITE_CORRUPT: (StorageFault, "storage-damaged"),
    sqlite3.SQLITE_NOTADB: (StorageFault, "storage-damaged"),
}

# https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRES: dict[str, tuple[type[GreenroomError], str]] = {
    "23505": (Conflict, "storage-conflict"),
    "23503": (Gone, "storage-gone"),
    "40001": (Conflict, "storage-conflict"),
    "40P01": (StorageFault, "storage-busy"),
    "55P03": (StorageFault, "storage-busy"),
    "53100": (Unwritable, "storage-disk-full"),
    "25006": (Unwritable, "storage-read-only"),
    "58030": (Unwritable, "storage-io"),
}


def translate(error: BaseException) -> GreenroomError:
    """Our error for a database's, with its code in `values` where the text shows it."""
    if isinstance(error, PoolTimeout):
        return StorageFault("storage-busy", code="connections")
    driver = getattr(error, "orig", None) or error
    code = getattr(driver, "sqlite_errorcode", None)
    if code is not None:
        known = _SQLITE.get(code) or _SQLITE.get(code & 0xFF)
        return _made(known, str(getattr(driver, "sqlite_errorname", code)))
    state = getattr(driver, "sqlstate", None)
    if state is not None:
        return _made(_POSTGRES.get(state) or _unreachable(state), state)
    if type(driver).__module__.startswith("psycopg"):
        # libpq gives no code where there was no server to give one.
        return StorageFault("storage-unreachable", code=type(driver).__name__)
    return _made(None, type(driver).__name__)


def _unreachable(state: str) -> tuple[type[GreenroomError], str] | None:
    """Connection lost, refused or turned away, the database not there, the server going down."""
    if state[:2] in ("08", "28", "3D") or state[:3] == "57P":
        return StorageFault, "storage-unreachable"
    return None


def _made(known: tuple[type[GreenroomError], str] | None, code: str) -> GreenroomError:
    kind, key = known or (StorageFault, "storage-failed")
    return kind(key, code=code)


# The last two are of values a driver cannot pass on; the text they could not encode is in them.
_FOREIGN = (SQLAlchemyError, sqlite3.Error, OverflowError, UnicodeError)


async def quietly(work: Awaitable[T]) -> T:
    """The result of `work`, whose database errors come out as ours (see the module's rule)."""
    try:
        return await _to_its_end(work)
    except _FOREIGN as error:
        fault = translate(error)
    raise fault


async def _to_its_end(work: Awaitable[T]) -> T:
    """The result of `work`, which goes on where whoever waits is cancelled, and is waited for nevertheless.

    A statement that is cancelled takes its connection along: SQLAlchemy leaves it to a task that nobody
    holds, and where that is collected or the loop ends before, nobody closes the connection.
    """
    working = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(working)
    except asyncio.CancelledError:
        while not working.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait([working])
        if not working.cancelled():
            working.exception()  # it was looked at
        raise
