"""The house over a real database, with a clock of the test's own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.bootstrap import build
from bot.practice import LocalPractice
from bot.settings import Settings
from tests.bot.person import Clock, Person
from tests.fakes.engine import InlineEngine


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest_asyncio.fixture
async def practice(settings: Settings, clock: Clock) -> AsyncIterator[LocalPractice]:
    async with build(settings, clock, InlineEngine()) as practice:
        yield practice


@pytest_asyncio.fixture
async def person(practice: LocalPractice, clock: Clock) -> Person:
    return Person(practice, clock)
