"""A group around a table: a house, a platform with channels, people by name, and a clock that is pushed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.bootstrap import House, build_house
from bot.hearing import hears
from bot.port import Account
from bot.practices.port import Notice, PracticeKind, PracticeShown
from bot.settings import Settings
from core.interview.values import Criterion
from core.texts.catalog import texts
from storage.rows import Delivery
from tests.bot.person import Clock
from tests.fakes.engine import InlineEngine
from tests.fakes.group import PLATFORM, GroupPlatform, GroupReceiver, GroupSender
from tests.fakes.transcriber import Dictation

ANSWER = (
    "In my last job I was responsible for twelve patients. One got worse, so I measured his blood pressure "
    "and called the doctor at once. As a result he was treated within ten minutes."
)


class Lazy(InlineEngine):
    """An engine that can be made to do nothing, as in a process that dies before it does."""

    dead = False

    async def wake(self, conversation: str) -> None:
        if not self.dead:
            await super().wake(conversation)

    async def send(self, conversation: str, platform: str) -> None:
        if not self.dead:
            await super().send(conversation, platform)


@dataclass
class Table:
    """The house as it stands, and everybody in front of it."""

    settings: Settings
    clock: Clock = field(default_factory=Clock)
    group: GroupPlatform = field(default_factory=GroupPlatform)
    ears: Dictation = field(default_factory=Dictation)
    stack: AsyncExitStack = field(default_factory=AsyncExitStack)
    _house: House | None = None
    _engine: Lazy | None = None

    @property
    def house(self) -> House:
        assert self._house
        return self._house

    @property
    def engine(self) -> Lazy:
        assert self._engine
        return self._engine

    async def opens(self) -> None:
        self._engine = Lazy()
        senses = hears(self.settings, texts(), self.ears, sure=0.0)
        house = build_house(self.settings, self.clock, self._engine, [GroupSender(self.group)], senses)
        self._house = await self.stack.enter_async_context(house)

    async def restarts(self) -> None:
        """The process ends wherever it is, and another one begins over the same folder."""
        await self.stack.aclose()
        self.stack = AsyncExitStack()
        await self.opens()

    async def does(self, somebody: str, kind: PracticeKind, chat: str = "room", **more: object) -> None:
        """Somebody does something, and it is worked on."""
        self.clock.pass_(1)
        self.group.does(somebody, kind, chat, **more)
        await self.takes()

    async def takes(self) -> None:
        await GroupReceiver(self.group, self.house.practice.practices).receive()
        for _ in range(500):
            async with self.house.store.read() as tx:
                busy = len(await tx.jobs.all_open()) + await tx.outbox.count(Delivery.UNSENT)
                busy += len(await tx.inbox.conversations_with_undone())
            if not busy or self.engine.dead:
                return
            await asyncio.sleep(0.01)
        raise AssertionError("something is never done")

    async def passes(self, seconds: float) -> None:
        """Time passes, and the clock is looked at."""
        self.clock.pass_(seconds)
        await self.engine.tick()
        await self.takes()

    async def gathers(self, *people: str, chat: str = "room") -> str:
        """The first opens a practice, the others join; its id."""
        await self.does(people[0], PracticeKind.OPEN, chat, value="nurse")
        for who in people[1:]:
            await self.does(who, PracticeKind.JOIN, chat)
        return await self.house.practice.practices.open_at(PLATFORM, chat)

    async def reads(self, who: str, practice: str) -> list[Notice]:
        return await GroupReceiver(self.group, self.house.practice.practices).reads(who, practice)

    def stands(self, chat: str, shown: PracticeShown) -> str:
        """The newest message of a kind that stands in a chat or with a person."""
        found = self.group.in_(chat, shown)
        return found[-1].text if found else ""

    def roles(self) -> tuple[str, str, list[str]]:
        """Candidate, interviewer and observers, as the newest round message says."""
        lines = self.stands("room", PracticeShown.ROUND).splitlines()
        named = [line.split(": ", 1) for line in lines if ": " in line]
        plays = [(role, who.split(".")[0].lower()) for role, who in named]
        return (
            next(who for role, who in plays if role == "Candidate"),
            next(who for role, who in plays if role == "Interviewer"),
            [who for role, who in plays if role == "Observer" and who != "the bot"],
        )

    async def scores(self, who: str, level: int, secret: str = "") -> None:
        """A whole card at once."""
        levels = tuple((str(one), str(level)) for one in Criterion)
        words = {"top": f"top {secret}", "tip": f"tip {secret}"} if secret else {}
        await self.does(who, PracticeKind.CARD, levels=levels, **words)

    async def forgets(self, who: str) -> None:
        await self.house.practice.forget(Account(PLATFORM, who))
        await self.takes()


@asynccontextmanager
async def table(folder: Path) -> AsyncIterator[Table]:
    """A table, cleared at the end."""
    found = Table(Settings(data_dir=folder / "data"))
    await found.opens()
    try:
        yield found
    finally:
        await found.stack.aclose()
