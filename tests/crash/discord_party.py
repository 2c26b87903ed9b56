"""Several people practise in Discord at once, and the process that serves it is killed again and again.

Each writes whenever a question is in front of them, whether or not anybody is there to read it; what was
written while nobody was there is fetched later. A press that was not acknowledged is made again. So in the
end every message has to be kept exactly once and in its place, every acknowledged press has to have counted
once, and everything that was said to them has to stand in front of them once.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import signal
import sys
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import IO, Any

from tests.crash.answers import CANARY, answer, in_clear, number_of
from tests.crash.discord_life import DOMAINS, STEPS
from tests.crash.killing import Moment, backwards
from tests.crash.retelling import kept
from tests.crash.terminal import LIMIT, ROOT, environment
from tests.fakes.discord_server.person import Person
from tests.fakes.discord_server.server import DiscordServer
from tests.fakes.discord_server.world import APPLICATION, Interaction, Json, Message

APART = 10_000  # numbers of answers between two people
NAMED = (
    *STEPS,
    "keep: written",
    "keep: committed",
    "work: written",
    "work: committed",
    "letter-take: committed",
)
NAMED_MAY_TAKE = 8  # messages and presses in which a step has to be reached, or the life ends as others do
STARTING_S, WORKING_S = 1.0, 0.15
QUIET_S = 0.2  # without a request, after which none of a dead process is on its way
THINGS_A_LIFE = 24  # messages and presses, at most, before the end
ENOUGH = 2  # answers in an interview that can be ended before its time, the one to warm up among them
PRESS_AGAIN_S = 3.0  # how long somebody waits for what comes next before they press again
FORGETTING = 0.3  # of the deaths last so long that Discord has forgotten the nonces
QUIET = 6  # the type of response of a press that was taken
TAKEN = re.compile("Here we go|goes on|Done")  # the words of one to a command that was taken
TOO_SLOW = re.compile("took too long")
NO_REPORT = "there is no report"


@dataclass(slots=True)
class Tally:
    """What came of it; all from `lost` on must be 0."""

    kills: int = 0
    messages: int = 0
    presses: int = 0
    acknowledged: int = 0
    reports: int = 0
    lost: int = 0  # messages, and presses that were acknowledged
    doubled: int = 0
    out_of_order: int = 0
    shown_twice: int = 0
    not_shown: int = 0
    shown_out_of_order: int = 0
    given_up: int = 0
    in_clear: int = 0
    violations: int = 0

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.messages} messages, {self.presses} presses and commands "
            f"({self.acknowledged} acknowledged), {self.reports} reports: {self.lost} lost, "
            f"{self.doubled} counted twice, {self.out_of_order} out of order, "
            f"{self.shown_twice} shown twice, {self.not_shown} not shown, "
            f"{self.shown_out_of_order} shown out of order, {self.given_up} given up, "
            f"{self.in_clear} readable, {self.violations} violations"
        )

    @property
    def flawless(self) -> bool:
        counted = (self.lost, self.doubled, self.out_of_order, self.given_up)
        shown = (self.shown_twice, self.not_shown, self.shown_out_of_order)
        return not any((*counted, *shown, self.in_clear, self.violations)) and self.reports > 0


class Lives:
    """The process that forks the lives; in `async with`."""

    def __init__(self, folder: Path, database: str, server: DiscordServer) -> None:
        self._folder = folder
        self._database = database
        self._server = server
        self.log = folder / "log"
        self.count = 0
        self.pid = 0
        self.identified = 0  # sessions before this life
        self.died = asyncio.Event()

    async def __aenter__(self) -> Lives:
        self._errors: IO[bytes] = self.log.open("ab")
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.crash.discord_life",
            cwd=ROOT,
            env=environment(self._folder / "unused"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=self._errors,
            start_new_session=True,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        await self._process.wait()
        self.watch.cancel()
        self._errors.close()

    async def born(self, **more: Any) -> None:
        """Begins a life, and waits until it serves or is dead."""
        self.died = asyncio.Event()
        self.identified = self._server.gateway.identified
        life = {"database": self._database, "folder": str(self._folder / "data"), "port": self._server.port}
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"life": {**life, **more}}).encode() + b"\n")
        found = await asyncio.wait_for(self._read(), LIMIT * 2)
        if "died" in found:
            self._is_over(found)
            return
        self.pid = found["born"]
        self.watch = asyncio.create_task(self._waits())

    async def kill(self) -> None:
        """Ends the life, where it did not end itself, and waits until it is gone."""
        if not self.died.is_set():
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
        await asyncio.wait_for(self.died.wait(), LIMIT)

    async def _waits(self) -> None:
        while "died" not in (found := await self._read()):
            pass
        self._is_over(found)

    def _is_over(self, found: Json) -> None:
        assert found["died"] == signal.SIGKILL, f"a life broke off; see {self.log}"
        self.count += 1
        self.died.set()
        self._server.world.changed()

    async def _read(self) -> Json:
        assert self._process.stdout
        line = await self._process.stdout.readline()
        assert line, f"nothing came back; see {self.log}"
        found: Json = json.loads(line)
        return found


@dataclass
class Guest:
    """One of them, in direct messages or in a thread of their own. `said` are the numbers of all answers."""

    party: Party
    person: Person
    number: int
    said: list[int] = field(default_factory=list)
    pressed: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    reports: int = 0
    _here: int = 0  # answers in this interview
    _at: int = 0  # the id of the last message that was looked at

    def __post_init__(self) -> None:
        self._random = random.Random(self.number)

    async def practises(self) -> None:
        """One interview after the other until the party is over."""
        while not self.party.closing:
            await self._begins()
            while await self._answers():
                pass

    async def _begins(self) -> None:
        """Starts an interview; the command is given again where nobody took it."""
        self._here = 0
        while not self.newest():
            await self.party.open()
            chosen = {"domain": self._random.choice(DOMAINS), "level": "mid", "length": "short"}
            one = await self.person.runs("/interview start", waits=False, **chosen)
            await self._is_taken(one, "start")
            await self._looks()

    async def _answers(self) -> bool:
        """Answers the question in front of them; False where it was a report."""
        found = self.newest()
        assert found
        self._at = found.id
        if not _has(found, "Done"):
            self.reports += 1
            return False
        if self.party.closing and self._here >= ENOUGH:
            return await self._stops()
        if self._random.random() < 0.3 and self.party.is_open:
            await self._presses("Hint", found)
        for _ in range(self._random.choice((1, 1, 2))):
            number = self.number * APART + len(self.said)
            self.said.append(number)
            self.person.says(answer(number))
            self.party.things += 1
            await asyncio.sleep(0)
        while not self.newest():
            await self.party.open()
            await self._presses("Done", found)
            await self._looks()
        self._here += 1
        return True

    async def _stops(self) -> bool:
        """Ends the interview before its time; False where nothing was answered, so that no report follows."""
        while not self.newest():
            await self.party.open()
            one = await self.person.runs("/interview stop", waits=False)
            await self._is_taken(one, "stop")
            await self._looks()
            if any(one.id > self._at and NO_REPORT in one.words for one in self.told()):
                return False
        return True

    async def _presses(self, label: str, on: Message) -> bool:
        one = await self.person.presses(label, on, waits=False)
        return await self._is_taken(one, label.lower())

    async def _is_taken(self, one: Interaction, name: str) -> bool:
        """Waits for the acknowledgement, as long as there is somebody to give it."""
        self.pressed[name] += 1
        self.party.things += 1
        lives = self.party.lives.count
        with suppress(TimeoutError):  # "The application did not respond", says Discord then
            await self.party.world.until(lambda: bool(one.answer) or self.party.lives.count != lives, LIMIT)
        if not one.answer:
            return False
        self.acknowledged += 1
        taken = one.answer == QUIET or bool(one.original and TAKEN.search(one.original.words))
        self.taken[name] += taken
        self.party.slow += bool(one.original and TOO_SLOW.search(one.original.words))
        return taken

    async def _looks(self) -> None:
        """Looks for a while whether something new comes by itself."""
        await self.party.open()
        with suppress(TimeoutError):
            await self.party.world.until(lambda: bool(self.newest()), PRESS_AGAIN_S)

    def newest(self) -> Message | None:
        """The newest question or report that was not looked at."""
        new = [one for one in self.told() if one.id > self._at and (_has(one, "Done") or _has(one, "PDF"))]
        if not new:
            return None
        self.person.goes_to(self.party.world.channels[new[-1].channel])
        return new[-1]

    def told(self) -> list[Message]:
        """What the bot said to them by itself, in their direct messages and in every thread of theirs."""
        threads = [one for one in self.party.world.channels.values() if one.thread]
        mine = [one for one in threads if self.person.user.id in one.members and not one.deleted]
        places = (self.party.world.direct(self.person.user.id), *mine)
        found = [one for place in places for one in self.person.sees(place)]
        said = [one for one in found if one.author == APPLICATION and not one.interaction]
        return sorted(said, key=lambda one: one.id)

    async def exported(self) -> Json:
        """Everything that is kept of them, as a file in Discord, once all of it stands in front of them."""
        while True:
            one = await self.person.runs("/interview export")
            found = await self.person.answered(one, lambda message: bool(message.files), LIMIT)
            content: Json = json.loads(found.files[0].content)
            if all(row["state"] != "unsent" for row in content["sent"]):
                return content


def _has(message: Message, label: str) -> bool:
    return any(label == one.get("label") for one in message.buttons)


class Party:
    """Guests, and the lives that end under them."""

    def __init__(self, folder: Path, server: DiscordServer, seed: int, guests: int = 4, database: str = ""):
        self._folder = folder
        self.server = server
        self.world = server.world
        self.seed = seed
        self.things = 0
        self.slow = 0  # presses that were not taken, because the machine was too slow, and were made again
        self.closing = False
        self.moments: Counter[str] = Counter()
        self.lives = Lives(folder, database, server)
        self._random = random.Random(seed)
        self.world.clock.stands()  # what is too late is another matter, see `acknowledging`
        self.all = [Guest(self, server.person(f"guest{one}"), one) for one in range(guests)]
        channel = server.text_channel(server.guild("ward", *(one.person for one in self.all)))
        for one in self.all[1::2]:  # every other one practises in threads, where the others are alone with it
            one.person.goes_to(channel)

    @property
    def is_open(self) -> bool:
        """Whether the bot is there."""
        anew = self.server.gateway.identified > self.lives.identified
        return anew and self.server.gateway.connected and not self.lives.died.is_set()

    async def open(self) -> None:
        await self.until(lambda: self.is_open and bool(self.world.commands))

    async def until(self, holds: Any) -> None:
        """Waits until something holds, through as many deaths as it takes; fails where a guest has."""
        await self.world.until(holds, LIMIT * 3)

    async def goes_through(self, kills: int) -> Tally:
        """Practises through `kills` deaths, then in peace until everybody has a report."""
        async with self.lives:
            practising = [asyncio.create_task(one.practises()) for one in self.all]
            try:
                while self.lives.count < kills:
                    await self._one_life(practising)
                self.closing = True
                await self.lives.born()
                await asyncio.wait_for(asyncio.gather(*practising), LIMIT * 3)
                tally = await self._tally()
            finally:
                for task in practising:
                    task.cancel()
                await asyncio.gather(*practising, return_exceptions=True)
            await self.lives.kill()
        tally.kills -= 1  # the last one came after the end
        tally.in_clear = len(in_clear(self._folder / "data")) + len(
            CANARY.findall(self.lives.log.read_text())
        )
        return tally

    async def _one_life(self, practising: list[asyncio.Task[None]]) -> None:
        moment = self._random.choice(("named", "named", *Moment))
        more: Json = {}
        if moment == "named":
            more = {"step": self._random.choice(NAMED), "nth": self._random.randrange(1, 4)}
        before = self.things
        await self.lives.born(**more)
        await self._until_killed(moment, before)
        await self.lives.kill()
        self.moments[more.get("step", str(moment))] += 1
        if self._random.random() < FORGETTING:
            await self._is_quiet()
            self.world.clock.passes(200)
        for task in practising:
            if task.done():
                task.result()

    async def _is_quiet(self) -> None:
        """Waits for what the dead one asked for before its end and was not read yet: it was asked then."""
        seen = -1
        while seen != len(self.server.requests) or self.server.gateway.connected:
            seen = len(self.server.requests)
            await asyncio.sleep(QUIET_S)

    async def _until_killed(self, moment: str, before: int) -> None:
        """Waits for the moment; a life that ends itself does not get there."""
        if moment == Moment.STARTING:
            await self._for(lambda: False, self._random.uniform(0, STARTING_S))
            return
        await self._for(lambda: self.is_open, LIMIT)
        wanted = NAMED_MAY_TAKE if moment == "named" else self._random.randrange(1, THINGS_A_LIFE)
        await self._for(lambda: self.things >= before + wanted, LIMIT)
        if moment == Moment.WORKING:
            await self._for(lambda: False, self._random.uniform(0, WORKING_S))

    async def _for(self, holds: Any, seconds: float) -> None:
        with suppress(TimeoutError):
            await self.world.until(lambda: holds() or self.lives.died.is_set(), seconds)

    async def _tally(self) -> Tally:
        tally = Tally(kills=self.lives.count + 1, violations=len(self.server.validator.violations))
        for guest in self.all:
            exported = await guest.exported()
            found = kept(exported)
            _answers(tally, guest, [number_of(text) for one in found.interviews for text in one.answers])
            _presses(tally, guest, Counter(row["kind"] for row in exported["received"]))
            _shown(tally, guest, exported["sent"])
            tally.reports += guest.reports
            tally.given_up += found.given_up
        return tally


def _answers(tally: Tally, guest: Guest, numbers: list[int | None]) -> None:
    times = Counter(numbers)
    tally.messages += len(guest.said)
    tally.lost += len(set(guest.said) - times.keys())
    tally.doubled += sum(count - 1 for count in times.values())
    tally.out_of_order += backwards(numbers)


def _presses(tally: Tally, guest: Guest, kinds: Counter[str]) -> None:
    """Every press that was taken is a row; a row is a press, taken or not."""
    tally.presses += guest.pressed.total()
    tally.acknowledged += guest.acknowledged
    for name in ("hint", "done"):
        tally.lost += max(0, guest.taken[name] - kinds[name])
        tally.doubled += max(0, kinds[name] - guest.pressed[name])
    tally.doubled += max(0, kinds["text"] - len(guest.said))


def _shown(tally: Tally, guest: Guest, rows: list[Json]) -> None:
    """What was to be sent stands there, once, in order."""
    there = guest.told()
    nonces = Counter(str(one.nonce) for one in there if one.nonce is not None)
    tally.shown_twice += sum(count - 1 for count in nonces.values())
    ids = [
        int(row["message"]) for row in sorted(rows, key=lambda row: int(row["sequence"])) if row["message"]
    ]
    tally.not_shown += len(set(ids) - {one.id for one in there})
    tally.shown_out_of_order += sum(later < earlier for earlier, later in pairwise(ids))
    silent = ("choice", "ready", "echo")
    tally.not_shown += sum(row["kind"] not in silent and not row["message"] for row in rows)
