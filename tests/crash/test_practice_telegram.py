"""Four people practise in a Telegram group while the program is killed: nothing is lost or seen too soon.

    ./run test tests/crash/test_practice_telegram.py      three rounds, two kills, one leaves
    ./run soak tests/crash/test_practice_telegram.py      two rotations of four, six kills, one leaves

It dies by SIGKILL with an answer half given, and with cards half filled in. Until the reveal of its round a
top or a tip stands in no message but its author's own, and never in the log or, readable, in a file.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash.lives import lives
from tests.crash.practice_evening import Evening, Plan
from tests.crash.test_telegram_kills import settings
from tests.fakes.telegram.fixtures import spec_file, telegram
from tests.fakes.telegram.server import TelegramServer

__all__ = ["spec_file", "telegram"]

pytestmark = pytest.mark.process

SHORT = Plan(3, frozenset({1}), frozenset({2}), spoken=frozenset({1}), leaves=2)
LONG = Plan(8, frozenset({1, 4, 7}), frozenset({2, 5, 8}), spoken=frozenset({1, 2, 5, 7}), leaves=8)


async def outlives(
    telegram: TelegramServer, data: Path, plan: Plan, capsys: pytest.CaptureFixture[str]
) -> Evening:
    """Goes through the plan and holds what was seen and is kept against what was said."""
    async with lives(data, settings(telegram, GREENROOM_LOG_LEVEL="debug"), dictation=True) as many:
        evening = Evening(telegram, many, plan)
        await evening.goes_by()
    with capsys.disabled():
        print(f"\nTelegram, practice: {evening}")
    assert evening.kills == plan.kills
    assert evening.lost == []
    assert evening.doubled == []
    assert evening.leaks == []
    assert evening.in_order
    assert sorted(set(evening.reveals)) == list(range(1, plan.rounds + 1))
    assert len(evening.reveals) - plan.rounds <= len(evening.between)
    return evening


async def test_a_practice_outlives_two_kills_and_one_who_leaves(
    telegram: TelegramServer, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await outlives(telegram, data, SHORT, capsys)


@pytest.mark.soak
async def test_two_rotations_of_four_outlive_six_kills(
    telegram: TelegramServer, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evening = await outlives(telegram, data, LONG, capsys)
    assert all(len(words) == 4 for words in evening.said.values())  # two turns of two parts for each
