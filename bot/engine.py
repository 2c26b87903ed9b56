"""The engine: DBOS and nothing else. The only file that imports it.

What it holds to:

- A workflow is a wake-up: its only input is an id (a share, a job, a platform), it records no steps and has
  no result. So nothing a person said can get into its tables, and running one again does no harm: what is to
  be done stands in our own tables, in our own order.
- Conversations are dealt into shares: `SHARES` on Postgres, where several workers can have some each, one on
  SQLite, which has one writer. A share is a partition of the queue: one workflow at a time works on it, on
  whichever worker, and takes every conversation of it that has something undone. So no conversation is ever
  worked on twice at once, and what comes in together shares a wake-up, which costs a third of a turn. What
  is to be sent is dealt out in the same way, for each platform, in a queue of each worker's own.
- Nothing is started from within a workflow: what `after` asks for leaves DBOS's context first, else a
  workflow that is run again would be given the children of its first run.
- `APPLICATION_VERSION` is a constant. A wake-up means the same to every version of the code, so what is
  queued survives an upgrade; it is raised only when the arguments of a workflow change their meaning.
- A wake-up that was asked for and has not begun, on whichever worker, is not asked for again: it will see
  whatever is committed by now. On SQLite it is asked for again after a second, which shows a full disk.
- A wake-up lasts a spell and asks for another one where something is left, so that where people never leave
  off its end is recorded, others come to it, and another worker gets its turn.
- Where DBOS could not record that a workflow ended (a full disk), it would hold its conversation until the
  next start. Whoever asks again after a while (`settled`, the sweep) sets it free.
- On Postgres each worker has a name of its own with the engine (`bot.workers`), so that a start takes up that
  worker's wake-ups and no other's. What a dead one had begun is set free by whoever sees that it is dead.
- What DBOS logs is kept as level and place: its messages hold the text of foreign errors.

On SQLite the engine has a file of its own beside the database, on Postgres a schema. If it is lost, the
sweep at the next start asks again for everything that is undone.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from contextvars import Context
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4
from zlib import crc32

import sqlalchemy as sa
from dbos import (
    DBOS,
    DBOSConfig,
    DBOSPortableJSONSerializer,
    SetEnqueueOptions,
    SetWorkflowID,
    WorkflowStatus,
)

from bot.errors import where
from bot.workers import BEAT, Workers
from bot.works import Runs
from core.interview.errors import StorageFault
from storage.engine import make_private_file, parse_url
from storage.store import Fenced

log = logging.getLogger(__name__)

APPLICATION_VERSION = "1"
NAME = "greenroom"
SCHEMA = "engine"
FILE = "engine.db"

SHARES = 2  # more would let more workers work at once, and let fewer turns share a wake-up
TICK = 0.5  # seconds between two looks at the clock
SWEEP = 30.0  # between two looks for what is undone
CLEAN = 24 * 3600.0  # between two deletions of finished workflows
ASKED_FOR = 1.0  # how long a wake-up counts as asked for where nobody else can have begun it
HELD = 5.0  # after which a workflow that is neither at work nor recorded as ended is set free
PATIENCE = 2.0  # for what is at work when the engine stops
BATCH = 500  # workflows deleted in one go
QUICK, SLOW = 0.1, 5.0  # seconds between two looks into a queue; a queue nobody needs is looked at slowly
CONVERSATION, JOB, SEND = "conversation", "job", "send"
ENQUEUED, PENDING = "ENQUEUED", "PENDING"  # what DBOS calls what waits and what has begun

Key = tuple[str, str]  # a queue and its partition
Workflow = Callable[..., Any]

_engine: DbosEngine | None = None  # DBOS is one a process, so is what its workflows call


@dataclass(frozen=True, slots=True)
class Where:
    """Where the engine keeps its tables: a SQLite file, or the Postgres address (which holds a password)."""

    file: Path | None = None
    url: str = ""


class DbosEngine:
    """Implements `bot.works.Engine`. `jobs` and `sends` are whether those queues are needed."""

    def __init__(self, where_: Where, *, jobs: bool, sends: bool, workers: Workers | None = None) -> None:
        self._where = where_
        self._workers = workers
        self._queues = {CONVERSATION: QUICK, JOB: QUICK if jobs else SLOW, SEND: QUICK if sends else SLOW}
        self._executor = workers.id if workers else NAME
        self._alone = where_.file is not None
        self._shares = 1 if self._alone else SHARES
        self._asked: dict[Key, tuple[float, float]] = {}  # when first, when last
        self._asking: dict[Key, asyncio.Task[None]] = {}  # that have not begun to ask
        # Messages are sent by whoever holds their platform's connection, so nobody else is asked to.
        self._names = {queue: queue for queue in self._queues}
        if workers is not None:
            self._names[SEND] = f"{SEND}-{workers.id}"
        self._turns = {queue: asyncio.Lock() for queue in self._queues}
        self._at_work: dict[str, Key] = {}
        self._idle = asyncio.Event()
        self._loops: list[asyncio.Task[None]] = []
        self._database: sa.Engine | None = None  # ours to close
        self.runs: Runs | None = None

    async def start(self, runs: Runs) -> None:
        """Launches DBOS, which takes up what it had begun, and sweeps. Raises StorageFault."""
        global _engine  # noqa: PLW0603
        self.runs = runs
        _engine = self
        try:
            await self._launch()
            return
        except StorageFault:
            raise
        except Exception as error:
            log.error("the engine: %s", where(error))
            code = type(error).__name__
        await self.stop()
        raise StorageFault("engine-failed", code=code)

    async def stop(self) -> None:
        """Lets what is at work come to its end, shortly, and ends DBOS."""
        for loop in self._loops:
            loop.cancel()
        await asyncio.gather(*self._loops, return_exceptions=True)
        self._loops = []
        if self._at_work:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._idle.wait(), PATIENCE)
        await asyncio.to_thread(DBOS.destroy)
        # DBOS took the loop's executor for its own, and has shut it down.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())
        if self._database is not None:
            await asyncio.to_thread(self._database.dispose)
        if self._workers is not None:
            await self._workers.leave()

    async def wake(self, conversation: str) -> None:
        """Asks for a conversation to be drained."""
        share = share_of(conversation, self._shares)
        await self._ask(CONVERSATION, str(share), _wake, share)

    async def drain(self, share: int) -> None:
        """Drains every conversation of a share, for a spell."""
        async with self.at_work(CONVERSATION, str(share)) as runs:
            if await runs.drain_all(lambda conversation: share_of(conversation, self._shares) == share):
                await self._ask(CONVERSATION, str(share), _wake, share)

    async def job(self, id_: int) -> None:
        """Asks for a job to be run, unless it is running here."""
        if (JOB, str(id_)) not in self._at_work.values():
            await self._ask(JOB, str(id_), _job, id_)

    async def send(self, conversation: str, platform: str) -> None:
        """Asks for a conversation's messages to be sent."""
        share = share_of(conversation, self._shares)
        await self._ask(SEND, f"{platform}:{share}", _send, platform, share)

    async def deliver(self, platform: str, share: int) -> None:
        """Sends the messages of every conversation of a share."""
        async with self.at_work(SEND, f"{platform}:{share}") as runs:
            await runs.deliver_all(
                platform, lambda conversation: share_of(conversation, self._shares) == share
            )

    @asynccontextmanager
    async def at_work(self, queue: str, key: str) -> AsyncIterator[Runs]:
        """A workflow is at work from here on: whatever comes in now asks for another."""
        self._asked.pop((queue, key), None)
        workflow = DBOS.workflow_id or ""
        self._at_work[workflow] = queue, key
        self._idle.clear()
        assert self.runs is not None
        try:
            yield self.runs
        finally:
            self._at_work.pop(workflow, None)
            if not self._at_work:
                self._idle.set()

    async def _launch(self) -> None:
        if self._workers is not None:
            await self._workers.enter()
        DBOS(config=await asyncio.to_thread(self._config))
        _hush()
        DBOS.listen_queues(list(self._names.values()))
        DBOS.launch()
        for queue, seconds in self._queues.items():
            await DBOS.register_queue_async(
                self._names[queue],
                partition_concurrency=1,
                polling_interval_sec=seconds,
                on_conflict="always_update",
            )
        assert self.runs is not None
        await self.runs.sweep()
        rounds = ((self.runs.tick, TICK), (self.runs.sweep, SWEEP), (_clean, CLEAN))
        self._loops = [asyncio.create_task(_every(seconds, work)) for work, seconds in rounds]
        if self._workers is not None:
            self._loops.append(asyncio.create_task(_every(BEAT, self._beat)))

    async def _beat(self) -> None:
        """Shows that this worker is there, and sets free what the dead had begun."""
        assert self._workers is not None
        assert self.runs is not None
        try:
            begun = await _unfinished(PENDING)  # read first: whoever had begun by then is there, or dead
            there = await self._workers.beat()
            orphans = [one.workflow_id for one in begun if one.executor_id not in there]
            if orphans:
                log.warning("%d wake-ups of dead workers are taken over", len(orphans))
                await DBOS.cancel_workflows_async(orphans)
                await self.runs.sweep()
        except Fenced as fenced:
            log.error("the engine: %s", fenced.key)
        except Exception as error:
            log.error("the engine: %s", where(error))

    def _config(self) -> DBOSConfig:
        config = DBOSConfig(
            name=NAME,
            application_version=APPLICATION_VERSION,
            executor_id=self._executor,
            serializer=DBOSPortableJSONSerializer(),
            log_level="ERROR",
            use_listen_notify=False,
        )
        if self._where.file is None:
            return DBOSConfig(
                **config,
                system_database_url=parse_url(self._where.url).render_as_string(hide_password=False),
                dbos_system_schema=SCHEMA,
                sys_db_pool_size=4,
                db_engine_kwargs={"hide_parameters": True},
            )
        make_private_file(self._where.file)
        url = f"sqlite:///{self._where.file}"
        self._database = _sqlite(url)
        return DBOSConfig(**config, system_database_url=url, system_database_engine=self._database)

    async def _ask(self, queue: str, key: str, workflow: Workflow, *ids: str | int) -> None:
        """Asks for a workflow that begins after this moment; whoever asks meanwhile shares what is asked."""
        now = time.monotonic()
        first, last = self._asked.get((queue, key), (now, -ASKED_FOR))
        if self._alone and now - last < ASKED_FOR:
            return
        self._asked[queue, key] = first, now
        asking = self._asking.get((queue, key))
        if asking is None:
            work = self._ask_in_turn(queue, key, workflow, *ids, looks=not self._alone or now - first > HELD)
            asking = asyncio.create_task(work, context=Context())  # a fresh one: see the module's rules
            self._asking[queue, key] = asking
        try:
            await asyncio.shield(asking)
            return
        except Exception as error:
            self._asked.pop((queue, key), None)
            log.error("the engine: %s", where(error))
            code = type(error).__name__
        raise StorageFault("engine-failed", code=code)

    async def _ask_in_turn(
        self, queue: str, key: str, workflow: Workflow, *ids: str | int, looks: bool
    ) -> None:
        """Asks where nothing waits yet; a look costs more than asking, so who is alone `looks` rarely."""
        async with self._turns[queue]:
            self._asking.pop((queue, key), None)
            waits = looks and await self._waits(queue, key)
            if self._alone or not waits:  # where nobody else asks, asking shows whether the disk is full
                await _enqueue(self._names[queue], key, workflow, *ids)

    async def _waits(self, queue: str, key: str) -> bool:
        """Whether a workflow waits to begin. One of this process that hangs is ended."""
        begun_before, waits = (time.time() - HELD) * 1000, False
        name = self._names[queue]
        for known in await _unfinished(workflow_id_prefix=_prefix(name, key), queue_name=name):
            waits = waits or known.status == ENQUEUED
            here = known.status == PENDING and known.executor_id == self._executor
            if here and known.workflow_id not in self._at_work and (known.updated_at or 0) < begun_before:
                await DBOS.cancel_workflow_async(known.workflow_id)
        return waits


