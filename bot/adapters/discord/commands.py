"""The commands: `/interview` with everything in it, `/privacy`, and "Practise with this" on a message.

What each does stands in the table (`acknowledging.COMMANDS`); here is only what Discord has to know of it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import AppCommandContext, AppInstallationType, Choice

from bot.adapters.discord.acknowledging import COMMANDS
from bot.adapters.discord.desk import Desk
from bot.adapters.discord.plain import short
from bot.adapters.discord.wording import named, worded
from bot.port import Offer
from core.texts.catalog import Texts

GROUP, ALONE, MENU = "interview", "privacy", "practise"
WITH_OPTIONS = ("start", "link", "redo")
CHOICES, CHOICE_LIMIT = 25, 100
MOST_QUESTIONS = 99
EVERYWHERE = AppCommandContext(guild=True, dm_channel=True, private_channel=True)
FOR_ALL = AppInstallationType(guild=True, user=True)

Guard = Callable[[discord.Interaction, Coroutine[Any, Any, None]], Awaitable[None]]


def add_commands(
    tree: app_commands.CommandTree[Any], desk: Desk, guard: Guard, said: Texts, offers: Sequence[Offer]
) -> None:
    """Adds all commands to `tree`; `offers` are the choices that a start command can bring."""
    group = app_commands.Group(
        name=named(GROUP),
        description=worded(said, "discord-about-interview"),
        allowed_contexts=EVERYWHERE,
        allowed_installs=FOR_ALL,
    )
    group.add_command(_start(desk, guard, said, {offer.choice: offer for offer in offers}))
    for name in COMMANDS:
        if name not in (*WITH_OPTIONS, ALONE, MENU):
            group.add_command(_plain(desk, guard, said, name))
    group.add_command(_link(desk, guard, said))
    group.add_command(_redo(desk, guard, said))
    tree.add_command(group)
    tree.add_command(_plain(desk, guard, said, ALONE, everywhere=True))
    tree.add_command(_menu(desk, guard))


def _plain(
    desk: Desk, guard: Guard, said: Texts, name: str, *, everywhere: bool = False
) -> app_commands.Command[Any, ..., None]:
    """A command without options."""

    async def callback(interaction: discord.Interaction) -> None:
        await guard(interaction, desk.command(interaction, name))

    return app_commands.Command(
        name=named(name),
        description=worded(said, f"discord-about-{name}"),
        callback=callback,
        allowed_contexts=EVERYWHERE if everywhere else None,
        allowed_installs=FOR_ALL if everywhere else None,
    )


def _start(
    desk: Desk, guard: Guard, said: Texts, offers: dict[str, Offer]
) -> app_commands.Command[Any, ..., None]:
    """The command that opens an interview; what was not chosen with it is asked for."""

    async def callback(
        interaction: discord.Interaction,
        domain: str | None = None,
        level: str | None = None,
        length: str | None = None,
    ) -> None:
        chosen = {"domain": domain, "level": level, "length": length}
        given = {name: value for name, value in chosen.items() if value}
        await guard(interaction, desk.command(interaction, "start", **given))

    async def domains(_interaction: discord.Interaction, current: str) -> list[Choice[str]]:
        return found(offers["domain"], current)

    options = ("domain", "level", "length")
    app_commands.rename(**{name: named(name) for name in options})(callback)
    app_commands.describe(**{name: worded(said, f"discord-about-{name}") for name in options})(callback)
    for name in ("level", "length"):
        app_commands.choices(**{name: found(offers[name], "")})(callback)
    command: app_commands.Command[Any, ..., None] = app_commands.Command(
        name=named("start"), description=worded(said, "discord-about-start"), callback=callback
    )
    command.autocomplete("domain")(domains)
    return command


def found(offer: Offer, typed: str) -> list[Choice[str]]:
    """What an offer has with what was typed so far in it, those that begin with it first; 25 at most."""
    sought = typed.strip().casefold()
    fitting = [option for option in offer.options if sought in option.label.casefold()]
    fitting.sort(key=lambda option: not option.label.casefold().startswith(sought))
    return [Choice(name=short(one.label, CHOICE_LIMIT), value=one.value) for one in fitting[:CHOICES]]


def _link(desk: Desk, guard: Guard, said: Texts) -> app_commands.Command[Any, ..., None]:
    """The command that joins accounts: it gives a code, or takes one."""

    async def callback(interaction: discord.Interaction, code: str | None = None) -> None:
        await guard(interaction, desk.command(interaction, "link", **({"code": code} if code else {})))

    app_commands.rename(code=named("code"))(callback)
    app_commands.describe(code=worded(said, "discord-about-code"))(callback)
    return app_commands.Command(
        name=named("link"), description=worded(said, "discord-about-link"), callback=callback
    )


def _redo(desk: Desk, guard: Guard, said: Texts) -> app_commands.Command[Any, ..., None]:
    """The command that asks a question of the newest report again; without a number, the one it names."""

    async def callback(
        interaction: discord.Interaction, question: app_commands.Range[int, 1, MOST_QUESTIONS] | None = None
    ) -> None:
        await guard(interaction, desk.command(interaction, "redo", question=str(question or 0)))

    app_commands.rename(question=named("question"))(callback)
    app_commands.describe(question=worded(said, "discord-about-question"))(callback)
    return app_commands.Command(
        name=named("redo"), description=worded(said, "discord-about-redo"), callback=callback
    )


def _menu(desk: Desk, guard: Guard) -> app_commands.ContextMenu:
    """What the menu of a message has."""

    async def callback(interaction: discord.Interaction, message: discord.Message) -> None:
        await guard(interaction, desk.practise(interaction, message))

    return app_commands.ContextMenu(
        name=app_commands.locale_str("Practise with this", key="discord-name-practise"),
        callback=callback,
        allowed_contexts=EVERYWHERE,
        allowed_installs=FOR_ALL,
    )
