"""From an update of Telegram to the reply: against a bare echo bot, with 1,000 chats at once, after an hour.

    GREENROOM_SPECS=... ./run bench telegram

Ours is the served program, the peer an echo bot of the same library without memory or rate limit; both are
processes of their own and speak to one local Bot API server in this one, which validates every word. A reply
of ours is a question said once more: kept, worked on in its turn, written down, sent, recorded. Telegram
takes 30 messages a second from a bot, and ours keeps to that.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import psutil  # type: ignore[import-untyped]

from benchmarks.frame import Missing, Row, at_least, at_most, figure
from tests.crash.lives import Life, lives
from tests.fakes.telegram.people import Seat
from tests.fakes.telegram.server import TOKEN, TelegramServer, telegram_server
from tests.fakes.telegram.world import World

ECHO_TOKEN = "171717:AAEchoBotForComparisonNeverInAnyLog"
SPEC = "telegram-bot-api.json"
ROUNDS, EACH = 6, 40  # replies of each bot in turns
CROWD = 1_000
LIMIT = 30.0  # messages a second (Bot API, FAQ)
TALKERS, SAID = 20, 1_200  # updates of the traffic, a third of an hour's at one a second
PATIENCE = 180.0  # seconds
HURRY = {"GREENROOM_PORT": "0", "GREENROOM_NO_BROWSER": "1", "GREENROOM_SPEECH": "off"}
CHOICES = (":level:mid", ":length:short")


T = TypeVar("T")


@dataclass
class Bots:
    """Ours and the peer, on one server."""

    telegram: TelegramServer
    ours: Life
    echo: World

    def memory(self) -> float:
        """What ours holds, in MB, its children among it."""
        process = psutil.Process(self.ours.pid)
        all_ = (process, *process.children(recursive=True))
        return sum(float(one.memory_info().rss) for one in all_) / 1e6


def bench_reply() -> Iterator[Row]:
    """One update and its reply, one chat at a time, both bots in turns."""
    ours, peer = asyncio.run(_with_bots(_replies))
    for percent in (50, 99):
        here, there = (1000 * _percentile(one, percent) for one in (ours, peer))
        yield figure(f"telegram.reply_p{percent}", here, "ms")
        yield figure(f"telegram.reply_p{percent}_against_echo", here / there, "x", ours=here, peer=there)


def bench_crowd() -> Iterator[Row]:
    """1,000 chats at once: each asks for help, and each opens an interview."""
    taken, rate, spread = asyncio.run(_with_bots(_crowd))
    yield figure("telegram.crowd_1000_kept", taken, "s")
    yield figure("telegram.crowd_1000_messages", rate, "1/s", at_least(0.9 * LIMIT))
    yield figure("telegram.crowd_1000_last_reply", spread, "s")


def bench_memory() -> Iterator[Row]:
    """What ours holds before and after 1,200 updates of 20 people, a third of an hour at one a second."""
    before, after = asyncio.run(_with_bots(_traffic))
    yield figure("telegram.memory_after", after, "MB")
    yield figure(
        "telegram.memory_after_against_start", after / before, "x", at_most(1.2), ours=after, peer=before
    )


async def _replies(bots: Bots) -> tuple[list[float], list[float]]:
    ana = await _at_a_question(bots.telegram.person("Ana"))
    bo = bots.telegram.person("Bo", world=bots.echo)
    ours: list[float] = []
    peer: list[float] = []
    for _ in range(ROUNDS):
        ours += [await _reply(ana, "/repeat") for _ in range(EACH)]
        peer += [await _reply(bo, "An answer") for _ in range(EACH)]
    return ours, peer


async def _crowd(bots: Bots) -> tuple[float, float, float]:
    """Seconds until all is kept, messages a second until the last reply, seconds until that."""
    people = [bots.telegram.person(f"P{number}") for number in range(CROWD)]
    begun = time.perf_counter()
    for one in people:
        one.says("/interview nurse")
    taken = asyncio.create_task(_clock(bots.telegram.read_all(PATIENCE), begun))
    await asyncio.gather(*(one.expects(_asks_for_a_level, within=PATIENCE) for one in people))
    seconds = time.perf_counter() - begun
    messages = sum(len(one.room.journal) for one in people)
    return await taken, messages / seconds, seconds


async def _traffic(bots: Bots) -> tuple[float, float]:
    people = [await _at_a_question(bots.telegram.person(f"P{number}")) for number in range(TALKERS)]

    async def talks(one: Seat) -> None:
        for _ in range(SAID // TALKERS):
            await _reply(one, "/repeat")

    await asyncio.gather(*(_reply(one, "/repeat") for one in people))
    before = bots.memory()
    await asyncio.gather(*map(talks, people))
    return before, bots.memory()


async def _clock(work: Awaitable[None], begun: float) -> float:
    await work
    return time.perf_counter() - begun


async def _reply(who: Seat, text: str) -> float:
    """Seconds from an update to what is sent next."""
    who.reads_all()
    begun = time.perf_counter()
    who.says(text)
    await who.expects(lambda post: post.change == "sent", within=PATIENCE)
    return time.perf_counter() - begun


def _asks_for_a_level(post: object) -> bool:
    return "level" in str(post)


async def _at_a_question(who: Seat) -> Seat:
    """Somebody whose interview has begun."""
    who.says("/interview nurse")
    while True:
        post = await who.expects(lambda post: post.change == "sent", within=PATIENCE)
        if post.button("Repeat"):
            return who
        if post.button("Begin"):
            who.presses("Begin", of=post)
        for button in (one for row in post.rows for one in row):
            if button["callback_data"].endswith(CHOICES):
                who.presses_data(post.message, button["callback_data"])


async def _with_bots(work: Callable[[Bots], Awaitable[T]]) -> T:
    async with _bots() as bots:
        found = await work(bots)
        if bots.telegram.violations:
            raise ValueError(bots.telegram.violations[0])
        return found


@asynccontextmanager
async def _bots() -> AsyncIterator[Bots]:
    with tempfile.TemporaryDirectory(prefix="greenroom-bench-") as folder:
        async with telegram_server(_spec()) as telegram, _echo(telegram) as echo:
            settings = HURRY | {"TELEGRAM_TOKEN": TOKEN, "GREENROOM_TELEGRAM_API": telegram.url}
            async with lives(Path(folder) / "data", settings) as many:
                ours = await many.started()
                await _polls(telegram.world)
                yield Bots(telegram, ours, echo)


@asynccontextmanager
async def _echo(telegram: TelegramServer) -> AsyncIterator[World]:
    """The peer, at work."""
    world = telegram.bot(ECHO_TOKEN)
    program = (sys.executable, "-m", "benchmarks.telegram_echo", ECHO_TOKEN, telegram.url)
    process = await asyncio.create_subprocess_exec(*program)
    try:
        await _polls(world)
        yield world
    finally:
        process.terminate()
        await process.wait()


async def _polls(world: World) -> None:
    await world.news.until(lambda: world.updates.polls or None, lambda: "nobody polls", PATIENCE)


def _spec() -> Path:
    folder = os.environ.get("GREENROOM_SPECS")
    if not folder:
        raise Missing(f"it needs {SPEC}; GREENROOM_SPECS names its folder")
    return Path(folder) / SPEC


def _percentile(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100)[percent - 1]
