"""What the sending and changing methods of the Bot API do to a world.

The rule: a call that comes here is of the right form. What cannot be done as things are raises `Refused` with
Telegram's own words.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from tests.fakes.telegram.errors import bad
from tests.fakes.telegram.spec import Json, Upload
from tests.fakes.telegram.wire import Call
from tests.fakes.telegram.world import INLINE, File, Room, World

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
Method = Callable[[World, Call], Any]


# --- sending -----------------------------------------------------------------------------------------


def send_message(world: World, call: Call) -> Json:
    """A text."""
    return _send(world, call, _picked(call.params, "text", "entities", "link_preview_options"))


def send_file(kind: str) -> Method:
    """A file of a kind, uploaded or known already."""

    def send(world: World, call: Call) -> Json:
        room = world.room(call.params["chat_id"])
        return _send(
            world, call, _media(world, call, kind, call.params[kind]) | _captioned(call.params), room
        )

    return send


def send_media_group(world: World, call: Call) -> list[Json]:
    """An album."""
    world.room(call.params["chat_id"])
    album = str(next(world.ids))
    contents = [
        _media(world, call, one["type"], one["media"]) | _captioned(one) for one in call.params["media"]
    ]
    return [_send(world, call, content | {"media_group_id": album}) for content in contents]


def send_location(world: World, call: Call) -> Json:
    """A place."""
    return _send(world, call, {"location": _picked(call.params, "latitude", "longitude")})


def send_contact(world: World, call: Call) -> Json:
    """Somebody's number."""
    return _send(world, call, {"contact": _picked(call.params, "phone_number", "first_name", "last_name")})


def send_dice(world: World, call: Call) -> Json:
    """A die, which always shows three."""
    return _send(world, call, {"dice": {"emoji": call.params.get("emoji", "🎲"), "value": 3}})


def send_chat_action(world: World, call: Call) -> bool:
    """That the bot is busy."""
    room = world.room(call.params["chat_id"])
    _thread(room, call.params)
    room.actions.append(call.params["action"])
    room.news.tell()
    return True


def send_message_draft(world: World, call: Call) -> bool:
    """A text that is being written; it is not kept."""
    world.room(call.params["chat_id"])
    return True


def copy_message(world: World, call: Call) -> Json:
    """A message once more, without its sender."""
    source = _message(world.room(call.params["from_chat_id"]), call.params["message_id"], "message to copy")
    content = {key: source[key] for key in COPIED if key in source}
    return {"message_id": _send(world, call, content | _captioned(call.params))["message_id"]}


def forward_message(world: World, call: Call) -> Json:
    """A message once more, with its sender."""
    source = _message(
        world.room(call.params["from_chat_id"]), call.params["message_id"], "message to forward"
    )
    content = {key: source[key] for key in COPIED if key in source}
    origin = {"type": "user", "date": source["date"], "sender_user": source["from"]}
    return _send(world, call, content | {"forward_origin": origin})


COPIED = ("text", "entities", "caption", "caption_entities", "photo", "document", "voice", "audio", "video")


def _send(world: World, call: Call, content: Json, room: Room | None = None) -> Json:
    room = room or world.room(call.params["chat_id"])
    content = content | _thread(room, call.params) | _reply(room, call.params)
    markup = call.params.get("reply_markup", {})
    if INLINE in markup:
        content["reply_markup"] = markup
    return world.bot_writes(room, content)


def _thread(room: Room, params: Json) -> Json:
    thread = params.get("message_thread_id")
    if thread is None:
        return {}
    if thread not in room.topics:
        raise bad("message thread not found")
    return {"message_thread_id": thread, "is_topic_message": True}


def _reply(room: Room, params: Json) -> Json:
    wanted = params.get("reply_parameters")
    if not wanted:
        return {}
    message = room.message(wanted.get("message_id", 0))
    if message is not None:
        return {
            "reply_to_message": {key: value for key, value in message.items() if key != "reply_to_message"}
        }
    if wanted.get("allow_sending_without_reply"):
        return {}
    raise bad("message to be replied not found")


def _media(world: World, call: Call, kind: str, place: object) -> Json:
    """The content of a message that is a file."""
    upload = call.upload(place)
    if upload:
        file = _kept(world, kind, upload)
    elif isinstance(place, str) and place in world.files:
        file = world.files[place]
    elif isinstance(place, str) and place.startswith(("http://", "https://")):
        raise bad("failed to get HTTP URL content")
    else:
        raise bad("wrong remote file identifier specified: wrong string length")
    return {kind: described(file, kind)}


def _kept(world: World, kind: str, upload: Upload) -> File:
    return world.keep(upload.content, FOLDERS.get(kind, "documents"), upload.name, upload.media_type)


