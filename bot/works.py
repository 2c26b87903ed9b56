"""What the engine runs. The rule: nothing leaves here as an exception, for the engine would store it.

What a full disk or a held database stops is noted as a trouble of its conversation, so that whoever waits
is told; it is taken up with the next message there, by the sweep, or at the next start.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from bot import clock
from bot.bell import Bell
from bot.delivery import Delivery
from bot.errors import where
from bot.ledger import Effects
from bot.mailbox import Mailbox
from core.interview.errors import GreenroomError, StorageFault
from storage.store import Store

log = logging.getLogger(__name__)

LETTERS_AT_ONCE = 20  # conversations that are sent to at once
SPELL = 3.0  # seconds after which a wake-up ends, at the end of a round, although something may be left
LOOK_AGAIN = 0.2  # seconds after which it is looked for more to send, while some is being sent
AT_ONCE = 4  # conversations worked on at once: more only wait for the same processor and the same database


class Runs(Protocol):
    """What an engine calls; none of it raises."""

    async def drain(self, conversation: str) -> None: ...

    async def drain_all(self, mine: Callable[[str], bool]) -> bool:
        """Drains what is undone in conversations that are `mine`, for a spell; True if some may be left."""
        ...

    async def job(self, id_: int) -> None: ...

    async def deliver(self, conversation: str, platform: str) -> None: ...

    async def deliver_all(self, platform: str, mine: Callable[[str], bool]) -> None:
        """Sends the messages of every conversation that has some for the platform and is `mine`."""
        ...

    async def sweep(self) -> None:
        """Sets going again whatever is undone."""
        ...

    async def tick(self) -> None:
        """Looks for timers that are due."""
        ...


class RunsJobs(Protocol):
    """Works jobs out."""

    async def run(self, id_: int) -> str | None:
        """Works the job out; the conversation to wake. Raises StorageFault."""
        ...


class Engine(Protocol):
    """Runs what it is asked to, soon and surely: what it has taken it takes up again after a death.

    One conversation is worked on, and sent to, by one run at a time.
    """

    async def start(self, runs: Runs) -> None:
        """Begins to run; calls `sweep` at once and now and then, `tick` often. Raises StorageFault."""
        ...

    async def stop(self) -> None:
        """Ends; what is running is finished or taken up at the next start."""
        ...

    async def wake(self, conversation: str) -> None:
        """Asks for a conversation to be drained."""
        ...

    async def job(self, id_: int) -> None:
        """Asks for a job to be run."""
        ...

    async def send(self, conversation: str, platform: str) -> None:
        """Asks for a conversation's messages to be sent."""
        ...


