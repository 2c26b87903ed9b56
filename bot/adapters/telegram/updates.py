"""From an update of Telegram to what somebody wants: pure functions over the library's values.

The rule: every update means something here, if only `Nothing`; whether it makes sense now is not decided
here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from telegram import Audio, CallbackQuery, Document, Message, MessageOriginUser, Update, VideoNote, Voice
from telegram.constants import ChatType

from bot.adapters.telegram.commands import KNOWN, Command, command
from bot.adapters.telegram.place import Place
from bot.adapters.telegram.presses import Press, pressed

WANTED = ("message", "edited_message", "channel_post", "callback_query")  # the kinds that are asked for
# What is no answer, by the message's field, in the order in which it is looked for.
UNREADABLE = (
    "animation",
    "photo",
    "sticker",
    "video",
    "document",
    "paid_media",
    "story",
    "contact",
    "location",
    "poll",
    "dice",
    "game",
    "checklist",
)
# The mark at the end of the question for a correction: the part's number and the interview's tag.
MARK = re.compile(r"#(\d{1,6})-([0-9a-f]{8})\s*$")


@dataclass(frozen=True, slots=True)
class Me:
    """The bot itself."""

    id: int
    name: str  # without the @


@dataclass(frozen=True, slots=True)
class Who:
    """Who did something, and where: `private` is their chat with the bot; `message` the number of theirs."""

    id: str = field(repr=False)
    place: Place
    private: bool
    message: int = 0


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing for us."""


@dataclass(frozen=True, slots=True)
class Told:
    """Something to which there is but one sentence; `album` is the same for all messages of one."""

    key: str
    what: str = ""
    album: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Words, most likely an answer."""

    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody said instead of what was heard in a part."""

    part: int
    tag: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sound:
    """A recording to be fetched; `size` is what Telegram says of it, 0 where it says nothing."""

    file: str = field(repr=False)
    size: int = 0
    caption: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button; `press` is None where we know none such; `theirs` is whether it is in their own chat."""

    query: str
    press: Press | None
    theirs: bool


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Something that belongs into the private chat; `payload` goes with the link there."""

    payload: str = ""


Wanted = Nothing | Told | Text | Correction | Sound | Pressed | Elsewhere | Command


def lane(update: Update) -> str:
    """Whose order an update has to keep: what one person does is taken in turn, others do not wait for it."""
    who = update.effective_user or update.effective_chat
    return str(who.id) if who else ""


def read(update: Update, me: Me) -> tuple[Who, Wanted] | None:
    """What somebody wants by an update; None where there is nobody."""
    if update.callback_query is not None:
        return _press(update.callback_query)
    if update.edited_message is not None:
        message = update.edited_message
        changed = message.text is not None and message.chat.type == ChatType.PRIVATE
        return _who(message), Told("telegram-edited") if changed and not _by_a_bot(message) else Nothing()
    if update.channel_post is not None:
        return _who(update.channel_post), _in_a_channel(update.channel_post, me)
    if update.message is None:
        return None
    message = update.message
    if message.chat.type == ChatType.PRIVATE:
        return _who(message), _in_private(message, me)
    return _who(message), _in_a_group(message, me)


def _who(message: Message) -> Who:
    topic = message.message_thread_id if message.is_topic_message else None
    user = message.from_user or message.chat
    place = Place(message.chat.id, topic or 0)
    return Who(str(user.id), place, message.chat.type == ChatType.PRIVATE, message.message_id)


def _press(query: CallbackQuery) -> tuple[Who, Wanted] | None:
    if (
        query.message is None
    ):  # a button of a message sent in the name of somebody else, which we have none of
        return Who(str(query.from_user.id), Place(0), False), Pressed(query.id, None, False)
    chat, message = query.message.chat, query.message
    topic = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
    private = chat.type == ChatType.PRIVATE
    who = Who(str(query.from_user.id), Place(chat.id, topic or 0), private, message.message_id)
    return who, Pressed(query.id, pressed(query.data or ""), private and chat.id == query.from_user.id)


def _by_a_bot(message: Message) -> bool:
    return message.from_user is None or message.from_user.is_bot


def _in_private(message: Message, me: Me) -> Wanted:
    if _by_a_bot(message):
        return Nothing()
    if message.text is not None:
        return _text(message, message.text, me)
    sound = message.voice or message.audio or message.video_note or _sound_file(message)
    if sound is not None:
        return _sound(message, sound)
    what = next((name for name in UNREADABLE if getattr(message, name, None)), "")
    if not what:
        return Nothing()  # somebody pinned a message, changed a timer ...
    return Told("telegram-no-answer", what, message.media_group_id or "")


def _text(message: Message, text: str, me: Me) -> Wanted:
    if (part := _corrected(message, me)) is not None:
        return Correction(*part, text)
    if (given := command(text)) is not None:
        if given.bot and given.bot.lower() != me.name.lower():
            return Nothing()
        return given if given.name in KNOWN else Told("telegram-unknown-command", given.name)
    return Text(text[1:] if text.startswith("//") else text)


def _corrected(message: Message, me: Me) -> tuple[int, str] | None:
    """Which part the message corrects, where it answers the question for a correction."""
    asked = message.reply_to_message
    if asked is None or asked.from_user is None or asked.from_user.id != me.id:
        return None
    mark = MARK.search(asked.text or "")
    return (int(mark[1]), mark[2]) if mark else None


def _sound_file(message: Message) -> Document | None:
    document = message.document
    return document if document and (document.mime_type or "").startswith("audio/") else None


def _sound(message: Message, sound: Voice | Audio | VideoNote | Document) -> Wanted:
    origin = message.forward_origin
    mine = isinstance(origin, MessageOriginUser) and origin.sender_user == message.from_user
    if origin is not None and not mine:
        return Told("telegram-forwarded")
    return Sound(sound.file_id, sound.file_size or 0, message.caption or "")


def _in_a_group(message: Message, me: Me) -> Wanted:
    """In a group only what is meant for the bot is answered, by the way to the private chat."""
    text = message.text or ""
    given = command(text)
    if given is not None:
        ours = not given.bot or given.bot.lower() == me.name.lower()
        if not ours or (given.name not in KNOWN and not given.bot):
            return Nothing()
        return Elsewhere(_payload(given))
    if message.from_user is not None and message.from_user.is_bot:
        return Nothing()
    if any(new.id == me.id for new in message.new_chat_members or ()):
        return Elsewhere("interview")
    replied = message.reply_to_message
    meant = replied is not None and replied.from_user is not None and replied.from_user.id == me.id
    content = text or message.voice or message.audio or message.photo
    return (
        Elsewhere("interview") if content and (meant or f"@{me.name}".lower() in text.lower()) else Nothing()
    )


def _in_a_channel(post: Message, me: Me) -> Wanted:
    """A channel is read by many and asks nothing; only a command that names the bot is answered."""
    given = command(post.text or "")
    named = given is not None and given.bot.lower() == me.name.lower()
    return Elsewhere(_payload(given)) if given and named else Nothing()


def _payload(given: Command) -> str:
    """What the link to the private chat carries (Bot API, deep linking: 64 letters, digits, - and _)."""
    if given.name in ("start", "interview") and re.fullmatch(r"[A-Za-z0-9_-]{1,64}", given.argument):
        return given.argument
    return given.name if given.name in ("privacy", "help", "settings") else "interview"
