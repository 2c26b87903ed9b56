"""What `doctor` is told of Telegram."""

from __future__ import annotations

from bot.adapters.telegram.telegram import Telegram
from bot.port import Look
from core.texts.catalog import texts
from tests.fakes.telegram.server import TOKEN, TelegramServer


async def test_doctor_is_told_the_bot_s_name(telegram: TelegramServer) -> None:
    seen = await Telegram(TOKEN, texts(), api=telegram.url).look()
    assert seen == Look(True, "telegram-there", {"name": telegram.world.bot["username"]})
    assert texts().say(seen.key, seen.values) == f"Telegram: the bot is @{telegram.world.bot['username']}."


async def test_doctor_is_told_that_telegram_cannot_be_reached() -> None:
    assert await Telegram(TOKEN, texts(), api="http://127.0.0.1:9").look() == Look(
        False, "telegram-unreachable"
    )
