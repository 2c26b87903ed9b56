"""One decoding child from its start to its end, seen from Greenroom.

The rule: a child is used once. It is given its time, its answer is read up to the length that was allowed and
no further, and then it is dead and waited for, whatever happened, before anything else goes on.
"""

from __future__ import annotations

import asyncio
import math
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from dataclasses import dataclass

from core.interview.errors import SpeechFault
from core.speech.wire import ANSWER, READY, REQUEST, WIDTH, Verdict

START_S = 30.0  # an import on a busy machine
ANSWER_PIECE = 1 << 16
_VERDICTS = {verdict.value: verdict for verdict in Verdict}
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "PYTHONPATH", "PYTHONHOME")


class Ended(Exception):
    """The child did not answer. `why`: "time" when it was killed for it, "crash" when it died by itself."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Answer:
    """What the child made of a clip; `samples` are native 16 bit, 16 kHz, mono."""

    verdict: Verdict
    cut_short: bool
    samples: bytes


class Child:
    """A process that waits for one clip."""

    def __init__(self, process: Process) -> None:
        self._process = process

    @classmethod
    async def start(cls) -> Child:
        """A child that has loaded everything and waits. Raises SpeechFault when it cannot be started."""
        try:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-P", "-m", "core.speech.decoding"),
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,  # FFmpeg's remarks hold words out of the file
                env={name: os.environ[name] for name in _KEPT if name in os.environ},  # no tokens, no keys
                start_new_session=True,  # Ctrl-C is for the parent, which ends its children in order
            )
        except OSError as error:
            raise SpeechFault("speech-decoder-missing") from error
        child = cls(process)
        try:
            async with asyncio.timeout(START_S):
                is_ready = await child._out.read(len(READY)) == READY
        except BaseException as error:
            await child.end()
            if isinstance(error, TimeoutError):
                raise SpeechFault("speech-decoder-missing") from error
            raise
        if not is_ready:
            await child.end()
            raise SpeechFault("speech-decoder-missing")
        return child

    @property
    def is_alive(self) -> bool:
        """Whether it still waits; a spare one may have been killed meanwhile."""
        return self._process.returncode is None

    async def decode(
        self, clip: bytes, container: str, *, most: int, memory_mb: int, timeout_s: float
    ) -> Answer:
        """Has the clip decoded to `most` samples at most, and ends. Raises Ended when no answer came."""
        request = REQUEST.pack(container.encode(), most, memory_mb, math.ceil(timeout_s), len(clip))
        try:
            async with asyncio.timeout(timeout_s):
                await self._send(request, clip)
                return await self._answer(most)
        except TimeoutError as error:
            raise Ended("time") from error
        except asyncio.IncompleteReadError as error:
            raise Ended("crash") from error
        finally:
            await self.end()

    async def end(self) -> None:
        """Kills it, with all it may have started, waits for it and closes its pipes."""
        if self.is_alive:
            # Not `Process.kill`, which takes the exit status of one that just ended away from asyncio.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        await asyncio.shield(self._buried())

    async def _buried(self) -> None:
        await self._process.wait()
        while await self._out.read(ANSWER_PIECE):  # what it had still written: only then the pipes are closed
            pass

    async def _send(self, request: bytes, clip: bytes) -> None:
        stdin = self._process.stdin
        assert stdin is not None
        with suppress(ConnectionError):  # it died meanwhile; reading tells
            stdin.write(request)
            stdin.write(clip)
            await stdin.drain()

    async def _answer(self, most: int) -> Answer:
        code, cut_short, count = ANSWER.unpack(await self._out.readexactly(ANSWER.size))
        verdict = _VERDICTS.get(code)
        if verdict is None or count > most:
            raise Ended("crash")  # nothing the program there would say: it is not itself any more
        return Answer(verdict, bool(cut_short), await self._out.readexactly(count * WIDTH))

    @property
    def _out(self) -> asyncio.StreamReader:
        assert self._process.stdout is not None
        return self._process.stdout
