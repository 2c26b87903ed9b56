"""What each method of the Bot API does to a world.

The rule: a call that comes here is of the right form. What cannot be done as things are raises `Refused` with
Telegram's own words.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from tests.fakes.telegram.errors import Refused, bad
from tests.fakes.telegram.rules import MEGABYTE
from tests.fakes.telegram.spec import Json, Upload
from tests.fakes.telegram.updates import HOOKED
from tests.fakes.telegram.wire import Call
from tests.fakes.telegram.world import INLINE, File, Hook, Room, World

DOWNLOAD_MOST = 20 * MEGABYTE
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


# --- asking ------------------------------------------------------------------------------------------


def get_me(world: World, call: Call) -> Json:
    """The bot."""
    more = {"can_join_groups": True, "can_read_all_group_messages": not world.privacy}
    return world.bot | more | {"supports_inline_queries": False}


def get_file(world: World, call: Call) -> Json:
    """Where a file can be fetched, if it is not too big."""
    file = world.files.get(call.params["file_id"])
    if file is None:
        raise bad("wrong file_id or the file is temporarily unavailable")
    if file.size > DOWNLOAD_MOST:
        raise bad("file is too big")
    return file.ids | {"file_path": file.path}


def get_chat(world: World, call: Call) -> Json:
    """All about a chat."""
    gifts = dict.fromkeys(
        (
            "unlimited_gifts",
            "limited_gifts",
            "unique_gifts",
            "premium_subscription",
            "gifts_from_channels",
        ),
        False,
    )
    more = {"accent_color_id": 1, "max_reaction_count": 11, "accepted_gift_types": gifts}
    return world.room(call.params["chat_id"]).info | more


def get_member(world: World, call: Call) -> Json:
    """Somebody in a chat."""
    room = world.room(call.params["chat_id"])
    user = room.members.get(call.params["user_id"])
    if user is None:
        raise bad("user not found")
    return {"status": "member", "user": user}


def count_members(world: World, call: Call) -> int:
    """How many are in a chat."""
    return len(world.room(call.params["chat_id"]).members)


def administrators(world: World, call: Call) -> list[Json]:
    """Who looks after a group: who came first."""
    members = list(world.room(call.params["chat_id"]).members.values())[:1]
    return [{"status": "creator", "user": user, "is_anonymous": False} for user in members]


def leave(world: World, call: Call) -> bool:
    """The bot goes."""
    room = world.room(call.params["chat_id"])
    room.shut = f"bot is not a member of the {room.info['type']} chat"
    return True


def create_topic(world: World, call: Call) -> Json:
    """A topic of a forum."""
    room = world.room(call.params["chat_id"])
    if not room.info.get("is_forum"):
        raise bad("the chat is not a forum")
    number = next(room.numbers)
    room.topics[number] = call.params["name"]
    return {"message_thread_id": number, "name": call.params["name"], "icon_color": 7322096}


# --- the bot itself ----------------------------------------------------------------------------------


def set_commands(world: World, call: Call) -> bool:
    """A menu for a scope and a language."""
    world.menus[_menu(call)] = call.params["commands"]
    return True


def get_commands(world: World, call: Call) -> list[Json]:
    """It."""
    return world.menus.get(_menu(call), [])


def delete_commands(world: World, call: Call) -> bool:
    """It goes."""
    world.menus.pop(_menu(call), None)
    return True


def _menu(call: Call) -> tuple[str, str]:
    scope = call.params.get("scope", {"type": "default"})
    where = "".join(f" {scope[name]}" for name in ("chat_id", "user_id") if name in scope)
    return scope["type"] + where, call.params.get("language_code", "")


def set_profile(name: str) -> Method:
    """The bot's name or description in a language."""

    def put(world: World, call: Call) -> bool:
        world.profile[name, call.params.get("language_code", "")] = call.params.get(name, "")
        return True

    return put


