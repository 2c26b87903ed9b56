"""The connection: discord.py's client with the least intents, its commands, and where each event goes.

Events are only handed on; nothing here waits for a database or a file on the way of the heartbeat.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot.adapters.discord import windows
from bot.adapters.discord.catching_up import CatchingUp
from bot.adapters.discord.clips import Fetcher
from bot.adapters.discord.commands import add_commands
from bot.adapters.discord.desk import Desk, guarded
from bot.adapters.discord.items import Pick, Press
from bot.adapters.discord.messages import Messages
from bot.adapters.discord.practice_commands import add_practice
from bot.adapters.discord.practice_talk import Talk
from bot.adapters.discord.practice_view import CHANNEL, PRACTICE
from bot.adapters.discord.practising import Practising
from bot.adapters.discord.sender import DiscordSender
from bot.adapters.discord.shared import NOBODY, Shared, privately
from bot.adapters.discord.syncing import sync
from bot.adapters.discord.wording import Translator

log = logging.getLogger(__name__)

LONGEST_WAIT = 30.0  # seconds that discord.py waits for a rate limit before it gives up


def intents() -> discord.Intents:
    """Servers for their threads, and what is said in threads and direct messages; nothing about members.

    What people type in a thread reaches a bot only with the privileged intent for message content. It is
    asked for where the developer portal grants it, see `Client.setup_hook`.
    """
    wanted = discord.Intents.none()
    wanted.guilds = wanted.guild_messages = wanted.dm_messages = True
    return wanted


class Client(discord.AutoShardedClient):
    """Holds one connection for `shared.practice`. `ready_seconds` is how long servers may take to arrive."""

    def __init__(
        self,
        shared: Shared,
        sender: DiscordSender,
        connector: Callable[[], aiohttp.BaseConnector] | None,
        ready_seconds: float,
    ) -> None:
        self._wanted = intents()
        super().__init__(
            intents=self._wanted,
            allowed_mentions=NOBODY,
            connector=connector() if connector else None,
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_ratelimit_timeout=LONGEST_WAIT,
            guild_ready_timeout=ready_seconds,
        )
        self._shared = shared
        self._sender = sender
        self._desk = Desk(shared, self._take)
        self._practising = Practising(shared)
        self._connector = connector
        self.tree = Tree(self)

    async def setup_hook(self) -> None:
        """Between login and connection: what is read, what is answered, which commands there are."""
        flags = self.application.flags if self.application else discord.ApplicationFlags()
        reads_all = flags.gateway_message_content or flags.gateway_message_content_limited
        self._wanted.message_content = reads_all
        self._fetcher = Fetcher(self._connector() if self._connector else None)
        self._messages = Messages(self._shared, self._fetcher, reads_all=reads_all)
        self._talk = Talk(self, self._shared, self._messages)
        self._catching_up = CatchingUp(self, self._shared, self._messages, self._talk)
        self.add_dynamic_items(Press, Pick)
        await self.tree.set_translator(Translator())
        await self._shared.places.load(self._shared.practice)  # what is pressed may come before what was said
        offers = await self._shared.practice.offers()
        add_commands(self.tree, self._desk, self.guard, self._shared.texts, offers)
        add_practice(self.tree, self._practising, self.guard, self._shared.texts, offers)
        await sync(self.tree)
        self._sender.connect(self, self._shared, reads_all=reads_all)

    async def close(self) -> None:
        """Lets go of everything."""
        self._sender.disconnect()
        await self._shared.lanes.close()
        await self._shared.at_work.end()
        if hasattr(self, "_fetcher"):
            await self._fetcher.close()
        await super().close()

    async def guard(self, interaction: discord.Interaction[Any], work: Coroutine[Any, Any, None]) -> None:
        """Does what an interaction asks for, once, and says what went wrong where something did."""
        if str(interaction.id) in self._shared.acted:
            work.close()
            return
        self._shared.acted.put(str(interaction.id), None)
        try:
            with self._shared.at_work.noted():
                await guarded(self._shared, interaction, work)
        except Exception as error:
            log.error("an interaction failed: %s", type(error).__name__)
            if not interaction.is_expired():
                with suppress(discord.DiscordException, aiohttp.ClientError):
                    await privately(interaction, self._shared.say("discord-went-wrong"))

    async def pressed(
        self, interaction: discord.Interaction[Any], verb: str, of: str, about: str, value: str
    ) -> None:
        """A button or a menu."""
        desk = self._practising if verb in (PRACTICE, CHANNEL) else self._desk
        await self.guard(interaction, desk.pressed(interaction, verb, of, about, value))

    async def _take(self, message: discord.Message, chat: str) -> None:
        await self._messages.take(message, chat)

    # ── discord.py's events ──────────────────────────────────────────────────────────────────────

    async def on_connect(self) -> None:
        """A fresh session: what was said before it does not come by itself."""
        with self._shared.at_work.noted():
            await self._catching_up.run()

    async def on_message(self, message: discord.Message) -> None:
        """Something was said."""
        await self._shared.open.wait()
        if self._talk.is_here(message.channel):
            self._talk.arrived(message)
        else:
            self._messages.arrived(message)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Something was changed."""
        await self._messages.edited(payload.message)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Something was taken back."""
        await self._messages.deleted(self.get_partial_messageable(payload.channel_id), payload.message_id)

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """A thread is gone: its owner goes on in direct messages."""
        self._shared.places.forget(str(payload.thread_id))

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """A window was sent; everything else has its own way here."""
        if interaction.type is discord.InteractionType.modal_submit:
            sent = windows.sent(interaction)
            if sent is not None:
                desk = self._practising if sent.verb == PRACTICE else self._desk
                await self.guard(interaction, desk.sent(interaction, sent))

    async def on_error(self, event_method: str, /, *_args: Any, **_kwargs: Any) -> None:
        """Without the words that discord.py's own would log."""
        error = sys.exc_info()[1]
        log.error("event %s failed: %s", event_method, type(error).__name__)


class Tree(app_commands.CommandTree[Client]):
    """The commands, with an error told in a sentence."""

    async def on_error(
        self, interaction: discord.Interaction[Client], error: app_commands.AppCommandError, /
    ) -> None:
        """A command that Discord knows and this version does not, or one that could not be read."""
        log.error("a command could not be read: %s", type(error).__name__)
        if interaction.type is discord.InteractionType.application_command and not interaction.is_expired():
            await privately(interaction, interaction.client._shared.say("discord-old-control"))
