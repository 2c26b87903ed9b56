"""Guests practise at two served workers on one Postgres, and the workers are killed or stopped under them.

The rule: a guest is one browser with one cookie that comes to either worker, request by request. What it sent
and got no answer to, it sends again, to whichever worker is there. It looks at its clock: from the form it
sent until its page has what came of it.
"""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psycopg

from bot.connections import HOLDER_FILE
from tests.crash.answers import CANARY, in_clear
from tests.crash.guests import AT, LOOK_AGAIN_S, Door, Guest, tallied
from tests.crash.killing import Tally
from tests.crash.terminal import LIMIT, Terminal

ANSWERS_BETWEEN = 12  # at most, between two kills
NO_ANSWER_S = 15.0  # until somebody tries the other worker


class Doors(Door):
    """Where the workers are at the moment."""

    def __init__(self) -> None:
        super().__init__()
        self._open: list[str] = []
        self._random = random.Random(0)

    def opens(self, address: str) -> None:
        with self._news:
            self._open.append(address)
            self._news.notify_all()

    def shuts(self, address: str) -> None:
        """Nobody comes to that one any more."""
        with self._news:
            self._open = [one for one in self._open if one != address]

    def enters(self) -> str:
        with self._news:
            assert self._news.wait_for(lambda: self._open, LIMIT), "no server"
            self._inside += 1
            return self._random.choice(self._open)


@dataclass
class Walker(Guest):
    """A guest who goes from worker to worker. `waited` are the seconds they waited for each page."""

    waited: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__post_init__()
        self._http = httpx.Client(timeout=NO_ANSWER_S)
        self._since = 0.0

    def _sends(self, path: str, form: dict[str, str]) -> None:
        self._since = time.monotonic()
        super()._sends(path, form)

    def _page_with_all(self) -> str:
        page = super()._page_with_all()
        if self._since:
            self.waited.append(time.monotonic() - self._since)
            self._since = 0.0
        return page


@dataclass
class Worker:
    """A served worker, which may die and come back: a data folder of its own, and its address."""

    data: Path
    doors: Doors
    settings: dict[str, str]
    life: Terminal | None = None
    address: str = ""

    def begins(self) -> None:
        """Starts it, and opens its door."""
        fixed = {"GREENROOM_PORT": "0", "GREENROOM_NO_BROWSER": "1", "GREENROOM_LOG_LEVEL": "debug"}
        self.life = Terminal(self.data, "serve", **fixed, **self.settings)
        self.address = self.life.until(AT)["address"]
        self.doors.opens(self.address)

    def is_killed(self) -> str:
        """Ends it as a power cut would; what it showed."""
        assert self.life
        self.life.kill()
        return self.is_gone()

    def is_gone(self) -> str:
        """It ended; what it showed."""
        assert self.life
        self.doors.shuts(self.address)
        self.life.end()
        return self.life.shown + self.life.errors

    def stops(self) -> None:
        """Holds it in the middle of whatever it does."""
        assert self.life
        os.kill(self.life.pid, signal.SIGSTOP)
        self.doors.shuts(self.address)

    def goes_on(self) -> None:
        """Lets it go on as if nothing had been."""
        assert self.life
        os.kill(self.life.pid, signal.SIGCONT)


@dataclass
class Pair:
    """Two workers and the guests who practise at them."""

    folder: Path
    seed: int
    settings: dict[str, str]
    guests: int = 4
    length: str = "short"
    killed: Counter[str] = field(default_factory=Counter)
    readable: int = 0

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self.doors = Doors()
        self.all = [Walker(self.doors, number, self.length) for number in range(self.guests)]
        self.workers = [
            Worker(self.folder / name / "data", self.doors, self.settings) for name in ("one", "two")
        ]
        for worker in self.workers:
            worker.data.parent.mkdir(parents=True, exist_ok=True)

    def begins(self) -> None:
        """Starts both, and lets the guests in."""
        for worker in self.workers:
            worker.begins()
        for guest in self.all:
            guest.thread.start()

    def kills(self, times: int, *, away: bool = False) -> None:
        """Kills one or the other; it comes back at once, or, `away`, once its work was taken over."""
        for _ in range(times):
            self.goes_on_for(self._random.randrange(1, ANSWERS_BETWEEN))
            worker = self._random.choice(self.workers)
            self._looks_at(worker.is_killed())
            self.killed["away" if away else "back at once"] += 1
            if away:
                self.goes_on_for(2 * self.guests)  # more than can have been on their way
            worker.begins()

    def stops_one(self) -> str:
        """Holds one until the other has its work, and lets it go on: it ends by itself. What it said last."""
        self.goes_on_for(ANSWERS_BETWEEN // 2)
        worker = self._random.choice(self.workers)
        worker.stops()
        self.killed["stopped"] += 1
        self._is_taken_over(worker)
        self.goes_on_for(2 * self.guests)  # more than can have been on their way
        worker.goes_on()
        shown = worker.is_gone()
        self._looks_at(shown)
        worker.begins()
        return shown

    def _is_taken_over(self, worker: Worker) -> None:
        """Waits until the other has ended its lease; its guests may need nothing of it."""
        name = "worker:" + (worker.data / HOLDER_FILE).read_text(encoding="ascii")
        deadline = time.monotonic() + LIMIT
        with psycopg.connect(self.settings["GREENROOM_DATABASE"], autocommit=True) as connection:
            while connection.execute("SELECT 1 FROM leases WHERE name = %s", (name,)).fetchone():
                assert time.monotonic() < deadline, "it was not taken over"
                threading.Event().wait(LOOK_AGAIN_S)

    def goes_on_for(self, answers: int) -> None:
        """Waits until so many more answers were accepted."""
        self.doors.has_accepted(answers, lambda: any(guest.failure for guest in self.all))
        failed = [guest.failure for guest in self.all if guest.failure]
        assert not failed, (failed, [worker.life.errors for worker in self.workers if worker.life])

    def ends(self) -> Tally:
        """Lets everybody come to their report; what became of it all."""
        self.doors.closing = True
        for guest in self.all:
            guest.thread.join(LIMIT * 5)
            assert guest.failure is None, guest.failure
        tally = tallied(self.all, self.killed.total())
        for worker in self.workers:
            assert worker.life
            worker.life.interrupt()
            self._looks_at(worker.is_gone())
        tally.in_clear = self.readable
        return tally

    def closes(self) -> None:
        """Ends whatever still runs."""
        for worker in self.workers:
            if worker.life:
                worker.life.kill()

    def _looks_at(self, shown: str) -> None:
        self.readable += len(CANARY.findall(shown)) + sum(len(in_clear(one.data)) for one in self.workers)

    def __str__(self) -> str:
        waited = sorted(seconds for guest in self.all for seconds in guest.waited)
        killed = ", ".join(f"{count} {how}" for how, count in sorted(self.killed.items()))
        return (
            f"{killed}; from a form to its page: {waited[len(waited) // 2]:.1f} s in the middle, "
            f"{waited[-1]:.1f} s at most"
        )
