"""The page over a real database and the built-in interviewer, with an engine that works at once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from starlette.applications import Starlette

from bot.adapters.web.app import app
from bot.bootstrap import build
from bot.practice import LocalPractice
from bot.settings import Settings
from core.texts.catalog import texts
from tests.bot.person import Clock
from tests.fakes.engine import InlineEngine
from tests.web.browser import Browser


class Ticking(Clock):
    """A clock that moves a millisecond whenever it is looked at, so that no two things happen at once."""

    def __call__(self) -> int:
        self.pass_(0.001)
        return self.at


@pytest.fixture
def clock() -> Ticking:
    return Ticking()


@pytest_asyncio.fixture
async def practice(tmp_path: Path, clock: Ticking) -> AsyncIterator[LocalPractice]:
    async with build(Settings(data_dir=tmp_path / "data"), clock, InlineEngine()) as practice:
        yield practice


@pytest.fixture
def site(practice: LocalPractice) -> Starlette:
    return app(practice, texts())


@pytest_asyncio.fixture
async def browser(site: Starlette) -> AsyncIterator[Browser]:
    browser = Browser(site)
    async with browser.http:
        yield browser


@pytest_asyncio.fixture
async def another(site: Starlette) -> AsyncIterator[Browser]:
    another = Browser(site)
    async with another.http:
        yield another
