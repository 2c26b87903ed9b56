"""One transaction's connection and keys: what every store works with.

The rules: a statement's errors come out as ours; nothing is written in a transaction that was begun for
reading; people's texts pass through `seal` and `open`, nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import CursorResult, Executable, Row, Table, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.faults import Gone, quietly
from storage.keys import Cipher, Keyring
from storage.tables import people

T = TypeVar("T")
AnyRow = Row[*tuple[Any, ...]]
AnyResult = CursorResult[*tuple[Any, ...]]
Upsert = postgresql.Insert | sqlite.Insert
_IN_ONE_STATEMENT = 500


class Work:
    """The transaction that is under way."""

    def __init__(self, connection: AsyncConnection, keys: Keyring, *, writes: bool) -> None:
        self._connection = connection
        self._writes = writes
        self._held: set[str] = set()
        self.keys = keys

    async def run(
        self,
        statement: Executable,
        rows: Sequence[Mapping[str, Any]] | None = None,
    ) -> AnyResult:
        """Executes `statement`, once for each of `rows` where they are given.

        Raises what `storage.faults` makes of the database's errors.
        """
        if statement.is_dml and not self._writes:
            raise RuntimeError("a transaction begun with read() cannot write")
        return await quietly(self._connection.execute(statement, rows))

    def upsert(self, table: Table) -> Upsert:
        """An INSERT of the dialect, which has ON CONFLICT clauses."""
        if self._connection.dialect.name == "postgresql":
            return postgresql.insert(table)
        return sqlite.insert(table)

    async def hold(self, person: str) -> None:
        """Whoever writes something of `person` waits here for others who do, until they have committed.

        Every writing method comes through here before it touches a row of the person, so that two
        transactions cannot each wait for what the other has locked. SQLite has one writer anyway.
        """
        if self._connection.dialect.name != "postgresql" or not self._writes or person in self._held:
            return
        row = select(people.c.id).where(people.c.id == person)
        await self.run(row.with_for_update(key_share=True))
        self._held.add(person)

    async def cipher(self, person: str) -> Cipher:
        """The cipher of `person`, who is held first. Raises Gone where there is no such person, KeyFault."""
        await self.hold(person)
        cipher = self.keys.cached(person)
        if cipher is not None:
            return cipher
        found = await self.run(select(people.c.wrapped_key).where(people.c.id == person))
        wrapped = found.scalar()
        if wrapped is None:
            raise Gone("storage-gone")
        return self.keys.unwrap(person, wrapped)


def in_batches(items: Iterable[T], size: int = _IN_ONE_STATEMENT) -> Iterator[list[T]]:
    """`items` in lists of at most `size`, because a statement takes only so many parameters."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
