"""How the fake Discord writes what there is: users, channels, messages, guilds and interactions as JSON.

The rule: what is written fits both the published OpenAPI document and the gateway's schemas.
"""

from __future__ import annotations

import time
from typing import Any

from tests.fakes.discord_server.world import (
    APPLICATION,
    ATTACHMENT_S,
    DM,
    EPHEMERAL,
    NONCE_S,
    UPLOAD_LIMIT,
    Channel,
    File,
    Guild,
    Interaction,
    Json,
    Message,
    User,
    World,
)

MESSAGE_CONTENT = 1 << 15  # the privileged intent


def user(one: User) -> Json:
    return {
        "id": str(one.id),
        "username": one.name,
        "global_name": None if one.bot else one.name.capitalize(),
        "discriminator": "0000",
        "avatar": None,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
        **({"bot": True} if one.bot else {}),
    }


def myself(one: User) -> Json:
    return {**user(one), "mfa_enabled": True, "locale": "en-US", "verified": True, "email": None}


def application(owner: User, content_intent: bool) -> Json:
    flags = 1 << 19 if content_intent else 0  # GATEWAY_MESSAGE_CONTENT_LIMITED
    return {
        "id": str(APPLICATION),
        "name": "Greenroom",
        "icon": None,
        "description": "",
        "type": None,
        "verify_key": "0" * 64,
        "flags": flags,
        "flags_new": str(flags),
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": user(owner),
        "approximate_guild_count": 1,
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": [],
        "bot_public": True,
        "bot_require_code_grant": False,
        "integration_types_config": {"0": {}, "1": {}},
    }


def member(one: User, *, permissions: int | None = None) -> Json:
    return {
        "user": user(one),
        "nick": None,
        "avatar": None,
        "banner": None,
        "roles": [],
        "joined_at": "2026-01-01T00:00:00+00:00",
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
        "communication_disabled_until": None,
        **({"permissions": str(permissions)} if permissions is not None else {}),
    }


def thread_member(channel: Channel, one: int) -> Json:
    joined = "2026-01-01T00:00:00+00:00"
    return {"id": str(channel.id), "user_id": str(one), "join_timestamp": joined, "flags": 0}


def channel(world: World, one: Channel) -> Json:
    """A channel; the last message's id is 0's null where there is none."""
    last = str(max(one.messages)) if one.messages else None
    if one.kind == DM:
        people = [user(world.users[id_]) for id_ in one.members]
        return {"id": str(one.id), "type": DM, "flags": 0, "last_message_id": last, "recipients": people}
    common = {
        "id": str(one.id),
        "type": one.kind,
        "flags": 0,
        "guild_id": str(one.guild),
        "name": one.name,
        "last_message_id": last,
        "rate_limit_per_user": one.slowmode,
    }
    if one.thread:
        return common | _thread(one)
    more: Json = {"position": 0, "parent_id": None, "topic": None, "nsfw": False, "permission_overwrites": []}
    return common | more


def _thread(one: Channel) -> Json:
    return {
        "parent_id": str(one.parent),
        "owner_id": str(one.owner),
        "message_count": len(one.messages),
        "total_message_sent": len(one.messages),
        "member_count": len(one.members),
        "member": thread_member(one, APPLICATION),
        "thread_metadata": {
            "archived": one.archived,
            "archive_timestamp": "2026-01-01T00:00:00+00:00",
            "auto_archive_duration": 1440,
            "locked": one.locked,
            "invitable": one.invitable,
            "create_timestamp": "2026-01-01T00:00:00+00:00",
        },
    }


def guild(world: World, one: Guild) -> Json:
    """What GUILD_CREATE carries."""
    inside = [known for known in world.channels.values() if known.guild == one.id and not known.deleted]
    return {
        "id": str(one.id),
        "name": one.name,
        "owner_id": str(one.owner),
        "roles": [_everyone(one)],
        "emojis": [],
        "stickers": [],
        "features": [],
        "channels": [channel(world, known) for known in inside if not known.thread],
        "threads": [channel(world, known) for known in inside if known.thread and not known.archived],
        "members": [member(world.users[APPLICATION])],
        "member_count": len(one.members),
        "joined_at": "2026-01-01T00:00:00+00:00",
        "large": False,
        "afk_timeout": 300,
        "preferred_locale": "en-US",
        "premium_progress_bar_enabled": False,
        **{name: [] for name in LISTS},
        **dict.fromkeys(ZEROS, 0),
        **dict.fromkeys(NULLS),
    }


