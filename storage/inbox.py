"""The inbox: every update of a platform once, in the order of arrival, until it is worked on.

An update stands there by a mark made of platform and update id. The mark outlives a forgotten person,
so that an update fetched again is known as seen.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select, update

from core.interview.errors import Conflict
from storage.rows import Arrival, Received
from storage.tables import RECEIVED, inbox
from storage.work import AnyRow, Work


class Inbox:
    """What came in."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, person: str, arrival: Arrival, now: int) -> int | None:
        """Keeps an update; returns its id, or None where it was there before. Raises Gone."""
        cipher = await self._work.cipher(person)
        mark = self._work.keys.mark("update", arrival.platform, arrival.update_id)
        new = self._work.upsert(inbox).values(
            mark=mark,
            platform=arrival.platform,
            conversation=arrival.conversation,
            person=person,
            kind=arrival.kind,
            payload=cipher.seal(arrival.payload, RECEIVED, mark),
            received_at=now,
            attempts=0,
            state="undone",
        )
        added = await self._work.run(
            new.on_conflict_do_nothing(index_elements=["mark"]).returning(inbox.c.id)
        )
        id_: int | None = added.scalar()
        return id_

    async def lowest_undone(self, conversation: str) -> Received | None:
        """The update of `conversation` to work on next."""
        query = select(inbox).where(inbox.c.state == "undone", inbox.c.conversation == conversation)
        row = (await self._work.run(query.order_by(inbox.c.id).limit(1))).first()
        return await self._received(row) if row else None

    async def is_undone(self, conversation: str) -> bool:
        """Whether something of the conversation waits for work."""
        query = select(inbox.c.id).where(inbox.c.state == "undone", inbox.c.conversation == conversation)
        return (await self._work.run(query.limit(1))).first() is not None

    async def conversations_with_undone(self) -> Sequence[str]:
        """The conversations that wait for work, first the one that has waited longest."""
        undone = select(inbox.c.conversation).where(inbox.c.state == "undone")
        query = undone.group_by(inbox.c.conversation).order_by(func.min(inbox.c.id))
        return list((await self._work.run(query)).scalars())

    async def count_attempt(self, person: str, id_: int, by: int = 1) -> int:
        """Counts an attempt, to be committed before the work begins; returns the count now."""
        mine = (inbox.c.id == id_) & (inbox.c.person == person)
        counting = update(inbox).where(mine).values(attempts=inbox.c.attempts + by)
        await self._work.hold(person)
        counted = await self._work.run(counting.returning(inbox.c.attempts))
        return counted.scalar() or 0

    async def uncount_attempt(self, person: str, id_: int) -> None:
        """Takes an attempt back that failed for nothing in the update itself (a full disk)."""
        mine = (inbox.c.id == id_) & (inbox.c.person == person)
        await self._work.hold(person)
        await self._work.run(update(inbox).where(mine).values(attempts=inbox.c.attempts - 1))

    async def done(self, person: str, id_: int) -> None:
        """The update was worked on; committed together with what came of it.

        Its payload goes: what was said is among the words now, or had no effect and is not kept. Raises
        Conflict where another worker was first, so that nothing that came of it is kept twice.
        """
        await self._settle(person, id_, state="done", payload=None)

    async def fail(self, person: str, id_: int) -> None:
        """The update is given up. Raises Conflict, as `done` does."""
        await self._settle(person, id_, state="failed")

    async def failed(self) -> Sequence[int]:
        """The ids of what was given up, for whoever runs it to look into."""
        query = select(inbox.c.id).where(inbox.c.state == "failed").order_by(inbox.c.id)
        return list((await self._work.run(query)).scalars())

    async def _settle(self, person: str, id_: int, **values: str | None) -> None:
        mine = (inbox.c.id == id_) & (inbox.c.person == person)
        await self._work.hold(person)
        undone = mine & (inbox.c.state == "undone")
        if (await self._work.run(update(inbox).where(undone).values(**values))).rowcount:
            return
        if (await self._work.run(select(inbox.c.id).where(mine))).first() is not None:
            raise Conflict("storage-conflict", code="done")

    async def _received(self, row: AnyRow) -> Received:
        cipher = await self._work.cipher(row.person)
        payload = cipher.open(row.payload, RECEIVED, row.mark)
        return Received(
            row.id,
            row.platform,
            row.conversation,
            row.person,
            row.kind,
            payload,
            row.received_at,
            row.attempts,
        )
