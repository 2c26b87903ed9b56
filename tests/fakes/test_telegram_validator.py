"""The validator of the local Bot API server catches each kind of mistake in requests, answers, updates."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.telegram.fixtures import spec_file
from tests.fakes.telegram.rules import BUTTON_ACTIONS, UPDATES
from tests.fakes.telegram.spec import Json, Upload
from tests.fakes.telegram.validator import Validator
from tests.fakes.telegram.wire import Call

__all__ = ["spec_file"]

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
USER = {"id": 7, "is_bot": False, "first_name": "Ana"}
CHAT = {"id": 7, "type": "private", "first_name": "Ana"}
MESSAGE = {"message_id": 1, "date": 1, "chat": CHAT, "from": USER, "text": "Hello"}
VOICE = {"file_id": "F1", "file_unique_id": "u1", "duration": 3}


@pytest.fixture
def validator(spec_file: Path) -> Validator:
    return Validator(spec_file)


def button(**more: Any) -> Json:
    return {"inline_keyboard": [[{"text": "Begin", **more}]]}


def hello(**more: Any) -> Json:
    return {"chat_id": 7, "text": "Hello", **more}


def bold(offset: int, length: int, **more: Any) -> list[Json]:
    return [{"type": "bold", "offset": offset, "length": length, **more}]


def picture(content: bytes) -> Json:
    return {"chat_id": 7, "photo": Upload("photo", "report.png", content)}


def a_document(name: str, content: bytes) -> Json:
    return {"chat_id": 7, "document": Upload("document", name, content)}


WRONG_CALLS: dict[str, tuple[str, Json, str]] = {
    # form
    "a missing text": ("sendMessage", {"chat_id": 7}, "sendMessage.text is missing"),
    "a missing chat": ("sendMessage", {"text": "Hello"}, "sendMessage.chat_id is missing"),
    "an unknown parameter": ("sendMessage", hello(colour="red"), "sendMessage.colour is unknown"),
    "a number for a text": ("sendMessage", {"chat_id": 7, "text": 5}, "sendMessage.text is no String"),
    "a text for a number": ("getUpdates", {"timeout": "long"}, "getUpdates.timeout is no Integer"),
    "a truth for a number": ("getUpdates", {"timeout": True}, "getUpdates.timeout is no Integer"),
    "a text for a truth": (
        "sendMessage",
        hello(protect_content="perhaps"),
        "sendMessage.protect_content is no Boolean",
    ),
    "a fraction for a number": ("getUpdates", {"limit": 1.5}, "getUpdates.limit is no Integer"),
    "an object for an array": (
        "setMyCommands",
        {"commands": {}},
        "setMyCommands.commands is no array",
    ),
    "a text for an object": (
        "sendMessage",
        hello(reply_parameters="12"),
        "sendMessage.reply_parameters is no ReplyParameters",
    ),
    "a text for a file": ("setChatPhoto", {"chat_id": -7, "photo": "F1"}, "photo is no InputFile"),
    "an entity without length": (
        "sendMessage",
        hello(entities=[{"type": "bold", "offset": 0}]),
        "sendMessage.entities[0].length is missing",
    ),
    "an unknown field deep inside": (
        "sendMessage",
        hello(reply_markup=button(callback_data="b", color="red")),
        "inline_keyboard[0][0].color is unknown",
    ),
    "a keyboard that is none": ("sendMessage", hello(reply_markup={"rows": []}), "rows is unknown"),
    "a kind of reaction that is not there": (
        "setMessageReaction",
        {"chat_id": 7, "message_id": 1, "reaction": [{"type": "smell", "emoji": "👍"}]},
        "is no ReactionType",
    ),
    "an emoji that is no reaction": (
        "setMessageReaction",
        {"chat_id": 7, "message_id": 1, "reaction": [{"type": "emoji", "emoji": "🪿"}]},
        "emoji is none of the values there are",
    ),
    "a scope that is not there": (
        "setMyCommands",
        {"commands": [], "scope": {"type": "everywhere"}},
        "is no BotCommandScope",
    ),
    "a scope without its chat": (
        "setMyCommands",
        {"commands": [], "scope": {"type": "chat"}},
        "scope.chat_id is missing",
    ),
    "a medium of no kind": (
        "editMessageMedia",
        {"chat_id": 7, "message_id": 1, "media": {"type": "smell", "media": "F1"}},
        "is no InputMedia",
    ),
    # buttons
    "a button that does nothing": (
        "sendMessage",
        hello(reply_markup=button()),
        "a button has exactly one action, not 0",
    ),
    "a button that does two things": (
        "sendMessage",
        hello(reply_markup=button(callback_data="b", url="https://example.org")),
        "a button has exactly one action, not 2",
    ),
    "a button without data": (
        "sendMessage",
        hello(reply_markup=button(callback_data="")),
        "callback_data has 1-64 bytes",
    ),
    "a button with 65 bytes": (
        "sendMessage",
        hello(reply_markup=button(callback_data="x" * 65)),
        "callback_data has 1-64 bytes",
    ),
    "a button with 64 characters of 66 bytes": (
        "editMessageReplyMarkup",
        {"chat_id": 7, "message_id": 1, "reply_markup": button(callback_data="é" * 2 + "x" * 62)},
        "callback_data has 1-64 bytes",
    ),
    "a button without a label": (
        "sendMessage",
        hello(reply_markup={"inline_keyboard": [[{"text": " ", "callback_data": "b"}]]}),
        "a button has a text",
    ),
    "a button to nowhere": (
        "sendMessage",
        hello(reply_markup=button(url="javascript:alert(1)")),
        "BUTTON_URL_INVALID",
    ),
    "nine buttons in a row": (
        "sendMessage",
        hello(reply_markup={"inline_keyboard": [[{"text": "x", "callback_data": "b"}] * 9]}),
        "more than 8 buttons in a row",
    ),
    "101 buttons": (
        "sendMessage",
        hello(reply_markup={"inline_keyboard": [[{"text": "x", "callback_data": "b"}]] * 101}),
        "more than 100 buttons",
    ),
    "a style that is not there": (
        "sendMessage",
        hello(reply_markup=button(callback_data="b", style="pink")),
        "style is none of the values there are",
    ),
    "a text to copy of 257": (
        "sendMessage",
        hello(reply_markup=button(copy_text={"text": "x" * 257})),
        "a text to copy has 1-256 characters",
    ),
    "a long placeholder": (
        "sendMessage",
        hello(reply_markup={"force_reply": True, "input_field_placeholder": "x" * 65}),
        "a placeholder has 1-64 characters",
    ),
    # texts
    "an empty text": ("sendMessage", hello(text=""), "message text is empty"),
    "a blank text": ("sendMessage", hello(text=" \n"), "message text is empty"),
    "a text of 4,097": ("sendMessage", hello(text="x" * 4097), "message is too long"),
    "2,049 emoji": ("sendMessage", hello(text="👍" * 2049), "message is too long"),
    "an edit to 4,097": (
        "editMessageText",
        {"chat_id": 7, "message_id": 1, "text": "x" * 4097},
        "message is too long",
    ),
    "a caption of 1,025": (
        "sendPhoto",
        picture(PNG) | {"caption": "x" * 1025},
        "message caption is too long",
    ),
    "a toast of 201": (
        "answerCallbackQuery",
        {"callback_query_id": "1", "text": "x" * 201},
        "at most 200 characters",
    ),
    "an entity beyond the end": (
        "sendMessage",
        hello(entities=bold(0, 6)),
        "an entity lies outside of the text",
    ),
    "an entity of no length": (
        "sendMessage",
        hello(entities=bold(2, 0)),
        "an entity lies outside of the text",
    ),
    "an entity before the beginning": (
        "sendMessage",
        hello(entities=bold(-1, 2)),
        "an entity lies outside of the text",
    ),
    "an entity counted in characters": (
        "sendMessage",
        hello(text="👍 good", entities=bold(1, 5)),
        "begins or ends inside of a character",
    ),
    "an entity of a caption beyond it": (
        "sendPhoto",
        picture(PNG) | {"caption": "ok", "caption_entities": bold(0, 3)},
        "an entity lies outside of the text",
    ),
    "an entity of no kind": (
        "sendMessage",
        hello(entities=[{"type": "loud", "offset": 0, "length": 1}]),
        "type is none of the values there are",
    ),
    "a link without address": (
        "sendMessage",
        hello(entities=[{"type": "text_link", "offset": 0, "length": 1}]),
        "a text_link has url",
    ),
    "a bold with an address": (
        "sendMessage",
        hello(entities=bold(0, 1, url="https://example.org")),
        "url is for text_link alone",
    ),
    "a parse mode": ("sendMessage", hello(parse_mode="HTML"), "a parse_mode where entities are wanted"),
    "a parse mode that is not there": (
        "sendMessage",
        hello(parse_mode="BBCode"),
        "unsupported parse_mode",
    ),
    "a parse mode and entities": (
        "sendMessage",
        hello(parse_mode="HTML", entities=bold(0, 1)),
        "entities and a parse_mode",
    ),
    # places
    "no chat": ("sendMessage", hello(chat_id=0), "chat_id is empty or no chat's name"),
    "a chat's name without @": ("sendMessage", hello(chat_id="team"), "chat_id is empty or no chat's name"),
    "an edit of nothing": ("editMessageText", {"text": "x"}, "message identifier is not specified"),
    "an edit without its chat": (
        "editMessageText",
        {"text": "x", "message_id": 1},
        "message identifier is not specified",
    ),
    "an edit without its message": (
        "editMessageReplyMarkup",
        {"chat_id": 7},
        "message identifier is not specified",
    ),
    "an edit of two things": (
        "editMessageCaption",
        {"chat_id": 7, "message_id": 1, "inline_message_id": "i"},
        "message identifier is not specified",
    ),
    "an edit without a text": (
        "editMessageText",
        {"chat_id": 7, "message_id": 1},
        "message text is empty",
    ),
    "an action that is not there": (
        "sendChatAction",
        {"chat_id": 7, "action": "thinking"},
        "wrong parameter action",
    ),
    "an answer to no query": ("answerCallbackQuery", {"callback_query_id": ""}, "no query is named"),
    # the bot itself
    "a command with a capital": (
        "setMyCommands",
        {"commands": [{"command": "Start", "description": "Begin"}]},
        "a command is 1-32 of a-z, 0-9 and _",
    ),
    "a command with a slash": (
        "setMyCommands",
        {"commands": [{"command": "/start", "description": "Begin"}]},
        "a command is 1-32 of a-z, 0-9 and _",
    ),
    "a command of 33": (
        "setMyCommands",
        {"commands": [{"command": "x" * 33, "description": "Begin"}]},
        "a command is 1-32 of a-z, 0-9 and _",
    ),
    "a command without description": (
        "setMyCommands",
        {"commands": [{"command": "start", "description": ""}]},
        "a description has 1-256 characters",
    ),
    "101 commands": (
        "setMyCommands",
        {"commands": [{"command": f"c{n}", "description": "x"} for n in range(101)]},
        "at most 100 commands",
    ),
    "a command twice": (
        "setMyCommands",
        {"commands": [{"command": "start", "description": "x"}] * 2},
        "a command stands in the menu twice",
    ),
    "a language with its country": (
        "setMyCommands",
        {"commands": [], "language_code": "en-GB"},
        "invalid language_code",
    ),
    "a name of 65": ("setMyName", {"name": "x" * 65}, "name has at most 64 characters"),
    "a description of 513": (
        "setMyDescription",
        {"description": "x" * 513},
        "description has at most 512 characters",
    ),
    "a short description of 121": (
        "setMyShortDescription",
        {"short_description": "x" * 121},
        "short_description has at most 120 characters",
    ),
    # updates
    "101 updates": ("getUpdates", {"limit": 101}, "limit is 1-100"),
    "no updates": ("getUpdates", {"limit": 0}, "limit is 1-100"),
    "less than no time": ("getUpdates", {"timeout": -1}, "timeout is not negative"),
    "updates of no kind": (
        "getUpdates",
        {"allowed_updates": ["message", "messages"]},
        "there are no updates of the kind messages",
    ),
    "a webhook in clear": (
        "setWebhook",
        {"url": "http://example.org/hook"},
        "an HTTPS URL must be provided",
    ),
    "a secret with a space": (
        "setWebhook",
        {"url": "https://example.org/hook", "secret_token": "a b"},
        "secret token contains unallowed characters",
    ),
    "an empty secret": (
        "setWebhook",
        {"url": "https://example.org/hook", "secret_token": ""},
        "secret token contains unallowed characters",
    ),
    "too many connections": (
        "setWebhook",
        {"url": "https://example.org/hook", "max_connections": 101},
        "max_connections is 1-100",
    ),
    # files and the rest
    "a photo that is none": ("sendPhoto", picture(b"%PDF-1.7"), "IMAGE_PROCESS_FAILED"),
    "a photo of 11 MB": (
        "sendPhoto",
        picture(PNG + bytes(11 * 1024 * 1024)),
        "file is too big for a photo",
    ),
    "a photo like a ribbon": (
        "sendPhoto",
        picture(PNG + struct.pack(">II", 4200, 200)),
        "PHOTO_INVALID_DIMENSIONS",
    ),
    "an empty document": ("sendDocument", a_document("report.pdf", b""), "file must be non-empty"),
    "a document without name": ("sendDocument", a_document("", b"%PDF"), "has no name"),
    "a document of 51 MB": (
        "sendDocument",
        a_document("report.pdf", bytes(51 * 1024 * 1024)),
        "Request Entity Too Large",
    ),
    "an album of one": (
        "sendMediaGroup",
        {"chat_id": 7, "media": [{"type": "photo", "media": "F1"}]},
        "an album has 2-10 items",
    ),
    "a mixed album": (
        "sendMediaGroup",
        {"chat_id": 7, "media": [{"type": "photo", "media": "F1"}, {"type": "document", "media": "F2"}]},
        "cannot be mixed",
    ),
    "a long caption in an album": (
        "sendMediaGroup",
        {"chat_id": 7, "media": [{"type": "photo", "media": "F1", "caption": "x" * 1025}] * 2},
        "message caption is too long",
    ),
    "two reactions": (
        "setMessageReaction",
        {"chat_id": 7, "message_id": 1, "reaction": [{"type": "emoji", "emoji": e} for e in "👍👎"]},
        "a bot sets one reaction at most",
    ),
    "a paid reaction": (
        "setMessageReaction",
        {"chat_id": 7, "message_id": 1, "reaction": [{"type": "paid"}]},
        "paid reactions",
    ),
    "messages out of order": (
        "deleteMessages",
        {"chat_id": 7, "message_ids": [2, 1]},
        "not in strictly increasing order",
    ),
    "a draft without number": (
        "sendMessageDraft",
        {"chat_id": 7, "draft_id": 0, "text": "x"},
        "draft_id is not zero",
    ),
}


@pytest.mark.parametrize("case", WRONG_CALLS)
def test_a_wrong_call_is_caught(validator: Validator, case: str) -> None:
    method, params, fault = WRONG_CALLS[case]
    found = validator.call(Call(method, params))
    assert any(fault in one for one in found), found
    assert validator.violations == [f"{method}: {one}" for one in found]


def an_update(**more: Any) -> Json:
    return {"update_id": 1, **more}


WRONG_UPDATES: dict[str, tuple[Json, str]] = {
    "of no kind": (an_update(), "an update is of one kind, not 0"),
    "of two kinds": (
        an_update(message=MESSAGE, edited_message=MESSAGE),
        "an update is of one kind, not 2",
    ),
    "without its number": ({"message": MESSAGE}, "update.update_id is missing"),
    "with number 0": ({"update_id": 0, "message": MESSAGE}, "update_id is positive"),
    "of an unknown kind": (an_update(telegram=MESSAGE), "update.telegram is unknown"),
    "a message without date": (
        an_update(message={"message_id": 1, "chat": CHAT}),
        "update.message.date is missing",
    ),
    "a message with an unknown field": (
        an_update(message=MESSAGE | {"mood": "good"}),
        "update.message.mood is unknown",
    ),
    "a message with two contents": (
        an_update(message=MESSAGE | {"voice": VOICE}),
        "a message has one content, not text and voice",
    ),
    "a chat of no type": (
        an_update(message=MESSAGE | {"chat": {"id": 1, "type": "party"}}),
        "type is none of the values there are",
    ),
    "a voice note without duration": (
        an_update(message=MESSAGE | {"voice": {"file_id": "F1", "file_unique_id": "u"}}),
        "voice.duration is missing",
    ),
    "entities without a text": (
        an_update(message={"message_id": 1, "date": 1, "chat": CHAT, "entities": bold(0, 1)}),
        "entities without text",
    ),
    "entities outside of the text": (
        an_update(message=MESSAGE | {"entities": bold(3, 3)}),
        "an entity lies outside",
    ),
    "a voice note in an album": (
        an_update(message={"message_id": 1, "date": 1, "chat": CHAT, "voice": VOICE, "media_group_id": "1"}),
        "come in groups",
    ),
    "a query without chat_instance": (
        an_update(callback_query={"id": "1", "from": USER, "data": "b"}),
        "chat_instance is missing",
    ),
    "a query with a number for its id": (
        an_update(callback_query={"id": 1, "from": USER, "chat_instance": "i"}),
        "id is no String",
    ),
    "a membership of no status": (
        an_update(
            my_chat_member={
                "chat": CHAT,
                "from": USER,
                "date": 1,
                "old_chat_member": {"status": "guest", "user": USER},
                "new_chat_member": {"status": "member", "user": USER},
            }
        ),
        "is no ChatMember",
    ),
}


@pytest.mark.parametrize("case", WRONG_UPDATES)
def test_a_wrong_update_is_caught(validator: Validator, case: str) -> None:
    update, fault = WRONG_UPDATES[case]
    found = validator.update(update)
    assert any(fault in one for one in found), found
    assert validator.violations == [f"update: {one}" for one in found]


@pytest.mark.parametrize(
    ("method", "answer", "fault"),
    [
        ("getMe", {"id": 1, "is_bot": True}, "result.first_name is missing"),
        ("getUpdates", {"update_id": 1}, "result is no array"),
        ("sendMessage", MESSAGE | {"txt": "Hello"}, "result.txt is unknown"),
        ("sendMessage", True, "result is no Message"),
        ("deleteMessage", MESSAGE, "result is no Boolean"),
        ("getFile", {"file_id": "F1"}, "result.file_unique_id is missing"),
    ],
)
def test_a_wrong_answer_of_the_server_itself_is_caught(
    validator: Validator, method: str, answer: object, fault: str
) -> None:
    assert fault in validator.answer(method, answer)
    assert validator.violations


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("sendMessage", hello(text="x" * 4096)),
        ("sendMessage", hello(text="👍" * 2048)),
        ("sendMessage", hello(text="👍 good", entities=bold(0, 2) + bold(3, 4))),
        ("sendMessage", hello(reply_markup=button(callback_data="é" * 32))),
        ("sendMessage", hello(chat_id="@greenroom_team")),
        ("editMessageText", {"inline_message_id": "i", "text": "x"}),
        ("setWebhook", {"url": ""}),
        ("setWebhook", {"url": "http://127.0.0.1:8443/hook", "secret_token": "a-Z_9"}),
        ("getUpdates", {"limit": 100, "timeout": 0, "offset": -1, "allowed_updates": []}),
        ("sendPhoto", picture(PNG + struct.pack(">II", 4000, 200))),
        ("sendPhoto", {"chat_id": 7, "photo": "F1", "caption": "x" * 1024}),
        ("setMyCommands", {"commands": [{"command": "x" * 32, "description": "x"}], "language_code": ""}),
        ("setMessageReaction", {"chat_id": 7, "message_id": 1, "reaction": []}),
    ],
)
def test_what_is_at_the_limit_is_right(validator: Validator, method: str, params: Json) -> None:
    assert validator.call(Call(method, params)) == []
    assert validator.violations == []


def test_the_lists_written_by_hand_are_those_of_the_specification(validator: Validator) -> None:
    assert validator.spec.types["Update"].keys() - {"update_id"} == UPDATES
    looks = {"text", "icon_custom_emoji_id", "style"}
    assert validator.spec.types["InlineKeyboardButton"].keys() - looks == set(BUTTON_ACTIONS)


def test_constants_and_values_are_found_in_the_specification(validator: Validator) -> None:
    types = validator.spec.types
    assert types["BotCommandScopeChat"]["type"].constant == "chat"
    assert types["ChatMemberBanned"]["status"].constant == "kicked"
    assert types["Chat"]["type"].listed == {"private", "group", "supergroup", "channel"}
    assert len(types["ReactionTypeEmoji"]["emoji"].listed) > 70
    assert len(types["MessageEntity"]["type"].listed) == 20
