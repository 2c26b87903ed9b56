"""Greenroom in one process: the port's `Practice` over a store, with the mailbox run where it is called.

What is submitted is stored first and worked on after, so that whatever happens in between is made up for
when the next process begins (`catch_up`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from bot import clock, ingest
from bot.mailbox import Mailbox
from bot.port import Account, Incoming, Outgoing, Query
from bot.room import Rooms
from bot.showing import outgoing
from bot.views import Views
from core.interview.errors import StorageFault
from core.texts.blocks import Document
from storage.interviews import conversation_of
from storage.store import Store


class Waiting(StorageFault):
    """A message is kept but not worked on yet; whoever sent it again would be counted twice."""


class LocalPractice:
    """Implements `bot.port.Practice`."""

    def __init__(
        self, store: Store, mailbox: Mailbox, views: Views, rooms: Rooms, now: Callable[[], int]
    ) -> None:
        self._store = store
        self._mailbox = mailbox
        self._views = views
        self._rooms = rooms
        self._now = now
        self._working = asyncio.Lock()
        self._before: dict[str, int] = {}

    async def catch_up(self) -> None:
        """Works on everything that was stored and not done when the last process ended."""
        async with self._working:
            await clock.ring(self._store, self._now())
            async with self._store.read() as tx:
                waiting = await tx.inbox.conversations_with_undone()
            for conversation in waiting:
                await self._note_last(conversation)
                await self._mailbox.drain(conversation)

    async def submit(self, incoming: Incoming) -> None:
        """Keeps what came in, then works on it. Raises Refused and StorageFault.

        Raises Waiting where it is kept and could not be worked on: it is then, with whatever comes next.
        """
        conversation = await ingest.keep(self._store, incoming, self._now())
        try:
            await self._work(conversation)
            return
        except StorageFault as fault:
            waiting = Waiting("kept-waiting", code=str(fault.values.get("code", fault.key)))
        raise waiting

    async def _work(self, conversation: str | None) -> None:
        async with self._working:
            rung = await clock.ring(self._store, self._now())
            for woken in rung | ({conversation} if conversation else set()):
                await self._mailbox.drain(woken)

    async def outgoing(self, account: Account, after: int) -> Sequence[Outgoing]:
        """The messages to a person above sequence `after`, in order."""
        async with self._store.read() as tx:
            person = await tx.people.find(account.platform, account.id)
            if person is None:
                return ()
            rows = await tx.outbox.after(person, conversation_of(person), after)
        return tuple(outgoing(row.sequence, row.payload) for row in rows)

    async def last(self, account: Account) -> int:
        """The sequence of the newest message that can have been shown to a person, 0 where there is none.

        What catching up added was shown to nobody yet.
        """
        async with self._store.read() as tx:
            person = await tx.people.find(account.platform, account.id)
            if person is None:
                return 0
            known = self._before.get(conversation_of(person))
            return await tx.outbox.last(person, conversation_of(person)) if known is None else known

    async def _note_last(self, conversation: str) -> None:
        async with self._store.read() as tx:
            row = await tx.inbox.lowest_undone(conversation)
            if row is not None:
                self._before[conversation] = await tx.outbox.last(row.person, conversation)

    async def view(self, account: Account, query: Query) -> Document:
        """Something to read."""
        return await self._views.view(account, query)

    async def export(self, account: Account) -> dict[str, Any]:
        """Everything that is kept about a person, ready for JSON; empty for somebody unknown."""
        person = await self._person(account)
        return await self._store.export(person) if person else {}

    async def forget(self, account: Account) -> None:
        """Forgets a person, at once and for good, also in the middle of an interview."""
        person = await self._person(account)
        if person is None:
            return
        self._rooms.drop_of(person)
        await self._store.forget(person)
        self._rooms.drop_of(person)  # what was being worked on meanwhile

    async def _person(self, account: Account) -> str | None:
        async with self._store.read() as tx:
            return await tx.people.find(account.platform, account.id)