FOLDERS = {"photo": "photos", "voice": "voice", "audio": "music", "video": "videos"}


def described(file: File, kind: str, **more: Any) -> Any:
    """A file as a message has it."""
    named = {"file_name": file.name} if file.name else {}
    typed = {"mime_type": file.media_type} if file.media_type else {}
    square = {"width": 320, "height": 320}
    forms: dict[str, Any] = {
        "photo": [file.ids | {"width": 90, "height": 90}, file.ids | square],
        "document": file.ids | named | typed,
        "audio": file.ids | named | typed | {"duration": 0},
        "voice": file.ids | typed | {"duration": 0},
        "video": file.ids | named | typed | square | {"duration": 0},
        "animation": file.ids | named | typed | square | {"duration": 0},
        "video_note": file.ids | {"length": 240, "duration": 0},
        "sticker": file.ids | square | {"type": "regular", "is_animated": False, "is_video": False},
    }
    form = forms[kind]
    return form if isinstance(form, list) else form | more


def _captioned(params: Json) -> Json:
    return _picked(params, "caption", "caption_entities", "show_caption_above_media")


def _picked(params: Json, *names: str) -> Json:
    return {name: params[name] for name in names if name in params and params[name] != []}


# --- changing ----------------------------------------------------------------------------------------


def edit_text(world: World, call: Call) -> Json:
    """A new text, and new buttons or none."""
    return _edit(world, call, "text", _picked(call.params, "text", "entities", "link_preview_options"))


def edit_caption(world: World, call: Call) -> Json:
    """A new caption, and new buttons or none."""
    return _edit(world, call, "", _captioned(call.params), gone=("caption", "caption_entities"))


def edit_media(world: World, call: Call) -> Json:
    """Another file."""
    media = call.params["media"]
    content = _media(world, call, media["type"], media["media"]) | _captioned(media)
    return _edit(world, call, "", content, gone=(*FOLDERS, "document", "caption", "caption_entities"))


def edit_markup(world: World, call: Call) -> Json:
    """New buttons or none."""
    return _edit(world, call, "", {}, gone=())


def _edit(
    world: World, call: Call, needed: str, content: Json, gone: tuple[str, ...] = ("text", "entities")
) -> Json:
    if "inline_message_id" in call.params:
        raise bad("MESSAGE_ID_INVALID")
    room = world.room(call.params["chat_id"])
    old = _message(room, call.params["message_id"], "message to edit")
    if old["from"] != world.bot:
        raise bad("message can't be edited")
    if needed and needed not in old:
        raise bad("there is no text in the message to edit")
    markup = call.params.get("reply_markup", {})
    rest = {key: value for key, value in old.items() if key not in (*gone, "reply_markup", "edit_date")}
    new = rest | content | ({"reply_markup": markup} if markup.get(INLINE) else {})
    if new == {key: value for key, value in old.items() if key != "edit_date"}:
        raise bad(NOT_MODIFIED)
    return world.rewrite(room, new | {"edit_date": int(time.time())})


def _message(room: Room, id_: int, what: str) -> Json:
    message = room.message(id_)
    if message is None:
        raise bad(f"{what} not found")
    return message


def delete_message(world: World, call: Call) -> bool:
    """A message goes."""
    room = world.room(call.params["chat_id"])
    world.rewrite(room, _message(room, call.params["message_id"], "message to delete"), "deleted")
    return True


def delete_messages(world: World, call: Call) -> bool:
    """Several go; those that are not there are passed over."""
    room = world.room(call.params["chat_id"])
    for id_ in call.params["message_ids"]:
        if message := room.message(id_):
            world.rewrite(room, message, "deleted")
    return True


def set_reaction(world: World, call: Call) -> bool:
    """A reaction of the bot to a message."""
    room = world.room(call.params["chat_id"])
    _message(room, call.params["message_id"], "message to react")
    room.reactions[call.params["message_id"]] = call.params.get("reaction", [])
    room.news.tell()
    return True


def pin(world: World, call: Call) -> bool:
    """A message is shown above."""
    room = world.room(call.params["chat_id"])
    _message(room, call.params["message_id"], "message to pin")
    room.pinned.append(call.params["message_id"])
    return True


def unpin(world: World, call: Call) -> bool:
    """And no longer."""
    world.room(call.params["chat_id"]).pinned.clear()
    return True


def answer_query(world: World, call: Call) -> bool:
    """What somebody who pressed a button is told."""
    query = world.queries.get(call.params["callback_query_id"])
    if query is None or query.expired or query.answer is not None:
        raise bad(TOO_OLD)
    query.answer = dict(call.params)
    world.news.tell()
    return True
