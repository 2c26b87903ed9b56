"""People in front of Telegram, as a test writes them: what they say, press, send, read.

    ana = telegram.person("Ana")
    ana.says("/start")
    await ana.reads("Welcome")
    ana.presses("Begin")

The rule: what a person does is an update at once; what a person waits for is a condition, never a time.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.telegram.posting import described
from tests.fakes.telegram.rules import TEXT, units
from tests.fakes.telegram.spec import Json
from tests.fakes.telegram.world import LIMIT, File, Post, Query, Room, World

ENTITIES = (
    ("bot_command", re.compile(r"(?<!\S)/[A-Za-z0-9_]{1,32}(?:@\w+)?")),
    ("mention", re.compile(r"(?<!\w)@\w{4,32}")),
    ("url", re.compile(r"https?://[^\s]+")),
)


@dataclass
class Seat:
    """A person in a chat. In a private chat it is theirs; `topic` is the forum's one where they write."""

    world: World
    room: Room
    user: Json
    topic: int | None = None
    unread: int = field(default=0)  # what of the room's journal was not read yet begins here

    # --- what they send ------------------------------------------------------------------------------

    def says(self, text: str, *, reply_to: Post | int | None = None, **more: Any) -> Post:
        """Writes a text; what is too long is sent in several messages, as apps do. The last one."""
        for part in parts(text):
            content: Json = {"text": part, **_marked(part), **more}
            written = self._writes(content, reply_to)
        return written

    def presses(self, label: str, of: Post | int | None = None) -> Query:
        """Presses a button, the newest that has the label where no message is named."""
        post, button = self._button(label, of)
        assert "callback_data" in button, f"{label!r} does not speak to the bot: {button}"
        return self.presses_data(post.message, button["callback_data"])

    def presses_data(self, message: Json, data: str) -> Query:
        """Presses a button of a message, which an old app may still show though it is gone."""
        query = Query(str(next(self.world.ids)), data)
        self.world.queries[query.id] = query
        self.room.queries.append(query)
        seen = self.room.message(message["message_id"])
        gone = {"chat": self.room.info, "message_id": message["message_id"], "date": 0}
        pressed = {"id": query.id, "from": self.user, "chat_instance": f"i{self.room.id}", "data": data}
        self.world.tell("callback_query", pressed | {"message": seen or gone})
        return query

    def opens(self, label: str) -> str:
        """The address behind a button."""
        return str(self._button(label, None)[1]["url"])

    def edits(self, message: Post | int, text: str) -> None:
        """Changes what they wrote."""
        old = self.room.messages[_id(message)]
        new = old | {"text": text, "edit_date": int(time.time())} | _marked(text)
        self.room.messages[_id(message)] = new
        self._tells("edited_message", new)

    def sends_voice(
        self, sound: bytes, seconds: int = 5, *, reply_to: Post | None = None, **more: Any
    ) -> Post:
        """A voice note, of the length that the app says it has."""
        file = self.world.keep(sound, "voice", "file.oga", "audio/ogg", more.pop("declared", 0))
        return self._writes({"voice": described(file, "voice", duration=seconds), **more}, reply_to)

    def forwards_voice(self, sound: bytes, seconds: int = 5) -> Post:
        """A voice note of somebody who does not want to be known."""
        origin = {"type": "hidden_user", "date": int(time.time()), "sender_user_name": "Bo"}
        return self.sends_voice(sound, seconds, forward_origin=origin)

    def sends_audio(self, sound: bytes, name: str = "answer.mp3", media_type: str = "audio/mpeg") -> Post:
        """An audio file."""
        file = self.world.keep(sound, "music", name, media_type)
        return self._writes({"audio": described(file, "audio", duration=5)})

    def sends_video_note(self, content: bytes = b"video") -> Post:
        """A round video."""
        file = self.world.keep(content, "video_notes", "note.mp4", "video/mp4")
        return self._writes({"video_note": described(file, "video_note", duration=5)})

    def sends_video(self, content: bytes = b"video") -> Post:
        """A video."""
        file = self.world.keep(content, "videos", "video.mp4", "video/mp4")
        return self._writes({"video": described(file, "video", duration=5)})

    def sends_document(
        self, content: bytes, name: str, media_type: str = "", caption: str = "", declared: int = 0
    ) -> Post:
        """A file; `declared` is its size where it is too big to be held here."""
        file = self.world.keep(content, "documents", name, media_type, declared)
        return self._writes({"document": described(file, "document")} | _caption(caption))

    def sends_photo(self, content: bytes = b"photo", caption: str = "", **more: Any) -> Post:
        """A photo."""
        file = self.world.keep(content, "photos", "photo.jpg", "image/jpeg")
        return self._writes({"photo": described(file, "photo")} | _caption(caption) | more)

    def sends_album(self, captions: Sequence[str]) -> list[Post]:
        """Several photos at once."""
        album = str(next(self.world.ids))
        return [self.sends_photo(caption=caption, media_group_id=album) for caption in captions]

    def sends_sticker(self) -> Post:
        """A sticker."""
        file = self.world.keep(b"sticker", "stickers", "sticker.webp", "image/webp")
        return self._writes({"sticker": described(file, "sticker", emoji="👍")})

    def sends(self, **content: Any) -> Post:
        """Any other message, as the specification has it: `location={...}`."""
        return self._writes(content)

    def reacts(self, message: Post | int, emoji: str = "👍") -> None:
        """Reacts to a message; the bot hears of it only if it asked for that."""
        reaction = [{"type": "emoji", "emoji": emoji}]
        self._tells(
            "message_reaction",
            {
                "chat": self.room.info,
                "message_id": _id(message),
                "user": self.user,
                "date": int(time.time()),
                "old_reaction": [],
                "new_reaction": reaction,
            },
        )

    def blocks(self) -> None:
        """Blocks the bot."""
        self.room.shut = "bot was blocked by the user"
        self._membership("member", "kicked")

    def unblocks(self) -> None:
        """Lets the bot write again."""
        self.room.shut = ""
        self._membership("kicked", "member")

    def deletes(self, message: Post | int) -> None:
        """Deletes a message, of which a bot hears nothing."""
        self.room.messages.pop(_id(message), None)

    def writes_in_the_name_of_a_channel(self, text: str) -> Post:
        """Writes as a channel."""
        channel = {"id": -1_000_000_000_999, "type": "channel", "title": "News"}
        proxy = {"id": 136_817_688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
        return self._writes({"text": text, "sender_chat": channel}, author=proxy)

    def in_topic(self, topic: int) -> Seat:
        """The same person in a topic of the forum."""
        return Seat(self.world, self.room, self.user, topic, len(self.room.journal))

    # --- what they see -------------------------------------------------------------------------------

    async def reads(self, *fragments: str, within: float = LIMIT) -> Post:
        """Waits until a message they have not read yet has all the fragments; those above are read too."""
        return await self.expects(
            lambda post: all(fragment in post.text for fragment in fragments), f"{fragments}", within
        )

    async def expects(
        self, fits: Callable[[Post], bool], what: str = "what was expected", within: float = LIMIT
    ) -> Post:
        """Waits until a message they have not read yet fits; what is above it is read too."""

        def look() -> Post | None:
            for index in range(self.unread, len(self.room.journal)):
                post = self.room.journal[index]
                if post.change != "deleted" and fits(post):
                    self.unread = index + 1
                    return post
            return None

        return await self.room.news.until(look, lambda: f"not seen: {what}\n{self.screen}", within)

    async def sees_action(self, action: str, within: float = LIMIT) -> None:
        """Waits until the bot shows that it is busy so; each showing counts once."""
        await self.room.news.until(
            lambda: action in self.room.actions or None, lambda: f"no {action}", within
        )
        self.room.actions.remove(action)

    async def hears(self, query: Query, fragment: str = "", within: float = LIMIT) -> str:
        """Waits until the bot has answered a press; what it said."""
        await self.world.news.until(
            lambda: query.answer, lambda: f"{query} was not answered\n{self.screen}", within
        )
        assert fragment in query.toast, f"{fragment!r} is not in {query.toast!r}"
        return query.toast

    def reads_all(self) -> None:
        """Has read everything."""
        self.unread = len(self.room.journal)

    @property
    def posts(self) -> list[Post]:
        """The bot's messages that are there, oldest first, as they are now."""
        return [Post(message) for message in self.room.messages.values() if message["from"] == self.world.bot]

    @property
    def newest(self) -> Post:
        """The bot's newest message."""
        return self.posts[-1]

    @property
    def screen(self) -> str:
        """The end of what could be seen."""
        return "\n".join(str(post) for post in self.room.journal[-12:])

    def file(self, post: Post) -> File:
        """The file that a message of the bot brings."""
        for kind in ("document", "voice", "audio", "video"):
            if kind in post.message:
                return self.world.files[post.message[kind]["file_id"]]
        return self.world.files[post.message["photo"][-1]["file_id"]]

    # --- how -----------------------------------------------------------------------------------------

    def _writes(self, content: Json, reply_to: Post | int | None = None, author: Json | None = None) -> Post:
        if self.topic is not None:
            content = {"message_thread_id": self.topic, "is_topic_message": True, **content}
        if reply_to is not None:
            replied = self.room.messages[_id(reply_to)]
            bare = {key: value for key, value in replied.items() if key != "reply_to_message"}
            content = {"reply_to_message": bare, **content}
        message = self.world.write(self.room, author or self.user, content)
        self._tells("message", message)
        return Post(message)

    def _tells(self, kind: str, body: Json) -> None:
        """An update, if the bot may see it."""
        if self.room.info["type"] == "private" or not self.world.privacy or self._is_meant(body):
            self.world.tell(kind, body)

    def _is_meant(self, body: Json) -> bool:
        """What a bot in privacy mode sees of a group: commands, and replies to it."""
        text, name = body.get("text", ""), self.world.bot["username"]
        for one in body.get("entities", []):
            if one["type"] == "bot_command":
                command = _slice(text, one)
                if "@" not in command or command.endswith(f"@{name}"):
                    return True
        return bool(body.get("reply_to_message", {}).get("from") == self.world.bot)

    def _membership(self, before: str, after: str) -> None:
        def member(status: str) -> Json:
            until = {"until_date": 0} if status == "kicked" else {}
            return {"status": status, "user": self.world.bot, **until}

        self.world.tell(
            "my_chat_member",
            {
                "chat": self.room.info,
                "from": self.user,
                "date": int(time.time()),
                "old_chat_member": member(before),
                "new_chat_member": member(after),
            },
        )

    def _button(self, label: str, of: Post | int | None) -> tuple[Post, Json]:
        posts = self.posts if of is None else [Post(self.room.messages[_id(of)])]
        for post in reversed(posts):
            if button := post.button(label):
                return post, button
        raise AssertionError(f"there is no button {label!r}\n{self.screen}")


def parts(text: str) -> Iterator[str]:
    """A text as apps send it: in messages of 4,096 at most."""
    begun, length = 0, 0
    for index, character in enumerate(text):
        length += units(character)
        if length > TEXT:
            yield text[begun:index]
            begun, length = index, units(character)
    yield text[begun:]


def _marked(text: str) -> Json:
    """The entities that Telegram itself finds."""
    found = [
        {"type": kind, "offset": units(text[: match.start()]), "length": units(match[0])}
        for kind, pattern in ENTITIES
        for match in pattern.finditer(text)
    ]
    return {"entities": sorted(found, key=lambda one: int(str(one["offset"])))} if found else {}


def _slice(text: str, entity: Json) -> str:
    wide = text.encode("utf-16-le")
    return wide[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")


def _caption(caption: str) -> Json:
    return {"caption": caption} if caption else {}


def _id(message: Post | int) -> int:
    return message if isinstance(message, int) else message.id
