"""Lives of the served program beside a local Telegram: forked for speed, or started as ./run starts it.

The rule: a life ends by SIGKILL or by what it was asked to die of; its log is kept, and read at the end.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.crash.terminal import LIMIT, ROOT, environment


@dataclass
class Life:
    """One of them. `code` is how it ended, once it has: -9 where it was killed."""

    pid: int
    over: asyncio.Future[int]

    def kill(self) -> None:
        """Ends it as a power cut would."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def interrupt(self) -> None:
        """Ctrl-C."""
        os.kill(self.pid, signal.SIGINT)

    async def ended(self) -> int:
        """Waits until it is over; its exit code, -9 where it was killed."""
        return await asyncio.wait_for(asyncio.shield(self.over), LIMIT)


@dataclass
class Lives:
    """Begins lives on a data folder, with settings; `log` has what all of them said.

    With `dictation` forked lives hear what stands in a recording's bytes.
    """

    data: Path
    settings: Mapping[str, str]
    dictation: bool = False
    _nursery: asyncio.subprocess.Process | None = None
    _running: list[Life] = field(default_factory=list)

    @property
    def log(self) -> Path:
        return self.data.parent / "served.log"

    async def forked(self, step: str = "", nth: int = 1) -> Life:
        """A life from a process that has everything imported; it may be asked to die at a named step."""
        nursery = self._nursery or await self._opened()
        dying = {"step": step, "nth": nth}
        life = {"env": self._environment(), "log": str(self.log), "dictation": self.dictation, **dying}
        assert nursery.stdin
        nursery.stdin.write(json.dumps(life).encode() + b"\n")
        return self._began((await self._said())["born"], self._forked_end())

    async def started(self, **more: str) -> Life:
        """A life as `./run` begins it, with more settings."""
        log = self.log.open("ab")
        program = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "serve"),
            cwd=self.data.parent,
            env=self._environment() | more,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
        log.close()
        return self._began(program.pid, program.wait())

    def _began(self, pid: int, end: Any) -> Life:
        life = Life(pid, asyncio.ensure_future(end))
        self._running.append(life)
        return life

    def _environment(self) -> dict[str, str]:
        return environment(self.data, **self.settings)

    async def _opened(self) -> asyncio.subprocess.Process:
        errors = self.log.open("ab")
        self._nursery = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.crash.forked"),
            cwd=ROOT,
            env=environment(self.data.parent / "unused"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
        )
        errors.close()
        assert "ready" in await self._said()
        return self._nursery

    async def _said(self) -> dict[str, Any]:
        assert self._nursery and self._nursery.stdout
        line = await asyncio.wait_for(self._nursery.stdout.readline(), 3 * LIMIT)  # it imports everything
        assert line, f"nothing came back; see {self.log}"
        said: dict[str, Any] = json.loads(line)
        return said

    async def _forked_end(self) -> int:
        assert self._nursery and self._nursery.stdout
        return int(json.loads(await self._nursery.stdout.readline())["ended"])

    async def close(self) -> None:
        """Ends whatever still runs."""
        for life in self._running:
            if not life.over.done():
                life.kill()
                await life.ended()
        if self._nursery:
            with suppress(ProcessLookupError):
                os.killpg(self._nursery.pid, signal.SIGKILL)
            await self._nursery.communicate()


@asynccontextmanager
async def lives(data: Path, settings: Mapping[str, str], *, dictation: bool = False) -> AsyncIterator[Lives]:
    """Lives on a data folder, none of which outlives the block."""
    made = Lives(data, settings, dictation)
    try:
        yield made
    finally:
        await made.close()
