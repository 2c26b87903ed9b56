"""The system's clock is set back and forward: time goes on evenly, and a timer fires once, when it is due."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.bootstrap import build_house
from bot.clock import Clock
from bot.port import Account, Incoming, Kind, Shown
from bot.settings import Settings
from tests.fakes.engine import InlineEngine

START = 1_800_000_000_000  # ms since the epoch
HOUR = 3_600_000
MS = 1_000_000  # ns


@dataclass
class System:
    """The system's two clocks: the one on the wall, which anybody can set, and the steady one."""

    wall_ms: int = START
    steady_ms: int = 5_000

    def clock(self) -> Clock:
        return Clock(lambda: self.wall_ms * MS, lambda: self.steady_ms * MS)

    def passes(self, ms: int) -> None:
        self.wall_ms += ms
        self.steady_ms += ms

    def is_set(self, ms: int) -> None:
        """Somebody sets the clock on the wall."""
        self.wall_ms += ms


def test_set_back_it_goes_on_evenly_and_never_back() -> None:
    system = System()
    now = system.clock()
    assert now() == START
    system.passes(1_000)
    system.is_set(-HOUR)
    assert now() == START + 1_000
    system.passes(2_000)
    assert now() == START + 3_000
    system.is_set(HOUR)  # and set right again: nothing jumps
    assert now() == START + 3_000


def test_set_forward_it_is_followed() -> None:
    system = System()
    now = system.clock()
    system.is_set(HOUR)
    assert now() == START + HOUR
    system.is_set(-HOUR)  # forward by mistake, and back: it waits for nothing and runs on
    system.passes(500)
    assert now() == START + HOUR + 500


async def test_a_timer_fires_once_when_it_was_due_though_the_clock_was_set_back(tmp_path: Path) -> None:
    system, ada = System(), Account("test", "ada")
    async with build_house(Settings(data_dir=tmp_path / "data"), system.clock(), InlineEngine()) as house:
        steps = [
            Incoming(ada, "1", Kind.OPEN),
            Incoming(ada, "2", Kind.CHOOSE, "nurse", "domain"),
            Incoming(ada, "3", Kind.CHOOSE, "mid", "level"),
            Incoming(ada, "4", Kind.CHOOSE, "short", "length"),
            Incoming(ada, "5", Kind.BEGIN),
            Incoming(ada, "6", Kind.TEXT, "I like looking after people.", complete=False),
        ]
        for step in steps:
            await house.practice.submit(step)
        before = await house.practice.last(ada)
        system.is_set(-HOUR)
        system.passes(2_900)
        await house.works.tick()
        assert await house.practice.news(ada, before) == ()  # not yet: three seconds of quiet
        system.passes(200)
        await house.works.tick()
        (question,) = await house.practice.news(ada, before)
        assert question.shown is Shown.QUESTION
        system.is_set(HOUR)
        await house.works.tick()
        assert len(await house.practice.news(ada, before)) == 1
