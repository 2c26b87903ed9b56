"""A network that fails in every way between the bot and Telegram loses nothing.

    ./run test tests/crash/test_telegram_network.py      30 faults
    ./run soak tests/crash/test_telegram_network.py      600 faults on SQLite, by two seeds

Requests are answered late, by 429 and 5xx, by a page that is no JSON, by a reset before or after their
effect, or not at all, as a seeded schedule has it. Every answer is kept once and in its place; every message
arrives, since nobody comes to their end without it.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.crash.chatting import PATIENCE, Crowd
from tests.crash.lives import lives
from tests.crash.test_telegram_kills import settings
from tests.fakes.telegram.faults import QUICK, Kind
from tests.fakes.telegram.fixtures import spec_file, telegram
from tests.fakes.telegram.server import TelegramServer

__all__ = ["spec_file", "telegram"]

pytestmark = pytest.mark.process

SILENCE = 11.0  # seconds; longer than the bot waits for an answer


async def survives(
    capsys: pytest.CaptureFixture[str],
    telegram: TelegramServer,
    data: Path,
    faults: int,
    seed: int,
    *,
    kinds: tuple[Kind, ...] = QUICK,
    chats: int = 20,
    share: float = 0.15,
    reports: bool = True,
) -> None:
    """So many faults while everybody practises, then an end in peace."""
    async with lives(data, settings(telegram)) as many:
        crowd = Crowd(telegram, chats)
        life = await many.forked()
        crowd.begins()
        telegram.faults.schedule(seed, share, faults, kinds, silence=SILENCE)

        def enough() -> bool:
            crowd.check()
            return telegram.faults.count >= faults or life.over.done()

        await telegram.until(enough, f"{faults} faults", PATIENCE * 5)
        telegram.faults.stop()
        figures = await crowd.finishes(reports=reports)
        life.interrupt()
        assert await life.ended() == 0, f"it did not end well; see {many.log}"
    met = Counter(kind.value for (_, kind), count in telegram.faults.met.items() for _ in range(count))
    with capsys.disabled():
        print(f"\nTelegram, network, seed {seed}: {figures}")
        print(
            f"  {telegram.faults.count} faults: " + ", ".join(f"{n} {kind}" for kind, n in met.most_common())
        )
        print(f"  letters sent again: {figures.again}")
    assert telegram.faults.count >= faults
    assert figures.flawless


async def test_chats_outlive_a_network_that_fails(
    telegram: TelegramServer, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await survives(capsys, telegram, data, 30, seed=71, chats=6, reports=False)


@pytest.mark.soak
@pytest.mark.parametrize("seed", [72, 73])
async def test_chats_outlive_three_hundred_faults(
    telegram: TelegramServer, data: Path, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    await survives(capsys, telegram, data, 300, seed, kinds=tuple(Kind), chats=24)
