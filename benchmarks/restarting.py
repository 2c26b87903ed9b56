"""One start for `bench_restart`: python -m benchmarks.restarting FOLDER ACCOUNT SEEN NUMBER

Prints the seconds from the start of this process to the reply, and the sequence of the last message. Its
platform never takes a message, so that as much is left for the next start.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path

import psutil  # type: ignore[import-untyped]  # ships no stubs

from benchmarks.people import PLATFORM, Somebody
from bot.bootstrap import build_house
from bot.port import Account, Kind, Letter, NotSent
from bot.settings import Settings


class NeverTakes:
    """A platform that is out of reach."""

    platform = "later"

    async def send(self, letter: Letter) -> str:
        raise NotSent(60)


async def answers(folder: str, account: str, seen: int, number: int) -> None:
    """Starts, skips a question, and tells how long that took."""
    async with build_house(Settings(data_dir=Path(folder)), senders=[NeverTakes()]) as house:
        one = Somebody(house.practice, Account(PLATFORM, account), seen)
        one.updates = f"start-{number}"
        await one.does(Kind.REPEAT)
        sys.stdout.write(json.dumps([time.time() - psutil.Process().create_time(), one.seen]))


if __name__ == "__main__":
    asyncio.run(answers(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
