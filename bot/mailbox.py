"""The mailbox: one conversation at a time, in the order of its inbox, one short step a message.

    while an undone row is there, take the lowest:
    load -> machine.receive -> events + words + outbox + timers + jobs + done, in one transaction

An attempt is counted before the work, in a transaction of its own, so that a message which kills the
process is given up in the end and does not block the conversation for ever. A death may be nothing of the
message's doing, so it takes `ERROR` deaths to weigh as much as one error. Nothing said is ever logged: ids
and types only.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

from bot.errors import where
from bot.ledger import Effects
from bot.practices import own_time
from bot.practices import step as practice
from bot.room import Room
from bot.step import Desk, Step
from core.domains.faults import FaultyDomains
from core.interview.errors import Conflict, IllegalEvent, Refused, StorageFault
from storage.practices import is_practice, is_question
from storage.rows import Received
from storage.store import Store, Transaction

log = logging.getLogger(__name__)

ATTEMPTS = 3  # that end in an error
ERROR = 4  # what an attempt counts that ended in one; an attempt that nothing is known of counts 1


class Mailbox:
    """Works on the inbox rows of a store; `after` sets going what follows from a committed step."""

    def __init__(
        self,
        store: Store,
        desk: Desk,
        after: Callable[[str, Effects], Awaitable[None]],
        practices: practice.Desk | None = None,
    ) -> None:
        self._store = store
        self.desk = desk
        self._practices = practices
        self._after = after

    async def drain(self, conversation: str) -> None:
        """Works until nothing undone is left in the conversation. Raises StorageFault."""
        while await self.step(conversation):
            pass

    async def step(self, conversation: str) -> bool:
        """Works on the lowest undone row; whether there is another one. Raises StorageFault."""
        row, attempt = await self._take(conversation)
        if row is None:
            return False
        if attempt > ATTEMPTS * ERROR:
            return await self._settle(row, "went-wrong", failed=True)
        try:
            return await self._work(row)
        except Conflict:  # another worker was first: the row is looked at again
            self._drop(row)
        except StorageFault:
            await self._take_back(row)
            raise
        except (IllegalEvent, Refused, FaultyDomains) as refusal:
            self._drop(row)
            return await self._settle(row, refusal.key, refusal.values)
        except Exception as error:  # whatever it is must not block the conversation: it is tried again
            log.error("inbox row %d failed, counting %d: %s", row.id, attempt + ERROR - 1, where(error))
            self._drop(row)
            await self._count_error(row)
        return True

    def _step(self, tx: Transaction, row: Received) -> Step | practice.Step | own_time.Step:
        """The work on the row, by whose conversation it is in."""
        if self._practices is not None and is_question(row.conversation):
            return own_time.Step(self._practices, tx, row)
        if self._practices is not None and is_practice(row.conversation):
            return practice.Step(self._practices, tx, row)
        return Step(self.desk, tx, row)

    def _drop(self, row: Received) -> None:
        """Forgets what is in memory of the row's conversation; it is read again."""
        self.desk.rooms.drop_of(row.person)
        if self._practices is not None:
            self._practices.rooms.drop(row.conversation)

    async def _take(self, conversation: str) -> tuple[Received | None, int]:
        async with self._store.begin() as tx:
            row = await tx.inbox.lowest_undone(conversation)
            return row, await tx.inbox.count_attempt(row.person, row.id) if row else 0

    async def _count_error(self, row: Received) -> None:
        async with self._store.begin() as tx:
            await tx.inbox.count_attempt(row.person, row.id, ERROR - 1)

    async def _take_back(self, row: Received) -> None:
        """An attempt that a full disk or a held database ended is none of the message's."""
        self._drop(row)
        with suppress(StorageFault):
            async with self._store.begin() as tx:
                await tx.inbox.uncount_attempt(row.person, row.id)

    async def _work(self, row: Received) -> bool:
        async with self._store.begin() as tx:
            room, effects = await self._step(tx, row).run()
            await tx.inbox.done(row.person, row.id)
            more = await tx.inbox.is_undone(row.conversation)
        if isinstance(room, Room):  # only now: a room is never ahead of the store
            self.desk.rooms.keep(room)
        elif room is not None and self._practices is not None:
            self._practices.rooms.keep(room)
        await self._after(row.conversation, effects)
        return more

    async def _settle(
        self, row: Received, key: str, values: Mapping[str, str | int] | None = None, *, failed: bool = False
    ) -> bool:
        """Ends a row that had no effect, and tells the person why."""
        async with self._store.begin() as tx:
            await (tx.inbox.fail if failed else tx.inbox.done)(row.person, row.id)
            effects = await self._step(tx, row).say(key, values)
            more = await tx.inbox.is_undone(row.conversation)
        await self._after(row.conversation, effects)
        return more
