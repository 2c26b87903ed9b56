"""What every benchmark is written with: rows, goals, and medians of runs taken in turns.

The rule: a figure never stands alone. It has a name that is kept for good (`area.what`), a unit, a goal
where one was promised, and beside a ratio the two figures it was made of, measured in the same run.

    def bench_machine_step() -> Iterator[Row]:
        yield ratio("machine.step_200_against_2", step_at(200), step_at(2), at_most(1.1))
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

Run = Callable[[], object]
ROUNDS = 7


class Missing(Exception):
    """What a benchmark needs is not here; says what, and how to bring it."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A limit for a value: the most it may be, or the least."""

    limit: float
    is_most: bool

    def met(self, value: float) -> bool:
        """Whether `value` keeps to the limit; the limit itself does."""
        return value <= self.limit if self.is_most else value >= self.limit

    def __str__(self) -> str:
        return f"{'<=' if self.is_most else '>='} {self.limit:g}"


def at_most(limit: float) -> Goal:
    """The value may be `limit`, or less."""
    return Goal(limit, is_most=True)


def at_least(limit: float) -> Goal:
    """The value may be `limit`, or more."""
    return Goal(limit, is_most=False)


@dataclass(frozen=True, slots=True)
class Row:
    """One figure; a ratio's `ours` and `peer` are what it was made of. No goal: `goal` and `met` are None."""

    name: str
    value: float
    unit: str
    goal: str | None = None
    met: bool | None = None
    ours: float | None = None
    peer: float | None = None


def figure(
    name: str,
    value: float,
    unit: str,
    goal: Goal | None = None,
    *,
    ours: float | None = None,
    peer: float | None = None,
) -> Row:
    """A row, with `met` worked out from `goal`."""
    if goal is None:
        return Row(name, value, unit, ours=ours, peer=peer)
    return Row(name, value, unit, str(goal), goal.met(value), ours, peer)


def medians(
    runs: Mapping[str, Run],
    rounds: int = ROUNDS,
    repeat: int = 1,
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, float]:
    """The median seconds one call of each takes, after one call that does not count.

    The runs take turns, and the first of a round is the last of the next, so that a machine that gets
    slower or busier meanwhile is the same for all. `repeat` calls are timed together where one is too
    short for the clock.
    """
    taken: dict[str, list[float]] = {name: [] for name in runs}
    order = list(runs)
    for name in order:
        runs[name]()
    for _ in range(rounds):
        for name in order:
            taken[name].append(_seconds(runs[name], repeat, clock))
        order.append(order.pop(0))
    return {name: median(seconds) for name, seconds in taken.items()}


def ratio(
    name: str, ours: Run, peer: Run, goal: Goal | None = None, rounds: int = ROUNDS, repeat: int = 1
) -> Row:
    """How many times as long as `peer` `ours` takes, measured in turns; both in seconds beside it."""
    seconds = medians({"ours": ours, "peer": peer}, rounds, repeat)
    value = seconds["ours"] / seconds["peer"]
    return figure(name, value, "x", goal, ours=seconds["ours"], peer=seconds["peer"])


def _seconds(run: Run, repeat: int, clock: Callable[[], float]) -> float:
    begun = clock()
    for _ in range(repeat):
        run()
    return (clock() - begun) / repeat
