"""What Telegram asks of a request beyond its published specification, written by hand.

The rule: a function here looks at one object or one call whose form is right, and says what is wrong with it
in words of Telegram where it has any. What depends on what went before (an edit that changes nothing, a query
that is too old) is in `methods`.

Lengths are counted in UTF-16 code units: the specification says "characters", and this is the strictest
reading.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from tests.fakes.telegram.spec import Json, Upload

TEXT, CAPTION, TOAST = 4096, 1024, 200
MEGABYTE = 1024 * 1024
PHOTO_MOST, UPLOAD_MOST = 10 * MEGABYTE, 50 * MEGABYTE
PARSE_MODES = ("HTML", "Markdown", "MarkdownV2")
CHAT_ACTIONS = frozenset(
    {"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice"}
    | {"upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note"}
)
BUTTON_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
UPDATES = frozenset(
    {"message", "edited_message", "channel_post", "edited_channel_post", "guest_message", "managed_bot"}
    | {"business_connection", "business_message", "edited_business_message", "deleted_business_messages"}
    | {"message_reaction", "message_reaction_count", "inline_query", "chosen_inline_result"}
    | {"callback_query", "shipping_query", "pre_checkout_query", "purchased_paid_media", "poll"}
    | {"poll_answer", "my_chat_member", "chat_member", "chat_join_request", "chat_boost"}
    | {"removed_chat_boost"}
)
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF", b"GIF8")


def units(text: str) -> int:
    """The length in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


# --- objects -----------------------------------------------------------------------------------------


def button(one: Json) -> Iterator[str]:
    """An inline button: one action and no more, data of 1 to 64 bytes."""
    actions = [name for name in BUTTON_ACTIONS if name in one]
    if len(actions) != 1:
        yield f"a button has exactly one action, not {len(actions)}"
    if not one["text"].strip():
        yield "a button has a text"
    if "callback_data" in one and not 1 <= len(one["callback_data"].encode()) <= 64:
        yield "BUTTON_DATA_INVALID: callback_data has 1-64 bytes"
    if "url" in one and urlsplit(one["url"]).scheme not in ("http", "https", "tg", "ton"):
        yield "BUTTON_URL_INVALID: neither http nor tg"


def keyboard(one: Json) -> Iterator[str]:
    """An inline keyboard: at most 8 buttons a row and 100 in all."""
    rows = one["inline_keyboard"]
    if any(len(row) > 8 for row in rows):
        yield "more than 8 buttons in a row"
    if sum(map(len, rows)) > 100:
        yield "REPLY_MARKUP_TOO_LONG: more than 100 buttons"
    places = [(row, at) for row, line in enumerate(rows) for at, one in enumerate(line) if "pay" in one]
    if any(place != (0, 0) for place in places):
        yield "a pay button is the first one"


def copied(one: Json) -> Iterator[str]:
    """What a button copies."""
    if not 1 <= units(one["text"]) <= 256:
        yield "a text to copy has 1-256 characters"


def placeholder(one: Json) -> Iterator[str]:
    """What stands in an empty input field."""
    if not 1 <= units(one.get("input_field_placeholder", "x")) <= 64:
        yield "a placeholder has 1-64 characters"


def command(one: Json) -> Iterator[str]:
    """A command of a menu."""
    if not COMMAND.fullmatch(one["command"]):
        yield "BOT_COMMAND_INVALID: a command is 1-32 of a-z, 0-9 and _"
    if not 1 <= units(one["description"]) <= 256:
        yield "BOT_COMMAND_DESCRIPTION_INVALID: a description has 1-256 characters"


def entity(one: Json) -> Iterator[str]:
    """An entity by itself; whether it lies in its text is seen with the text."""
    needed = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}
    more = {"url": "text_link", "user": "text_mention", "language": "pre", "custom_emoji_id": "custom_emoji"}
    if (name := needed.get(one["type"])) and name not in one:
        yield f"ENTITY_INVALID: a {one['type']} has {name}"
    for name, kind in more.items():
        if name in one and one["type"] != kind:
            yield f"ENTITY_INVALID: {name} is for {kind} alone"


def update(one: Json) -> Iterator[str]:
    """An update is of exactly one kind."""
    kinds = one.keys() - {"update_id"}
    if len(kinds) != 1:
        yield f"an update is of one kind, not {len(kinds)}"
    if one["update_id"] < 1:
        yield "update_id is positive"


