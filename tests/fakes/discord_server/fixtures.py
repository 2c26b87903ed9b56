"""The fake Discord for tests; a test in which a rule was broken fails at its end.

    from tests.fakes.discord_server.fixtures import discord_fake, discord_tls

A test that breaks rules on purpose takes them out of `validator.violations` itself.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.fakes.discord_server.server import DiscordServer, discord_server
from tests.fakes.discord_server.validator import NO_SPECS, specs


@pytest_asyncio.fixture
async def discord_fake() -> AsyncIterator[DiscordServer]:
    """Fast: the library of this process is pointed at it."""
    if specs() is None:
        pytest.skip(NO_SPECS)
    async with discord_server(specs=specs()) as server:
        yield server
    server.validator.flawless()


@pytest_asyncio.fixture
async def discord_tls() -> AsyncIterator[DiscordServer]:
    """For acceptance: nothing is patched; `connector()` is for the client."""
    if specs() is None:
        pytest.skip(NO_SPECS)
    async with discord_server(tls=True, specs=specs()) as server:
        yield server
    server.validator.flawless()
