"""Practice in a group: what its commands, buttons and windows do.

The rule: kept first, acknowledged then, as everywhere. What was pressed names a practice and a round; whether
it may be done is decided by the practice, which tells a wrong person privately. Opening a window only reads.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import Any

import discord

from bot.adapters.discord.acknowledging import Ack, acknowledge, deadline
from bot.adapters.discord.drawing import Post
from bot.adapters.discord.permissions import TO_GATHER, absent_of, missing
from bot.adapters.discord.places import PLATFORM
from bot.adapters.discord.practice_view import (
    CHANNEL,
    LEVELS,
    MINE,
    PRACTICE,
    TIP,
    TOP,
    WINDOWED,
    WORDS,
    WRITE,
    PracticeView,
    whole_id,
)
from bot.adapters.discord.shared import Held, Interaction, Shared, account_of, privately
from bot.adapters.discord.showing import show
from bot.adapters.discord.starting import ARCHIVED_AFTER, NotAllowed, known
from bot.adapters.discord.windows import Sent, fields_window
from bot.practices.port import Notice, PracticeIncoming, PracticeKind, PracticeShown
from core.interview.errors import GreenroomError, Refused

COMMANDS = ("join", "leave", "begin", "next", "done", "stop")  # those that only say what they do
WAITS = frozenset({PracticeKind.DONE, PracticeKind.NEXT, PracticeKind.LEAVE})  # for what was said before them
BY_BUTTON = frozenset(PracticeKind) - {
    PracticeKind.OPEN,
    PracticeKind.TEXT,
    PracticeKind.VOICE,
    PracticeKind.CARD,
    PracticeKind.REMOVE,
}
OF_A_CARD = frozenset({LEVELS, WORDS})


class Practising:
    """Takes what is about practices.

    Raises GreenroomError, with a text for the person, and what discord.py raises.
    """

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self._view = PracticeView(shared.texts)

    # ── commands ─────────────────────────────────────────────────────────────────────────────────

    async def command(self, interaction: Interaction, name: str, value: str = "", who: str = "") -> None:
        """A command below `/practice`; `value` is a domain, `who` an account."""
        match name:
            case "open":
                await self._open(interaction, value)
            case "settings":
                await self._settings(interaction)
            case "agreement":
                await acknowledge(self._shared, interaction, Ack.READ)
                document = await self._shared.practice.practices.agreement(account_of(interaction.user))
                await show(interaction, self._shared.drawing.document(document))
            case _:
                if not await self._is_here(interaction):
                    raise Refused("discord-practice-in-thread")
                word = self._shared.say("discord-practice-taken")
                incoming = self._incoming(interaction, PracticeKind(name), who=who)
                await self._keep(interaction, incoming, Ack.WORD, word)

    async def _open(self, interaction: Interaction, value: str) -> None:
        """A thread beside the channel, and a lobby in it."""
        channel = interaction.channel
        parent = channel.parent if isinstance(channel, discord.Thread) else channel
        if not interaction.is_guild_integration() or not isinstance(parent, discord.TextChannel):
            raise Refused("discord-practice-not-here")
        try:
            async with asyncio.timeout_at(until := deadline(self._shared)):
                domain = await self._domain(value)
                thread = await self._thread(interaction, parent)
        except TimeoutError:
            await privately(interaction, self._shared.say("discord-repeat"))
            return
        except NotAllowed as refused:
            sentence = missing(self._shared.texts, refused.permissions, "discord-practice-not-allowed")
            await privately(interaction, sentence)
            return
        where: dict[str, Any] = {"chat": str(thread.id), "channel": str(parent.id)}
        incoming = self._incoming(interaction, PracticeKind.OPEN, value=domain, **where)
        word = self._shared.say("discord-practice-opened", thread=f"<#{thread.id}>")
        kept = await self._keep(interaction, incoming, Ack.WORD, word, until=until)
        with suppress(discord.HTTPException):  # neither is needed for the practice
            if kept:
                await thread.add_user(discord.Object(interaction.user.id))
            else:
                await thread.edit(archived=True)

    async def _is_here(self, interaction: Interaction) -> bool:
        """Whether a practice is open where somebody is."""
        here = str(interaction.channel_id or "")
        return bool(await self._shared.practice.practices.open_at(PLATFORM, here))

    async def _domain(self, value: str) -> str:
        """The id of the domain that was meant, "" for the channel's own. Raises Refused."""
        if not value:
            return ""
        (offer,) = [one for one in await self._shared.practice.offers() if one.choice == "domain"]
        found = known(offer, value)
        if not found:
            raise Refused("discord-no-such", choice="domain")
        return found

    async def _thread(self, interaction: Interaction, channel: discord.TextChannel) -> discord.Thread:
        """A thread that everybody in the channel can see. Raises NotAllowed."""
        absent = absent_of(interaction.app_permissions, TO_GATHER)
        if absent:
            raise NotAllowed(absent)
        try:
            return await channel.create_thread(
                name=self._shared.say("discord-practice-thread"),
                type=discord.ChannelType.public_thread,
                auto_archive_duration=ARCHIVED_AFTER,
            )
        except discord.Forbidden:
            raise NotAllowed(TO_GATHER) from None

    # ── buttons and menus ────────────────────────────────────────────────────────────────────────

    async def pressed(self, interaction: Interaction, verb: str, of: str, about: str, value: str) -> None:
        """A button or a menu; `about` says what is done, and of which round."""
        what, _, round_ = about.partition(".")
        if verb == CHANNEL:
            await self._set(interaction, what, value)
        elif what in WINDOWED:
            await self._window(interaction, what, of, round_)
        elif what == MINE:
            await self._mine(interaction, of)
        elif what in BY_BUTTON:
            incoming = self._incoming(interaction, PracticeKind(what), practice=whole_id(of))
            await self._keep(interaction, incoming, Ack.QUIET)
        else:
            await privately(interaction, self._shared.say("discord-old-control"))

    async def _mine(self, interaction: Interaction, of: str) -> None:
        """What is for whoever pressed it. Raises Refused for those who do not take part."""
        held = self._hold(interaction)
        try:
            await acknowledge(self._shared, interaction, Ack.READ)
            await show(interaction, await self._part(interaction, of))
        finally:  # not sooner: what is shown before it would stand in its place
            held.answered.set()

    async def _part(self, interaction: Interaction, of: str) -> list[Post]:
        practices = self._shared.practice.practices
        try:
            found = await practices.mine(account_of(interaction.user), whole_id(of))
        except GreenroomError as error:
            return [Post(self._shared.sentence(error))]
        posts = [post for notice in found for post in self._view.posts(notice)]
        return posts or [Post(self._shared.say("discord-taken"))]

    async def _window(self, interaction: Interaction, what: str, of: str, round_: str) -> None:
        """Opens a window: only looked up, and the first answer there is."""
        card = await self._card(interaction, of, round_) if what in OF_A_CARD else None
        if what in OF_A_CARD and card is None:
            await privately(interaction, self._shared.say("discord-old-card"))
            return
        fields = self._view.fields(what, card.form if card else None)
        about = f"{what}.{round_}"
        window = fields_window(PRACTICE, self._view.title(what), fields, of=of, about=about)
        await interaction.response.send_modal(window)

    async def _card(self, interaction: Interaction, of: str, round_: str) -> Notice | None:
        """Somebody's card, where it is of that round: an earlier round's must not fill in the new one's."""
        mine = await self._shared.practice.practices.mine(account_of(interaction.user), whole_id(of))
        fitting = (one for one in mine if one.shown is PracticeShown.CARD and str(one.round) == round_)
        return next(fitting, None)

    # ── windows ──────────────────────────────────────────────────────────────────────────────────

    async def sent(self, interaction: Interaction, sent: Sent) -> None:
        """What was filled in in a window."""
        what, _, round_ = sent.about.partition(".")
        if what in OF_A_CARD:
            if await self._card(interaction, sent.of, round_) is None:
                await privately(interaction, self._shared.say("discord-old-card"))
                return
            incoming = self._incoming(interaction, PracticeKind.CARD, practice=whole_id(sent.of))
            await self._keep(
                interaction, _filled(incoming, what, sent), Ack.QUIET, card=f"{sent.of}.{round_}"
            )
            return
        kind = PracticeKind.TEXT if what == WRITE else PracticeKind(what)
        value = sent.fields.get(what, "")
        incoming = self._incoming(interaction, kind, practice=whole_id(sent.of), value=value)
        await self._keep(interaction, incoming, Ack.QUIET)

    # ── a channel's settings ─────────────────────────────────────────────────────────────────────

    async def _settings(self, interaction: Interaction) -> None:
        if not _manages(interaction):
            raise Refused("practice-permission")
        await acknowledge(self._shared, interaction, Ack.READ)
        settings = await self._shared.practice.practices.settings(PLATFORM, _channel(interaction))
        await show(interaction, self._view.settings(settings))

    async def _set(self, interaction: Interaction, name: str, value: str) -> None:
        """One of them, set; what holds now is shown."""
        practices, channel = self._shared.practice.practices, _channel(interaction)
        await practices.set(PLATFORM, channel, name, value, moderator=_manages(interaction))
        await acknowledge(self._shared, interaction, Ack.READ)
        await show(interaction, self._view.settings(await practices.settings(PLATFORM, channel)))

    # ── keeping ──────────────────────────────────────────────────────────────────────────────────

    def _hold(self, interaction: Interaction, card: str = "") -> Held:
        held = Held(interaction, card)
        self._shared.held.put(str(interaction.user.id), held)
        return held

    async def _keep(  # noqa: PLR0913 - one interaction, from its check to its acknowledgement
        self,
        interaction: Interaction,
        incoming: PracticeIncoming,
        ack: Ack,
        word: str = "",
        *,
        card: str = "",
        until: float | None = None,
    ) -> bool:
        """Keeps what came in, then acknowledges it; whether it was kept."""
        held = self._hold(interaction, card)
        try:
            async with asyncio.timeout_at(until or deadline(self._shared)):
                if incoming.kind in WAITS:
                    await self._shared.open.wait()
                    await self._shared.lanes.idle(str(interaction.channel_id))
                await self._shared.practice.practices.submit(incoming)
            await acknowledge(self._shared, interaction, ack, word)
        except TimeoutError:
            await privately(interaction, self._shared.say("discord-repeat"))
            return False
        except GreenroomError as error:
            await privately(interaction, self._shared.sentence(error))
            return False
        finally:
            held.answered.set()
        return True

    def _incoming(self, interaction: Interaction, kind: PracticeKind, **more: Any) -> PracticeIncoming:
        """An interaction as the practices' port has it; its id is the update's."""
        there = {"chat": str(interaction.channel_id or ""), "channel": _channel(interaction)}
        fields = (there if interaction.guild_id else {}) | more
        return PracticeIncoming(
            account_of(interaction.user),
            str(interaction.id),
            kind,
            name=interaction.user.display_name,
            moderator=bool(interaction.guild_id) and interaction.permissions.manage_messages,
            **fields,
        )


def _filled(incoming: PracticeIncoming, what: str, sent: Sent) -> PracticeIncoming:
    """A card with what its window brought."""
    if what == WORDS:
        return replace(incoming, top=sent.fields.get(TOP, ""), tip=sent.fields.get(TIP, ""))
    return replace(incoming, levels=tuple((name, level) for name, level in sent.fields.items() if level))


def _channel(interaction: Interaction) -> str:
    """The channel whose settings hold: around a thread, its parent."""
    channel = interaction.channel
    if isinstance(channel, discord.Thread):
        return str(channel.parent_id)
    return str(interaction.channel_id or "")


def _manages(interaction: Interaction) -> bool:
    allowed = interaction.permissions
    return bool(interaction.guild_id) and (allowed.manage_channels or allowed.manage_guild)