class Works:
    """Implements `Runs` over a store; `tidy` lets go of what is kept no longer.

    Where there are other processes, `connected` says whether this one holds a platform's connection: it alone
    sends there, and finds what the others have written.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - the parts of the way of a message
        self,
        store: Store,
        engine: Engine,
        bell: Bell,
        jobs: RunsJobs,
        delivery: Delivery,
        now: Callable[[], int],
        tidy: Callable[[], Awaitable[None]] | None = None,
        connected: Callable[[str], bool] | None = None,
    ) -> None:
        self._tidy = tidy
        self._connected = connected
        self._store = store
        self._engine = engine
        self._bell = bell
        self._jobs = jobs
        self._delivery = delivery
        self._now = now
        self._mailbox: Mailbox | None = None
        self._working = asyncio.Semaphore(AT_ONCE)
        self._resting: dict[tuple[str, str], float] = {}  # conversation and platform: until when
        self.troubles: dict[str, StorageFault] = {}

    def serve(self, mailbox: Mailbox) -> None:
        """The mailbox to drain; given later, since it calls `after` here."""
        self._mailbox = mailbox

    async def drain(self, conversation: str) -> None:
        """Works on what a conversation has undone."""
        assert self._mailbox is not None
        mailbox, what = self._mailbox, f"conversation {conversation}"
        async with self._working:
            await self._quietly(what, lambda: mailbox.drain(conversation), conversation)
        self._bell.ring(conversation)

    async def drain_all(self, mine: Callable[[str], bool]) -> bool:
        """Drains what is undone in conversations that are `mine`, for a spell; True if some may be left."""
        return bool(await self._quietly("conversations", lambda: self._drain_all(mine)))

    async def job(self, id_: int) -> None:
        """Runs a job and wakes its conversation."""
        await self._quietly(f"job {id_}", lambda: self._job(id_))

    async def deliver(self, conversation: str, platform: str) -> None:
        """Sends a conversation's messages; where the platform takes none, the conversation rests a while."""
        what = f"messages of conversation {conversation}"
        await self._quietly(what, lambda: self._deliver(conversation, platform))

    async def deliver_all(self, platform: str, mine: Callable[[str], bool]) -> None:
        """Sends the messages of every conversation that has some for the platform and is `mine`.

        Each at its own pace: a chat that is slow keeps no other waiting.
        """
        await self._quietly("messages", lambda: self._deliver_all(platform, mine))

    async def after(self, conversation: str, effects: Effects) -> None:
        """Sets going what follows from a step that is committed."""
        self._bell.ring(conversation)
        await self._quietly(f"what follows in {conversation}", lambda: self._follow(conversation, effects))

    async def sweep(self) -> None:
        """Sets going again whatever is undone: what a death, a full disk or another version left."""
        await self._quietly("the sweep", self._sweep)

    async def tick(self) -> None:
        """Turns due timers into rows and wakes their conversations."""
        await self._quietly("the clock", self._tick)

    async def _drain_all(self, mine: Callable[[str], bool]) -> bool:
        """In rounds, for what comes in meanwhile; what a trouble stops is left to another wake-up."""
        stopped: set[str] = set()
        until = time.monotonic() + SPELL
        while undone := [one for one in await self._undone() if mine(one) and one not in stopped]:
            await asyncio.gather(*map(self.drain, undone))
            stopped.update(self.troubles.keys() & undone)
            if time.monotonic() >= until:
                return True
        return False

    async def _undone(self) -> list[str]:
        async with self._store.read() as tx:
            return list(await tx.inbox.conversations_with_undone())

    async def _follow(self, conversation: str, effects: Effects) -> None:
        for id_ in effects.jobs:
            await self._engine.job(id_)
        if effects.send_to and self._sends(effects.send_to):
            await self._engine.send(conversation, effects.send_to)
        for other, platform in effects.also:
            if self._sends(platform):
                await self._engine.send(other, platform)

    def _sends(self, platform: str) -> bool:
        """Whether messages to the platform are sent by this process."""
        return self._delivery.serves(platform) and (self._connected is None or self._connected(platform))

    async def _deliver(self, conversation: str, platform: str) -> None:
        while (rest := await self._delivery.run(conversation, platform)) is not None:
            if rest > 0:
                self._resting[conversation, platform] = time.monotonic() + rest
                return

    async def _deliver_all(self, platform: str, mine: Callable[[str], bool]) -> None:
        sending: dict[str, asyncio.Task[None]] = {}
        while True:
            for conversation in await self._unsent(platform) if self._sends(platform) else ():
                if mine(conversation) and conversation not in sending and len(sending) < LETTERS_AT_ONCE:
                    sending[conversation] = asyncio.create_task(self.deliver(conversation, platform))
            if not sending:
                return
            await asyncio.wait(sending.values(), timeout=LOOK_AGAIN, return_when=asyncio.FIRST_COMPLETED)
            sending = {conversation: task for conversation, task in sending.items() if not task.done()}

    async def _unsent(self, platform: str) -> list[str]:
        """The conversations with something for the platform, without those that rest."""
        async with self._store.read() as tx:
            unsent = await tx.outbox.conversations_unsent()
        return [one for one, there in unsent if there == platform and (one, there) not in self._resting]

    async def _job(self, id_: int) -> None:
        conversation = await self._jobs.run(id_)
        if conversation is not None:
            await self._engine.wake(conversation)

    async def _sweep(self) -> None:
        undone = await self._undone()
        async with self._store.read() as tx:
            jobs = await tx.jobs.all_open()
            unsent = await tx.outbox.conversations_unsent()
        if self._tidy is not None:
            await self._tidy()
        for conversation in undone:
            await self._engine.wake(conversation)
        for job in jobs:
            await self._engine.job(job.id)
        await self._send_all(unsent)

    async def _send_all(self, unsent: Sequence[tuple[str, str]]) -> None:
        """Asks for what this process is to send, all at once, so that those of a share are one question."""
        wanted = [key for key in unsent if self._sends(key[1]) and key not in self._resting]
        await asyncio.gather(*(self._engine.send(*key) for key in wanted))

    async def _tick(self) -> None:
        for conversation in await clock.ring(self._store, self._now()):
            await self._engine.wake(conversation)
        rested = [key for key, until in self._resting.items() if until <= time.monotonic()]
        for key in rested:
            del self._resting[key]
            await self._engine.send(*key)
        if self._connected is not None:
            async with self._store.read() as tx:
                unsent = await tx.outbox.conversations_unsent()
            await self._send_all(unsent)

    async def _quietly(
        self, what: str, work: Callable[[], Awaitable[object]], conversation: str = ""
    ) -> object:
        """What `work` gives, or None where it fails, which is logged."""
        try:
            done = await work()
            self.troubles.pop(conversation, None)
            return done
        except StorageFault as fault:
            log.error("%s waits: %s", what, fault.key)
            if conversation:
                self.troubles[conversation] = fault
        except GreenroomError as error:
            log.error("%s failed: %s", what, error.key)
        except Exception as error:
            log.error("%s failed: %s", what, where(error))
        return None
