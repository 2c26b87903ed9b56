"""What is said in the threads in which groups practise: handed in where it is meant for the bot.

Meant for it is a reply to a message of its own, a mention, and every recording. The rest is people talking to
one another. What was said while nobody was there is fetched from each thread with an open practice, in order,
behind which new messages are let in (`Shared.threads`).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from functools import partial
from typing import Any

import aiohttp
import discord

from bot.adapters.discord.catching_up import ATTEMPTS, PAUSE
from bot.adapters.discord.clips import is_sound
from bot.adapters.discord.messages import Messages, updates, without_mention
from bot.adapters.discord.places import PLATFORM
from bot.adapters.discord.shared import Shared
from bot.port import Account
from bot.practices.port import PracticeIncoming, PracticeKind
from core.interview.errors import GreenroomError, StorageFault

log = logging.getLogger(__name__)


class Talk:
    """Hands in what is said in practice threads; these are the public threads that the bot opened."""

    def __init__(self, client: discord.Client, shared: Shared, messages: Messages) -> None:
        self._client = client
        self._shared = shared
        self._messages = messages

    @property
    def _me(self) -> int:
        assert self._client.user is not None
        return self._client.user.id

    def is_here(self, channel: Any) -> bool:
        """Whether a channel is one of those threads."""
        public = isinstance(channel, discord.Thread) and channel.type is discord.ChannelType.public_thread
        return public and channel.owner_id == self._me

    def arrived(self, message: discord.Message) -> None:
        """A message came: it waits for those before it in its thread."""
        assert isinstance(message.channel, discord.Thread)
        if self._is_meant(message):
            channel = str(message.channel.parent_id)
            self._shared.lanes.put(str(message.channel.id), lambda: self._take(message, channel))

    async def catch_up(self, guilds: Sequence[discord.Guild]) -> None:
        """Puts the fetching of each thread into its lane, then lets new messages in."""
        try:
            for thread in [one for guild in guilds for one in guild.threads if self.is_here(one)]:
                if await self._shared.practice.practices.open_at(PLATFORM, str(thread.id)):
                    self._shared.lanes.put(str(thread.id), partial(self._fetch, thread))
        except StorageFault as fault:
            log.error("nothing can be fetched: %s", fault.key)
        finally:
            self._shared.threads.set()

    async def _fetch(self, thread: discord.Thread) -> None:
        for attempt in range(ATTEMPTS):
            try:
                for message in await self._missed(thread):
                    await self._take(message, str(thread.parent_id))
                return
            except (discord.NotFound, discord.Forbidden):
                return
            except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as error:
                log.warning("a history could not be fetched: %s", type(error).__name__)
                await asyncio.sleep(PAUSE * 2**attempt)

    async def _missed(self, thread: discord.Thread) -> list[discord.Message]:
        """What was said to us there and we did not reply to, oldest first; a practice has its own thread."""
        said, refused = [], set()
        async for message in thread.history(limit=None, oldest_first=True):
            if message.author.id == self._me:
                refused.add(message.reference.message_id if message.reference else None)
            elif self._is_meant(message):
                said.append(message)
        return [message for message in said if message.id not in refused]

    def _is_meant(self, message: discord.Message) -> bool:
        if not self._messages.is_said(message):
            return False
        if any(is_sound(one) for one in message.attachments) or self._me in message.raw_mentions:
            return True
        answered = message.reference.resolved if message.reference else None
        ours = isinstance(answered, discord.Message) and answered.author.id == self._me
        return ours or any(one.id == self._me for one in message.mentions)

    async def _take(self, message: discord.Message, channel: str) -> None:
        """Hands a message in, once; says what is wrong with it where it cannot be taken."""
        if str(message.id) in self._shared.taken:
            return
        try:
            async for incoming in self._incomings(message, channel):
                await self._shared.practice.practices.submit(incoming)
            self._shared.taken.put(str(message.id), hash(message.content))
        except GreenroomError as error:
            await self._messages.reply(message, self._shared.sentence(error))

    async def _incomings(self, message: discord.Message, channel: str) -> AsyncIterator[PracticeIncoming]:
        """What a message has in it: its text first, then each of its recordings. Raises Refused."""
        account, numbers = Account(PLATFORM, str(message.author.id)), updates(message.id)
        text, sounds = without_mention(message), [one for one in message.attachments if is_sound(one)]
        known: dict[str, Any] = {
            "chat": str(message.channel.id),
            "channel": channel,
            "name": message.author.display_name,
        }
        if sounds:
            await self._messages.listens()
        if text:
            yield PracticeIncoming(account, next(numbers), PracticeKind.TEXT, value=text, **known)
        for sound in sounds:
            clip = await self._messages.fetched(message, sound)
            yield PracticeIncoming(account, next(numbers), PracticeKind.VOICE, clip=clip, **known)
