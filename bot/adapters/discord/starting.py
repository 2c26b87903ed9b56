"""Where an interview begins: in direct messages, or in a private thread that the bot opens beside a channel.

The thread has to be there before the first message can be kept for it, so it is opened within the same
budget. If that comes to nothing, a thread may be left over that has nobody in it.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Literal

import discord

from bot.adapters.discord.acknowledging import Way, deadline, incoming, keep
from bot.adapters.discord.permissions import TO_PRACTISE, absent_of, missing
from bot.adapters.discord.places import DIRECT
from bot.adapters.discord.shared import Interaction, Shared, account_of, chat_of, is_direct, privately
from bot.port import Incoming, Kind, Offer
from core.interview.errors import GreenroomError
from core.interview.state import Stage

ARCHIVED_AFTER: Literal[1440] = (
    1440  # minutes without a message; Discord opens a thread again with the next one
)
SETTING_UP = frozenset({"", Stage.NEW, Stage.SETTING_UP, Stage.REPORTED, Stage.CLOSED})
ORDER = ("domain", "level", "length")
ONCE_MORE = (Kind.REVIEW, Kind.REDO)  # interviews of their own, made of earlier ones


@dataclass(frozen=True, slots=True)
class NotAllowed(Exception):
    """The bot may not do in this channel what it takes to practise there."""

    permissions: tuple[str, ...]


async def once_more(shared: Shared, interaction: Interaction, way: Way, of: str = "", part: int = 0) -> None:
    """What is due again, or a question of the report `of`: where its person practises already."""
    assert way.kind is not None
    chat = chat_of(interaction, shared.places)
    came = incoming(shared, interaction, way.kind, of, part=part)
    shared.places.note(chat, str(interaction.user.id))
    await keep(shared, interaction, way, [came], word=_word(shared, interaction, chat))


async def start(shared: Shared, interaction: Interaction, way: Way, chosen: dict[str, str]) -> None:
    """Opens an interview with what was `chosen` already; begins it where that is all there is to choose."""
    until = deadline(shared)
    try:
        async with asyncio.timeout_at(until):
            offers = {offer.choice: offer for offer in await shared.practice.offers()}
            unknown = [name for name, value in chosen.items() if not known(offers[name], value)]
            if unknown:
                await privately(interaction, shared.say("discord-no-such", choice=unknown[0]))
                return
            situation = await shared.practice.situation(account_of(interaction.user))
            chat = await _place(shared, interaction, going=situation.stage not in SETTING_UP)
    except TimeoutError:
        await privately(interaction, shared.say("discord-repeat"))
        return
    except NotAllowed as refusal:
        await privately(interaction, missing(shared.texts, refusal.permissions))
        return
    except GreenroomError as error:
        await privately(interaction, shared.sentence(error))
        return
    going = situation.stage not in SETTING_UP
    values = {} if going else {name: known(offers[name], value) for name, value in chosen.items()}
    incomings = _incomings(interaction, chat, values)
    account = str(interaction.user.id)
    if not going:
        shared.given.expect(account, set(values) | ({""} if len(values) == len(ORDER) else set()))
    before = shared.places.chat_of(account)
    shared.places.note(chat, account)
    word = _word(shared, interaction, chat)
    if not await keep(shared, interaction, way, incomings, word=word, until=until):
        shared.places.note(before, account)


def known(offer: Offer, value: str) -> str:
    """The value that is meant by what was typed, "" where there is none."""
    typed = value.strip().casefold()
    for option in offer.options:
        if typed in (option.value.casefold(), option.label.casefold()):
            return option.value
    return ""


def _incomings(interaction: Interaction, chat: str, chosen: dict[str, str]) -> list[Incoming]:
    """What a start command comes to: each with an update id of its own, the same if it comes twice."""
    account, update = account_of(interaction.user), str(interaction.id)
    found = [Incoming(account, update, Kind.OPEN, chat=chat)]
    found += [
        Incoming(account, f"{update}:{name}", Kind.CHOOSE, chosen[name], name, chat=chat)
        for name in ORDER
        if name in chosen
    ]
    if len(chosen) == len(ORDER):
        found.append(Incoming(account, f"{update}:begin", Kind.BEGIN, chat=chat))
    return found


def _word(shared: Shared, interaction: Interaction, chat: str) -> str:
    """Where it goes on."""
    if chat == str(interaction.channel_id) or (chat == DIRECT and is_direct(interaction)):
        return shared.say("discord-started")
    if chat == DIRECT:
        return shared.say("discord-started-direct")
    return shared.say("discord-started-thread", thread=f"<#{chat}>")


async def _place(shared: Shared, interaction: Interaction, *, going: bool) -> str:
    """Where to practise. Raises NotAllowed."""
    chat = chat_of(interaction, shared.places)
    if is_direct(interaction) or chat == str(interaction.channel_id) or (going and chat):
        return chat
    channel = interaction.channel
    parent = channel.parent if isinstance(channel, discord.Thread) else channel
    if not interaction.is_guild_integration() or not isinstance(parent, discord.TextChannel):
        return DIRECT
    absent = absent_of(interaction.app_permissions, TO_PRACTISE)
    if absent:
        raise NotAllowed(absent)
    return await _thread(shared, interaction, parent)


async def _thread(shared: Shared, interaction: Interaction, channel: discord.TextChannel) -> str:
    try:
        thread = await channel.create_thread(
            name=shared.say("discord-thread"),
            type=discord.ChannelType.private_thread,
            invitable=False,
            auto_archive_duration=ARCHIVED_AFTER,
            slowmode_delay=0,
        )
        await thread.add_user(discord.Object(interaction.user.id))
    except discord.Forbidden:
        raise NotAllowed(TO_PRACTISE) from None
    return str(thread.id)
