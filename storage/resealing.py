"""Seals everything of one person anew with another's key.

The rule: a sealed column that is not in `tables.SEALED` does not exist (tested), so none is left behind.
Settings and messages are not
sealed here: two people's settings are merged into one row, and messages move behind the other's.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, bindparam, select, update

from storage.tables import SEALED, Sealed, interviews, outbox, settings
from storage.work import Work


async def reseal(work: Work, person: str, other: str) -> None:
    """Makes the texts of `person` ones that open with the key of `other`; moves no row. Raises Gone."""
    for column in SEALED:
        if column.column.table not in (settings, outbox):
            await _reseal_column(work, column, person, other)


async def _reseal_column(work: Work, sealed: Sealed, person: str, other: str) -> None:
    old, new = await work.cipher(person), await work.cipher(other)
    query = select(*sealed.key, sealed.column).where(rows_of(sealed, person), sealed.column.is_not(None))
    rows = []
    for *key, blob in await work.run(query):
        text = old.open(blob, sealed, *key)
        rows.append({**_named(key), "sealed": new.seal(text, sealed, *key)})
    if rows:
        here = [column == bindparam(f"key_{n}") for n, column in enumerate(sealed.key)]
        change = update(sealed.column.table).where(*here)
        await work.run(change.values({sealed.column: bindparam("sealed")}), rows)


def rows_of(sealed: Sealed, person: str) -> ColumnElement[bool]:
    """The rows of `person` in the table of a sealed column, by an index."""
    if sealed.via is not None:
        return sealed.via.in_(select(interviews.c.id).where(interviews.c.person == person))
    return sealed.column.table.c.person == person


def _named(key: list[Any]) -> dict[str, Any]:
    return {f"key_{n}": value for n, value in enumerate(key)}
