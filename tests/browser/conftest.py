"""The page over a real database, served on this machine, and a real browser."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser

from bot.bootstrap import build
from bot.loopback import page as serve
from bot.practice import LocalPractice
from bot.settings import Settings
from core.texts.catalog import texts
from tests.browser.page import Chromium, Person, somebody
from tests.fakes.engine import InlineEngine


@pytest_asyncio.fixture
async def practice(tmp_path: Path) -> AsyncIterator[LocalPractice]:
    async with build(Settings(data_dir=tmp_path / "data"), engine=InlineEngine()) as practice:
        yield practice


@pytest_asyncio.fixture
async def address(practice: LocalPractice) -> AsyncIterator[str]:
    async with serve(practice, texts(), 0) as address:
        yield address


@pytest_asyncio.fixture
async def chromium() -> AsyncIterator[Browser]:
    async with Chromium() as browser:
        yield browser


@pytest_asyncio.fixture
async def person(chromium: Browser, address: str) -> Person:
    return await somebody(chromium, address)
