"""Sends what a practice shows: to its thread, or to one member alone.

A message that changes an earlier one is an edit of it; where that one is gone, it is sent anew. What is for
one member is shown in the thread to nobody but them, where they did something there within the last quarter
of an hour, and sent as a direct message else. The card that somebody just filled in is the one that changes.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

import aiohttp
import discord

from bot.adapters.discord.catching_up import channel_of
from bot.adapters.discord.drawing import Post
from bot.adapters.discord.failing import NOT_CONNECTED, SECONDS, Unreachable, refusal
from bot.adapters.discord.items import view
from bot.adapters.discord.places import DIRECT
from bot.adapters.discord.practice_view import PracticeView, short_id
from bot.adapters.discord.shared import NOBODY, Held, Interaction, Shared
from bot.adapters.discord.showing import files_of
from bot.port import Letter, NotSent, Undeliverable
from bot.practices.port import Notice, PracticeShown

log = logging.getLogger(__name__)

Parts = Callable[[str, str, list[Post], Letter], Awaitable[str]]
ANSWERED_WITHIN = 5.0  # seconds in which an interaction is answered, whatever comes of it


class PracticeSender:
    """Sends notices; `parts` sends the messages of a letter, each once, to a chat or an account.

    `reads_all` as for `PracticeView`.
    """

    def __init__(self, client: discord.Client, shared: Shared, parts: Parts, *, reads_all: bool) -> None:
        self._client = client
        self._shared = shared
        self._parts = parts
        self._view = PracticeView(shared.texts, reads_all=reads_all)

    async def send(self, letter: Letter, notice: Notice) -> str:
        """Sends a letter's notice; the platform's id of it. Raises NotSent and Undeliverable."""
        posts = self._view.posts(notice, letter.files)
        try:
            if letter.account is None:
                return await self._publicly(letter, posts)
            return await self._privately(letter, notice, posts, letter.account.id)
        except Unreachable as gone:
            log.warning("something of a practice cannot be delivered (%d)", gone.code)
            raise Undeliverable from None

    async def _publicly(self, letter: Letter, posts: list[Post]) -> str:
        if len(posts) == 1 and await self._edited(letter.to, "", letter.edits, posts[0]):
            return letter.edits
        return await self._new(letter.to, "", posts, letter)

    async def _privately(self, letter: Letter, notice: Notice, posts: list[Post], account: str) -> str:
        shown = await self._alone(letter, notice, posts, account)
        if shown:
            return shown
        if len(posts) == 1 and await self._edited(DIRECT, account, letter.edits, posts[0]):
            return letter.edits
        return await self._new(DIRECT, account, posts, letter)

    async def _new(self, chat: str, account: str, posts: list[Post], letter: Letter) -> str:
        """Sends anew; without its files where these are not allowed."""
        try:
            return await self._parts(chat, account, posts, letter)
        except Unreachable:
            if not any(post.files for post in posts):
                raise
        bare = [Post(post.content, post.embed, post.rows) for post in posts]
        return await self._parts(chat, account, bare, letter)

    async def _edited(self, chat: str, account: str, id_: str, post: Post) -> bool:
        """Changes an earlier message; False where there is none any more."""
        if not id_.isdigit():
            return False
        try:
            async with asyncio.timeout(SECONDS):
                channel = await channel_of(self._client, chat, account)
                there = discord.PartialMessage(channel=channel, id=int(id_))  # type: ignore[arg-type]
                await there.edit(content=post.content, view=view(post.rows), allowed_mentions=NOBODY)
        except discord.NotFound:
            return False
        except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as error:
            raise refusal(error) or NotSent(NOT_CONNECTED) from None
        return True

    # ── to one alone, in the thread ──────────────────────────────────────────────────────────────

    async def _alone(self, letter: Letter, notice: Notice, posts: list[Post], account: str) -> str:
        """Shows it through what its reader did last; the message's id, "" where that is too long ago.

        A message of this kind is found nowhere once it is sent, so after a failed attempt it is not tried.
        """
        held = self._shared.held.get(account)
        if letter.again or held is None or not await _usable(held):
            return ""
        try:
            async with asyncio.timeout(SECONDS):
                changed = await self._changed(held, letter, notice, posts)
                return changed or await self._followed(held.interaction, posts)
        except discord.HTTPException as error:
            if error.status >= 500 or error.status == 429:
                raise NotSent(NOT_CONNECTED) from None
            return ""

    async def _changed(self, held: Held, letter: Letter, notice: Notice, posts: list[Post]) -> str:
        """Changes the card that was just pressed, or an earlier message of this kind."""
        if len(posts) != 1:
            return ""
        content, controls = posts[0].content, view(posts[0].rows)
        if notice.shown is PracticeShown.CARD and held.card == card_of(notice) and held.interaction.message:
            await held.interaction.edit_original_response(
                content=content, view=controls, allowed_mentions=NOBODY
            )
            return str(held.interaction.message.id)
        earlier = self._shared.private.get(letter.edits)
        if earlier is None or earlier.is_expired():
            return ""
        try:
            await earlier.followup.edit_message(
                int(letter.edits), content=content, view=controls, allowed_mentions=NOBODY
            )
        except discord.NotFound:
            return ""
        return letter.edits

    async def _followed(self, interaction: Interaction, posts: list[Post]) -> str:
        """Shows it below what its reader did."""
        last = ""
        for post in posts:
            sent = await interaction.followup.send(
                post.content,
                files=files_of(post.files),
                view=view(post.rows) or discord.utils.MISSING,
                ephemeral=True,
                wait=True,
                allowed_mentions=NOBODY,
            )
            last = str(sent.id)
        self._shared.private.put(last, interaction)
        return last


async def _usable(held: Held) -> bool:
    """Whether something can be shown through it: answered, and not too long ago."""
    if held.interaction.is_expired():
        return False
    try:
        await asyncio.wait_for(held.answered.wait(), ANSWERED_WITHIN)
    except TimeoutError:
        return False
    return held.interaction.response.is_done()


def card_of(notice: Notice) -> str:
    """Which card a notice is: its practice and its round."""
    return f"{short_id(notice.practice)}.{notice.round}"