def message(one: Json) -> Iterator[str]:
    """A message: its text's and caption's entities lie in them, and it has one content at most."""
    for words, ranges in (("text", "entities"), ("caption", "caption_entities")):
        if ranges in one and words not in one:
            yield f"{ranges} without {words}"
        yield from entities_in(one.get(words, ""), one.get(ranges, []))
    contents = [name for name in CONTENTS if name in one]
    if len(contents) > 1:
        yield f"a message has one content, not {' and '.join(contents)}"
    if "media_group_id" in one and not set(contents) & {"photo", "video", "document", "audio"}:
        yield "only photos, videos, documents and audio files come in groups"


CONTENTS = (
    *("text", "photo", "video", "audio", "document", "voice", "video_note", "sticker", "animation"),
    *("contact", "dice", "poll", "location"),
)

TYPE_RULES: Mapping[str, Callable[[Json], Iterable[str]]] = {
    "InlineKeyboardButton": button,
    "InlineKeyboardMarkup": keyboard,
    "CopyTextButton": copied,
    "ForceReply": placeholder,
    "ReplyKeyboardMarkup": placeholder,
    "BotCommand": command,
    "MessageEntity": entity,
    "Update": update,
    "Message": message,
}


def entities_in(text: str, entities: Iterable[Json]) -> Iterator[str]:
    """Whether entities lie in a text, in UTF-16 code units, and split no character."""
    borders, at = {0}, 0
    for character in text:
        at += units(character)
        borders.add(at)
    for one in entities:
        begins, ends = one["offset"], one["offset"] + one["length"]
        if one["length"] < 1 or begins < 0 or ends > at:
            yield "ENTITY_BOUNDS_INVALID: an entity lies outside of the text"
        elif not {begins, ends} <= borders:
            yield "ENTITY_BOUNDS_INVALID: an entity begins or ends inside of a character"


# --- calls -------------------------------------------------------------------------------------------

Params = Mapping[str, Any]
CallRule = Callable[[Params], Iterable[str]]


def texts(call: Params) -> Iterator[str]:
    """The text of a message and its entities."""
    if "text" not in call:
        return
    if not call["text"].strip():
        yield "message text is empty"
    if units(call["text"]) > TEXT:
        yield "message is too long"
    yield from entities_in(call["text"], call.get("entities", []))


def captions(call: Params) -> Iterator[str]:
    """The caption of a message and its entities."""
    if units(call.get("caption", "")) > CAPTION:
        yield "message caption is too long"
    yield from entities_in(call.get("caption", ""), call.get("caption_entities", []))


def parse_mode(call: Params) -> Iterator[str]:
    """Greenroom sends entities: a parse error would lose an answer."""
    if "parse_mode" not in call:
        return
    if call["parse_mode"] not in PARSE_MODES:
        yield "unsupported parse_mode"
    else:
        yield "a parse_mode where entities are wanted"
    if "entities" in call or "caption_entities" in call:
        yield "entities and a parse_mode"


def chat_id(call: Params) -> Iterator[str]:
    """A chat is a number or a name with @."""
    chat = call.get("chat_id")
    if chat == 0 or (isinstance(chat, str) and not re.fullmatch(r"@\w{4,32}", chat)):
        yield "chat_id is empty or no chat's name"


def edited(call: Params) -> Iterator[str]:
    """An edit names a message in a chat or an inline message, not both and not half."""
    place = [name for name in ("chat_id", "message_id") if name in call]
    inline = "inline_message_id" in call
    if inline == bool(place) or len(place) == 1:
        yield "message identifier is not specified: chat_id and message_id, or inline_message_id"


def edited_text(call: Params) -> Iterator[str]:
    """An edit of the text has one."""
    if "text" not in call and "rich_message" not in call:
        yield "message text is empty"


def chat_action(call: Params) -> Iterator[str]:
    """A chat action that there is."""
    if call["action"] not in CHAT_ACTIONS:
        yield "wrong parameter action in request"


def toast(call: Params) -> Iterator[str]:
    """The answer to a press of a button."""
    if units(call.get("text", "")) > TOAST:
        yield "MESSAGE_TOO_LONG: at most 200 characters"
    if not call["callback_query_id"]:
        yield "QUERY_ID_INVALID: no query is named"


def polled(call: Params) -> Iterator[str]:
    """How updates are asked for."""
    if not 1 <= call.get("limit", 100) <= 100:
        yield "limit is 1-100"
    if call.get("timeout", 0) < 0:
        yield "timeout is not negative"


def wanted(call: Params) -> Iterator[str]:
    """The kinds of updates that are asked for are there."""
    for name in call.get("allowed_updates", []):
        if name not in UPDATES:
            yield f"there are no updates of the kind {name}"