def get_profile(name: str) -> Method:
    """It."""

    def get(world: World, call: Call) -> Json:
        given = world.profile.get((name, call.params.get("language_code", "")), "")
        return {name: given or (world.bot["first_name"] if name == "name" else "")}

    return get


def set_menu_button(world: World, call: Call) -> bool:
    """What stands beside the input field."""
    world.menu_buttons[call.params.get("chat_id", 0)] = call.params.get("menu_button", {"type": "default"})
    return True


def get_menu_button(world: World, call: Call) -> Json:
    """It."""
    return world.menu_buttons.get(call.params.get("chat_id", 0), {"type": "default"})


def set_hook(world: World, call: Call) -> bool:
    """Updates are pushed from now on, or no longer."""
    asked = call.params
    if asked["url"]:
        world.updates.interrupt(HOOKED)
    world.hook = Hook(asked["url"], asked.get("secret_token", ""), asked.get("max_connections", 40))
    world.updates.wants(asked.get("allowed_updates"))
    if asked.get("drop_pending_updates"):
        world.updates.clear()
    world.news.tell()
    return True


def delete_hook(world: World, call: Call) -> bool:
    """Updates are not pushed any more."""
    world.hook = Hook()
    if call.params.get("drop_pending_updates"):
        world.updates.clear()
    world.news.tell()
    return True


def hook_info(world: World, call: Call) -> Json:
    """How pushing goes."""
    hook = world.hook
    told: Json = {
        "url": hook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.waiting),
    }
    if hook.url:
        told["max_connections"] = hook.connections
    if hook.last_error:
        told |= {"last_error_date": hook.last_error_at, "last_error_message": hook.last_error}
    return told


async def get_updates(world: World, call: Call) -> list[Json]:
    """The updates that wait."""
    if world.hook.url:
        raise Refused(
            409,
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the "
            "webhook first",
        )
    asked = call.params
    world.updates.wants(asked.get("allowed_updates"))
    return await world.updates.poll(asked.get("offset", 0), asked.get("limit", 100), asked.get("timeout", 0))


def done(world: World, call: Call) -> bool:
    """What has no effect here."""
    return True


METHODS: Mapping[str, Method] = {
    "sendMessage": send_message,
    **{f"send{kind.title().replace('_', '')}": send_file(kind) for kind in (*FOLDERS, "document")},
    "sendAnimation": send_file("animation"),
    "sendVideoNote": send_file("video_note"),
    "sendSticker": send_file("sticker"),
    "sendMediaGroup": send_media_group,
    "sendLocation": send_location,
    "sendContact": send_contact,
    "sendDice": send_dice,
    "sendChatAction": send_chat_action,
    "sendMessageDraft": send_message_draft,
    "copyMessage": copy_message,
    "forwardMessage": forward_message,
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageMedia": edit_media,
    "editMessageReplyMarkup": edit_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "setMessageReaction": set_reaction,
    "pinChatMessage": pin,
    "unpinChatMessage": unpin,
    "unpinAllChatMessages": unpin,
    "answerCallbackQuery": answer_query,
    "getMe": get_me,
    "getFile": get_file,
    "getChat": get_chat,
    "getChatMember": get_member,
    "getChatMemberCount": count_members,
    "getChatAdministrators": administrators,
    "leaveChat": leave,
    "createForumTopic": create_topic,
    "setMyCommands": set_commands,
    "getMyCommands": get_commands,
    "deleteMyCommands": delete_commands,
    "setMyName": set_profile("name"),
    "getMyName": get_profile("name"),
    "setMyDescription": set_profile("description"),
    "getMyDescription": get_profile("description"),
    "setMyShortDescription": set_profile("short_description"),
    "getMyShortDescription": get_profile("short_description"),
    "setChatMenuButton": set_menu_button,
    "getChatMenuButton": get_menu_button,
    "setWebhook": set_hook,
    "deleteWebhook": delete_hook,
    "getWebhookInfo": hook_info,
    "getUpdates": get_updates,
    "logOut": done,
    "close": done,
}
