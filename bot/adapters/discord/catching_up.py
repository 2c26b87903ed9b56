"""What was said while the bot was not there: fetched from each place that is in use, in order, once.

Discord sends nothing again that came while there was no session, so with every fresh one the history of each
place is read from the beginning of its interview or practice. What is known already is known by its id, and a
message that we replied to was refused then. Whatever arrives meanwhile waits in its lane.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.adapters.discord.messages import Messages
from bot.adapters.discord.places import lane
from bot.adapters.discord.shared import Shared
from bot.port import Place
from core.interview.errors import StorageFault

if TYPE_CHECKING:
    from bot.adapters.discord.practice_talk import Talk

log = logging.getLogger(__name__)

CLOCKS_APART = timedelta(minutes=1)
ATTEMPTS, PAUSE = 5, 1.0  # the pause in seconds, twice as long each time


class CatchingUp:
    """Fetches what was missed. New messages are let in (`Shared.open`) behind it."""

    def __init__(self, client: discord.Client, shared: Shared, messages: Messages, talk: Talk) -> None:
        self._client = client
        self._shared = shared
        self._messages = messages
        self._talk = talk

    async def run(self) -> None:
        """Puts the fetching of each place into its lane, then lets new messages in."""
        self._shared.open.clear()
        try:
            for place in await self._shared.places.load(self._shared.practice):
                key = lane(place.chat, place.account.id)
                self._shared.lanes.put(key, partial(self._fetch, place, self._take))
            for place in await self._talk.places():
                self._shared.lanes.put(place.chat, partial(self._fetch, place, self._take_talk))
        except StorageFault as fault:
            log.error("nothing can be fetched: %s", fault.key)
        finally:
            self._shared.open.set()

    async def _fetch(self, place: Place, take: Callable[[Place], Awaitable[None]]) -> None:
        for attempt in range(ATTEMPTS):
            try:
                await take(place)
                return
            except (discord.NotFound, discord.Forbidden):  # the place is gone, nothing was said there
                return
            except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as error:
                log.warning("a history could not be fetched: %s", type(error).__name__)
                await asyncio.sleep(PAUSE * 2**attempt)

    async def _take(self, place: Place) -> None:
        def theirs(message: discord.Message) -> bool:
            return str(message.author.id) == place.account.id and self._messages.is_said(message)

        for message in await self._missed(place, theirs):
            await self._messages.take(message, place.chat)

    async def _take_talk(self, place: Place) -> None:
        for message in await self._missed(place, self._talk.is_meant):
            await self._talk.take(message)

    async def _missed(self, place: Place, said: Callable[[discord.Message], bool]) -> list[discord.Message]:
        """What was said there since it began and we did not reply to, oldest first."""
        channel = await channel_of(self._client, place.chat, place.account.id)
        after, found, refused = discord.Object(_beginning(place)), [], set()
        async for message in channel.history(limit=None, after=after, oldest_first=True):
            if self._client.user is not None and message.author.id == self._client.user.id:
                refused.add(message.reference.message_id if message.reference else None)
            elif said(message):
                found.append(message)
        return [message for message in found if message.id not in refused]


def _beginning(place: Place) -> int:
    """The id after which what is said belongs to the interview, made of the time where none is known.

    Our clock may be ahead of Discord's; what was said before is known by its id, or was replied to.
    """
    since = place.since.partition(":")[0]
    if since.isdigit():
        return int(since)
    return discord.utils.time_snowflake(datetime.fromtimestamp(place.began / 1000, UTC) - CLOCKS_APART)


async def channel_of(client: discord.Client, chat: str, account: str) -> discord.abc.Messageable:
    """Where a chat is, or somebody's direct messages. Raises what discord.py raises."""
    if chat and chat != account:
        return client.get_partial_messageable(int(chat))
    return await client.create_dm(discord.Object(int(account)))