LISTS = ("guild_scheduled_events", "presences", "soundboard_sounds", "stage_instances", "voice_states")
ZEROS = (
    "default_message_notifications",
    "explicit_content_filter",
    "mfa_level",
    "nsfw_level",
    "premium_tier",
    "system_channel_flags",
    "verification_level",
)
NULLS = (
    "afk_channel_id",
    "application_id",
    "banner",
    "description",
    "discovery_splash",
    "hub_type",
    "icon",
    "incidents_data",
    "public_updates_channel_id",
    "rules_channel_id",
    "safety_alerts_channel_id",
    "splash",
    "system_channel_id",
    "vanity_url_code",
)


def _everyone(one: Guild) -> Json:
    return {
        "id": str(one.id),
        "name": "@everyone",
        "permissions": str(one.permissions),
        "position": 0,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }


def attachment(cdn: str, message: Message, file: File, private: bool) -> Json:
    """An attachment, with an address that is good from now on for a day."""
    good = f"ex={int(time.time() + ATTACHMENT_S):x}&is={int(time.time()):x}&hm={'0' * 64}&"
    address = f"{cdn}/attachments/{message.channel}/{file.id}/{file.name}?{good}"
    found: Json = {
        "id": str(file.id),
        "filename": file.name,
        "size": file.size,
        "url": address,
        "proxy_url": address,
        "content_type": file.media_type,
    }
    if file.about:
        found["description"] = file.about
    if file.seconds is not None:
        found |= {"duration_secs": file.seconds, "waveform": file.waveform}
    if file.media_type.startswith("image/"):
        found |= {"width": 800, "height": 600}
    return found | ({"ephemeral": True} if private else {})


def message(world: World, cdn: str, one: Message, *, readable: bool = True) -> Json:
    """A message; what is not `readable` lacks what the privileged intent guards."""
    private = bool(one.flags & EPHEMERAL)
    found: Json = {
        "id": str(one.id),
        "type": 20 if one.interaction and one.interaction.kind == 2 else 19 if one.reference else 0,
        "channel_id": str(one.channel),
        "author": user(world.users[one.author]),
        "content": one.content if readable else "",
        "attachments": [attachment(cdn, one, file, private) for file in one.files] if readable else [],
        "embeds": [_embed(cdn, one, embed) for embed in one.embeds] if readable else [],
        "components": one.components if readable else [],
        "mentions": [user(world.users[id_]) for id_ in one.mentions],
        "mention_roles": [],
        "mention_everyone": False,
        "timestamp": one.at,
        "edited_timestamp": one.edited,
        "flags": one.flags,
        "pinned": False,
        "tts": False,
    }
    return found | _origin(world, cdn, one)


def _embed(cdn: str, one: Message, embed: Json) -> Json:
    """An embed as it comes back: empty things left out, a file's address in place of its name."""
    kept = {name: value for name, value in embed.items() if value not in (None, [])}
    for name in ("image", "thumbnail"):
        address = (kept.get(name) or {}).get("url", "")
        if address.startswith("attachment://"):
            named = [file for file in one.files if file.name == address.removeprefix("attachment://")]
            if named:
                kept[name] = {"url": attachment(cdn, one, named[0], private=False)["url"]}
    return {"type": "rich", **kept}


