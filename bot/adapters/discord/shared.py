"""What the parts of the adapter share while one connection is held."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import discord

from bot.adapters.discord.at_work import AtWork
from bot.adapters.discord.drawing import Drawing
from bot.adapters.discord.given import Given
from bot.adapters.discord.lanes import Lanes
from bot.adapters.discord.places import PLATFORM, Places
from bot.port import Account, Practice
from core.interview.errors import GreenroomError
from core.texts.catalog import Texts

BUDGET = 1.0  # seconds in which something is kept, before Discord has to be answered
REMEMBERED = 2_000
NOBODY = discord.AllowedMentions.none()
Value = TypeVar("Value")
Interaction = discord.Interaction[Any]


class Newest(Generic[Value]):
    """The newest `REMEMBERED` entries of something, by key."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Value] = OrderedDict()

    def __contains__(self, key: str) -> bool:
        return key in self._kept

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def put(self, key: str, value: Value) -> None:
        self._kept[key] = value
        self._kept.move_to_end(key)
        while len(self._kept) > REMEMBERED:
            self._kept.popitem(last=False)

    def get(self, key: str) -> Value | None:
        return self._kept.get(key)

    def pop(self, key: str) -> Value | None:
        return self._kept.pop(key, None)


@dataclass(slots=True, eq=False)
class Held:
    """An interaction about a practice, through which its person can be shown something alone.

    `card` is the id and round of the practice whose card it was pressed on, "" where it was not on one;
    `answered` is set once Discord has its answer, before which nothing else can be shown through it.
    """

    interaction: Interaction
    card: str = ""
    answered: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(slots=True)
class Shared:
    """The practice and its words, and what is known while the process lives.

    `taken` has the messages that were handed in, by id, with a mark of their words; `reach` the newest
    interaction of each account, through which somebody can still be told something privately, and `acted` all
    that were answered, since a session that is resumed may bring one again. `open` is set while new messages
    are let in, which is once those that were missed stand before them. `held` has the newest interaction of
    each account that was about a practice, `private` those by which the newest private messages are edited.
    """

    practice: Practice
    texts: Texts
    drawing: Drawing
    budget: float = BUDGET
    places: Places = field(default_factory=Places)
    lanes: Lanes = field(default_factory=Lanes)
    given: Given = field(default_factory=Given)
    taken: Newest[int] = field(default_factory=Newest)
    reach: Newest[Interaction] = field(default_factory=Newest)
    at_work: AtWork = field(default_factory=AtWork)
    acted: Newest[None] = field(default_factory=Newest)
    open: asyncio.Event = field(default_factory=asyncio.Event)
    held: Newest[Held] = field(default_factory=Newest)
    private: Newest[Interaction] = field(default_factory=Newest)

    def say(self, key: str, **values: str | int) -> str:
        """A text of the adapter."""
        return self.texts.say(key, values)

    def sentence(self, error: GreenroomError) -> str:
        """What a person is told about an error."""
        return self.texts.say(error.key, error.values)


def account_of(user: discord.abc.User) -> Account:
    """A person as the port knows them."""
    return Account(PLATFORM, str(user.id))


def chat_of(interaction: Interaction, places: Places) -> str:
    """Where the answer to an interaction goes: here, where its person practises here, else where they do."""
    account, here = str(interaction.user.id), str(interaction.channel_id or "")
    if is_direct(interaction):
        return ""
    return here if places.owner(here) == account else places.chat_of(account)


def is_direct(interaction: Interaction) -> bool:
    """Whether an interaction comes from the direct messages with the bot."""
    return bool(interaction.context.dm_channel)


async def privately(interaction: Interaction, text: str) -> None:
    """Tells only the person who acted, whether or not the interaction was acknowledged before."""
    with suppress(discord.NotFound):  # the interaction is over: nobody is there to be told
        if interaction.response.is_done():
            await interaction.followup.send(text, ephemeral=True, allowed_mentions=NOBODY)
        else:
            await interaction.response.send_message(text, ephemeral=True, allowed_mentions=NOBODY)
