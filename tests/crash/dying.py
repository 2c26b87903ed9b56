"""The whole house in a process that ends itself at a named step, spoken to in lines of JSON.

    python -m tests.crash.dying                                      forks a life for each {"life": {...}}
    python -m tests.crash.dying DATABASE FOLDER [STEP] [NTH] [AT]    one life

A command is a line, and so is its answer: `submit` (answered when the port has taken it), `time`, `settle`
(answered when nothing is left to do), `arm` (from here on the step is deadly), `tell` and `end`. A life ends
with its input; what forks the lives says of each how it ended.

The rule: everything is the program's own (the store, the engine, the port) but for what makes two runs
comparable: the clock stands until it is told to move, the seed is always the same, the interviewer is the
bank taking its time, and the platform is a file.
"""

from __future__ import annotations

import asyncio
import functools
import json
import logging
import os
import secrets
import signal
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot import bootstrap, engine
from bot.bootstrap import House, build_house
from bot.engine import FILE, DbosEngine, Where
from bot.health import health
from bot.jobs import Jobs
from bot.port import Account, Incoming, Kind, Query, Shown
from bot.settings import Settings
from core.domains.contents import edition_from, edition_of
from core.interviewers.bank.topic import subjects
from core.texts.catalog import texts
from tests.bot.person import Clock
from tests.crash.platform import PLATFORM, Failing, Notebook, Unhurried
from tests.crash.steps import Trap, set_traps
from tests.storage.conftest import MASTER_KEY

SEED = 20_261_128
OVER = ("", "reported", "closed")


@dataclass
class Life:
    """What one process is given.

    `failing` names what raises: "job", "mailbox" or "sender"; `armed` makes the step deadly at once.
    """

    database: str
    folder: str
    step: str = ""
    nth: int = 1
    at: int = 0
    failing: str = ""
    debug: bool = False
    armed: bool = False

    @property
    def settings(self) -> Settings:
        key = None if self.database.startswith("sqlite") else MASTER_KEY
        return Settings(data_dir=Path(self.folder), database=self.database, master_key=key)


@dataclass
class Driver:
    """A house under a person's commands."""

    life: Life
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.clock.at = self.life.at or self.clock.at
        self.trap = Trap(self.life.step, self.life.nth)
        self.trap.armed = self.life.armed or self.life.step.startswith("start:")

    async def run(self) -> None:
        """Lives until the input or the step ends it."""
        sqlite = self.life.database.startswith("sqlite")
        where = Where(Path(self.life.folder) / FILE) if sqlite else Where(url=self.life.database)
        runs = DbosEngine(where, jobs=True, sends=True)
        sender = Notebook(Path(self.life.folder).parent, self.trap, failing=self.life.failing == "sender")
        start = runs.start

        async def starts(what: Any) -> None:
            self.trap("start: opened")
            await start(what)

        setattr(runs, "start", starts)  # noqa: B010 - a method, which may not be assigned to
        async with build_house(self.life.settings, self.clock, runs, [sender]) as house:
            await self._serve(house)

    async def _serve(self, house: House) -> None:
        answer({"born": os.getpid()})
        lines = asyncio.StreamReader(limit=2**24)
        await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(lines), os.fdopen(os.dup(0), "rb", 0)
        )
        doing: set[asyncio.Task[None]] = set()
        while line := await lines.readline():
            task = asyncio.create_task(self._does(house, json.loads(line)))
            doing.add(task)
            task.add_done_callback(doing.discard)

    async def _does(self, house: House, command: dict[str, Any]) -> None:
        try:
            await self._obeys(house, command)
        except Exception as error:
            answer({"broken": f"{type(error).__name__} in {command}"})

    async def _obeys(self, house: House, command: dict[str, Any]) -> None:
        match command.pop("do"):
            case "submit":
                await house.practice.submit(incoming(command))
                answer({"taken": command["update"]})
            case "time":
                self.clock.at = command["at"]
                answer({"time": self.clock.at})
            case "settle":
                answer({"settled": await settled(house, command["accounts"], self.clock.at)})
            case "die":
                os.kill(os.getpid(), signal.SIGKILL)
            case "arm":
                self.trap.armed = True
                answer({"armed": self.life.step})
            case "tell":
                answer({"told": await told(house, command["account"])})
            case "health":
                found = await health(house.store)
                answer({"failed": list(found.failed), "jobs_failed": found.jobs_failed})


