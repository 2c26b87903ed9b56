"""All of Telegram that one bot can see: chats, messages, files, pressed buttons, menus.

The rule: messages are kept as the JSON objects they are sent as, and never changed in place; whatever a
person could see is in a room's journal, in order.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TypeVar

from tests.fakes.telegram.errors import Refused, bad
from tests.fakes.telegram.spec import Json
from tests.fakes.telegram.updates import Updates

T = TypeVar("T")
LIMIT = 30.0  # seconds; far more than anything takes, so that only what hangs reaches it
INLINE = "inline_keyboard"


class News:
    """Wakes those who wait for something to become true."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def tell(self) -> None:
        """Something has changed."""
        for one in self._waiting:
            if not one.done():
                one.set_result(None)

    async def until(self, look: Callable[[], T | None], what: Callable[[], str], within: float) -> T:
        """What `look` finds, as soon as it finds it. Fails with `what` after `within` seconds."""
        try:
            async with asyncio.timeout(within):
                while (found := look()) is None:
                    await self._change()
        except TimeoutError:
            raise AssertionError(what()) from None
        return found

    async def _change(self) -> None:
        change = asyncio.get_running_loop().create_future()
        self._waiting.add(change)
        try:
            await change
        finally:
            self._waiting.discard(change)


@dataclass(frozen=True, slots=True)
class File:
    """A file that Telegram keeps. `size` may be more than it holds, for what cannot be fetched."""

    id: str
    path: str
    content: bytes = field(repr=False)
    name: str = ""
    media_type: str = ""
    declared: int = 0

    @property
    def size(self) -> int:
        return self.declared or len(self.content)

    @property
    def ids(self) -> Json:
        return {"file_id": self.id, "file_unique_id": f"u{self.id}", "file_size": self.size}


@dataclass(frozen=True, slots=True)
class Post:
    """A message as a person sees it at one moment; `change` is sent, edited or deleted."""

    message: Json
    change: str = "sent"

    @property
    def id(self) -> int:
        return int(self.message["message_id"])

    @property
    def text(self) -> str:
        return str(self.message.get("text", self.message.get("caption", "")))

    @property
    def rows(self) -> list[list[Json]]:
        rows: list[list[Json]] = self.message.get("reply_markup", {}).get(INLINE, [])
        return rows

    @property
    def buttons(self) -> list[str]:
        """What stands on its buttons."""
        return [str(one["text"]) for row in self.rows for one in row]

    @property
    def reply_to(self) -> int | None:
        replied = self.message.get("reply_to_message")
        return replied and int(replied["message_id"])

    def button(self, label: str) -> Json | None:
        """The button with that label, or else the first whose label has it in it."""
        all_ = [one for row in self.rows for one in row]
        exact = [one for one in all_ if one["text"] == label]
        return next(iter(exact or [one for one in all_ if label in one["text"]]), None)

    def __str__(self) -> str:
        kinds = [kind for kind in ("photo", "document", "voice", "audio", "video") if kind in self.message]
        buttons = "".join(f" [{label}]" for label in self.buttons)
        return f"{self.change} {self.id}: {' '.join(kinds)} {self.text!r}{buttons}"


@dataclass
class Query:
    """A button that somebody pressed; `answer` is what the bot said to it, None so far."""

    id: str
    data: str
    answer: Json | None = None
    expired: bool = False

    @property
    def toast(self) -> str:
        return str((self.answer or {}).get("text", ""))


@dataclass
class Room:
    """A chat. `journal` is what the bot did that could be seen there, oldest first."""

    info: Json
    numbers: itertools.count[int]
    members: dict[int, Json] = field(default_factory=dict)
    messages: dict[int, Json] = field(default_factory=dict)
    journal: list[Post] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    topics: dict[int, str] = field(default_factory=dict)
    queries: list[Query] = field(default_factory=list)
    reactions: dict[int, list[Json]] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    shut: str = ""  # why the bot cannot write here
    migrated_to: int = 0
    news: News = field(default_factory=News)

    @property
    def id(self) -> int:
        return int(self.info["id"])

    def shows(self, post: Post) -> None:
        self.journal.append(post)
        self.news.tell()

    def message(self, id_: int) -> Json | None:
        """A message that is still there."""
        return self.messages.get(id_)