def _origin(world: World, cdn: str, one: Message) -> Json:
    """What it answers, and what it comes from."""
    found: Json = {}
    if one.nonce is not None and world.clock() - one.born < NONCE_S:
        found["nonce"] = one.nonce
    if one.reference:
        answered = world.message(one.reference)
        found["message_reference"] = {
            "type": 0,
            "channel_id": str(one.channel),
            "message_id": str(one.reference),
        }
        found["referenced_message"] = message(world, cdn, answered) if answered else None
        (found["referenced_message"] or {}).pop("referenced_message", None)
    if one.author == APPLICATION and one.interaction:
        found |= {"application_id": str(APPLICATION), "webhook_id": str(APPLICATION)}
        found["interaction_metadata"] = metadata(world, one.interaction)
    return found


def metadata(world: World, one: Interaction) -> Json:
    """Which interaction a message comes from."""
    found: Json = {
        "id": str(one.id),
        "type": one.kind,
        "user": user(world.users[one.user]),
        "authorizing_integration_owners": _owners(world, one),
    }
    if one.kind == 3 and one.message:
        found["interacted_message_id"] = str(one.message.id)
    if one.kind == 5:
        found["triggering_interaction_metadata"] = {**found, "type": 2}
    return found


def _owners(world: World, one: Interaction) -> Json:
    guild_id = world.channels[one.channel].guild
    return {"0": str(guild_id)} if guild_id else {"1": str(one.user)}


def interaction(world: World, cdn: str, one: Interaction) -> Json:
    """What INTERACTION_CREATE carries."""
    place = world.channels[one.channel]
    person = world.users[one.user]
    found: Json = {
        "id": str(one.id),
        "application_id": str(APPLICATION),
        "type": one.kind,
        "token": one.token,
        "version": 1,
        "channel_id": str(place.id),
        "channel": {name: value for name, value in channel(world, place).items() if name != "guild"},
        "data": one.data,
        "locale": person.locale,
        "entitlements": [],
        "attachment_size_limit": UPLOAD_LIMIT,
        "authorizing_integration_owners": _owners(world, one),
        "app_permissions": str(world.permissions(place)),
        "context": 0 if place.guild else 1,
    }
    if one.message:
        found["message"] = message(world, cdn, one.message)
    if not place.guild:
        return found | {"user": user(person)}
    guild_ = {"id": str(place.guild), "features": [], "locale": "en-US"}
    allowed = world.guilds[place.guild].permissions if person.may is None else person.may
    who = member(person, permissions=allowed)
    return found | {"guild_id": str(place.guild), "guild_locale": "en-US", "guild": guild_, "member": who}


def readable_to(world: World, intents: int, one: Message) -> bool:
    """Whether a session with these intents is told what a message says."""
    place = world.channels[one.channel]
    own = one.author == APPLICATION or APPLICATION in one.mentions
    return bool(place.guild is None or own or intents & MESSAGE_CONTENT)


def command(asked: Json, id_: int) -> Json:
    """A command as it comes back."""
    kept = {name: value for name, value in asked.items() if value is not None and name != "id"}
    return {
        "default_member_permissions": None,
        "dm_permission": True,
        "contexts": None,
        "integration_types": [0],
        "nsfw": False,
        "description": "",
        "type": 1,
        **kept,
        "options": [_option(one) for one in asked.get("options") or []],
        "id": str(id_),
        "application_id": str(APPLICATION),
        "version": str(id_),
    }


def _option(asked: Json) -> Json:
    kept = {name: value for name, value in asked.items() if value is not None}
    if kept.get("options"):
        kept["options"] = [_option(one) for one in kept["options"]]
    return kept


def components(rows: list[Json]) -> list[Json]:
    """Components as they come back: each with a number."""
    number = iter(range(1, 1000))

    def numbered(one: Any) -> Any:
        if isinstance(one, list):
            return [numbered(part) for part in one]
        if not isinstance(one, dict):
            return one
        kept = {name: value for name, value in one.items() if value is not None}
        if "type" in kept:
            kept["id"] = next(number)
            if kept["type"] == 3:
                kept = {"min_values": 1, "max_values": 1, **kept}
        return {
            name: numbered(value) if name in ("components", "component", "accessory") else value
            for name, value in kept.items()
        }

    return [numbered(row) for row in rows]


def thread_created(world: World, one: Channel) -> Json:
    return {**channel(world, one), "newly_created": True}
