"""Interactions are acknowledged in time while every core is busy with what listening to speech takes.

./run soak tests/crash/test_discord_busy.py      2,000 presses and commands; as many busy processes as cores
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import quantiles

import pytest

from tests.crash.discord_party import TOO_SLOW, Guest, Party
from tests.fakes.discord_server.server import discord_server
from tests.fakes.discord_server.validator import NO_SPECS, specs
from tests.fakes.discord_server.world import Interaction, Message

pytestmark = [pytest.mark.process, pytest.mark.soak]

PRESSES = 2_000
GUESTS = 8
IN_TIME_S = 1.5
# Matrix products, which is what a transcriber's time goes into, as politely as the worker does it.
LISTENING = """
import os
import numpy as np
os.nice({nice})
while True:
    np.dot(np.ones((600, 600), np.float32), np.ones((600, 600), np.float32))
"""


@asynccontextmanager
async def listening(nice: int) -> AsyncIterator[None]:
    """A busy process for each core."""
    one_thread = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    busy = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", LISTENING.format(nice=nice), env=one_thread
        )
        for _ in range(os.cpu_count() or 1)
    ]
    try:
        yield
    finally:
        for process in busy:
            process.kill()
            await process.wait()


async def begins(guest: Guest) -> Message:
    """Sets an interview up before anything is measured; the question that comes."""
    while True:
        one = await guest.person.runs("/interview start", domain="nurse", level="mid", length="long")
        if not refused(one):
            question: Message = await guest.party.world.until(guest.newest)
            return question


async def presses(guest: Guest, question: Message, times: int) -> list[Interaction]:
    """Presses and asks, one after the other."""
    person, done = guest.person, []
    for number in range(times):
        match number % 3:
            case 0:
                done.append(await person.presses("Hint", question))
            case 1:
                done.append(await person.runs("/interview status"))
            case _:
                done.append(await person.runs("/interview repeat"))
    return done


def refused(one: Interaction) -> bool:
    """Whether somebody was asked to do it once more."""
    return bool(one.original and TOO_SLOW.search(one.original.words))


async def test_every_press_is_acknowledged_in_time_on_a_busy_machine(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if specs() is None:
        pytest.skip(NO_SPECS)
    async with discord_server(specs=specs(), patched=False) as server:
        party = Party(tmp_path, server, 1, GUESTS)
        server.world.clock.goes_on()
        async with party.lives:
            await party.lives.born()
            await party.open()
            questions = [await begins(one) for one in party.all]
            async with listening(10):
                pressing = (
                    presses(*one, PRESSES // GUESTS) for one in zip(party.all, questions, strict=True)
                )
                taken = [one for some in await asyncio.gather(*pressing) for one in some]
            await party.lives.kill()
        seconds = sorted(one.after for one in taken if one.after is not None)
        with capsys.disabled():
            middle, late = quantiles(seconds, n=100)[49], quantiles(seconds, n=100)[98]
            print(
                f"\nDiscord, {len(taken)} interactions, every core busy: p50 {1000 * middle:.0f} ms, "
                f"p99 {1000 * late:.0f} ms, at most {1000 * seconds[-1]:.0f} ms; "
                f"{sum(map(refused, taken))} to be done once more"
            )
        assert len(taken) == len(seconds) == PRESSES
        assert [one for one in seconds if one > IN_TIME_S] == []
        server.validator.flawless()
