"""What the bot may do in a server: what it asks for, and the sentence when something is missing."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from core.texts.catalog import Texts

TO_PRACTISE = ("view_channel", "create_private_threads", "send_messages_in_threads")
TO_GATHER = ("view_channel", "create_public_threads", "send_messages_in_threads")
TO_SHOW = ("embed_links", "attach_files")
ASKED_FOR = (*TO_PRACTISE, "create_public_threads", "send_messages", "read_message_history", *TO_SHOW)


def missing(texts: Texts, names: Sequence[str], key: str = "discord-not-allowed") -> str:
    """The sentence of `key`, with the names of permissions as Discord's settings call them."""
    said = [texts.say(f"discord-permission-{name.replace('_', '-')}") for name in names]
    return texts.say(key, {"permissions": ", ".join(said)})


def asked_for() -> discord.Permissions:
    """All that the bot wants in a server."""
    return discord.Permissions(**dict.fromkeys(ASKED_FOR, True))


def absent_of(permissions: discord.Permissions, names: Sequence[str]) -> tuple[str, ...]:
    """Those of `names` that are not granted."""
    return tuple(name for name in names if not getattr(permissions, name))


def invite_link(application_id: int) -> str:
    """The address that brings the bot to a server or to one's own account, least permissions asked for."""
    address: str = discord.utils.oauth_url(
        application_id, permissions=asked_for(), scopes=("bot", "applications.commands")
    )
    return address
