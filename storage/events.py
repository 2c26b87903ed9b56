"""The events of interviews: the stored truth, appended and never changed.

`(stream, sequence)` is unique, so of two writers only one can win.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, insert, select

from core.interview.errors import Conflict
from storage.faults import Gone
from storage.rows import NewEvent, StoredEvent
from storage.tables import EVENT, events, interviews
from storage.work import Work


class Events:
    """The streams; a stream's id is its interview's."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def append(self, person: str, stream: str, expected: int, new: Sequence[NewEvent]) -> int:
        """Appends `new` after sequence `expected` (0 for an empty stream); returns the last sequence.

        Raises Conflict where the stream has moved on (reload and try again, in a new transaction), Gone
        where `person` has no such interview.
        """
        cipher = await self._work.cipher(person)
        if await self._last(person, stream) != expected:
            raise Conflict("storage-conflict")
        rows = [
            {
                "stream": stream,
                "sequence": sequence,
                "person": person,
                "type": event.type,
                "version": event.version,
                "at": event.at,
                "payload": cipher.seal(event.payload, EVENT, stream, sequence),
            }
            for sequence, event in enumerate(new, expected + 1)
        ]
        if rows:
            await self._work.run(insert(events), rows)
        return expected + len(rows)

    async def load(self, person: str, stream: str, after: int = 0) -> list[StoredEvent]:
        """The events of `person`'s stream with a sequence above `after`, in order. Raises Gone."""
        cipher = await self._work.cipher(person)
        query = select(events.c.sequence, events.c.type, events.c.version, events.c.at, events.c.payload)
        mine = (events.c.stream == stream) & (events.c.sequence > after) & (events.c.person == person)
        return [
            StoredEvent(sequence, kind, version, at, cipher.open(payload, EVENT, stream, sequence))
            for sequence, kind, version, at, payload in await self._work.run(
                query.where(mine).order_by(events.c.sequence)
            )
        ]

    async def _last(self, person: str, stream: str) -> int:
        last = select(func.max(events.c.sequence)).where(events.c.stream == stream).scalar_subquery()
        query = select(interviews.c.id, last).where(interviews.c.id == stream, interviews.c.person == person)
        row = (await self._work.run(query)).first()
        if row is None:
            raise Gone("storage-gone")
        return row[1] or 0
