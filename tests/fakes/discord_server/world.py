"""What there is on the fake Discord: people, guilds, channels, messages and interactions.

The rule: this is the state alone; routes and the gateway change it, and whoever waits for a change waits for
`news`, never for the clock. Ids are snowflakes of the present time, always rising, as Discord's are.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

EPOCH_MS = 1_420_070_400_000  # Discord's first second, 2015
TEXT, DM, PUBLIC_THREAD, PRIVATE_THREAD = 0, 1, 11, 12  # types of channels
EPHEMERAL, LOADING, VOICE_MESSAGE, SILENT = 1 << 6, 1 << 7, 1 << 13, 1 << 12  # flags of messages
APPLICATION = 900_000_000_000_000_001  # the application's id, which is the bot's too
TOKEN = "OTAwMDAwMDAwMDAwMDAwMDAx.fake.token-of-the-tests"
ALL_PERMISSIONS = (1 << 50) - 1
UPLOAD_LIMIT = 10 * 2**20  # bytes a file, without boosts
ATTACHMENT_S = 24 * 3600.0  # how long an attachment's address is good
ACKNOWLEDGE_S = 3.0
TOKEN_S = 15 * 60.0
NONCE_S = 120.0  # how long a nonce is known; Discord says "a few minutes"

Json = dict[str, Any]


class Clock:
    """Seconds since some moment; real ones, and more where a test lets time pass.

    A test that is about something else than time can let it stand, so that a slow machine is never too late.
    """

    def __init__(self) -> None:
        self._ahead = 0.0
        self._stands_at: float | None = None

    def __call__(self) -> float:
        return (time.monotonic() if self._stands_at is None else self._stands_at) + self._ahead

    def stands(self) -> None:
        """From here on only `passes` lets it move."""
        self._stands_at = time.monotonic()

    def goes_on(self) -> None:
        """It moves by itself again."""
        self._stands_at = None

    def passes(self, seconds: float) -> None:
        self._ahead += seconds


@dataclass
class User:
    """Somebody, or the bot. `blocks` is whether they take no direct messages from the bot.

    `may` is what they may do in guilds, None for all that the bot may.
    """

    id: int
    name: str
    bot: bool = False
    locale: str = "en-US"
    blocks: bool = False
    may: int | None = None


@dataclass
class File:
    """A file that belongs to a message."""

    id: int
    name: str
    content: bytes = field(repr=False)
    media_type: str = "application/octet-stream"
    about: str = ""
    seconds: float | None = None
    waveform: str = ""
    stored: bool = True  # else its address leads to nothing
    declared: int | None = None  # the size that is told, where that is not the real one

    @property
    def size(self) -> int:
        return len(self.content) if self.declared is None else self.declared


@dataclass
class Message:
    """A message as it stands; `history` are the contents it had before. `only_for` sees an ephemeral one."""

    id: int
    channel: int
    author: int
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    flags: int = 0
    nonce: str | int | None = None
    reference: int | None = None
    mentions: list[int] = field(default_factory=list)
    interaction: Interaction | None = None
    only_for: int | None = None
    edited: str | None = None
    deleted: bool = False
    at: str = ""
    born: float = 0.0  # by the fake's clock
    history: list[str] = field(default_factory=list)

    @property
    def buttons(self) -> list[Json]:
        """Every button, in order."""
        return [one for one in self.parts if one["type"] == 2]

    @property
    def parts(self) -> list[Json]:
        """Everything in its rows, in order."""
        return [part for row in self.components for part in row.get("components", [row])]

    @property
    def words(self) -> str:
        """All that can be read: the text and what stands in the embeds."""
        found = [self.content]
        for embed in self.embeds:
            found += [embed.get("title", ""), embed.get("description", "")]
            found += [f"{one['name']}\n{one['value']}" for one in embed.get("fields", [])]
            found.append((embed.get("footer") or {}).get("text", ""))
        return "\n".join(filter(None, found))


@dataclass
class Channel:
    """A direct message (no guild), a text channel, or a thread (with a parent)."""

    id: int
    kind: int
    name: str = ""
    guild: int | None = None
    parent: int | None = None
    owner: int = 0
    members: list[int] = field(default_factory=list)  # who is in it; in a guild's text channel everybody is
    archived: bool = False
    locked: bool = False
    invitable: bool = True
    slowmode: int = 0
    deleted: bool = False
    messages: dict[int, Message] = field(default_factory=dict)

    @property
    def thread(self) -> bool:
        return self.parent is not None


@dataclass
class Guild:
    """A guild; `permissions` are the bot's."""

    id: int
    name: str
    owner: int
    members: list[int] = field(default_factory=list)
    permissions: int = ALL_PERMISSIONS
    kicked: bool = False


