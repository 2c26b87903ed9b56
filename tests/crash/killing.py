"""Somebody practises with a program that is killed again and again; what became of their answers.

Each life of the program gets a few answers and dies at a moment drawn from the seed. An answer whose
reply was seen was accepted: it must be kept exactly once and in its place. One that was typed and not
replied to may be kept or not, and at most once. Nobody types an answer twice.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

from tests.crash.answers import CANARY, answer, in_clear, number_of
from tests.crash.retelling import Kept
from tests.crash.terminal import BOX, LIMIT, REPORT, Terminal

REPLY = re.compile(f"{REPORT.pattern}|{BOX.pattern}")
ANSWERS_A_LIFE = 4  # at most, before the end
STARTING_S = 3.0
WORKING_S = 0.15  # about twice as long as a reply takes


class Moment(StrEnum):
    """When a life ends."""

    STARTING = "starting"  # while the program starts, or works on what was left undone
    TYPED = "typed"  # right after a line was written
    WORKING = "working"  # a little later, when it is stored, worked on or shown
    IDLE = "idle"  # when all is answered


@dataclass(slots=True)
class Tally:
    """What came of it. A line of figures, all of which but the first four must be 0."""

    kills: int = 0
    answers: int = 0
    accepted: int = 0
    interviews: int = 0
    lost: int = 0
    doubled: int = 0
    out_of_order: int = 0
    given_up: int = 0
    in_clear: int = 0
    other_reports: int = 0  # that are not what the export alone gives

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.answers} answers ({self.accepted} with their reply seen), "
            f"{self.interviews} reports: {self.lost} lost, {self.doubled} doubled, "
            f"{self.out_of_order} out of order, {self.given_up} given up, {self.in_clear} readable, "
            f"{self.other_reports} other reports"
        )

    @property
    def flawless(self) -> bool:
        counted_twice = (self.doubled, self.out_of_order, self.given_up)
        faults = (self.lost, *counted_twice, self.in_clear, self.other_reports)
        return not any(faults) and self.accepted > 0


@dataclass(slots=True)
class Practising:
    """Somebody in front of the program, with what they typed and what they saw."""

    data: Path
    seed: int
    settings: dict[str, str] = field(default_factory=dict)
    length: str = "short"
    moments: Counter[Moment] = field(default_factory=Counter)
    last_words: str = ""  # what the last life showed
    typed: int = 0  # answers so far, which are numbered from 0
    accepted: set[int] = field(default_factory=set)
    _readable: int = 0
    _waiting: int | None = None  # the answer that was typed and not replied to yet
    _random: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def goes_through(self, kills: int) -> None:
        """Practises through `kills` lives that are cut short, then in peace until a report."""
        while self.moments.total() < kills:
            moment = self._random.choice(list(Moment))
            with self._program() as program:
                self._until_killed(program, moment)
                program.kill()
                self._sees(program, 0)
                self._looks_around(program)
            self._waiting = None
            self.moments[moment] += 1
        with self._program() as program:
            self._begins(program)
            while not REPORT.fullmatch(self._answered(program)):
                pass
            assert program.end() == 0, program.errors
            self._looks_around(program)
            self.last_words = program.shown

    def tally(self, kept: Kept) -> Tally:
        """Holds what is kept against what was typed and seen."""
        numbers = [number_of(text) for interview in kept.interviews for text in interview.answers]
        times = Counter(numbers)
        return Tally(
            kills=self.moments.total(),
            answers=self.typed,
            accepted=len(self.accepted),
            interviews=sum(interview.reported for interview in kept.interviews),
            lost=len(self.accepted - times.keys()),
            doubled=sum(count - 1 for count in times.values()),
            out_of_order=backwards(numbers),
            given_up=kept.given_up,
            in_clear=self._readable,
        )

    def _program(self) -> Terminal:
        domain = self._random.choice(("nurse", "data_scientist", "software_development_engineer"))
        chosen = ("--domain", domain, "--level", "mid", "--length", self.length, "--plain")
        return Terminal(self.data, "interview", *chosen, GREENROOM_LOG_LEVEL="debug", **self.settings)

    def _until_killed(self, program: Terminal, moment: Moment) -> None:
        if moment is Moment.STARTING:
            program.wait_for(BOX, self._random.uniform(0, STARTING_S))
            return
        self._begins(program)
        for _ in range(self._random.randrange(ANSWERS_A_LIFE)):
            if REPORT.fullmatch(self._answered(program)):
                return
        if moment is not Moment.IDLE:
            self._types(program)
        if moment is Moment.WORKING:
            self._sees(program, self._random.uniform(0, WORKING_S))

    def _begins(self, program: Terminal) -> None:
        """Waits for a question; a report is shown first where the life before ended over its last answer."""
        if REPORT.fullmatch(program.until(REPLY)[0]):
            program.write("/new")
            program.question()

    def _answered(self, program: Terminal) -> str:
        """Types an answer; what comes back."""
        self._types(program)
        reply = self._sees(program, LIMIT)
        assert reply, f"no reply. Shown:\n{program.shown}\nErrors:\n{program.errors}"
        return reply

    def _types(self, program: Terminal) -> None:
        self._waiting = self.typed
        program.write(answer(self.typed))
        self.typed += 1

    def _sees(self, program: Terminal, seconds: float) -> str:
        """The reply to what was typed last; "" where nothing waits for one or none comes in time."""
        found = program.wait_for(REPLY, seconds) if self._waiting is not None else None
        if found is None or self._waiting is None:
            return ""
        self.accepted.add(self._waiting)
        self._waiting = None
        return found[0]

    def _looks_around(self, program: Terminal) -> None:
        self._readable += len(in_clear(self.data)) + len(CANARY.findall(program.errors))


def backwards(numbers: Sequence[int | None]) -> int:
    """How many come after one that was typed later, or are no answer at all."""
    known = [number for number in numbers if number is not None]
    return len(numbers) - len(known) + sum(later < earlier for earlier, later in pairwise(known))
