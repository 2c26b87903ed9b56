"""The outbox: what the bot says, numbered within each conversation, read or sent in that order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count

from sqlalchemy import case, desc, func, insert, literal_column, select, update

from storage.interviews import conversation_of
from storage.rows import Delivery, Message, NewMessage, Place
from storage.tables import CHAT, MESSAGE, SENT, interviews, outbox
from storage.work import AnyRow, Work, in_batches

READ = Delivery.READ.value
LOOKED_BACK = 200  # messages in which the last one of the same chat is looked for


class Outbox:
    """What goes out."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(
        self, person: str, conversation: str, new: Sequence[NewMessage], place: Place, now: int
    ) -> int:
        """Appends messages to `conversation`; returns the last sequence, which counts from 1.

        Raises Gone, and Conflict where another writer was first.
        """
        cipher = await self._work.cipher(person)
        last = await self.last(person, conversation)
        rows = [
            {
                "conversation": conversation,
                "sequence": sequence,
                "person": person,
                "kind": message.kind,
                "payload": cipher.seal(message.payload, SENT, conversation, sequence),
                "created_at": now,
                "state": (Delivery.READ if place.read or message.read else Delivery.UNSENT).value,
                "interview": message.interview,
                "platform": place.platform,
                "chat": cipher.seal(place.chat, CHAT, conversation, sequence) if place.chat else None,
                "attempts": 0,
                "name": message.name,
            }
            for sequence, message in enumerate(new, last + 1)
        ]
        if rows:
            await self._work.run(insert(outbox), rows)
        return last + len(rows)

    async def place_of_last(self, person: str, conversation: str) -> Place | None:
        """Where the newest message went, for what comes without being asked for (a timer's doing)."""
        mine = (outbox.c.conversation == conversation) & (outbox.c.person == person)
        newest = select(outbox).where(mine).order_by(outbox.c.sequence.desc()).limit(1)
        row = (await self._work.run(newest)).first()
        return (await self._message(row)).place if row else None

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

    async def before(self, person: str, interview: str) -> int:
        """The sequence after which the messages of an interview stand, 0 where it has none."""
        mine = (outbox.c.interview == interview) & (outbox.c.person == person)
        found = (await self._work.run(select(func.min(outbox.c.sequence)).where(mine))).scalar()
        return found - 1 if found else 0

    async def ends_of(self, platform: str, lately: int) -> list[tuple[Message | None, Message, int, bool]]:
        """Of each interview that is open, or ended after `lately`, the first message that was sent on
        `platform`, None where none is recorded, the newest one that was or will be, when it was begun, and
        whether it is open. The newest first.
        """
        is_open = interviews.c.status == literal_column("'open'")
        sent = outbox.join(interviews, interviews.c.id == outbox.c.interview)
        known, waits = outbox.c.message.is_not(None), outbox.c.state == literal_column("'unsent'")
        ends = select(
            func.min(case((known, outbox.c.id))).label("first"),
            func.max(outbox.c.id).label("newest"),
            func.min(interviews.c.created_at).label("began"),
            func.max(case((is_open, 1), else_=0)).label("open"),
        )
        there = (outbox.c.platform == platform) & (known | waits)
        wanted = is_open | (interviews.c.ended_at > lately)
        found = ends.select_from(sent).where(wanted, there).group_by(outbox.c.interview)
        rows = [tuple(row) for row in await self._work.run(found.order_by(desc("newest")))]
        messages = await self._by_id({id_ for row in rows for id_ in row[:2] if id_ is not None})
        return [(messages.get(first), messages[newest], at, bool(open_)) for first, newest, at, open_ in rows]

    async def _by_id(self, ids: Iterable[int]) -> dict[int, Message]:
        found = {}
        for batch in in_batches(ids):
            for row in await self._work.run(select(outbox).where(outbox.c.id.in_(batch))):
                found[row.id] = await self._message(row)
        return found

    async def join(self, person: str, other: str) -> None:
        """Puts the messages to `person` behind those to `other`, sealed with that one's key.

        A message is sealed together with its place, so it is opened before it moves. Raises Gone.
        """
        mine = select(outbox).where(outbox.c.person == person)
        rows = list(await self._work.run(mine.order_by(outbox.c.id)))
        cipher, last = await self._work.cipher(other), await self.last(other, conversation_of(other))
        behind = count(last + 1)
        for row in rows:
            message, place = await self._message(row), (row.conversation, row.sequence)
            if row.conversation == conversation_of(person):  # those of a practice stay where they are
                place = (conversation_of(other), next(behind))
            chat, sent = message.place.chat, message.message
            moved = {
                "person": other,
                "conversation": place[0],
                "sequence": place[1],
                "payload": cipher.seal(message.payload, SENT, *place),
                "chat": cipher.seal(chat, CHAT, *place) if chat else None,
                "message": cipher.seal(sent, MESSAGE, *place) if sent else None,
            }
            await self._work.run(update(outbox).where(outbox.c.id == row.id).values(moved))

    async def conversations_unsent(self) -> list[tuple[str, str]]:
        """The conversations with messages to be sent, by platform, first the one that has waited longest."""
        place = (outbox.c.conversation, outbox.c.platform)
        unsent = select(*place).where(outbox.c.state == Delivery.UNSENT.value)
        query = unsent.group_by(*place).order_by(func.min(outbox.c.id))
        return [(row.conversation, row.platform) for row in await self._work.run(query)]

    async def next_unsent(self, conversation: str, platform: str) -> Message | None:
        """The message of a conversation to be sent next on a platform."""
        waiting = (outbox.c.state == Delivery.UNSENT.value) & (outbox.c.conversation == conversation)
        query = select(outbox).where(waiting, outbox.c.platform == platform).order_by(outbox.c.sequence)
        row = (await self._work.run(query.limit(1))).first()
        return await self._message(row) if row else None

    async def sent_before(self, message: Message) -> str:
        """The platform's id of what was sent last in the same chat before `message`; "" for unknown.

        The chats are sealed, so the newest messages of the conversation are opened one after the other.
        """
        earlier = (outbox.c.conversation == message.conversation) & (outbox.c.sequence < message.sequence)
        known = (outbox.c.platform == message.place.platform) & outbox.c.message.is_not(None)
        query = select(outbox).where(earlier, known).order_by(desc(outbox.c.sequence)).limit(LOOKED_BACK)
        for row in await self._work.run(query):
            found = await self._message(row)
            if found.place.chat == message.place.chat:
                return found.message or ""
        return ""

    async def edited(self, message: Message) -> str:
        """The platform's id of the message that `message` is an edit of, "" where there is none."""
        if message.name is None:
            return ""
        same = (outbox.c.conversation == message.conversation) & (outbox.c.name == message.name)
        known = (outbox.c.sequence < message.sequence) & outbox.c.message.is_not(None)
        query = select(outbox).where(same, known).order_by(desc(outbox.c.sequence)).limit(1)
        row = (await self._work.run(query)).first()
        return ((await self._message(row)).message or "") if row else ""

    async def count_attempt(self, person: str, id_: int) -> None:
        """Counts an attempt, to be committed before the message goes out."""
        mine = (outbox.c.id == id_) & (outbox.c.person == person)
        await self._work.hold(person)
        await self._work.run(update(outbox).where(mine).values(attempts=outbox.c.attempts + 1))

    async def uncount_attempt(self, person: str, id_: int) -> None:
        """Takes an attempt back that certainly reached nobody."""
        mine = (outbox.c.id == id_) & (outbox.c.person == person)
        await self._work.hold(person)
        await self._work.run(update(outbox).where(mine).values(attempts=outbox.c.attempts - 1))

    async def count(self, state: Delivery) -> int:
        """How many messages are in this state."""
        found = await self._work.run(select(func.count()).where(outbox.c.state == state.value))
        return found.scalar() or 0

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
            interview=row.interview,
            place=Place(
                row.platform, cipher.open(row.chat, CHAT, *where) if row.chat else "", row.state == READ
            ),
            attempts=row.attempts,
            name=row.name,
        )
