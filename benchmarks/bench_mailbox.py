"""A mailbox step far into an interview, and among many stored interviews; ./run bench mailbox

A step is what happens between an answer that stands in the inbox and the next question that stands in the
outbox: loading, examining, judging, wording, encrypting, and two commits that reach the disk. Two steps are
measured together and shown as one: half an answer, which gets a follow-up, and the rest of it, after which
the slot is judged and a generated question is worded. Every answer is new to the process, and stands in an
interview of its own that is a copy of one that was held (see `held`), with its room in memory as it is while
somebody answers.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.filling import fill
from benchmarks.frame import Row, at_most, figure, medians
from benchmarks.held import (
    BEGAN,
    PLATFORM,
    Held,
    House,
    a_plan,
    begun,
    copy,
    everything,
    halves,
    hold,
    of_any_length,
    rows_of,
)
from bot.bootstrap import build
from bot.port import Account, Kind
from bot.settings import Settings
from core.interview.state import TurnKind
from core.interview.values import SLOTS, Domain, Length, Plan, Slot

EARLY, LATE = 2, 200  # turns
STORED = 100_000  # interviews
FILLED_FROM = BEGAN - 1_000 * 24 * 3_600_000  # milliseconds since the epoch: over the three years before
STEPS = 2  # in a run
ROUNDS = 15
MEASURED = ("overloaded-shift", "skill-that-made-a-difference")  # the answered one, and the next
ASKED = [TurnKind.QUESTION, TurnKind.PROBE, TurnKind.QUESTION]  # by a run, its own question first


@dataclass
class Bench:
    """Answers that wait in the inbox of a house, to be worked on one a run."""

    house: House
    runner: asyncio.Runner
    domain: Domain = field(default_factory=everything)
    copied: int = 0

    def plan(self, *ids: str) -> Plan:
        """A plan of the questions with these ids."""
        questions = {question.id: question for question in self.domain.questions}
        return a_plan(self.domain, [questions[id_] for id_ in ids])

    def others(self) -> list[str]:
        """The ids of all questions but the two that are measured."""
        return [question.id for question in self.domain.questions if question.id not in MEASURED]

    def held(self, *turns: int) -> list[Held]:
        """One long interview, as it is at each of `turns`."""
        account = Account(PLATFORM, "held")
        plan = self.plan(*self.others(), *MEASURED)
        interview = self.runner.run(begun(self.house, account, self.domain, plan, Length.LONG))
        found = []
        for turn in turns:
            self.runner.run(hold(self.house, account, interview, self.domain, turn))
            found.append(self.runner.run(rows_of(self.house, interview)))
        return found

    def runs(self, held: Held) -> Run:
        """A run for each round and one more; each leaves the turn `held` stands at and answers the next."""
        to_come = self.plan(*MEASURED, *self.others()[held.left + 1 :]).slots
        return Run(self, [self.runner.run(self._waiting(held, to_come)) for _ in range(ROUNDS + 1)])

    async def _waiting(self, held: Held, to_come: tuple[Slot, ...]) -> tuple[str, str]:
        """A copy of `held` that was asked the measured question, with the answer in the inbox."""
        self.copied += 1
        account = Account(PLATFORM, f"copy-{self.copied}")
        interview = await copy(self.house, held, account, self.domain, to_come)
        await self.house.mailbox.drain(await self.house.keep(account, f"{interview}-skip", Kind.SKIP))
        question = next(question for question in self.domain.questions if question.id == MEASURED[0])
        conversation = ""
        for number, half in enumerate(halves(question)):
            text = f"{half} That was on ward {self.copied}."
            conversation = await self.house.keep(account, f"{interview}-half-{number}", Kind.TEXT, text)
        return interview, conversation


@dataclass
class Run:
    """Works on one waiting answer a call."""

    bench: Bench
    waiting: list[tuple[str, str]]
    done: list[str] = field(default_factory=list)

    def __call__(self) -> None:
        interview, conversation = self.waiting.pop()
        self.bench.runner.run(self.bench.house.mailbox.drain(conversation))
        self.done.append(interview)

    def check(self, turn: int) -> None:
        """That every run did what it stands for: the turns it began at and asked."""
        for interview in self.done:
            turns = self.bench.house.room(interview).state.turns
            assert [asked.kind for asked in turns[turn - 1 :]] == ASKED


@contextmanager
def opened(folder: Path) -> Iterator[Bench]:
    """A house over the database in `folder`, closed at the end."""
    with asyncio.Runner() as runner:
        house = runner.run(House.open(folder))
        bench = Bench(house, runner)
        try:
            with of_any_length(len(bench.domain.questions)):
                yield bench
        finally:
            runner.run(house.store.close())


@contextmanager
def folders(*names: str) -> Iterator[list[Path]]:
    """Empty folders on the disk, removed at the end."""
    with tempfile.TemporaryDirectory(prefix="greenroom-bench-") as folder:
        made = [Path(folder) / name for name in names]
        for one in made:
            one.mkdir(mode=0o700)
        yield made


def bench_step() -> Iterator[Row]:
    """The step at turn 200 against the same at turn 2."""
    with folders("data") as [folder], opened(folder) as bench:
        early, late = bench.held(EARLY - 1, LATE - 1)
        ours, peer = bench.runs(late), bench.runs(early)
        yield _ratio("mailbox.step_200_against_2", ours, peer)
        ours.check(LATE)
        peer.check(EARLY)


def bench_among_many() -> Iterator[Row]:
    """The step at turn 2, and starting, with 100,000 stored interviews against none."""
    with folders("many", "none") as [many, none]:
        _fill(many)
        with opened(many) as among_many, opened(none) as alone:
            ours, peer = (bench.runs(bench.held(EARLY - 1)[0]) for bench in (among_many, alone))
            yield _ratio("mailbox.step_100000_interviews_against_none", ours, peer)
            ours.check(EARLY)
            peer.check(EARLY)
        seconds = medians({"ours": _starting(many), "peer": _starting(none)})
        value = seconds["ours"] / seconds["peer"]
        name = "mailbox.start_100000_interviews_against_none"
        yield figure(name, value, "x", at_most(1.1), ours=seconds["ours"], peer=seconds["peer"])


def _ratio(name: str, ours: Run, peer: Run) -> Row:
    """By the step; the frame's one call that does not count is the one run more."""
    seconds = medians({"ours": ours, "peer": peer}, ROUNDS)
    ours_s, peer_s = seconds["ours"] / STEPS, seconds["peer"] / STEPS
    return figure(name, ours_s / peer_s, "x", at_most(1.1), ours=ours_s, peer=peer_s)


def _fill(folder: Path) -> None:
    """Holds a standard interview to its end, then copies its rows."""
    with opened(folder) as bench:
        account = Account(PLATFORM, "first")
        plan = bench.plan(*bench.others()[: SLOTS[Length.STANDARD]])
        interview = bench.runner.run(begun(bench.house, account, bench.domain, plan, Length.STANDARD))
        bench.runner.run(hold(bench.house, account, interview, bench.domain))
    fill(folder / "greenroom.db", STORED, FILLED_FROM)


def _starting(folder: Path) -> Callable[[], None]:
    settings = Settings(data_dir=folder)

    async def start() -> None:
        async with build(settings):
            pass

    return lambda: asyncio.run(start())
