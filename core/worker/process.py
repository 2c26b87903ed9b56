"""One life of a worker, seen from Greenroom: its start, its jobs, its end.

The rule: every answer that is awaited comes to something: what the worker made of it, or how the process
ended. Nothing that comes out of the pipe is believed before it is read into plain values; anything else is
nonsense, and the process that sent it is ended.

    parent -> worker   a line of JSON with "job" and, where bytes follow, "bytes"; {"cancel": job}
    worker -> parent   {"ready": ...} or {"fault": ...} once, then for each job, in any order, a line of JSON
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any, TypeVar

from core.interview.errors import GreenroomError

LINE_LIMIT = 1 << 24  # bytes; an answer of an hour of speech is below one million
CHUNK = 1 << 16  # bytes written at once, so that the loop goes on between
# How likely the job in hand is the reason of a death: 3 is enough to give it up.
OWN_FAULT = 1.0  # a crash, nonsense, an error
FROM_OUTSIDE = 0.375  # a signal that others send: eight of them
NO_FAULT = 0.0  # ended by us for another job's sake
OUTSIDE = frozenset({-signal.SIGKILL, -signal.SIGTERM, -signal.SIGHUP})
# All of the environment a worker needs: no tokens, no keys.
KEPT = (
    "PATH",
    "HOME",
    "LANG",
    "TMPDIR",
    "LD_LIBRARY_PATH",
    "PYTHONPATH",
    "PYTHONHOME",
    "CUDA_VISIBLE_DEVICES",
)
GIVEN = {"HF_HUB_OFFLINE": "1", "MALLOC_ARENA_MAX": "2"}  # few arenas: memory stays flat over many jobs

Line = dict[str, Any]
T = TypeVar("T")
log = logging.getLogger(__name__)


class Died(Exception):
    """The job came to nothing; `blame` says how likely it was itself the reason."""

    def __init__(self, blame: float) -> None:
        super().__init__(blame)
        self.blame = blame


@dataclass(frozen=True, slots=True)
class Manner:
    """What sets one kind of worker apart from another.

    `name` is what the log calls it. `unusable` makes the error out of what a worker says that cannot load,
    `fails` the one where it ends again and again. It may take `start_s` to load. With `stop_s` it is told
    when nobody waits for a job any more, and has so many seconds to be done with it.
    """

    name: str
    command: Sequence[str]
    unusable: Callable[[Line], GreenroomError]
    fails: Callable[[], GreenroomError]
    start_s: float = 120.0
    stop_s: float | None = None


@dataclass(slots=True)
class _Job:
    read: Callable[[Line], Any]
    answer: asyncio.Future[Any] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Process:
    """A worker that is ready, until it ends."""

    def __init__(self, process: asyncio.subprocess.Process, manner: Manner) -> None:
        self._process = process
        self._manner = manner
        self._numbers = count(1)
        self._jobs: dict[int, _Job] = {}
        self._dropped: dict[int, asyncio.TimerHandle] = {}  # jobs nobody waits for, until the worker is done
        self._turn = asyncio.Lock()  # whole jobs go into the pipe, one after the other
        self._sending: set[asyncio.Task[None]] = set()
        self._reading: asyncio.Task[None] | None = None
        self._killed = False
        self._ended: Died | None = None
        self.greeting: Line = {}

    @classmethod
    async def start(cls, manner: Manner, order: Mapping[str, Any]) -> Process:
        """A worker that has loaded what `order` says; `greeting` is what it said then.

        Raises what `manner.unusable` makes where it cannot load it, Died where it ends before.
        """
        started = cls(
            await asyncio.create_subprocess_exec(
                *manner.command,
                json.dumps(order),
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                limit=LINE_LIMIT,
                env={name: os.environ[name] for name in KEPT if name in os.environ} | GIVEN,
                start_new_session=True,  # Ctrl-C is for the parent, which ends its children in order
            ),
            manner,
        )
        try:
            async with asyncio.timeout(manner.start_s):
                await started._greet()
        except BaseException as error:
            started.kill()
            await started.end()
            if isinstance(error, TimeoutError):
                raise Died(OWN_FAULT) from None
            raise
        return started

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether it takes work."""
        return not self._ended and not self._killed and self._process.returncode is None

    def kill(self) -> None:
        """Ends it at once; what it has in hand comes to Died without blame."""
        self._killed = True
        with suppress(ProcessLookupError):
            self._process.kill()

    async def end(self) -> None:
        """Kills it, waits for it and closes its pipes."""
        self.kill()
        await asyncio.shield(self._buried())

    async def ask(self, header: Mapping[str, Any], read: Callable[[Line], T], payload: bytes = b"") -> T:
        """What `read` makes of the answer to a job; it raises KeyError, TypeError or ValueError at nonsense.

        Raises Died where the worker ends before it answers, or cannot.
        """
        if self._ended:
            raise Died(self._ended.blame)
        number = next(self._numbers)
        job = self._jobs[number] = _Job(read)
        self._post({"job": number, **header}, payload)
        try:
            answer: T = await job.answer
            return answer
        except asyncio.CancelledError:
            self._drop(number)
            raise
        finally:
            del self._jobs[number]

    def _post(self, header: Mapping[str, Any], payload: bytes = b"") -> None:
        # On its own: whoever waits may be cancelled, but half a job in the pipe would spoil the next ones.
        sending = asyncio.create_task(self._send(json.dumps(header).encode() + b"\n", payload))
        self._sending.add(sending)
        sending.add_done_callback(self._sending.discard)

    async def _send(self, header: bytes, payload: bytes) -> None:
        pipe = self._process.stdin
        assert pipe is not None
        with suppress(ConnectionError):  # it ended; reading finds out how
            async with self._turn:
                pipe.write(header)
                for start in range(0, len(payload), CHUNK):
                    pipe.write(payload[start : start + CHUNK])
                    await pipe.drain()

    def _drop(self, number: int) -> None:
        """Tells the worker that nobody waits any more, and ends it where it does not listen."""
        if self._manner.stop_s is None or not self.is_alive:
            return
        self._dropped[number] = asyncio.get_running_loop().call_later(self._manner.stop_s, self.kill)
        self._post({"cancel": number})

    async def _greet(self) -> None:
        line = await self._line()
        if line is None:
            raise Died(await self._blame())
        if "fault" in line:
            log.warning("the %s cannot load its model: %s", self._manner.name, str(line["fault"])[:40])
            raise self._manner.unusable(line)
        self.greeting = line
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        while (line := await self._line()) is not None:
            if not self._deliver(line):
                break
        blame = await self._blame()
        self._ended = Died(blame)
        for job in self._jobs.values():
            if not job.answer.done():
                job.answer.set_exception(Died(blame))
        for timer in self._dropped.values():
            timer.cancel()

    def _deliver(self, line: Line) -> bool:
        """Hands an answer to whoever waits for it; False where it is no answer."""
        number = line.get("job", 0)
        job = self._jobs.get(number)
        if timer := self._dropped.pop(number, None):
            timer.cancel()
        if "fault" in line:
            log.warning("a job failed in the %s: %s", self._manner.name, str(line["fault"])[:40])
        if job is None or job.answer.done():
            return True  # whoever asked went away
        if "fault" in line:
            job.answer.set_exception(Died(OWN_FAULT))
            return True
        try:
            job.answer.set_result(job.read(line))
        except (KeyError, TypeError, ValueError):
            return False
        return True

    async def _line(self) -> Line | None:
        """The next message; None at the end or where it is none."""
        assert self._process.stdout is not None
        try:
            line = json.loads(await self._process.stdout.readline())
        except ValueError:  # too long, no JSON, or nothing at all
            return None
        return line if isinstance(line, dict) else None

    async def _blame(self) -> float:
        """How likely the end is what the job in hand did; ends a process that talks nonsense."""
        if self._killed:
            return NO_FAULT
        with suppress(TimeoutError):
            async with asyncio.timeout(1.0):
                status = await self._process.wait()
                return FROM_OUTSIDE if status in OUTSIDE else OWN_FAULT
        self.kill()
        return OWN_FAULT

    async def _buried(self) -> None:
        await self._process.wait()
        self._process._transport.close()  # type: ignore[attr-defined]  # no public way closes the pipes at once
        for task in [*self._sending, *([self._reading] if self._reading else [])]:
            await asyncio.wait([task])
