"""The real program in a process of its own: started, typed to, read, interrupted and killed.

The rule: nothing waits without a limit and nothing sleeps; what is waited for is what the process shows.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

ROOT = Path(__file__).parents[2]
LIMIT = 60.0  # seconds; far more than anything takes, so that only what hangs reaches it
OURS = ("GREENROOM_", "TELEGRAM_TOKEN", "DISCORD_TOKEN")
INTERVIEW = ("interview", "--domain", "nurse", "--level", "mid", "--length", "short", "--plain")
BOX = re.compile(r"(?P<head>(?:[^\n╰]+\n)*)╭─+╮\n(?P<text>(?:│[^\n]*│\n)+)╰─+╯\n")
REPORT = re.compile(r"/quit leaves\.\n")  # the last words below a report


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was shown, with its lines joined."""

    head: str
    text: str


def environment(data: Path, **settings: str) -> dict[str, str]:
    """The environment of a process that knows nothing of ours but `data` and `settings`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    # Warnings would be errors in the tests themselves; in the program they must not even be there.
    return kept | {
        "GREENROOM_DATA_DIR": str(data),
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "100",
        "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]),
        **settings,
    }


class _End:
    """One end of a pipe, read by a thread so that the process never waits for its reader."""

    def __init__(self, stream: IO[bytes], news: threading.Condition) -> None:
        self._stream = stream
        self._news = news
        self._read = bytearray()
        self.closed = False
        self._thread = threading.Thread(target=self._reading, daemon=True)
        self._thread.start()

    @property
    def text(self) -> str:
        return bytes(self._read).decode("utf-8", errors="replace")

    def join(self) -> None:
        self._thread.join(LIMIT)
        self._stream.close()

    def _reading(self) -> None:
        while chunk := os.read(self._stream.fileno(), 65_536):
            with self._news:
                self._read += chunk
                self._news.notify_all()
        with self._news:
            self.closed = True
            self._news.notify_all()


class Terminal:
    """`python -m bot` with `arguments` and pipes, in a folder where there is no `.env`.

    To be used in `with`; what still runs at its end is killed.
    """

    def __init__(self, data: Path, *arguments: str, **settings: str) -> None:
        self._seen = 0
        self._news = threading.Condition()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", *(arguments or INTERVIEW)],
            cwd=data.parent,
            env=environment(data, **settings),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert self._process.stdin and self._process.stdout and self._process.stderr
        self._input = self._process.stdin
        self._out = _End(self._process.stdout, self._news)
        self._err = _End(self._process.stderr, self._news)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    @property
    def pid(self) -> int:
        """Its number with the system."""
        return self._process.pid

    @property
    def shown(self) -> str:
        """Everything shown so far."""
        return self._out.text

    @property
    def errors(self) -> str:
        """Everything on stderr so far."""
        return self._err.text

    def write(self, line: str, end: str = "\n") -> None:
        """Types a line; a process that is gone does not get it."""
        with suppress(BrokenPipeError):
            self._input.write((line + end).encode("utf-8", errors="surrogateescape"))
            self._input.flush()

    def until(self, wanted: re.Pattern[str] | str) -> re.Match[str]:
        """Waits until `wanted` is shown after what was waited for last; a text may be wrapped anywhere.

        Fails where the output ends.
        """
        if isinstance(wanted, str):
            wanted = re.compile(r"\s+".join(re.escape(word) for word in wanted.split()))
        found = self.wait_for(wanted)
        assert found, f"{wanted!r} was not shown. Shown:\n{self.shown}\nErrors:\n{self.errors}"
        return found

    def wait_for(self, wanted: re.Pattern[str], seconds: float = LIMIT) -> re.Match[str] | None:
        """As `until`; None where the output ends or the time is over."""
        deadline = time.monotonic() + seconds
        with self._news:
            while not (found := wanted.search(self._out.text, self._seen)):
                left = deadline - time.monotonic()
                if self._out.closed or left <= 0:
                    return None
                self._news.wait(left)
        self._seen = found.end()
        return found

    def question(self) -> Question:
        """The next question that is shown."""
        return as_question(self.until(BOX))

    def says(self, line: str) -> Question:
        """Types a line; the question that comes back."""
        self.write(line)
        return self.question()

    def interrupt(self) -> None:
        """Ctrl-C."""
        self._process.send_signal(signal.SIGINT)

    def kill(self) -> None:
        """Ends it as a power cut would, and waits until it is gone."""
        self._process.kill()
        self.end()

    def end(self) -> int:
        """Closes its input and waits until it ends; its exit code."""
        self.close_input()
        return self.ended()

    def ended(self) -> int:
        """Waits until it ends; its exit code, -9 where it was killed."""
        code = self._process.wait(LIMIT)
        self._out.join()
        self._err.join()
        return code

    def close_input(self) -> None:
        """The end of the input."""
        with suppress(BrokenPipeError):
            self._input.close()


def as_question(found: re.Match[str]) -> Question:
    """What `BOX` found, without the box."""
    lines = [line.strip("│ ") for line in found["text"].splitlines()]
    head = found["head"].strip("\n").rpartition("\n\n")[2]
    return Question(" ".join(head.splitlines()), " ".join(lines))


@dataclass(frozen=True, slots=True)
class Ran:
    """What became of a process that was waited for."""

    code: int
    out: str
    err: str


def run(data: Path, *arguments: str, lines: str = "", **settings: str) -> Ran:
    """Runs a command to its end, with `lines` as its input."""
    with Terminal(data, *arguments, **settings) as terminal:
        terminal.write(lines) if lines else None
        code = terminal.end()
        return Ran(code, terminal.shown, terminal.errors)
