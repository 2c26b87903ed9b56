"""Greenroom in Telegram: the house over a real database, the adapter with the library as it is, the local server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from bot.adapters.telegram.telegram import Telegram
from bot.bootstrap import House, build_house
from bot.hearing import hears
from bot.settings import Settings
from core.interview.ports import Transcriber
from core.texts.catalog import texts
from tests.fakes.engine import InlineEngine
from tests.fakes.telegram.fixtures import spec_file, telegram
from tests.fakes.telegram.server import TOKEN, TelegramServer
from tests.telegram.scene import HASTE
from tests.web.conftest import Ticking

__all__ = ["spec_file", "telegram"]

Opens = Callable[..., AbstractAsyncContextManager[House]]


@pytest.fixture
def opens(telegram: TelegramServer, tmp_path: Path) -> Opens:
    """A Greenroom that serves Telegram, on the same data each time it is opened."""

    @asynccontextmanager
    async def opened(hearing: Transcriber | None = None, **chosen: object) -> AsyncIterator[House]:
        settings = Settings(data_dir=tmp_path / "data")
        adapter = Telegram(TOKEN, texts(), api=telegram.url, patience=HASTE, rate=1000, **chosen)
        senses = hears(settings, texts(), hearing) if hearing else None
        async with build_house(settings, Ticking(), InlineEngine(), [adapter.sender], senses) as house:
            running = asyncio.create_task(adapter.run(house.practice))
            try:
                await _ready(telegram, running)
                yield house
            finally:
                running.cancel()
                await asyncio.wait([running])
            if not running.cancelled():
                running.result()

    return opened


async def _ready(telegram: TelegramServer, running: asyncio.Task[None]) -> None:
    """Waits until the bot asks for updates, or has ended."""
    before = telegram.counts["getUpdates"] + telegram.counts["setWebhook"]
    asking = asyncio.create_task(
        telegram.until(lambda: telegram.counts["getUpdates"] + telegram.counts["setWebhook"] > before)
    )
    await asyncio.wait([asking, running], return_when=asyncio.FIRST_COMPLETED)
    asking.cancel()


@pytest.fixture
async def house(opens: Opens) -> AsyncIterator[House]:
    async with opens() as house:
        yield house
