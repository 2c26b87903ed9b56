"""The sender: each message once, in the chat or, where that cannot be reached any more, in direct messages.

Every part of a letter has a nonce made of the letter's, which Discord keeps from being sent twice for some
minutes; after that, and where it is not known whether a part arrived, the chat's history is asked. It is
told apart whether a letter was certainly not sent (`NotSent`), is never to be sent (`Undeliverable`), or
nothing is known (any other error). What a practice shows goes its own way (`practice_sender`).
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import replace

import aiohttp
import discord

from bot.adapters.discord.catching_up import channel_of
from bot.adapters.discord.drawing import Drawing, Post, Surroundings
from bot.adapters.discord.failing import NOT_CONNECTED, SECONDS, TOO_LARGE, Unreachable, refusal
from bot.adapters.discord.items import view
from bot.adapters.discord.places import DIRECT, PLATFORM
from bot.adapters.discord.practice_sender import PracticeSender
from bot.adapters.discord.shared import NOBODY, Newest, Shared, privately
from bot.adapters.discord.showing import files_of
from bot.port import Letter, NotSent, Shown, Undeliverable
from core.texts.catalog import Texts

log = logging.getLogger(__name__)

LOOKED_AT = 100  # messages of a history


class DiscordSender:
    """Sends by the connection that is held; without one nothing is sent yet."""

    platform = PLATFORM

    def __init__(self, texts: Texts) -> None:
        self._drawing = Drawing(texts)
        self._texts = texts
        self._client: discord.Client | None = None
        self._shared: Shared | None = None
        self._reads_all = False
        self._sent: Newest[str] = Newest()

    def connect(self, client: discord.Client, shared: Shared, *, reads_all: bool) -> None:
        """From here on messages can be sent. `reads_all`: whether what people type in threads can be read."""
        self._client, self._shared, self._reads_all = client, shared, reads_all

    def disconnect(self) -> None:
        """From here on messages wait."""
        self._client = self._shared = None

    async def send(self, letter: Letter) -> str:
        """Sends what a letter takes; the id of its last message, "" where there is nothing to show."""
        if self._client is None or self._shared is None:
            raise NotSent(NOT_CONNECTED)
        if letter.notice is not None:
            sender = PracticeSender(self._client, self._shared, self._parts, reads_all=self._reads_all)
            return await sender.send(letter, letter.notice)
        account = letter.account.id if letter.account else letter.to
        chat = DIRECT if letter.to == account else letter.to
        if self._shared.given.answers(account, letter.outgoing):
            return ""
        try:
            return await self._whole(letter, chat, account)
        except Unreachable as gone:
            if chat == DIRECT:
                await self._tell_unreachable(account)
                raise Undeliverable from None
            log.warning("a thread cannot be written to any more (%d): direct messages", gone.code)
            self._shared.places.forget(chat)
        try:
            return await self._whole(letter, DIRECT, account, moved=True)
        except Unreachable:
            await self._tell_unreachable(account)
            raise Undeliverable from None

    async def _whole(self, letter: Letter, chat: str, account: str, *, moved: bool = False) -> str:
        """All parts of a letter, each once. Raises Unreachable, NotSent and what may have arrived."""
        posts = self._drawing.letter(letter, await self._around(letter, chat))
        if moved:
            posts = [Post(self._texts.say("discord-moved")), *posts]
        nonce = f"{letter.nonce}{'d' if moved else ''}"
        return await self._parts(chat, account, posts, replace(letter, nonce=nonce))

    async def _parts(self, chat: str, account: str, posts: list[Post], letter: Letter) -> str:
        """The messages of a letter, each once; the id of the last. Raises as `_whole`."""
        assert self._client is not None
        try:
            async with asyncio.timeout(SECONDS):
                channel = await channel_of(self._client, chat, account)
                here = await self._there(channel, letter.after) if letter.again and posts else []
        except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as error:
            raise refusal(error) or NotSent(NOT_CONNECTED) from None
        last = ""
        for number, post in enumerate(posts):
            nonce = letter.nonce + (f".{number}" if number else "")
            last = self._sent.get(nonce) or _found(here, nonce, post)
            last = last or await self._post(channel, post, nonce)
            self._sent.put(nonce, last)
        return last

    async def _around(self, letter: Letter, chat: str) -> Surroundings:
        assert self._shared is not None
        paused = False
        if letter.outgoing.shown is Shown.SAY and letter.outgoing.of and letter.account:
            paused = (await self._shared.practice.situation(letter.account)).paused
        return Surroundings(chat == DIRECT, chat != DIRECT and not self._reads_all, paused)

    async def _post(self, channel: discord.abc.Messageable, post: Post, nonce: str) -> str:
        """One message. Raises Unreachable, NotSent and what may have arrived."""
        try:
            async with asyncio.timeout(SECONDS):
                return await self._as_it_is(channel, post, nonce)
        except discord.HTTPException as error:
            if post.files and (error.status == 413 or error.code == TOO_LARGE):
                return await self._as_it_is(channel, _without_files(post), nonce)
            raise refusal(error) or error from None
        except (discord.RateLimited, aiohttp.ClientConnectorError) as error:
            raise refusal(error) or error from None

    async def _as_it_is(self, channel: discord.abc.Messageable, post: Post, nonce: str) -> str:
        sent = await channel.send(
            post.content or None,
            embeds=[post.embed] if post.embed else [],
            files=files_of(post.files),
            view=view(post.rows) or discord.ui.View(timeout=None),
            nonce=nonce,
            allowed_mentions=NOBODY,
        )
        return str(sent.id)

    async def _there(self, channel: discord.abc.Messageable, after: str) -> list[discord.Message]:
        """Our own messages there: those below the message `after`, else the newest."""
        assert self._client is not None
        assert self._client.user is not None
        me = self._client.user.id
        below = discord.Object(int(after)) if after.isdigit() else None
        return [one async for one in channel.history(limit=LOOKED_AT, after=below) if one.author.id == me]

    async def _tell_unreachable(self, account: str) -> None:
        """Tells somebody that they cannot be written to, through what they did last, if that was just now."""
        assert self._shared is not None
        interaction = self._shared.reach.get(account)
        if interaction is not None and not interaction.is_expired():
            with suppress(discord.HTTPException):
                await privately(interaction, self._texts.say("discord-no-direct"))


def _found(here: list[discord.Message], nonce: str, post: Post) -> str:
    """The id of a part that is there already: by its nonce, or by what it shows where none is kept."""
    for message in here:
        if str(message.nonce) == nonce or (message.nonce is None and _same(message, post)):
            return str(message.id)
    return ""


def _same(message: discord.Message, post: Post) -> bool:
    shown = message.embeds[0].description if message.embeds else None
    drawn = post.embed.description if post.embed else None
    return message.content == post.content and shown == drawn and bool(post.content or drawn)


def _without_files(post: Post) -> Post:
    embed = post.embed.copy() if post.embed else None
    if embed is not None:
        embed.set_image(url=None)
    return Post(post.content, embed, post.rows)
