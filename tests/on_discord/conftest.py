"""Greenroom in the fake Discord, with discord.py as it is."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.bootstrap import House
from tests.fakes.discord_server.fixtures import discord_fake, discord_tls
from tests.fakes.discord_server.server import DiscordServer
from tests.on_discord.house import greenroom

__all__ = ["discord_fake", "discord_tls"]

Opens = Callable[..., AbstractAsyncContextManager[House]]


@pytest.fixture
def opens(tmp_path: Path, discord_fake: DiscordServer) -> Opens:
    """Greenroom over one data folder, as often as it is started."""

    @asynccontextmanager
    async def opened(**chosen: Any) -> AsyncIterator[House]:
        async with greenroom(tmp_path / "data", discord_fake, **chosen) as house:
            yield house

    return opened
