"""A start with much left over, to the first reply; ./run bench restart

Ten thousand people have an interview open, a thousand messages wait to be sent to a platform. A process
starts, one of the people answers, and the time runs from its start to the reply.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.frame import Row, at_most, figure
from benchmarks.people import somebody
from bot.bootstrap import build_house
from bot.port import Kind
from bot.settings import Settings
from storage.interviews import conversation_of
from storage.rows import NewEvent, NewMessage, Place
from storage.store import Store

OPEN, UNSENT, STARTS = 10_000, 1_000, 20
BATCH = 250
LATER = Place("later")
MESSAGE = json.dumps({"shown": "say", "text": "One moment, the next question is on its way."})


def bench_restart() -> Iterator[Row]:
    """The reply after each of twenty starts, with the messages to be sent served as well."""
    with tempfile.TemporaryDirectory(prefix="greenroom-bench-") as folder:
        settings = Settings(data_dir=Path(folder))
        account, seen = asyncio.run(_left_over(settings))
        command = [sys.executable, "-m", "benchmarks.restarting", folder, account]
        seconds = []
        for number in range(STARTS):
            done = subprocess.run([*command, str(seen), str(number)], capture_output=True, check=True)
            took, seen = json.loads(done.stdout)
            seconds.append(took)
    p95 = statistics.quantiles(seconds, n=20)[-1]
    yield figure("restart.first_reply_p50", statistics.median(seconds), "s")
    yield figure("restart.first_reply_p95", p95, "s", at_most(3))


async def _left_over(settings: Settings) -> tuple[str, int]:
    """Fills the database; who is going to answer, and what they have seen."""
    async with build_house(settings) as house:
        one = somebody(house.practice)
        await one.begins()
        await one.does(Kind.TEXT, "I like looking after people.")
        for first in range(0, OPEN, BATCH):
            await _some(house.store, first)
    return one.account.id, one.seen


async def _some(store: Store, first: int) -> None:
    async with store.begin() as tx:
        for number in range(first, first + BATCH):
            person = await tx.people.find_or_create("later", f"person {number}", number)
            interview = await tx.interviews.create(person, number)
            opened = NewEvent("Opened", 1, number, json.dumps({"at": number, "quiet_ms": 3_000, "seed": 1}))
            await tx.events.append(person, interview, 0, [opened])
            if number < UNSENT:
                message = NewMessage("say", MESSAGE, interview)
                await tx.outbox.add(person, conversation_of(person), [message], LATER, number)
