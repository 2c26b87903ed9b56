"""Where the console's lines come from: a terminal, with editing and pasting, or a pipe or file.

A text pasted over several lines is one line here. Both sources end with `None`.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from pathlib import Path
from typing import Protocol

CHUNK = 65_536  # bytes


class Lines(Protocol):
    """A source of lines."""

    async def next(self, prompt: str) -> str | None:
        """The next line, or None at the end."""
        ...


class Terminal:
    """Lines typed at a terminal."""

    def __init__(self) -> None:
        # Only a terminal pays for its import.
        from prompt_toolkit import PromptSession  # noqa: PLC0415

        self._session: PromptSession[str] = PromptSession()

    async def next(self, prompt: str) -> str | None:
        """The next line. Raises KeyboardInterrupt for Ctrl-C."""
        try:
            return await self._session.prompt_async(prompt)
        except EOFError:
            return None


class Pipe:
    """Lines of a pipe or file, read by a thread that nobody has to wait for at the end."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()
        threading.Thread(target=self._read, daemon=True).start()

    async def next(self, prompt: str) -> str | None:
        """The next line, shown after the prompt so that the output reads like a conversation."""
        line = await self._lines.get()
        if line is None:
            self._lines.put_nowait(None)  # the end stays the end for whoever asks again
        else:
            sys.stdout.write(f"{prompt}{line}\n")
        return line

    def _read(self) -> None:
        rest = b""
        while chunk := self._chunk():
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                self._put(line)
        if rest:
            self._put(rest)
        self._loop.call_soon_threadsafe(self._lines.put_nowait, None)

    def _chunk(self) -> bytes:
        try:
            return os.read(self._descriptor, CHUNK)
        except OSError:
            return b""

    def _put(self, line: bytes) -> None:
        text = line.decode("utf-8", errors="replace").rstrip("\r")
        self._loop.call_soon_threadsafe(self._lines.put_nowait, text)


def standard_input() -> Lines:
    """The terminal where both ends are one, else the pipe."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        return Terminal()
    return Pipe(sys.stdin.fileno())


def write_private(name: str, text: str) -> None:
    """Writes a new file that only its owner can read. Raises FileExistsError, OSError."""
    descriptor = os.open(Path(name).expanduser(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
