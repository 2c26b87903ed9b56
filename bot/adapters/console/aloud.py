"""Reads questions aloud at this terminal with espeak-ng, where that is installed.

The rule: a question goes in by standard input and never into a command line; nothing waits for the voice, and
the next question, or the end, cuts it short. What it cannot say is still on the screen.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress

PROGRAM = "espeak-ng"
MOST = 2_000  # characters; two minutes
# What a program needs to be heard: no tokens, no keys.
KEPT = ("PATH", "HOME", "LANG", "XDG_RUNTIME_DIR", "PULSE_SERVER", "PULSE_COOKIE", "ALSA_CONFIG_PATH")


class Voice:
    """A voice that speaks `language` (ISO 639-1)."""

    def __init__(self, language: str, program: str = PROGRAM) -> None:
        self._language = language
        self._program = program
        self._speaking: Process | None = None

    async def say(self, text: str) -> None:
        """Begins to say `text`."""
        await self.hush()
        with suppress(OSError):  # gone, or not to be started: then it is read
            process = self._speaking = await asyncio.create_subprocess_exec(
                *(self._program, "-v", self._language, "--stdin"),
                stdin=PIPE,
                stdout=DEVNULL,
                stderr=DEVNULL,
                env={name: os.environ[name] for name in KEPT if name in os.environ},
                start_new_session=True,  # Ctrl-C is for the interview, which hushes it
            )
            assert process.stdin is not None
            process.stdin.write(text[:MOST].encode())
            process.stdin.close()

    async def hush(self) -> None:
        """Ends what is being said."""
        speaking, self._speaking = self._speaking, None
        if speaking is not None:
            with suppress(ProcessLookupError):
                speaking.kill()
            await speaking.wait()


def voice(language: str) -> Voice | None:
    """A voice for this terminal; None where there is none."""
    return Voice(language) if shutil.which(PROGRAM) else None
