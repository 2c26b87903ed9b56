"""What people say in their direct messages and threads: handed in once, in the order it was said.

A message is one update, known by its id, so it can be handed in again after a gap. Whatever cannot be taken
is answered with a sentence in reply to it; a message that has such a reply is not handed in again. What was
taken stays as it was taken: a later edit or deletion is answered with a sentence.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress

import aiohttp
import discord

from bot.adapters.discord.clips import Fetcher, is_sound
from bot.adapters.discord.places import PLATFORM, lane
from bot.adapters.discord.shared import NOBODY, Shared
from bot.port import Account, Ears, Incoming, Kind
from core.interview.errors import GreenroomError, Refused

log = logging.getLogger(__name__)

SPOKEN = (discord.MessageType.default, discord.MessageType.reply)
FETCHES = 3
PAUSE = 1.0  # seconds before a recording is fetched once more; twice as long each time


class Messages:
    """Hands messages in."""

    def __init__(self, shared: Shared, fetcher: Fetcher, *, reads_all: bool) -> None:
        self._shared = shared
        self._fetcher = fetcher
        self._reads_all = reads_all

    def chat_of(self, message: discord.Message) -> str | None:
        """Where a message was said to us, None where it was not: it is another's, or not said at all."""
        if not self.is_said(message):
            return None
        if message.guild is None:
            return ""
        chat = str(message.channel.id)
        return chat if self._shared.places.owner(chat) == str(message.author.id) else None

    def is_said(self, message: discord.Message) -> bool:
        """Whether a person said it: no bot, and nothing that Discord itself notes."""
        return not message.author.bot and message.type in SPOKEN

    def arrived(self, message: discord.Message) -> None:
        """A message came: it waits for those before it in its place."""
        chat = self.chat_of(message)
        if chat is not None:
            key = lane(chat, str(message.author.id))
            self._shared.lanes.put(key, lambda: self.take(message, chat))

    async def take(self, message: discord.Message, chat: str) -> None:
        """Hands a message in, once; says what is wrong with it where it cannot be taken."""
        if str(message.id) in self._shared.taken:
            return
        try:
            async for incoming in self._incomings(message, chat):
                await self._shared.practice.submit(incoming)
            self._shared.taken.put(str(message.id), hash(message.content))
        except GreenroomError as error:
            await self.reply(message, self._shared.sentence(error))

    async def edited(self, message: discord.Message) -> None:
        """Says once that what was taken stays, where the words of a message really changed."""
        words = self._shared.taken.get(str(message.id))
        if words is None or message.edited_at is None or words == hash(message.content):
            return
        self._shared.taken.put(str(message.id), hash(message.content))
        await self.reply(message, self._shared.say("discord-edited"), "ed")

    async def deleted(self, channel: discord.abc.Messageable, id_: int) -> None:
        """Says that a message is deleted here and still counts."""
        if self._shared.taken.pop(str(id_)) is not None:
            with suppress(discord.HTTPException):
                text = self._shared.say("discord-deleted")
                await channel.send(text, nonce=f"de{id_}", allowed_mentions=NOBODY)

    async def _incomings(self, message: discord.Message, chat: str) -> AsyncIterator[Incoming]:
        """What a message has in it: its text first, then each of its recordings. Raises Refused."""
        account, numbers = Account(PLATFORM, str(message.author.id)), updates(message.id)
        text, sounds = without_mention(message), [one for one in message.attachments if is_sound(one)]
        if not text and not sounds:
            raise Refused(self._what_is_wrong(message))
        if sounds:
            await self.listens()
        if text:
            yield Incoming(account, next(numbers), Kind.TEXT, text, chat=chat)
        for sound in sounds:
            clip = await self.fetched(message, sound)
            yield Incoming(account, next(numbers), Kind.VOICE, clip=clip, chat=chat)
        if len(sounds) < len(message.attachments):
            await self.reply(message, self._shared.say("discord-only-sound"))

    def _what_is_wrong(self, message: discord.Message) -> str:
        """Why there is nothing to take in a message."""
        if message.attachments or message.stickers or message.poll:
            return "discord-only-sound"
        unread = message.guild is not None and not self._reads_all
        return "discord-unread" if unread else "refused-empty"

    async def listens(self) -> None:
        """Raises Refused where nobody would listen, before anything is fetched."""
        if (await self._shared.practice.hearing()).ears is Ears.OFF:
            raise Refused("refused-voice-off")

    async def fetched(self, message: discord.Message, sound: discord.Attachment) -> bytes:
        """A recording, asked for a few times. Raises Refused where it cannot be had."""
        for attempt in range(FETCHES):
            try:
                return await self._fetcher.clip(message, sound)
            except (aiohttp.ClientError, TimeoutError, discord.DiscordServerError) as error:
                log.warning("a recording could not be fetched: %s", type(error).__name__)
                await asyncio.sleep(PAUSE * 2**attempt)
        raise Refused("discord-clip-gone")

    async def reply(self, message: discord.Message, text: str, kind: str = "re") -> None:
        """A sentence under a message, once however often it is worked on."""
        with suppress(discord.HTTPException):  # whoever blocked the bot is not told
            await message.channel.send(
                text,
                reference=message.to_reference(fail_if_not_exists=False),
                mention_author=False,
                nonce=f"{kind}{message.id}",
                allowed_mentions=NOBODY,
            )


def updates(id_: int) -> Iterator[str]:
    """The ids of what a message has in it: its own, then numbered ones."""
    yield str(id_)
    number = 1
    while True:
        yield f"{id_}:{number}"
        number += 1


def without_mention(message: discord.Message) -> str:
    """The words of a message, without the mention that it took for the bot to be shown them."""
    return re.sub(r"^\s*<@[!&]?\d+>" if message.guild else "^", "", message.content).strip()