@dataclass
class Hook:
    """Where updates are pushed to."""

    url: str = ""
    secret: str = ""
    connections: int = 40
    failures: int = 0
    last_error: str = ""
    last_error_at: int = 0


class World:
    """What one bot lives in. `validate` is asked about every update."""

    def __init__(self, token: str, validate: Callable[[Json], object]) -> None:
        self.token = token
        name = f"greenroom_{token.partition(':')[0]}_bot"
        self.bot: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Greenroom",
            "username": name,
        }
        self.rooms: dict[int, Room] = {}
        self.files: dict[str, File] = {}
        self.queries: dict[str, Query] = {}
        self.menus: dict[tuple[str, str], list[Json]] = {}
        self.profile: dict[tuple[str, str], str] = {}
        self.menu_buttons: dict[int, Json] = {}
        self.updates = Updates()
        self.hook = Hook()
        self.news = News()
        self.privacy = True  # in groups the bot sees what is meant for it alone
        self._validate = validate
        self._numbers = itertools.count(1)
        self.ids = itertools.count(1_000)

    # --- chats -----------------------------------------------------------------------------------

    def open_room(self, info: Json) -> Room:
        """A new chat. Supergroups and channels number their messages themselves."""
        own = info["type"] in ("supergroup", "channel")
        room = Room(info, itertools.count(1) if own else self._numbers)
        self.rooms[room.id] = room
        return room

    def room(self, chat: int | str) -> Room:
        """The chat that a request names. Raises Refused where the bot cannot write there."""
        named = [one for one in self.rooms.values() if f"@{one.info.get('username')}" == chat]
        room = next(iter(named), None) if isinstance(chat, str) else self.rooms.get(chat)
        if room is None:
            raise bad("chat not found")
        if room.migrated_to:
            raise Refused(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=room.migrated_to,
            )
        if room.shut:
            raise Refused(403, f"Forbidden: {room.shut}")
        return room

    # --- messages --------------------------------------------------------------------------------

    def write(self, room: Room, author: Json, content: Json) -> Json:
        """A new message of somebody, the bot or a person."""
        message = {
            "message_id": next(room.numbers),
            "date": int(time.time()),
            "chat": room.info,
            "from": author,
            **content,
        }
        room.messages[message["message_id"]] = message
        return message

    def bot_writes(self, room: Room, content: Json) -> Json:
        """A new message of the bot, for all to see."""
        message = self.write(room, self.bot, content)
        room.shows(Post(message))
        self.news.tell()
        return message

    def rewrite(self, room: Room, message: Json, change: str = "edited") -> Json:
        """A message in its new form, or deleted."""
        if change == "deleted":
            room.messages.pop(message["message_id"], None)
        else:
            room.messages[message["message_id"]] = message
        room.shows(Post(message, change))
        self.news.tell()
        return message

    def tell(self, kind: str, body: Json) -> Json | None:
        """An update for the bot."""
        update = self.updates.add(kind, deepcopy(body))
        if update:
            self._validate(update)
        return update

    # --- files -----------------------------------------------------------------------------------

    def keep(
        self, content: bytes, folder: str, name: str = "", media_type: str = "", declared: int = 0
    ) -> File:
        """A file that was sent."""
        number = next(self.ids)
        ending = name.rpartition(".")[2] if "." in name else "bin"
        file = File(
            f"F{number}x{folder}", f"{folder}/file_{number}.{ending}", content, name, media_type, declared
        )
        self.files[file.id] = file
        return file
