"""Every method of the Bot API that there is here, by its name, and what those do that do not send.

The rule: a call that comes here is of the right form. What cannot be done as things are raises `Refused` with
Telegram's own words.
"""

from __future__ import annotations

from collections.abc import Mapping

from tests.fakes.telegram import posting
from tests.fakes.telegram.errors import Refused, bad
from tests.fakes.telegram.posting import FOLDERS, Method, send_file
from tests.fakes.telegram.rules import MEGABYTE
from tests.fakes.telegram.spec import Json
from tests.fakes.telegram.updates import HOOKED
from tests.fakes.telegram.wire import Call
from tests.fakes.telegram.world import Hook, World

DOWNLOAD_MOST = 20 * MEGABYTE


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
    if user in [one["user"] for one in administrators(world, call)]:
        return {"status": "creator", "user": user, "is_anonymous": False}
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
    "sendMessage": posting.send_message,
    **{f"send{kind.title().replace('_', '')}": send_file(kind) for kind in (*FOLDERS, "document")},
    "sendAnimation": send_file("animation"),
    "sendVideoNote": send_file("video_note"),
    "sendSticker": send_file("sticker"),
    "sendMediaGroup": posting.send_media_group,
    "sendLocation": posting.send_location,
    "sendContact": posting.send_contact,
    "sendDice": posting.send_dice,
    "sendChatAction": posting.send_chat_action,
    "sendMessageDraft": posting.send_message_draft,
    "copyMessage": posting.copy_message,
    "forwardMessage": posting.forward_message,
    "editMessageText": posting.edit_text,
    "editMessageCaption": posting.edit_caption,
    "editMessageMedia": posting.edit_media,
    "editMessageReplyMarkup": posting.edit_markup,
    "deleteMessage": posting.delete_message,
    "deleteMessages": posting.delete_messages,
    "setMessageReaction": posting.set_reaction,
    "pinChatMessage": posting.pin,
    "unpinChatMessage": posting.unpin,
    "unpinAllChatMessages": posting.unpin,
    "answerCallbackQuery": posting.answer_query,
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
