"""What every engine does, the one that runs at once in tests and the real one, on both databases."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pytest_asyncio

from bot.engine import DbosEngine, Where, share_of
from bot.works import Engine
from tests.fakes.engine import InlineEngine
from tests.storage.conftest import postgres_database, postgres_socket

__all__ = ["postgres_socket"]

SECONDS = 20.0


@dataclass
class Recorder:
    """Runs that note what they were asked for; `waiting` has what is undone, as the inbox would."""

    waiting: list[str] = field(default_factory=list)
    drained: list[str] = field(default_factory=list)
    jobs: list[int] = field(default_factory=list)
    sent: list[tuple[str, str]] = field(default_factory=list)
    sweeps: int = 0
    at_once: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    most_at_once: int = 0
    slow: asyncio.Event | None = None

    async def drain(self, conversation: str) -> None:
        self.at_once[conversation] += 1
        self.most_at_once = max(self.most_at_once, self.at_once[conversation])
        if self.slow is not None:
            await self.slow.wait()
        while conversation in self.waiting:
            self.waiting.remove(conversation)
            self.drained.append(conversation)
        self.at_once[conversation] -= 1

    async def drain_all(self, mine: Callable[[str], bool]) -> bool:
        for conversation in sorted(set(filter(mine, self.waiting))):
            await self.drain(conversation)
        return False

    async def job(self, id_: int) -> None:
        self.jobs.append(id_)

    async def deliver(self, conversation: str, platform: str) -> None:
        self.sent.append((conversation, platform))

    async def deliver_all(self, platform: str, mine: Callable[[str], bool]) -> None:
        self.sent += [(conversation, platform) for conversation in ("ada", "grace") if mine(conversation)]

    async def sweep(self) -> None:
        self.sweeps += 1

    async def tick(self) -> None:
        """Nothing is due."""


async def until(seen: Callable[[], bool]) -> None:
    """Waits for what is to be seen; not seeing it is a failure of its own."""
    async with asyncio.timeout(SECONDS):
        while not seen():  # noqa: ASYNC110  # the engine has threads of its own, which tell nobody
            await asyncio.sleep(0.01)


def durable(request: pytest.FixtureRequest, folder: Path, *, needed: bool) -> DbosEngine:
    """The real one on the database that `request` asks for; whether jobs and messages are `needed`."""
    if request.param == "sqlite":
        return DbosEngine(Where(folder / "engine.db"), jobs=needed, sends=needed)
    url = postgres_database(request.getfixturevalue("postgres_socket"), folder / "data").url
    return DbosEngine(Where(url=url), jobs=needed, sends=needed)


@pytest.fixture(params=["inline", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    if request.param == "inline":
        return InlineEngine()
    return durable(request, tmp_path, needed=True)


@pytest_asyncio.fixture
async def runs(engine: Engine) -> AsyncIterator[Recorder]:
    recorder = Recorder()
    await engine.start(recorder)
    yield recorder
    await engine.stop()


async def test_it_looks_for_what_is_undone_when_it_starts(runs: Recorder) -> None:
    assert runs.sweeps == 1


async def test_a_conversation_that_is_woken_is_drained(engine: Engine, runs: Recorder) -> None:
    runs.waiting.append("ada")
    await engine.wake("ada")
    await until(lambda: runs.drained == ["ada"])


async def test_what_comes_in_later_is_drained_too(engine: Engine, runs: Recorder) -> None:
    for _ in range(3):
        runs.waiting.append("ada")
        await engine.wake("ada")
        await until(lambda: not runs.waiting)
    assert runs.drained == ["ada"] * 3


async def test_nobody_waits_for_another_s_conversation_for_ever(engine: Engine, runs: Recorder) -> None:
    people = [f"person-{number}" for number in range(20)]
    runs.waiting.extend(people)
    for person in people:
        await engine.wake(person)
    await until(lambda: sorted(runs.drained) == sorted(people))


async def test_one_conversation_is_never_drained_twice_at_once(engine: Engine, runs: Recorder) -> None:
    runs.slow = asyncio.Event()
    runs.waiting += ["ada"]
    asked = [asyncio.create_task(engine.wake("ada"))]
    await until(lambda: runs.at_once["ada"] == 1)
    runs.waiting += ["ada"]
    asked.append(asyncio.create_task(engine.wake("ada")))
    await asyncio.sleep(0)
    runs.slow.set()
    await asyncio.gather(*asked)
    await until(lambda: len(runs.drained) == 2)
    assert runs.most_at_once == 1


async def test_jobs_and_messages_are_run(engine: Engine, runs: Recorder) -> None:
    await engine.job(7)
    await engine.send("ada", "telegram")
    await until(lambda: runs.jobs == [7] and ("ada", "telegram") in runs.sent)


def test_conversations_are_dealt_into_the_same_shares_for_good() -> None:
    # CRC-32 of the name (zip's and zlib's), modulo 8.
    assert [share_of(name, 8) for name in ("ada", "grace", "edsger", "barbara")] == [0, 3, 2, 7]
    assert {share_of(f"person-{number}", 8) for number in range(100)} == set(range(8))
