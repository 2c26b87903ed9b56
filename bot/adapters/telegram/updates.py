"""From an update of Telegram to what somebody wants: pure functions over the library's values.

The rule: every update means something here, if only `Nothing`; whether it makes sense now is not decided
here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from telegram import (
    Audio,
    CallbackQuery,
    Document,
    Message,
    MessageEntity,
    MessageOriginUser,
    Update,
    VideoNote,
    Voice,
)
from telegram.constants import ChatType

from bot.adapters.telegram.commands import KNOWN, PRACTICE, Command, command
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
# And of the question for what a card of a practice says, or for an answer to a group's own question: what is
# written, the practice or question, the round.
CARD_MARK = re.compile(r"#(top|tip|answer)-((?:q-)?[0-9a-f]{32})-(\d{1,4})\s*$")


@dataclass(frozen=True, slots=True)
class Me:
    """The bot itself."""

    id: int
    name: str  # without the @


@dataclass(frozen=True, slots=True)
class Who:
    """Who did something, and where: `private` is their chat with the bot; `message` the number of theirs.

    `name` is what they are called in Telegram.
    """

    id: str = field(repr=False)
    place: Place
    private: bool
    message: int = 0
    name: str = field(default="", repr=False)


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


@dataclass(frozen=True, slots=True)
class Meant:
    """Something said in a group that is meant for the bot: words, a recording, or neither."""

    value: str = field(default="", repr=False)
    sound: Sound | None = None


@dataclass(frozen=True, slots=True)
class Practised:
    """`/practice` with what stands behind it; `about` is whose message it answers."""

    words: str = ""
    about: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Written:
    """The top or tip of somebody's card in a round, or an answer to a group's question: `what` says which.

    `practice` is the id of the practice or the question, without what it begins with.
    """

    what: str
    practice: str
    round: int
    value: str = field(repr=False)


Wanted = (
    Nothing | Told | Text | Correction | Sound | Pressed | Elsewhere | Command | Meant | Practised | Written
)


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
    name = user.full_name or "" if message.from_user else message.chat.title or ""
    return Who(str(user.id), place, message.chat.type == ChatType.PRIVATE, message.message_id, name)


def _press(query: CallbackQuery) -> tuple[Who, Wanted] | None:
    if (
        query.message is None
    ):  # a button of a message sent in the name of somebody else, which we have none of
        return Who(str(query.from_user.id), Place(0), False), Pressed(query.id, None, False)
    chat, message = query.message.chat, query.message
    topic = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
    private = chat.type == ChatType.PRIVATE
    name = query.from_user.full_name
    who = Who(str(query.from_user.id), Place(chat.id, topic or 0), private, message.message_id, name)
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
    asked = _asked(message, me)
    if part := MARK.search(asked):
        return Correction(int(part[1]), part[2], text)
    if card := CARD_MARK.search(asked):
        return Written(card[1], card[2], int(card[3]), text)
    if (given := command(text)) is not None:
        if given.bot and given.bot.lower() != me.name.lower():
            return Nothing()
        if given.name == PRACTICE:
            return Practised(given.argument)
        return given if given.name in KNOWN else Told("telegram-unknown-command", given.name)
    return Text(text[1:] if text.startswith("//") else text)


def _asked(message: Message, me: Me) -> str:
    """The bot's words that a message answers; "" where it answers none."""
    asked = message.reply_to_message
    return (asked.text or "") if asked and asked.from_user and asked.from_user.id == me.id else ""


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
    """In a group only what is meant for the bot is taken."""
    given = command(message.text or "")
    if given is not None:
        return _command_in_a_group(message, given, me)
    if message.from_user is not None and message.from_user.is_bot:
        return Nothing()
    if any(new.id == me.id for new in message.new_chat_members or ()):
        return Elsewhere("interview")
    return _said_in_a_group(message, me)


def _command_in_a_group(message: Message, given: Command, me: Me) -> Wanted:
    ours = not given.bot or given.bot.lower() == me.name.lower()
    if ours and given.name == PRACTICE and not _by_a_bot(message):
        return Practised(given.argument, _about(message))
    if not ours or (given.name not in KNOWN and not given.bot):
        return Nothing()
    return Elsewhere(_payload(given))


def _said_in_a_group(message: Message, me: Me) -> Wanted:
    """What answers the bot or names it."""
    replied, text = message.reply_to_message, message.text or ""
    meant = replied is not None and replied.from_user is not None and replied.from_user.id == me.id
    called = re.compile(rf"@{re.escape(me.name)}\b", re.IGNORECASE)
    if not (meant or called.search(text)):
        return Nothing()
    recording = message.voice or message.audio or _sound_file(message)
    if recording is not None and isinstance(sound := _sound(message, recording), Sound):
        return Meant(sound=sound)
    return Meant(" ".join(called.sub(" ", text).split())) if text or message.photo else Nothing()


def _about(message: Message) -> str:
    """Whose message a command answers, or whom it names where they have no name to be found by."""
    named = [one.user for one in message.entities if one.type == MessageEntity.TEXT_MENTION and one.user]
    replied = message.reply_to_message.from_user if message.reply_to_message else None
    found = [*named, *([replied] if replied else [])]
    return str(found[0].id) if found else ""


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