def incoming(command: dict[str, Any]) -> Incoming:
    """What a command hands in."""
    kind = Kind(command["kind"])
    account = Account(PLATFORM, command["account"])
    more = {name: command.get(name, "") for name in ("value", "choice")}
    return Incoming(account, command["update"], kind, **more, complete=command.get("complete", False))


async def settled(house: House, accounts: list[str], now: int) -> dict[str, str]:
    """Waits until nothing is left to do; everybody's stage."""
    while True:
        async with house.store.read() as tx:  # first: a timer that rings becomes a row
            due = await tx.timers.next_due()
        found = await health(house.store)
        if not (found.conversations_waiting or found.jobs_open or found.unsent or (due or now + 1) <= now):
            break
        await asyncio.sleep(0.1)
    return {one: (await house.practice.situation(Account(PLATFORM, one))).stage for one in accounts}


async def told(house: House, who: str) -> dict[str, Any]:
    """Everything of a person: the export, and their reports, newest first."""
    account = Account(PLATFORM, who)
    export = await house.practice.export(account)
    interviews = sorted(export["interviews"], key=lambda one: int(one["created_at"]))
    reports = [await house.practice.view(account, Query.REPORT, one["id"]) for one in interviews]
    messages = await house.practice.news(account, 0)
    return {
        "export": export,
        "reports": [[block.text for block in report] for report in reports],
        "questions": [one.text for one in messages if one.shown is Shown.QUESTION],
        "messages": [f"{one.shown}: {one.head} {one.text}" for one in messages],
    }


def answer(content: dict[str, Any]) -> None:
    """One line out."""
    line = memoryview(json.dumps(content).encode() + b"\n")
    while line:
        line = line[os.write(1, line) :]


def prepare(life: Life) -> Driver:
    """Makes this process the life's own."""
    driver = Driver(life)
    set_traps(driver.trap)
    settle_what_differs(Failing(life.failing) if life.failing in ("job", "mailbox") else Unhurried())
    return driver


def settle_what_differs(interviewer: Any) -> None:
    """Fixes the seed, brings the interviewer, and waits less."""
    setattr(secrets, "randbits", lambda _bits: SEED)  # noqa: B010
    setattr(bootstrap, "assemble", functools.partial(bootstrap.assemble, interviewer=interviewer, pause=0))  # noqa: B010
    setattr(bootstrap, "Jobs", functools.partial(Jobs, pauses=(0, 0)))  # noqa: B010
    setattr(engine, "QUICK", 0.1)  # noqa: B010
    setattr(engine, "TICK", 0.1)  # noqa: B010


def live(life: Life) -> None:
    """One life, in this process."""
    logging.basicConfig(level=logging.DEBUG if life.debug else logging.INFO, stream=sys.stderr)
    asyncio.run(prepare(life).run())
    answer({"ended": os.getpid()})


def nurse() -> None:
    """Forks a life for each that is asked for; a line of a life that is gone is nobody's."""
    loaded = bootstrap.domains(Settings())  # read once for all lives, as is what the bank makes of it
    setattr(bootstrap, "domains", lambda _settings: loaded)  # noqa: B010
    texts()
    for domain in loaded.domains.values():
        subjects(edition_from(edition_of(domain).text))
    while True:
        os.set_blocking(0, True)  # a life leaves it otherwise
        line = bytearray()
        while not line.endswith(b"\n"):
            piece = os.read(0, 1)
            if not piece:
                return
            line += piece
        asked = json.loads(line)
        if "life" not in asked:
            continue
        child = os.fork()
        if child == 0:
            try:
                live(Life(**asked["life"]))
            finally:
                sys.stderr.flush()
                os._exit(0)
        _, status = os.waitpid(child, 0)
        answer({"died": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0})


if __name__ == "__main__":
    if len(sys.argv) == 1:
        nurse()
    else:
        database, folder, *rest = sys.argv[1:]
        step, nth, at = [*rest, *("", "1", "0")[len(rest) :]]
        live(Life(database, folder, step, int(nth), int(at)))
