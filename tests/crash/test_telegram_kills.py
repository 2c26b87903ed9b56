"""Killed at any moment while many talk with it in Telegram, the bot loses nothing and counts nothing twice.

    ./run test tests/crash/test_telegram_kills.py      two kills at random, three at named steps
    ./run soak tests/crash/test_telegram_kills.py      200 on SQLite, 100 on Postgres, each step on both

The bot is the served program; Telegram is a server on loopback that keeps an update until it is confirmed. A
run prints its seed and its figures.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash.chat_kills import Killing
from tests.crash.forked import STEPS as OF_TELEGRAM
from tests.crash.lives import lives
from tests.crash.steps import STEPS
from tests.crash.test_killing import nothing_readable, on_postgres
from tests.fakes.telegram.fixtures import spec_file, telegram
from tests.fakes.telegram.server import TOKEN, TelegramServer

__all__ = ["spec_file", "telegram"]

pytestmark = pytest.mark.process

Steps = tuple[tuple[str, int], ...]
# The bank is instant, so nothing is a job; nothing said is refused; the house is opened by another hand.
ELSEWHERE = ("job", "refusal", "start: opened")
ALL_STEPS = tuple(step for step in STEPS | OF_TELEGRAM if not step.startswith(ELSEWHERE))
FEW: Steps = (
    ("update: taken", 7),
    ("work: committed", 4),
    ("letter: sent", 6),
)


def once_a_life(step: str) -> bool:
    """Whether a life comes there as it begins, and then only every half minute, or when a timer rings, which
    few of the answers leave to ring."""
    return step.startswith(("start", "ring"))


def settings(telegram: TelegramServer, **more: str) -> dict[str, str]:
    """The program's settings; Telegram is the server of the test."""
    return {
        "TELEGRAM_TOKEN": TOKEN,
        "GREENROOM_TELEGRAM_API": telegram.url,
        "GREENROOM_PORT": "0",
        "GREENROOM_NO_BROWSER": "1",
        "GREENROOM_SPEECH": "off",
        "GREENROOM_QUIET_SECONDS": "0.5",
        **more,
    }


async def survives(
    capsys: pytest.CaptureFixture[str],
    killing: Killing,
    where: str,
    kills: int,
    steps: Steps = (),
    chats: int = 20,
    *,
    reports: bool = True,
) -> None:
    """Goes through the kills and holds what is kept and what was seen against what was said."""
    figures = await killing.goes_through(kills, steps, chats, reports=reports)
    with capsys.disabled():
        print(f"\n{where}, seed {killing.seed}: {figures}")
        print(f"  {killing}")
        print(
            f"  letters sent again: {figures.again}; sends that kills interrupted between request and "
            f"record: {len(killing.between)}, by {killing.kills_between} kills"
        )
    assert figures.flawless
    assert figures.again <= len(killing.between)
    assert killing.readable == 0


async def test_chats_outlive_kills_at_random_and_at_named_steps(
    telegram: TelegramServer, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with lives(data, settings(telegram)) as many:
        killing = Killing(telegram, many, seed=61)
        await survives(capsys, killing, "Telegram, SQLite", 2, FEW, reports=False)


@pytest.mark.soak
async def test_chats_outlive_each_named_step(
    telegram: TelegramServer, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = tuple((step, nth) for nth in (1, 3) for step in ALL_STEPS if nth == 1 or not once_a_life(step))
    async with lives(data, settings(telegram)) as many:
        await survives(capsys, Killing(telegram, many, seed=62), "Telegram, SQLite", 0, steps)


@pytest.mark.soak
@pytest.mark.parametrize("seed", [63, 64])
async def test_chats_outlive_a_hundred_kills(
    telegram: TelegramServer, data: Path, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    async with lives(data, settings(telegram)) as many:
        await survives(capsys, Killing(telegram, many, seed), "Telegram, SQLite", 100, chats=24)


@pytest.mark.soak
@pytest.mark.postgres
async def test_chats_outlive_a_hundred_kills_on_postgres(
    telegram: TelegramServer, data: Path, postgres_socket: str, capsys: pytest.CaptureFixture[str]
) -> None:
    more = on_postgres(data, postgres_socket)
    steps = tuple((step, 1 if once_a_life(step) else 2) for step in ALL_STEPS)
    async with lives(data, settings(telegram, **more)) as many:
        # Long ones: where few lives last as long as a report takes, people who practise shortly only wait.
        killing = Killing(telegram, many, seed=65, length="long")
        await survives(capsys, killing, "Telegram, Postgres", 100, steps, chats=24)
    nothing_readable(postgres_socket)
