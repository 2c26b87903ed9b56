"""Two people on a platform that sends again what was not acknowledged, to a house that dies at named steps.

A round: each does a few things, one after the other; then all settles, the clock moves on, and a timer rings.
A life takes up what the one before left, is fed again what that one had not acknowledged, settles, and only
then goes towards the step at which it dies: three deaths over one message would be a message that kills,
which is given up by design.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bot.person import Clock
from tests.crash.answers import answer
from tests.crash.dying import OVER
from tests.crash.terminal import LIMIT, ROOT, environment

Command = dict[str, Any]
ADA, BEN = "ada", "ben"
DOMAINS = {ADA: "nurse", BEN: "data_scientist"}
ROUNDS = 8  # in which a step has to be reached
QUIET = 4_000  # ms, longer than the pause after which a timer takes an answer for complete
APART = 20_000  # ms between two rounds


class Died(Exception):
    """The life is over."""


class Nursery:
    """The process that forks the lives; in `with`."""

    def __init__(self, folder: Path) -> None:
        self.log = folder / "log"
        self._stderr = self.log.open("ab")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.dying"],
            cwd=ROOT,
            env=environment(folder / "unused"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            start_new_session=True,
        )

    def __enter__(self) -> Nursery:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._stderr):
            assert stream is not None
            stream.close()

    def born(self, **life: Any) -> None:
        """Begins a life. Raises Died where it ends before it can be spoken to."""
        self.write({"life": life})
        assert "born" in self.read()

    def write(self, command: Command) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(command).encode() + b"\n")
        self._process.stdin.flush()

    def read(self) -> Command:
        """The next answer. Raises Died; fails where nothing comes."""
        assert self._process.stdout is not None
        with self._watched():
            line = self._process.stdout.readline()
        assert line, f"nothing came back; see {self.log}"
        found: Command = json.loads(line)
        assert "broken" not in found, found
        if "died" in found:
            assert found["died"] == 9, f"a life broke off; see {self.log}"
            raise Died
        return found

    def ask(self, **command: Any) -> Command:
        """One command and its answer."""
        self.write(command)
        return self.read()

    def _end(self) -> None:
        """Ends the process and the life that it may have."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    @contextmanager
    def _watched(self) -> Iterator[None]:
        watch = threading.Timer(LIMIT, self._end)
        watch.start()
        try:
            yield
        finally:
            watch.cancel()


@dataclass
class Script:
    """What the two do, round after round; the same for the same stages."""

    said: dict[str, list[int]] = field(default_factory=lambda: {ADA: [], BEN: []})
    updates: int = 0
    answers: int = 0

    def round(self, stages: dict[str, str], *, last: bool) -> dict[str, list[Command]]:
        """What each does next, by where they stand; nobody begins anew where it is the `last` interview."""
        going_on = [who for who in DOMAINS if not (last and stages[who] in OVER)]
        return {who: self.begins(who) if stages[who] in OVER else self._goes_on(who) for who in going_on}

    def begins(self, who: str) -> list[Command]:
        chosen = (("domain", DOMAINS[who]), ("level", "mid"), ("length", "short"))
        chooses = [self.does(who, "choose", value=value, choice=choice) for choice, value in chosen]
        return [self.does(who, "open"), *chooses, self.does(who, "begin")]

    def _goes_on(self, who: str) -> list[Command]:
        """Ada says a whole answer after a mistake; Ben is done when he has been quiet for a while."""
        mistake = [self.does(who, "choose", value="atlantis", choice="domain")] if who == ADA else []
        return [*mistake, self.says(who)]

    def says(self, who: str) -> Command:
        """The next answer."""
        number, self.answers = self.answers, self.answers + 1
        self.said[who].append(number)
        return self.does(who, "text", value=answer(number), complete=who == ADA)

    def does(self, who: str, kind: str, **more: Any) -> Command:
        self.updates += 1
        return {"do": "submit", "account": who, "update": f"{who}-{self.updates}", "kind": kind, **more}


@dataclass
class Feeding:
    """Feeds a script to one life after another."""

    nursery: Nursery
    database: str
    folder: Path
    script: Script = field(default_factory=Script)
    stages: dict[str, str] = field(default_factory=lambda: dict.fromkeys(DOMAINS, ""))
    at: int = Clock.at
    rounds: int = 0
    last_from: int | None = None  # the round from which on nobody begins an interview anew
    deaths: list[str] = field(default_factory=list)
    _waiting: dict[str, list[Command]] = field(default_factory=dict)  # of this round, not acknowledged
    _settling: int = 0  # how often it has settled in this round

    def dies_at(self, step: str, nth: int = 1) -> None:
        """A life that goes on from the last one and dies at `step`. Fails where it is not reached."""
        try:
            self._lives(step, nth)
            for _ in range(ROUNDS):
                self._round()
        except Died:
            self.deaths.append(step)
            return
        raise AssertionError(f"{step} was not reached {nth} times in {ROUNDS} rounds")

    def ends_well(self) -> dict[str, Command]:
        """A last life, in peace until both have a report; everything of the two."""
        self._lives("", 1)
        self.last_from = self.rounds
        while set(self.stages.values()) != {"reported"}:
            self._round()
        told: dict[str, Command] = {who: self.nursery.ask(do="tell", account=who)["told"] for who in DOMAINS}
        return told

    def _lives(self, step: str, nth: int) -> None:
        self.nursery.born(database=self.database, folder=str(self.folder), step=step, nth=nth, at=self.at)
        self._rest_of_round()
        assert self.nursery.ask(do="arm") == {"armed": step}

    def _round(self) -> None:
        assert not self._waiting
        self.rounds += 1
        self.at = Clock.at + self.rounds * APART
        self._waiting = self.script.round(self.stages, last=self.last_from is not None)
        self._settling = 0
        assert self.nursery.ask(do="time", at=self.at)
        self._rest_of_round()

    def _rest_of_round(self) -> None:
        """What of the round was not acknowledged, and the settling after it."""
        asked = {who: commands[0] for who, commands in self._waiting.items()}
        for command in asked.values():
            self.nursery.write(command)
        while self._waiting:
            taken = self.nursery.read()["taken"]
            who = next(who for who, commands in self._waiting.items() if commands[0]["update"] == taken)
            self._waiting[who].pop(0)
            if self._waiting[who]:
                self.nursery.write(self._waiting[who][0])
            else:
                del self._waiting[who]
        self._settles()

    def _settles(self) -> None:
        """Twice: when all is worked on, and after the pause that completes an answer."""
        while self._settling < 2 and self.rounds:
            self.stages = self.nursery.ask(do="settle", accounts=list(DOMAINS))["settled"]
            self._settling += 1
            if self._settling == 1:
                self.at += QUIET
            assert self.nursery.ask(do="time", at=self.at)
