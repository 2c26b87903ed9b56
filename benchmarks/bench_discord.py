"""Discord: from an interaction to its acknowledgement, and from a message to its reply.

    ./run bench discord

Ours is Greenroom as it is served, in a process of its own; the peer is a bare discord.py bot that echoes and
stores nothing, in another. Both are spoken to in turns by one person each, over a Discord on loopback. What
ours does more, and has to: the update is on the disk before it is acknowledged, and an answer is examined.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

from benchmarks.frame import Row, figure
from tests.fakes.discord_server.person import Person
from tests.fakes.discord_server.server import DiscordServer, discord_server

ROUNDS = 60
ROOT = Path(__file__).parents[1]
ANSWER = (
    "In my last job on a surgical ward I was responsible for twelve patients. I noticed that one was getting "
    "worse, so I measured his blood pressure and called the doctor at once. As a result he was treated."
)


def bench_discord() -> Iterator[Row]:
    """Acknowledgements and replies, ours against a bare bot's."""
    with tempfile.TemporaryDirectory(prefix="greenroom-bench-") as folder:
        yield from asyncio.run(_measured(folder))


async def _measured(folder: str) -> list[Row]:
    async with _served(folder) as ours, _served() as peer:
        ada, ben = ours.person("ada"), peer.person("ben")
        await _begins(ada)
        reads, kept, replies = _Pairs(), _Pairs(), _Pairs()
        for _ in range(ROUNDS):
            reads.add(await _acknowledged(ada, "/interview status"), await _acknowledged(ben, "/status"))
            kept.add(await _acknowledged(ada, "/interview repeat"), await _acknowledged(ben, "/hint"))
            await ada.expects(_is_question)
            replies.add(await _replied(ada), await _echoed(ben))
    return [
        *reads.rows("discord.interaction_read"),
        *kept.rows("discord.interaction_kept"),
        *replies.rows("discord.message"),
    ]


class _Pairs:
    """Seconds of ours and of the peer, in turns."""

    def __init__(self) -> None:
        self._ours: list[float] = []
        self._peer: list[float] = []

    def add(self, ours: float, peer: float) -> None:
        self._ours.append(ours)
        self._peer.append(peer)

    def rows(self, name: str) -> Iterator[Row]:
        for percent in (50, 99):
            ours, peer = (_percentile(one, percent) for one in (self._ours, self._peer))
            yield figure(f"{name}_p{percent}", 1000 * ours, "ms")
            yield figure(f"{name}_p{percent}_against_bare", ours / peer, "x", ours=ours, peer=peer)


def _percentile(seconds: list[float], percent: int) -> float:
    return statistics.quantiles(seconds, n=100, method="inclusive")[percent - 1]


def _is_question(message: object) -> bool:
    return any(one.get("label") == "Done" for one in message.buttons)  # type: ignore[attr-defined]


async def _begins(ada: Person) -> None:
    await ada.runs("/interview start", domain="nurse", level="mid", length="long")
    await ada.expects(_is_question)


async def _acknowledged(person: Person, line: str) -> float:
    """Seconds until a command is acknowledged; the first response is what counts."""
    one = await person.runs(line)
    assert one.after is not None
    return one.after


async def _replied(ada: Person) -> float:
    """Seconds from the press that completes an answer to the next question; a report is not measured."""
    while True:
        ada.says(ANSWER)
        begun = time.perf_counter()
        await ada.presses("Done", waits=False)
        shown = await ada.expects()
        if _is_question(shown):
            return time.perf_counter() - begun
        await _begins(ada)


async def _echoed(ben: Person) -> float:
    begun = time.perf_counter()
    ben.says(ANSWER)
    await ben.expects("echo:")
    return time.perf_counter() - begun


@asynccontextmanager
async def _served(*folder: str) -> AsyncIterator[DiscordServer]:
    """A Discord with one of the two on it."""
    async with discord_server(patched=False) as server:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "benchmarks.discord_bots",
            str(server.port),
            *folder,
            cwd=ROOT,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            await server.ready(60)
            await server.world.until(lambda: server.world.commands, 60)
            yield server
        finally:
            process.terminate()
            await process.wait()
