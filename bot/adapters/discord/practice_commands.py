"""The commands of `/practice`: only in servers, since a group is there; what each does stands elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import AppCommandContext, AppInstallationType, Choice

from bot.adapters.discord.commands import Guard, found
from bot.adapters.discord.practising import COMMANDS, Practising
from bot.adapters.discord.wording import named, worded
from bot.port import Offer
from core.texts.catalog import Texts

GROUP = "practice"
IN_SERVERS = AppCommandContext(guild=True, dm_channel=False, private_channel=False)
FOR_SERVERS = AppInstallationType(guild=True, user=False)

Command = app_commands.Command[Any, ..., None]


def add_practice(
    tree: app_commands.CommandTree[Any],
    practising: Practising,
    guard: Guard,
    said: Texts,
    offers: Sequence[Offer],
) -> None:
    """Adds the commands to `tree`; `offers` have the domains."""
    group = app_commands.Group(
        name=named(GROUP),
        description=worded(said, "discord-about-practice"),
        allowed_contexts=IN_SERVERS,
        allowed_installs=FOR_SERVERS,
    )
    (domains,) = [offer for offer in offers if offer.choice == "domain"]
    group.add_command(_open(practising, guard, said, domains))
    for name in (*COMMANDS, "settings", "agreement"):
        group.add_command(_plain(practising, guard, said, name))
    group.add_command(_remove(practising, guard, said))
    tree.add_command(group)


def _plain(practising: Practising, guard: Guard, said: Texts, name: str) -> Command:
    async def callback(interaction: discord.Interaction) -> None:
        await guard(interaction, practising.command(interaction, name))

    about = worded(said, f"discord-about-practice-{name}")
    return app_commands.Command(name=named(name), description=about, callback=callback)


def _open(practising: Practising, guard: Guard, said: Texts, offer: Offer) -> Command:
    """The command that opens a practice; without a domain it takes the channel's own."""

    async def callback(interaction: discord.Interaction, domain: str | None = None) -> None:
        await guard(interaction, practising.command(interaction, "open", domain or ""))

    async def domains(_interaction: discord.Interaction, current: str) -> list[Choice[str]]:
        return found(offer, current)

    app_commands.rename(domain=named("domain"))(callback)
    app_commands.describe(domain=worded(said, "discord-about-domain"))(callback)
    command: Command = app_commands.Command(
        name=named("open"), description=worded(said, "discord-about-practice-open"), callback=callback
    )
    command.autocomplete("domain")(domains)
    return command


def _remove(practising: Practising, guard: Guard, said: Texts) -> Command:
    """The command that takes somebody out."""

    async def callback(interaction: discord.Interaction, who: discord.User) -> None:
        await guard(interaction, practising.command(interaction, "remove", who=str(who.id)))

    app_commands.rename(who=named("who"))(callback)
    app_commands.describe(who=worded(said, "discord-about-practice-who"))(callback)
    return app_commands.Command(
        name=named("remove"), description=worded(said, "discord-about-practice-remove"), callback=callback
    )
