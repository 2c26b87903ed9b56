"""The outbox: what the bot says, numbered within each conversation, read or sent in that order."""

from __future__ import annotations

from sqlalchemy import func, insert, select, update

from storage.rows import Delivery, Message
from storage.tables import MESSAGE, SENT, outbox
from storage.work import AnyRow, Work


class Outbox:
    """What goes out."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, person: str, conversation: str, kind: str, payload: str, now: int) -> int:
        """Appends a message to `conversation`; returns its sequence, from 1 on.

        Raises Gone, and Conflict where another writer was first.
        """
        cipher = await self._work.cipher(person)
        last = select(func.max(outbox.c.sequence)).where(outbox.c.conversation == conversation)
        sequence = ((await self._work.run(last)).scalar() or 0) + 1
        new = insert(outbox).values(
            conversation=conversation,
            sequence=sequence,
            person=person,
            kind=kind,
            payload=cipher.seal(payload, SENT, conversation, sequence),
            created_at=now,
            state=Delivery.UNSENT.value,
        )
        await self._work.run(new)
        return sequence

    async def after(
        self, person: str, conversation: str, sequence: int, limit: int | None = None
    ) -> list[Message]:
        """The messages to `person` in `conversation` above `sequence`, in order."""
        mine = (outbox.c.conversation == conversation) & (outbox.c.person == person)
        query = select(outbox).where(mine, outbox.c.sequence > sequence).order_by(outbox.c.sequence)
        return [await self._message(row) for row in await self._work.run(query.limit(limit))]

    async def last(self, person: str, conversation: str) -> int:
        """The highest sequence in `conversation`, 0 where nothing was said."""
        mine = (outbox.c.conversation == conversation) & (outbox.c.person == person)
        found = await self._work.run(select(func.max(outbox.c.sequence)).where(mine))
        return found.scalar() or 0

    async def unsent(self, limit: int = 100) -> list[Message]:
        """Messages of all conversations that wait to be sent, the oldest first."""
        query = select(outbox).where(outbox.c.state == Delivery.UNSENT.value).order_by(outbox.c.id)
        return [await self._message(row) for row in await self._work.run(query.limit(limit))]

    async def settle(self, person: str, id_: int, state: Delivery, message: str | None = None) -> None:
        """Records what became of a message and the platform's id of it."""
        mine = (outbox.c.id == id_) & (outbox.c.person == person)
        await self._work.hold(person)
        row = (await self._work.run(select(outbox).where(mine))).first()
        if row is None:
            return
        cipher = await self._work.cipher(person)
        sealed = cipher.seal(message, MESSAGE, row.conversation, row.sequence) if message else row.message
        await self._work.run(update(outbox).where(mine).values(state=state.value, message=sealed))

    async def _message(self, row: AnyRow) -> Message:
        cipher = await self._work.cipher(row.person)
        where = (row.conversation, row.sequence)
        return Message(
            id=row.id,
            conversation=row.conversation,
            sequence=row.sequence,
            person=row.person,
            kind=row.kind,
            payload=cipher.open(row.payload, SENT, *where),
            created_at=row.created_at,
            state=Delivery(row.state),
            message=cipher.open(row.message, MESSAGE, *where) if row.message else None,
        )
