"""Draws beside the event loop, each drawing in a process of its own that is used once.

The rule: what was said reaches the typesetter as data in a process that has no token, no key and no more time
than `TIMEOUT_S`; whatever happens there ends here as a drawing or as `DrawingFault`.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from core.interview.errors import DrawingFault
from core.report.drawing.fitting import plain

AT_ONCE = 2
TIMEOUT_S = 30.0
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "PYTHONPATH", "PYTHONHOME")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """One drawing: a `template` of this folder as a file of `form` (png, svg, pdf), light or dark.

    `data` are dataclasses, tuples, words and numbers; `at` is the drawing's date in seconds since the epoch.
    """

    template: str
    form: str
    data: Any
    dark: bool = False
    at: int = 0


class Press:
    """Draws AT_ONCE drawings at the same time. It belongs to the event loop it is used in."""

    def __init__(self) -> None:
        self._free = asyncio.Semaphore(AT_ONCE)

    async def draw(self, job: Job) -> bytes:
        """The drawing's file, the same for the same job. Raises DrawingFault."""
        asked = {
            "template": job.template,
            "form": job.form,
            "theme": "dark" if job.dark else "light",
            "data": plain(job.data),
            "at": job.at,
        }
        async with self._free:
            drawn, code = await _asked(json.dumps(asked).encode())
        if code or not drawn:
            log.error("a drawing of %s as %s failed: %s", job.template, job.form, code)
            raise DrawingFault("drawing-failed")
        return drawn


async def _asked(asked: bytes) -> tuple[bytes, int | None]:
    """What the process answered, and how it ended; None where it was ended for its time."""
    try:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "core.report.drawing.child"),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,  # a typesetter's remarks quote what it sets
            env={name: os.environ[name] for name in _KEPT if name in os.environ},
            start_new_session=True,
        )
    except OSError as error:
        raise DrawingFault("drawing-failed") from error
    try:
        async with asyncio.timeout(TIMEOUT_S):
            drawn, _ = await process.communicate(asked)
    except TimeoutError:
        return b"", None
    finally:
        await _end(process)
    return drawn, process.returncode


async def _end(process: Process) -> None:
    """The process is dead and waited for, also where whoever asked went away."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
