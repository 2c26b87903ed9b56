"""A person in front of the port: does things, sees what comes back."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from bot.port import Account, Incoming, Kind, Outgoing, Practice, Query, Shown
from core.texts.blocks import Style

_updates = itertools.count(1)


@dataclass
class Clock:
    """A clock that moves when it is told to; milliseconds since the epoch."""

    at: int = 1_800_000_000_000

    def __call__(self) -> int:
        return self.at

    def pass_(self, seconds: float) -> None:
        self.at += round(seconds * 1000)


@dataclass
class Person:
    """Somebody with one account. `seen` is the sequence of the last message they were shown."""

    practice: Practice
    clock: Clock
    account: Account = field(default_factory=lambda: Account("test", "ada"))
    seen: int = 0

    async def does(self, kind: Kind, value: str = "", choice: str = "", update: str = "") -> list[Outgoing]:
        """Does one thing; what comes back."""
        self.clock.pass_(1)
        number = update or f"update-{next(_updates)}"
        incoming = Incoming(self.account, number, kind, value, choice, complete=kind is Kind.TEXT)
        await self.practice.submit(incoming)
        await self.practice.settled(self.account, 10)
        return await self.sees()

    async def sees(self) -> list[Outgoing]:
        """Everything new, but what they said themself."""
        new = await self.practice.news(self.account, self.seen)
        self.seen = new[-1].sequence if new else self.seen
        return [message for message in new if message.shown is not Shown.ECHO]

    async def says(self, text: str) -> list[Outgoing]:
        """Answers with one complete text."""
        return await self.does(Kind.TEXT, text)

    async def begins(
        self, domain: str = "nurse", level: str = "mid", length: str = "short"
    ) -> list[Outgoing]:
        """Sets an interview up and begins it."""
        await self.does(Kind.OPEN)
        for choice, value in (("domain", domain), ("level", level), ("length", length)):
            await self.does(Kind.CHOOSE, value, choice)
        return await self.does(Kind.BEGIN)

    async def goes_through(self, answer: str) -> list[Outgoing]:
        """Answers everything the same until the report."""
        shown: list[Outgoing] = []
        for _ in range(100):
            new = await self.says(answer)
            shown += new
            if any(message.shown is Shown.REPORT for message in new):
                return shown
        raise AssertionError("no report after a hundred answers")

    async def reads(self, query: Query) -> str:
        """A document as plain lines."""
        blocks = await self.practice.view(self.account, query)
        return "\n".join(block.text for block in blocks)

    async def titles(self, query: Query) -> list[str]:
        """The headings of a document."""
        blocks = await self.practice.view(self.account, query)
        return [block.text for block in blocks if block.style in (Style.TITLE, Style.HEADING)]


def questions(shown: list[Outgoing]) -> list[str]:
    """The questions among messages."""
    return [message.text for message in shown if message.shown is Shown.QUESTION]


def texts_of(shown: list[Outgoing]) -> list[str]:
    """The texts of messages."""
    return [message.text for message in shown]
