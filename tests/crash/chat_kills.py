"""Kills of the bot while many people talk with it in Telegram, and what they leave behind.

The rule: what a kill interrupts is read from the database before the next life begins: messages whose attempt
was counted and whose sending was not recorded. Each of them may be sent once more, and nothing else may.
"""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import psycopg

from tests.crash.answers import CANARY, in_clear
from tests.crash.chatting import PATIENCE, SHORT, Crowd, Figures
from tests.crash.lives import Life, Lives
from tests.fakes.telegram.server import TOKEN, TelegramServer

BETWEEN = "SELECT id, attempts FROM outbox WHERE state = 'unsent' AND attempts > 0"
WAITS = {
    "inbox": "SELECT id, kind, attempts FROM inbox WHERE state = 'undone' ORDER BY id",
    "outbox": "SELECT id, kind, attempts FROM outbox WHERE state = 'unsent' ORDER BY id",
    "timers": "SELECT name, due_at FROM timers ORDER BY due_at",
    "asked": "SELECT workflow_uuid, status, executor_id FROM engine.workflow_status WHERE status IN"
    " ('ENQUEUED', 'PENDING')",
}
STARTING_S = 1.5
WORKING_S = 0.1
A_LIFE = 24  # updates that are taken in most lives, at most, before the end
REPORTS = 6  # that are sent in one, at most
LONGEST = 200  # updates; where nobody is near a report


class Moment(StrEnum):
    """When a life ends."""

    STARTING = "starting"  # while it starts, or works on what was left undone
    TAKING = "taking"  # when so many updates were taken
    SENDING = "sending"  # when so many messages were sent
    WORKING = "working"  # a little later
    REPORTING = "reporting"  # when so many reports were sent, which takes longer than most lives last


@dataclass
class Killing:
    """Kills one life after another. `between` are the sends that kills interrupted, `kills_between` how many
    kills that were."""

    telegram: TelegramServer
    lives: Lives
    seed: int
    length: str = SHORT  # of their interviews
    moments: Counter[str] = field(default_factory=Counter)
    between: set[tuple[int, int]] = field(default_factory=set)
    kills_between: int = 0
    readable: int = 0
    crowd: Crowd = field(init=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    async def goes_through(
        self, kills: int, steps: tuple[tuple[str, int], ...] = (), chats: int = 20, *, reports: bool = True
    ) -> Figures:
        """So many kills at random, and one at each step, mixed; then all come to an end in peace."""
        ends: list[tuple[str, int] | None] = [*steps, *[None] * kills]
        self._random.shuffle(ends)  # lives that end at a step are short: few of them can make a report
        self.crowd = Crowd(self.telegram, chats, self.length)
        self.crowd.begins()
        try:
            for end in ends:
                await (self._dies_at(*end) if end else self._is_killed())
            return await self._in_peace(reports=reports)
        except AssertionError as error:
            error.add_note(f"{self}; {self.crowd.reports} reports; left: {self._left()}")
            raise
        finally:
            await self.crowd.leaves()

    async def _dies_at(self, step: str, nth: int) -> None:
        life = await self.lives.forked(step, nth)
        try:
            assert await life.ended() == -9, f"{step} was not deadly; see {self.lives.log}"
        except TimeoutError:
            raise AssertionError(f"{step} was not reached {nth} times; see {self.lives.log}") from None
        self._counts(step)

    async def _is_killed(self) -> None:
        moment = self._random.choice((*Moment, Moment.WORKING))
        life = await self.lives.forked()
        if moment is Moment.STARTING:
            await asyncio.wait([life.over], timeout=self._random.uniform(0, STARTING_S))
        else:
            await self._has_worked(moment, life)
        life.kill()
        assert await life.ended() == -9, f"it ended by itself; see {self.lives.log}"
        self._counts(moment)

    async def _has_worked(self, moment: Moment, life: Life) -> None:
        count, taken = self._counted(moment), self.telegram.world.updates.confirmed
        wanted = count() + self._random.randint(1, REPORTS if moment is Moment.REPORTING else A_LIFE)

        def enough() -> bool:
            self.crowd.check()
            long = self.telegram.world.updates.confirmed >= taken + LONGEST
            return count() >= wanted or long or life.over.done()

        await self.telegram.until(enough, "the bot works", PATIENCE)
        if moment is Moment.WORKING:
            await asyncio.wait([life.over], timeout=self._random.uniform(0, WORKING_S))

    def _counted(self, moment: Moment) -> Callable[[], int]:
        """What makes up a life that ends at the moment."""
        if moment is Moment.REPORTING:
            return lambda: self.crowd.reports
        if moment is Moment.SENDING:
            return lambda: self.telegram.counts["sendMessage"]
        return lambda: self.telegram.world.updates.confirmed

    def _left(self) -> object:
        url = self.lives.settings.get("GREENROOM_DATABASE", "")
        return undone(url) if url else sorted(interrupted(self.lives.data, self.lives.settings))

    def _counts(self, moment: str) -> None:
        self.moments[moment] += 1
        left = interrupted(self.lives.data, self.lives.settings)
        self.kills_between += bool(left - self.between)
        self.between |= left
        self.readable += len(in_clear(self.lives.data))

    async def _in_peace(self, *, reports: bool) -> Figures:
        """The last life is the program as it is always started, with a full log; Ctrl-C ends it."""
        life = await self.lives.started(GREENROOM_LOG_LEVEL="debug")
        figures = await self.crowd.finishes(reports=reports)
        await self.telegram.read_all()
        life.interrupt()
        assert await life.ended() == 0, f"it did not end well; see {self.lives.log}"
        log = self.lives.log.read_text(encoding="utf-8", errors="replace")
        self.readable += len(CANARY.findall(log)) + log.count(TOKEN.partition(":")[2])
        return figures

    def __str__(self) -> str:
        moments = ", ".join(f"{count} {moment}" for moment, count in sorted(self.moments.items()))
        updates = self.telegram.world.updates
        twice = sum(count - 1 for count in updates.handed.values())
        return f"{self.moments.total()} kills ({moments}); updates handed out again: {twice}"


def undone(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """What waits in a Postgres database, by its table: ids and numbers, and no words."""
    with _connected(url) as postgres:
        return {table: postgres.execute(query).fetchall() for table, query in WAITS.items()}


def interrupted(data: Path, settings: Mapping[str, str]) -> set[tuple[int, int]]:
    """The messages whose attempt was counted and whose sending was not recorded: id and attempt."""
    url = settings.get("GREENROOM_DATABASE", "")
    if url:
        with _connected(url) as postgres:
            there = postgres.execute("SELECT to_regclass('outbox')").fetchone()
            return set(postgres.execute(BETWEEN).fetchall()) if there and there[0] else set()
    file = data / "greenroom.db"
    if not file.exists():
        return set()
    connection = sqlite3.connect(file)
    try:
        tables = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'outbox'").fetchall()
        return set(connection.execute(BETWEEN).fetchall()) if tables else set()
    finally:
        connection.close()


def _connected(url: str) -> psycopg.Connection:
    return psycopg.connect(url.replace("postgresql+psycopg", "postgresql"))
