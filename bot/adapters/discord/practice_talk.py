"""What is said in the threads in which groups practise: handed in where it is meant for the bot.

Meant for it is a reply to a message of its own, a mention, and every recording. The rest is people talking to
one another. What was said while nobody was there is fetched as elsewhere (`catching_up`).
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import discord

from bot.adapters.discord.clips import is_sound
from bot.adapters.discord.messages import Messages, updates, without_mention
from bot.adapters.discord.places import PLATFORM
from bot.adapters.discord.shared import Shared
from bot.port import Account, Place
from bot.practices.port import PracticeIncoming, PracticeKind
from core.interview.errors import GreenroomError, Refused


class Talk:
    """Hands in what is said in practice threads; these are the public threads that the bot opened."""

    def __init__(self, client: discord.Client, shared: Shared, messages: Messages) -> None:
        self._client = client
        self._shared = shared
        self._messages = messages
        self._known: set[str] = set()

    @property
    def _me(self) -> int:
        assert self._client.user is not None
        return self._client.user.id

    def is_here(self, channel: Any) -> bool:
        """Whether a channel is one of those threads."""
        if str(channel.id) in self._known:
            return True
        public = isinstance(channel, discord.Thread) and channel.type is discord.ChannelType.public_thread
        return public and channel.owner_id == self._me

    async def places(self) -> list[Place]:
        """Where practices are open, read again with every fresh connection. Raises StorageFault."""
        found = [one for one in await self._shared.practice.practices.places(PLATFORM) if one.chat.isdigit()]
        self._known = {one.chat for one in found}
        return found

    def arrived(self, message: discord.Message) -> None:
        """A message came: it waits for those before it in its thread."""
        if self.is_meant(message):
            self._shared.lanes.put(str(message.channel.id), lambda: self.take(message))

    def is_meant(self, message: discord.Message) -> bool:
        """Whether a message is for us: said by a person, and a recording, a reply to us, or a mention."""
        if not self._messages.is_said(message):
            return False
        if message.flags.voice or any(is_sound(one) for one in message.attachments):
            return True
        answered = message.reference.resolved if message.reference else None
        ours = isinstance(answered, discord.Message) and answered.author.id == self._me
        return ours or self._me in message.raw_mentions or any(one.id == self._me for one in message.mentions)

    async def take(self, message: discord.Message) -> None:
        """Hands a message in, once; says what is wrong with it where it cannot be taken."""
        if str(message.id) in self._shared.taken:
            return
        try:
            async for incoming in self._incomings(message):
                await self._shared.practice.practices.submit(incoming)
            self._shared.taken.put(str(message.id), hash(message.content))
        except GreenroomError as error:
            await self._messages.reply(message, self._shared.sentence(error))

    async def _incomings(self, message: discord.Message) -> AsyncIterator[PracticeIncoming]:
        """What a message has in it: its text first, then each of its recordings. Raises Refused."""
        account, numbers = Account(PLATFORM, str(message.author.id)), updates(message.id)
        text, sounds = without_mention(message), [one for one in message.attachments if is_sound(one)]
        known: dict[str, Any] = {
            "chat": str(message.channel.id),
            "name": message.author.display_name,
        }
        if not text and not sounds:
            raise Refused(_what_is_wrong(message))
        if sounds:
            await self._messages.listens()
        if text:
            yield PracticeIncoming(account, next(numbers), PracticeKind.TEXT, value=text, **known)
        for sound in sounds:
            clip = await self._messages.fetched(message, sound)
            yield PracticeIncoming(account, next(numbers), PracticeKind.VOICE, clip=clip, **known)


def _what_is_wrong(message: discord.Message) -> str:
    """Why there is nothing to take in a message."""
    if message.flags.voice:  # without the intent no recording is shown to us that is not a reply
        return "discord-practice-unread"
    return "discord-only-sound" if message.attachments else "refused-empty"
