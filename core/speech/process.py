"""One life of the speech worker, seen from Greenroom: its start, its jobs, its end.

The rule: every answer that is awaited comes to something: what was heard, or how the process ended. Nothing
that comes out of the pipe is believed before it is read into plain values; anything else is nonsense, and
the process that sent it is ended.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from itertools import count
from typing import Any

from core.interview.errors import SpeechFault
from core.interview.ports import HeardWord
from core.speech.impression import Impression, Segment
from core.speech.order import Order

START_S = 120.0  # the largest model from a slow disk
LINE_LIMIT = 1 << 24  # bytes; an answer of an hour of speech is below one million
CHUNK = 1 << 16  # bytes written at once, so that the loop goes on between
# How likely the clip in hand is the reason of a death: 3 is enough to give it up.
OWN_FAULT = 1.0  # a crash, nonsense, an error
FROM_OUTSIDE = 0.375  # a signal that others send: eight of them
NO_FAULT = 0.0  # ended by us for another clip's sake
OUTSIDE = frozenset({-signal.SIGKILL, -signal.SIGTERM, -signal.SIGHUP})
# All of the environment the worker needs: no tokens, no keys.
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
GIVEN = {"HF_HUB_OFFLINE": "1", "MALLOC_ARENA_MAX": "2"}  # few arenas: memory stays flat over many clips

log = logging.getLogger(__name__)


class Died(Exception):
    """The clip came to nothing; `blame` says how likely it was itself the reason."""

    def __init__(self, blame: float) -> None:
        super().__init__(blame)
        self.blame = blame


class Process:
    """A worker that is ready, until it ends."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._numbers = count(1)
        self._answers: dict[int, asyncio.Future[Impression]] = {}
        self._turn = asyncio.Lock()  # whole jobs go into the pipe, one after the other
        self._sending: set[asyncio.Task[None]] = set()
        self._reading: asyncio.Task[None] | None = None
        self._killed = False
        self._ended: Died | None = None
        self.running_on = ""

    @classmethod
    async def start(cls, command: Sequence[str], order: Order) -> Process:
        """A worker that has loaded its model.

        Raises SpeechFault ("speech-model-unusable") where it cannot load it, Died where it ends before.
        """
        started = cls(
            await asyncio.create_subprocess_exec(
                *command,
                json.dumps(asdict(order)),
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                limit=LINE_LIMIT,
                env={name: os.environ[name] for name in KEPT if name in os.environ} | GIVEN,
                start_new_session=True,  # Ctrl-C is for the parent, which ends its children in order
            )
        )
        try:
            async with asyncio.timeout(START_S):
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

    async def hear(self, pcm: bytes, language: str | None, *, words: bool) -> Impression:
        """What it hears in `pcm`. Raises Died where it ends before it answers, or cannot."""
        if self._ended:
            raise Died(self._ended.blame)
        number = next(self._numbers)
        answer: asyncio.Future[Impression] = asyncio.get_running_loop().create_future()
        self._answers[number] = answer
        header = {"job": number, "language": language, "words": words, "bytes": len(pcm)}
        # On its own: whoever waits may be cancelled, but half a job in the pipe would spoil the next ones.
        sending = asyncio.create_task(self._send(json.dumps(header).encode() + b"\n", pcm))
        self._sending.add(sending)
        sending.add_done_callback(self._sending.discard)
        try:
            return await answer
        finally:
            del self._answers[number]

    async def _send(self, header: bytes, pcm: bytes) -> None:
        pipe = self._process.stdin
        assert pipe is not None
        with suppress(ConnectionError):  # it ended; reading finds out how
            async with self._turn:
                pipe.write(header)
                for start in range(0, len(pcm), CHUNK):
                    pipe.write(pcm[start : start + CHUNK])
                    await pipe.drain()

    async def _greet(self) -> None:
        line = await self._line()
        if line is None:
            raise Died(await self._blame())
        if fault := line.get("fault"):
            log.warning("the speech worker cannot load its model: %s", str(fault)[:40])
            raise SpeechFault("speech-model-unusable")
        self.running_on = f"{line.get('device')} {line.get('compute')}"
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        while (line := await self._line()) is not None:
            if not self._deliver(line):
                break
        blame = await self._blame()
        self._ended = Died(blame)
        for answer in self._answers.values():
            if not answer.done():
                answer.set_exception(Died(blame))

    def _deliver(self, line: dict[str, Any]) -> bool:
        """Hands an answer to whoever waits for it; False where it is no answer."""
        waiting = self._answers.get(line.get("job", 0))
        try:
            outcome = Died(OWN_FAULT) if "fault" in line else _impression(line["heard"])
        except (KeyError, TypeError, ValueError):
            return False
        if isinstance(outcome, Died):
            log.warning("a clip failed in the speech worker: %s", str(line["fault"])[:40])
        if waiting is None or waiting.done():
            return True  # whoever asked went away
        if isinstance(outcome, Died):
            waiting.set_exception(outcome)
        else:
            waiting.set_result(outcome)
        return True

    async def _line(self) -> dict[str, Any] | None:
        """The next message; None at the end or where it is none."""
        assert self._process.stdout is not None
        try:
            line = json.loads(await self._process.stdout.readline())
        except ValueError:  # too long, no JSON, or nothing at all
            return None
        return line if isinstance(line, dict) else None

    async def _blame(self) -> float:
        """How likely the end is what the clip in hand did; ends a process that talks nonsense."""
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


def _impression(heard: dict[str, Any]) -> Impression:
    """Reads an answer. Raises KeyError, TypeError or ValueError where it is not one."""
    return Impression(
        int(heard["length_ms"]),
        tuple((int(start), int(end)) for start, end in heard["voiced"]),
        str(heard["language"]),
        tuple(_segment(one) for one in heard["segments"]),
    )


def _segment(one: dict[str, Any]) -> Segment:
    words = tuple(
        HeardWord(str(w["text"]), int(w["from_ms"]), int(w["to_ms"]), float(w["probability"]))
        for w in one["words"]
    )
    return Segment(
        words, *(None if one[k] is None else float(one[k]) for k in ("logprob", "no_speech", "compression"))
    )
