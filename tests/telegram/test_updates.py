"""What updates mean: pure, for everything Telegram may send."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Update

from bot.adapters.telegram.commands import Command
from bot.adapters.telegram.place import Place
from bot.adapters.telegram.presses import Press, Verb
from bot.adapters.telegram.updates import (
    Correction,
    Elsewhere,
    Me,
    Meant,
    Nothing,
    Practised,
    Pressed,
    Sound,
    Text,
    Told,
    Wanted,
    Who,
    lane,
    read,
)

ME = Me(9, "green_bot")
BOT = {"id": 9, "is_bot": True, "first_name": "Greenroom", "username": "green_bot"}
ANA = {"id": 5, "is_bot": False, "first_name": "Ana"}
OTHER_BOT = {"id": 8, "is_bot": True, "first_name": "Other"}
HERS = {"id": 5, "type": "private", "first_name": "Ana"}
GROUP = {"id": -7, "type": "supergroup", "title": "Team"}
FILE = {"file_id": "f", "file_unique_id": "u", "duration": 3, "file_size": 1_000}
PICTURE = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]


def message(chat: dict[str, Any] = HERS, **content: Any) -> dict[str, Any]:
    return {"message_id": 3, "date": 0, "chat": chat, "from": ANA, **content}


HERE = message(GROUP, text="Hi") | {"from": BOT}


def update(kind: str, body: dict[str, Any]) -> Update:
    made = Update.de_json({"update_id": 1, kind: body}, None)
    assert made is not None
    return made


def means(chat: dict[str, Any] = HERS, kind: str = "message", **content: Any) -> Wanted:
    found = read(update(kind, message(chat, **content)), ME)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("I led a team of four.", Text("I led a team of four.")),
        ("/hint", Command("hint")),
        ("/HINT@Green_Bot", Command("hint", "", "Green_Bot")),
        ("/interview sales manager", Command("interview", "sales manager")),
        ("/hint@other_bot", Nothing()),
        ("/dance", Told("telegram-unknown-command", "dance")),
        ("//done was what I typed", Text("/done was what I typed")),
        ("/etc/hosts was wrong", Text("/etc/hosts was wrong")),
        ("/", Text("/")),
    ],
)
def test_a_text_is_an_answer_or_a_command(text: str, wanted: Wanted) -> None:
    assert means(text=text) == wanted


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ({"voice": FILE}, Sound("f", 1_000)),
        ({"voice": FILE, "caption": "and this"}, Sound("f", 1_000, "and this")),
        ({"audio": FILE}, Sound("f", 1_000)),
        ({"video_note": FILE | {"length": 240}}, Sound("f", 1_000)),
        ({"document": FILE | {"mime_type": "audio/flac"}}, Sound("f", 1_000)),
        ({"document": FILE | {"mime_type": "text/plain"}}, Told("telegram-no-answer", "document")),
        ({"photo": PICTURE, "media_group_id": "g"}, Told("telegram-no-answer", "photo", "g")),
        ({"dice": {"emoji": "🎲", "value": 6}}, Told("telegram-no-answer", "dice")),
        ({"delete_chat_photo": True}, Nothing()),
    ],
)
def test_what_is_sent_is_a_recording_or_no_answer(content: dict[str, Any], wanted: Wanted) -> None:
    assert means(**content) == wanted


def test_a_forwarded_recording_counts_only_where_it_is_ones_own() -> None:
    other = {"type": "hidden_user", "date": 0, "sender_user_name": "Bo"}
    own = {"type": "user", "date": 0, "sender_user": ANA}
    assert means(voice=FILE, forward_origin=other) == Told("telegram-forwarded")
    assert means(voice=FILE, forward_origin=own) == Sound("f", 1_000)


def test_a_correction_is_known_by_the_question_it_answers() -> None:
    question = message(text="What did you say?\n\n#3-01234567") | {"from": BOT}
    typed_by_herself = question | {"from": ANA}
    assert means(text="patients", reply_to_message=question) == Correction(3, "01234567", "patients")
    assert means(text="patients", reply_to_message=typed_by_herself) == Text("patients")
    assert means(text="patients", reply_to_message=message(text="Hello") | {"from": BOT}) == Text("patients")


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ({"text": "/interview nurse"}, Elsewhere("nurse")),
        ({"text": "/interview sales manager"}, Elsewhere("interview")),
        ({"text": "/start@green_bot"}, Elsewhere("interview")),
        ({"text": "/privacy"}, Elsewhere("privacy")),
        ({"text": "/start@other_bot"}, Nothing()),
        ({"text": "/roll"}, Nothing()),
        ({"text": "Lunch?"}, Nothing()),
        ({"text": "/practice open nurse"}, Practised("open nurse")),
        ({"text": "/practice@other_bot"}, Nothing()),
        ({"text": "Ask @green_bot now"}, Meant("Ask now")),
        ({"text": "Yes", "reply_to_message": message(GROUP, text="Hi") | {"from": BOT}}, Meant("Yes")),
        (
            {"voice": FILE, "reply_to_message": message(GROUP, text="Hi") | {"from": BOT}},
            Meant(sound=Sound("f", 1_000)),
        ),
        ({"voice": FILE}, Nothing()),
        ({"new_chat_members": [BOT]}, Elsewhere("interview")),
        ({"new_chat_members": [ANA]}, Nothing()),
        ({"text": "Ask @green_bot", "from": OTHER_BOT}, Nothing()),
    ],
)
def test_in_a_group_only_what_is_meant_for_the_bot_is_answered(
    content: dict[str, Any], wanted: Wanted
) -> None:
    assert means(GROUP, **content) == wanted


def test_channels_and_other_bots_are_left_alone() -> None:
    channel = {"id": -8, "type": "channel", "title": "News"}
    assert means(channel, "channel_post", text="News", **{"from": None}) == Nothing()
    assert means(channel, "channel_post", text="/start@green_bot") == Elsewhere("interview")
    by_a_bot: dict[str, Any] = {"from": OTHER_BOT}
    assert means(text="Hello", **by_a_bot) == Nothing()


def test_an_edit_is_told_about_in_private_only() -> None:
    assert means(kind="edited_message", text="changed") == Told("telegram-edited")
    assert means(GROUP, "edited_message", text="changed") == Nothing()
    place = {"latitude": 1.0, "longitude": 1.0, "live_period": 60}
    moved: dict[str, Any] = {"location": place}
    assert means(kind="edited_message", **moved) == Nothing()


def press(data: str, chat: dict[str, Any], by: dict[str, Any]) -> Wanted:
    body = {
        "id": "q",
        "from": by,
        "chat_instance": "i",
        "data": data,
        "message": message(chat) | {"from": BOT},
    }
    found = read(update("callback_query", body), ME)
    assert found is not None
    return found[1]


def test_a_press_belongs_to_whose_chat_it_is_in() -> None:
    assert press("n", HERS, ANA) == Pressed("q", Press(Verb.START), theirs=True)
    assert press("n", HERS, ANA | {"id": 6}) == Pressed("q", Press(Verb.START), theirs=False)
    assert press("n", GROUP, ANA) == Pressed("q", Press(Verb.START), theirs=False)
    assert press("n:too:much", HERS, ANA) == Pressed("q", None, theirs=True)
    assert press("", HERS, ANA) == Pressed("q", None, theirs=True)


def test_a_topic_of_a_chat_is_kept() -> None:
    found = read(update("message", message(text="hi", message_thread_id=4, is_topic_message=True)), ME)
    assert found == (Who("5", Place(5, 4), True, 3, "Ana"), Text("hi"))
    assert str(Place(5, 4)) == "5/4"


def test_one_persons_updates_share_a_lane_wherever_they_come_from() -> None:
    pressed = {"id": "q", "from": ANA, "chat_instance": "i", "data": "n", "message": message(GROUP)}
    lanes = {lane(update("message", message(text="hi"))), lane(update("callback_query", pressed))}
    assert lanes == {"5"}
