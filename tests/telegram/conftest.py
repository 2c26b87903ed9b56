"""Greenroom in Telegram: a real database, the adapter with the library as it is, the local server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from bot.adapters.telegram.telegram import Telegram
from bot.adapters.telegram.webhook import Hook
from bot.bootstrap import House, assemble
from bot.hearing import Hearing, hears
from bot.loopback import serving
from bot.port import Sender
from bot.settings import Settings
from core.domains.loader import Loaded
from core.interview.ports import Transcriber
from core.texts.catalog import texts
from storage.store import Store
from tests.fakes.engine import InlineEngine
from tests.fakes.telegram.fixtures import spec_file, telegram
from tests.fakes.telegram.server import TOKEN, TelegramServer
from tests.telegram.scene import FIRST, HASTE
from tests.web.conftest import Ticking

__all__ = ["spec_file", "telegram"]

Opens = Callable[..., AbstractAsyncContextManager[House]]


@pytest.fixture
def opens(telegram: TelegramServer, tmp_path: Path, loaded: Loaded) -> Opens:
    """A Greenroom that serves Telegram, on the same data each time it is opened."""

    @asynccontextmanager
    async def opened(
        hearing: Transcriber | None = None, hook: Hook | None = None, clock: Ticking | None = None
    ) -> AsyncIterator[House]:
        settings = Settings(data_dir=tmp_path / "data")
        adapter = Telegram(
            TOKEN,
            texts(),
            api=telegram.url,
            hook=hook,
            serving=serving,
            patience=HASTE,
            pace=FIRST,
            rate=1000,
        )
        senses = hears(settings, texts(), hearing) if hearing else None
        async with (
            _house(settings, loaded, adapter.sender, senses, clock or Ticking()) as house,
            _running(telegram, adapter, house),
        ):
            yield house

    return opened


@asynccontextmanager
async def _house(
    settings: Settings, loaded: Loaded, sender: Sender, senses: Hearing | None, clock: Ticking
) -> AsyncIterator[House]:
    """As `build_house`, with the domains that are read once for all tests."""
    store, engine = await Store.open(settings.database_url, settings.data_dir, None), InlineEngine()
    try:
        house = assemble(store, settings, loaded, clock, engine, [sender], senses=senses)
        await engine.start(house.works)
        yield house
        await engine.stop()
    finally:
        await store.close()


@asynccontextmanager
async def _running(telegram: TelegramServer, adapter: Telegram, house: House) -> AsyncIterator[None]:
    running = asyncio.create_task(adapter.run(house.practice))
    try:
        await _ready(telegram, running)
        await house.works.tick()  # what could not be sent before is sent now
        yield
    finally:
        running.cancel()
        await asyncio.wait([running])
    if not running.cancelled():
        running.result()


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
