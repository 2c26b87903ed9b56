"""Greenroom in Discord: `Discord(token, texts)` has a sender, and receives until it is cancelled.

A connection that is lost comes back by itself; what only whoever runs Greenroom can mend (a wrong token, an
intent that was not granted, too many starts) ends it with a sentence.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

import aiohttp
import discord

from bot.adapters.discord.client import Client
from bot.adapters.discord.drawing import Drawing
from bot.adapters.discord.permissions import invite_link
from bot.adapters.discord.sender import DiscordSender
from bot.adapters.discord.shared import BUDGET, Shared
from bot.port import Look, Practice, Sender
from core.interview.errors import SettingsFault
from core.texts.catalog import Texts

log = logging.getLogger(__name__)

# Close codes with which Discord says that coming back is of no use, by the text that says what to do.
FATAL = {
    4004: "discord-token",
    4010: "discord-shards",
    4011: "discord-shards",
    4012: "discord-version",
    4013: "discord-intents",
    4014: "discord-intents",
}
PAUSE, LONGEST_PAUSE = 2.0, 300.0  # seconds between attempts to begin; twice as long each time
READY_SECONDS = 2.0


class Discord:
    """The adapter. `connector` makes aiohttp's, for a network that is reached in a way of its own.

    `ready_seconds` is how long servers may take to arrive, `budget` how long something may take to be kept.
    """

    def __init__(
        self,
        token: str,
        texts: Texts,
        connector: Callable[[], aiohttp.BaseConnector] | None = None,
        ready_seconds: float = READY_SECONDS,
        budget: float = BUDGET,
    ) -> None:
        self._token = token
        self._texts = texts
        self._connector = connector
        self._ready_seconds = ready_seconds
        self._budget = budget
        self._sender = DiscordSender(texts)

    @property
    def sender(self) -> Sender:
        """What sends messages to Discord, while `run` holds a connection."""
        return self._sender

    async def look(self) -> Look:
        """Who the bot is and how it is invited, or why Discord cannot be served."""
        connector = self._connector() if self._connector else None
        try:
            async with discord.Client(intents=discord.Intents.none(), connector=connector) as client:
                await client.login(self._token)
                assert client.user is not None
                assert client.application_id is not None
                link = invite_link(client.application_id)
                return Look(True, "discord-there", {"name": client.user.name, "link": link})
        except discord.LoginFailure:
            return Look(False, "discord-token")
        except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError):
            return Look(False, "discord-unreachable")

    async def run(self, practice: Practice) -> None:
        """Receives until it is cancelled. Raises SettingsFault for what has to be mended first."""
        logging.getLogger("discord").setLevel(logging.WARNING)  # below that it logs what people write
        logging.getLogger("discord.client").setLevel(logging.ERROR)  # it warns that live voice is not there
        pause = PAUSE
        while True:
            began = asyncio.get_running_loop().time()
            try:
                await self._hold(practice)
            except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as error:
                raise_fatal(error)
                log.warning("the connection to Discord ended: %s", type(error).__name__)
            if asyncio.get_running_loop().time() - began > LONGEST_PAUSE:
                pause = PAUSE
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _hold(self, practice: Practice) -> None:
        """One client, from its login to its end."""
        shared = Shared(practice, self._texts, Drawing(self._texts), self._budget)
        client = Client(shared, self._sender, self._connector, self._ready_seconds)
        async with client:
            await client.login(self._token)
            limits = await client.fetch_session_start_limits()
            if limits.remaining <= 0:
                raise SettingsFault("discord-starts", minutes=max(1, round(limits.reset_after / 60_000)))
            await _connected(client)


async def _connected(client: Client) -> None:
    """Holds the connection until it ends or is ended; discord.py may swallow the cancellation of its own."""
    holding = asyncio.create_task(client.connect())
    try:
        await asyncio.shield(holding)
    except asyncio.CancelledError:
        await client.close()
        holding.cancel()
        await asyncio.gather(holding, return_exceptions=True)
        raise


def raise_fatal(error: BaseException) -> None:
    """Raises SettingsFault where an error is one that trying again cannot mend."""
    if isinstance(error, discord.LoginFailure):
        raise SettingsFault("discord-token") from None
    if isinstance(error, discord.PrivilegedIntentsRequired):
        raise SettingsFault("discord-intents", code=4014) from None
    if isinstance(error, discord.ConnectionClosed) and error.code in FATAL:
        raise SettingsFault(FATAL[error.code], code=error.code) from None