def hook(call: Params) -> Iterator[str]:
    """A webhook speaks HTTPS; here also plain HTTP on loopback, where no certificate is."""
    url = urlsplit(call["url"])
    if call["url"] and url.scheme != "https" and url.hostname not in ("127.0.0.1", "localhost"):
        yield "bad webhook: an HTTPS URL must be provided for webhook"
    if not 1 <= call.get("max_connections", 40) <= 100:
        yield "max_connections is 1-100"
    if "secret_token" in call and not SECRET.fullmatch(call["secret_token"]):
        yield "secret token contains unallowed characters"


def menu(call: Params) -> Iterator[str]:
    """A menu has at most 100 commands."""
    if len(call["commands"]) > 100:
        yield "BOT_COMMANDS_TOO_MUCH: at most 100 commands"
    names = [one["command"] for one in call["commands"] if isinstance(one, dict) and "command" in one]
    if len(set(names)) < len(names):
        yield "a command stands in the menu twice"


def language(call: Params) -> Iterator[str]:
    """A language is two letters, or nothing."""
    if not re.fullmatch(r"([a-z]{2})?", call.get("language_code", "")):
        yield "invalid language_code specified"


def group(call: Params) -> Iterator[str]:
    """An album has 2-10 items; documents and audio files stay among themselves."""
    media = [one for one in call["media"] if isinstance(one, dict)]
    if not 2 <= len(media) <= 10:
        yield "an album has 2-10 items"
    kinds = {one.get("type") for one in media}
    if len(kinds) > 1 and kinds & {"document", "audio"}:
        yield "documents and audio files cannot be mixed with other media"
    for one in media:
        yield from captions(one)
        yield from parse_mode(one)


def reaction(call: Params) -> Iterator[str]:
    """A bot sets one reaction at most, and none of those that cost."""
    if len(call.get("reaction", [])) > 1:
        yield "REACTIONS_TOO_MANY: a bot sets one reaction at most"
    if any(isinstance(one, dict) and one.get("type") == "paid" for one in call.get("reaction", [])):
        yield "bots can't use paid reactions"


def many_ids(call: Params) -> Iterator[str]:
    """Several messages are named in ascending order, 1-100 of them."""
    ids = call["message_ids"]
    if not 1 <= len(ids) <= 100:
        yield "1-100 messages are named"
    if any(later <= earlier for earlier, later in pairwise(ids)):
        yield "message identifiers are not in strictly increasing order"


def draft(call: Params) -> Iterator[str]:
    """A draft has a number."""
    if call["draft_id"] == 0:
        yield "draft_id is not zero"


def photo(call: Params) -> Iterator[str]:
    """A photo is a picture of at most 10 MB, and no longer than 20 times as wide."""
    picture = call.get("photo")
    if not isinstance(picture, Upload):
        return
    if len(picture.content) > PHOTO_MOST:
        yield "file is too big for a photo"
    if not picture.content.startswith(IMAGES):
        yield "IMAGE_PROCESS_FAILED: no picture"
    if picture.content.startswith(IMAGES[0]) and len(picture.content) >= 24:
        width, height = struct.unpack(">II", picture.content[16:24])
        if width + height > 10_000 or max(width, height) > 20 * min(width, height):
            yield "PHOTO_INVALID_DIMENSIONS"


def uploads(call: Params) -> Iterator[str]:
    """A file has a content and a name, and at most 50 MB."""
    for one in call.values():
        if isinstance(one, Upload):
            if not one.content:
                yield "file must be non-empty"
            if len(one.content) > UPLOAD_MOST:
                yield "Request Entity Too Large"
            if not one.name:
                yield f"the file {one.part} has no name"


def _length(name: str, most: int) -> CallRule:
    def rule(call: Params) -> Iterator[str]:
        if units(call.get(name, "")) > most:
            yield f"{name} has at most {most} characters"

    return rule


ALWAYS: tuple[CallRule, ...] = (chat_id, parse_mode, captions, uploads, language, wanted)
EDITS = ("Text", "Caption", "Media", "ReplyMarkup", "LiveLocation")
CALL_RULES: Mapping[str, tuple[CallRule, ...]] = {
    **{f"editMessage{what}": (edited,) for what in EDITS},
    "sendMessage": (texts,),
    "editMessageText": (edited, edited_text, texts),
    "sendChatAction": (chat_action,),
    "answerCallbackQuery": (toast,),
    "getUpdates": (polled,),
    "setWebhook": (hook,),
    "setMyCommands": (menu,),
    "sendMediaGroup": (group,),
    "setMessageReaction": (reaction,),
    "deleteMessages": (many_ids,),
    "sendMessageDraft": (draft,),
    "sendPhoto": (photo,),
    "setMyName": (_length("name", 64),),
    "setMyDescription": (_length("description", 512),),
    "setMyShortDescription": (_length("short_description", 120),),
}