async def _unfinished(*status: str, **which: Any) -> list[WorkflowStatus]:
    wanted = list(status) or [ENQUEUED, PENDING]
    return await DBOS.list_workflows_async(status=wanted, load_input=False, load_output=False, **which)


async def _enqueue(name: str, key: str, workflow: Workflow, *ids: str | int) -> None:
    with SetWorkflowID(_prefix(name, key) + uuid4().hex), SetEnqueueOptions(queue_partition_key=key):
        await DBOS.enqueue_workflow_async(name, workflow, *ids)


def _prefix(name: str, key: str) -> str:
    """What the ids of the workflows of a partition begin with."""
    return f"{name}/{key}/"


def share_of(conversation: str, shares: int) -> int:
    """The share a conversation is in, the same on every worker."""
    return crc32(conversation.encode()) % shares


def _sqlite(url: str) -> sa.Engine:
    """DBOS sets none of these. A power cut may take the last wake-ups: the sweep makes up for them."""
    engine = sa.create_engine(url, pool_size=4, hide_parameters=True)

    @sa.event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: Any) -> None:
        for pragma in ("journal_mode=wal", "synchronous=normal", "busy_timeout=30000"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _hush() -> None:
    """DBOS's own log goes into ours, without its messages."""
    theirs = logging.getLogger("dbos")
    theirs.handlers.clear()
    theirs.propagate = True
    if not any(isinstance(known, _PlaceOnly) for known in theirs.filters):
        theirs.addFilter(_PlaceOnly())
    asyncio.get_running_loop().set_exception_handler(_left_over)


class _PlaceOnly(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else "trouble"
        record.msg, record.args = f"{kind} at {record.filename}:{record.lineno}", ()
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def _left_over(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """What a task of the engine ended with and nobody asked for: by type and place."""
    error = context.get("exception")
    log.error("left over: %s", where(error) if error else "a task")


async def _every(seconds: float, work: Callable[[], Awaitable[None]]) -> None:
    while True:
        await asyncio.sleep(seconds)
        await work()


async def _clean() -> None:
    """Deletes workflows that are finished: they say nothing any more."""
    status = ["SUCCESS", "ERROR", "CANCELLED"]
    while finished := await DBOS.list_workflows_async(status=status, limit=BATCH, load_input=False):
        await DBOS.delete_workflows_async([workflow.workflow_id for workflow in finished])


def _running() -> DbosEngine:
    assert _engine is not None
    return _engine


@DBOS.workflow(name="wake")
async def _wake(share: int) -> None:
    await _running().drain(share)


@DBOS.workflow(name="job")
async def _job(id_: int) -> None:
    async with _running().at_work(JOB, str(id_)) as runs:
        await runs.job(id_)


@DBOS.workflow(name="send")
async def _send(platform: str, share: int) -> None:
    await _running().deliver(platform, share)