@dataclass
class Interaction:
    """One use of a command, a component, a modal or the completion of an option.

    `answer` is the type of the first response, 0 before it; `after` how many seconds it took.
    """

    id: int
    token: str
    kind: int
    user: int
    channel: int
    data: Json
    born: float
    message: Message | None = None  # the one the component is on
    answer: int = 0
    after: float | None = None
    original: Message | None = None
    modal: Json | None = None
    choices: list[Json] = field(default_factory=list)
    from_modal: bool = False
    loading: bool = False
    followups: list[Message] = field(default_factory=list)

    @property
    def private(self) -> bool:
        """Whether its first response is for one person alone."""
        return bool(self.original and self.original.flags & EPHEMERAL)


@dataclass
class World:
    """All of it. `told` are called with each event for the gateway: name, data, guild, channel."""

    clock: Clock = field(default_factory=Clock)
    users: dict[int, User] = field(default_factory=dict)
    guilds: dict[int, Guild] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    interactions: dict[str, Interaction] = field(default_factory=dict)
    commands: list[Json] = field(default_factory=list)
    syncs: int = 0  # how often commands were written
    typing: int = 0
    files: dict[int, File] = field(default_factory=dict)
    tell: Callable[[str, Json, int | None], None] = lambda _name, _data, _guild: None
    news: asyncio.Event = field(default_factory=asyncio.Event)
    happened: int = 0  # counts every change
    _last: int = 0

    def __post_init__(self) -> None:
        self.users[APPLICATION] = User(APPLICATION, "greenroom", bot=True)

    def id(self) -> int:
        """A new snowflake, above all that were given out."""
        now = (int(time.time() * 1000) - EPOCH_MS) << 22
        self._last = max(now, self._last + 1)
        return self._last

    def changed(self) -> None:
        """Wakes whoever waits."""
        self.happened += 1
        self.news.set()
        self.news = asyncio.Event()

    async def until(self, holds: Callable[[], Any], seconds: float = 20.0) -> Any:
        """Waits until `holds` gives something true, and gives that back. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while not (found := holds()):
                await self.news.wait()
        return found

    def somebody(self, name: str, locale: str = "en-US") -> User:
        user = User(self.id(), name, locale=locale)
        self.users[user.id] = user
        return user

    def guild(self, name: str, *people: User, permissions: int = ALL_PERMISSIONS) -> Guild:
        guild = Guild(self.id(), name, people[0].id if people else 0, permissions=permissions)
        guild.members = [APPLICATION, *(one.id for one in people)]
        self.guilds[guild.id] = guild
        return guild

    def text_channel(self, guild: Guild, name: str) -> Channel:
        channel = Channel(self.id(), TEXT, name, guild.id)
        self.channels[channel.id] = channel
        return channel

    def direct(self, user: int) -> Channel:
        """The direct messages of somebody and the bot, which are there once they are asked for."""
        for channel in self.channels.values():
            if channel.kind == DM and user in channel.members:
                return channel
        channel = Channel(self.id(), DM, members=[user])
        self.channels[channel.id] = channel
        return channel

    def post(self, channel: Channel, author: int, content: str = "", **more: Any) -> Message:
        """A new message, which is in the channel from here on."""
        message = Message(self.id(), channel.id, author, content, at=now(), born=self.clock(), **more)
        channel.messages[message.id] = message
        for file in message.files:
            self.files[file.id] = file
        return message

    def message(self, id_: int) -> Message | None:
        """A message that is still there, wherever it is."""
        for channel in self.channels.values():
            found = channel.messages.get(id_)
            if found and not found.deleted and not channel.deleted:
                return found
        return None

    def interaction(self, kind: int, user: User, channel: Channel, data: Json, **more: Any) -> Interaction:
        token = secrets.token_urlsafe(48)
        made = Interaction(self.id(), token, kind, user.id, channel.id, data, self.clock(), **more)
        self.interactions[token] = made
        return made

    def permissions(self, channel: Channel) -> int:
        """What the bot may in a channel."""
        return self.guilds[channel.guild].permissions if channel.guild else ALL_PERMISSIONS


def now() -> str:
    """The present time as Discord writes it."""
    return datetime.now(UTC).isoformat()
