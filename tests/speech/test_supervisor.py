"""What becomes of clips when the speech worker crashes, hangs, talks nonsense or is killed: none is lost."""

from __future__ import annotations

import array
import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

from core.interview.errors import SpeechFault
from core.speech.order import Order
from core.speech.supervisor import Patience, Supervisor
from tests.speech.odd_worker import Whim

pytestmark = pytest.mark.process
COMMAND = (sys.executable, "-m", "tests.speech.odd_worker")
Make = Callable[..., Supervisor]


@pytest.fixture
def diary(tmp_path: Path) -> Path:
    return tmp_path / "diary"


@pytest.fixture
async def make(diary: Path) -> AsyncIterator[Make]:
    made: list[Supervisor] = []

    def supervisor(
        at_once: int = 2, patience: float = 60, device: str = "cpu", compute: str = ""
    ) -> Supervisor:
        order = Order(str(diary), device, compute, at_once)
        made.append(Supervisor(order, Patience(base=patience, per_second=0), COMMAND))
        return made[-1]

    yield supervisor
    for one in made:
        await one.close()


def sound(whim: Whim, mark: int = 0) -> bytes:
    return array.array("h", [whim, mark]).tobytes()


async def heard(supervisor: Supervisor, whim: Whim, mark: int = 0) -> int | str:
    """The mark that came back, or the key of the fault."""
    try:
        return (await supervisor.hear(sound(whim, mark), "en")).length_ms
    except SpeechFault as fault:
        return fault.key


def done(diary: Path) -> list[str]:
    """What the workers did, in order."""
    return diary.read_text().splitlines() if diary.exists() else []


def lines(diary: Path, line: str) -> int:
    return done(diary).count(line)


async def until(holds: Callable[[], bool]) -> None:
    while not holds():  # noqa: ASYNC110 - another process does it
        await asyncio.sleep(0.01)


async def test_the_worker_starts_with_the_first_clip_and_serves_the_next_ones(
    make: Make, diary: Path
) -> None:
    supervisor = make()
    assert supervisor.pid is None
    assert done(diary) == []
    assert [await heard(supervisor, Whim.ANSWER, mark) for mark in (7, 8, 9)] == [7, 8, 9]
    assert lines(diary, "start") == 1


async def test_a_clip_that_always_crashes_the_worker_is_given_up_after_three_tries(
    make: Make, diary: Path
) -> None:
    supervisor = make()
    assert await heard(supervisor, Whim.CRASH) == "speech-worker-fails"
    assert lines(diary, "CRASH 0") == 3
    assert await heard(supervisor, Whim.ANSWER, 5) == 5


async def test_a_crash_costs_the_other_clip_a_retry_and_no_more(make: Make, diary: Path) -> None:
    supervisor = make(at_once=2)
    crashed, *others = await asyncio.gather(
        heard(supervisor, Whim.CRASH), *(heard(supervisor, Whim.SLOW, mark) for mark in range(1, 6))
    )
    assert (crashed, others) == ("speech-worker-fails", [1, 2, 3, 4, 5])
    assert max(lines(diary, f"SLOW {mark}") for mark in range(1, 6)) <= 2


async def test_a_clip_whose_worker_crashed_once_is_heard_at_the_second_try(make: Make) -> None:
    assert await heard(make(), Whim.ONCE, 4) == 4


@pytest.mark.parametrize("whim", [Whim.NONSENSE, Whim.LIES, Whim.FAULT])
async def test_nonsense_and_errors_count_like_crashes(make: Make, diary: Path, whim: Whim) -> None:
    supervisor = make()
    assert await heard(supervisor, whim) == "speech-worker-fails"
    assert lines(diary, f"{whim.name} 0") == 3
    assert await heard(supervisor, Whim.ANSWER, 5) == 5


async def test_a_death_by_the_system_weighs_less_than_a_crash(make: Make, diary: Path) -> None:
    assert await heard(make(), Whim.KILLED) == "speech-worker-fails"
    assert lines(diary, "KILLED 0") == 8


async def test_a_clip_that_takes_for_ever_is_ended_and_does_not_take_the_others_along(
    make: Make, diary: Path
) -> None:
    supervisor = make(at_once=1, patience=1.0)
    hung, *others = await asyncio.gather(
        heard(supervisor, Whim.HANG), *(heard(supervisor, Whim.ANSWER, mark) for mark in (1, 2))
    )
    assert (hung, others) == ("speech-worker-fails", [1, 2])
    assert lines(diary, "HANG 0") == 3


async def test_an_answer_to_nobody_is_passed_over(make: Make) -> None:
    assert await heard(make(), Whim.STRANGER, 6) == 6


async def test_whoever_gives_up_waiting_leaves_the_worker_as_it_was(make: Make, diary: Path) -> None:
    supervisor = make(at_once=1)
    waiting = [asyncio.create_task(heard(supervisor, Whim.SLOW, mark)) for mark in (1, 2, 3)]
    await until(lambda: lines(diary, "SLOW 1") == 1)
    waiting[0].cancel()
    waiting[1].cancel()
    assert await waiting[2] == 3
    assert await heard(supervisor, Whim.ANSWER, 4) == 4
    assert lines(diary, "start") == 1


async def test_clips_are_heard_in_the_order_they_came(make: Make, diary: Path) -> None:
    supervisor = make(at_once=1)
    await asyncio.gather(*(heard(supervisor, Whim.ANSWER, mark) for mark in range(20)))
    assert done(diary)[1:] == [f"ANSWER {mark}" for mark in range(20)]


async def test_a_model_that_cannot_be_loaded_is_told_at_once(make: Make, diary: Path) -> None:
    assert await heard(make(compute="none"), Whim.ANSWER) == "speech-model-unusable"
    assert lines(diary, "start") == 1


async def test_where_the_graphics_card_fails_the_processor_takes_over(make: Make) -> None:
    supervisor = make(device="auto", compute="no-card")
    assert await heard(supervisor, Whim.ANSWER, 3) == 3
    assert supervisor.running_on == "cpu auto"


async def test_closing_ends_the_worker_and_what_it_had_in_hand(make: Make) -> None:
    supervisor = make()
    waiting = asyncio.create_task(heard(supervisor, Whim.HANG))
    await until(lambda: supervisor.pid is not None)
    pid = supervisor.pid
    assert pid is not None
    await supervisor.close()
    assert await waiting == "speech-worker-fails"
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert await heard(supervisor, Whim.ANSWER) == "speech-worker-fails"


async def test_the_worker_is_given_no_secrets(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GREENROOM_MASTER_KEY", "hush")
    supervisor = make()
    await heard(supervisor, Whim.ANSWER)
    assert supervisor.pid is not None
    assert "GREENROOM_MASTER_KEY" not in psutil.Process(supervisor.pid).environ()
