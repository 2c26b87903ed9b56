"""People who answer through the port, as many at once as one likes, and what they are measured against.

The rule: ours and its peer do the same work on the same answers (the interview machine, the bank, encryption,
the same tables); the peer keeps an answer and works on it in one transaction, with no engine around it.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot import ingest
from bot.bootstrap import House
from bot.port import Account, Incoming, Kind, Outgoing, Shown
from bot.step import Desk, Step
from storage.rows import Arrival
from storage.store import Store

PLATFORM = "web"
CHOICES = (("domain", "nurse"), ("level", "mid"), ("length", "long"))
PATIENCE = 30.0  # seconds
ANSWER = (
    "Last winter I looked after twelve patients on a surgical ward, and one of them, a man of seventy, was "
    "getting worse after his operation. I had to find out why and get help in time. So I measured his blood "
    "pressure, looked at his drain, stopped the infusion that did not belong there and called the doctor "
    "with an SBAR report. As a result he was back in theatre within forty minutes, recovered, and went home "
    "after nine days. Since then we check every drain twice in the first night, and I teach that to new "
    "colleagues in their first week. That was on ward {number}, and I would do it again in the same order."
)
_numbers = itertools.count(1)


class Greenroom(Protocol):
    """What is measured: takes an update, and shows what came of it."""

    async def submit(self, incoming: Incoming) -> None: ...

    async def news(self, account: Account, after: int, within: float = 0) -> Sequence[Outgoing]: ...


@dataclass
class Somebody:
    """One person; `seconds` is how long each reply to an answer took."""

    greenroom: Greenroom
    account: Account
    seen: int = 0
    seconds: list[float] = field(default_factory=list)
    updates: str = ""  # what its updates' ids begin with, where another process was there before

    async def does(self, kind: Kind, value: str = "", choice: str = "") -> None:
        """Does one thing and waits for what comes back."""
        update = f"{self.updates or self.account.id}-{next(_numbers)}"
        incoming = Incoming(self.account, update, kind, value, choice, complete=kind is Kind.TEXT)
        await self.greenroom.submit(incoming)
        replied = False
        while not replied:
            new = await self.greenroom.news(self.account, self.seen, PATIENCE)
            assert new, "no reply"
            self.seen = new[-1].sequence
            replied = any(message.shown is not Shown.ECHO for message in new)

    async def begins(self) -> None:
        """Sets a long interview up and begins it."""
        await self.does(Kind.OPEN)
        for choice, value in CHOICES:
            await self.does(Kind.CHOOSE, value, choice)
        await self.does(Kind.BEGIN)

    async def answers(self, times: int, pause: float = 0) -> None:
        """Answers so many questions, each answer new."""
        for _ in range(times):
            begun = time.perf_counter()
            await self.does(Kind.TEXT, ANSWER.format(number=next(_numbers)))
            self.seconds.append(time.perf_counter() - begun)
            if pause:
                await asyncio.sleep(pause)


async def together(people: Sequence[Somebody], times: int) -> float:
    """Turns a second, where all of them answer at once."""
    begun = time.perf_counter()
    await asyncio.gather(*(one.answers(times) for one in people))
    return len(people) * times / (time.perf_counter() - begun)


def somebody(greenroom: Greenroom) -> Somebody:
    """Somebody new."""
    return Somebody(greenroom, Account(PLATFORM, f"person-{next(_numbers)}"))


class PlainInbox:
    """The peer: an inbox row and all that follows from it in one transaction, right away."""

    def __init__(self, store: Store, house: House, desk: Desk) -> None:
        self._store = store
        self._house = house
        self._desk = desk

    async def submit(self, incoming: Incoming) -> None:
        now = self._desk.now()
        account, payload = incoming.account, ingest.payload_of(incoming)
        async with self._store.begin() as tx:
            person = await tx.people.find_or_create(account.platform, account.id, now)
            arrival = Arrival(account.platform, incoming.update, person, incoming.kind.value, payload)
            if await tx.inbox.add(person, arrival, now) is None:
                return
            row = await tx.inbox.lowest_undone(person)
            assert row is not None
            room, _ = await Step(self._desk, tx, row).run()
            await tx.inbox.done(person, row.id)
        if room is not None:
            self._desk.rooms.keep(room)

    async def news(self, account: Account, after: int, within: float = 0) -> Sequence[Outgoing]:
        return await self._house.practice.news(account, after)
