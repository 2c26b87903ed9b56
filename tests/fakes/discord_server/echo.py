"""A small bot on the unmodified library that uses everything Greenroom's adapter may use of it.

It echoes what is said, with buttons; `/practice say` has an option that completes itself.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import discord
from discord import app_commands

from tests.fakes.discord_server.server import DiscordServer


class Impatient(discord.AutoShardedClient):
    """A client that does not rest five seconds before it identifies again."""

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Nothing to wait for: nobody counts the identifications here."""


def a_client(server: DiscordServer, **more: Any) -> Impatient:
    """A client as Greenroom has it, led to the server."""
    if server.tls:
        more["connector"] = server.connector()
    return Impatient(
        intents=discord.Intents(guilds=True, messages=True),
        allowed_mentions=discord.AllowedMentions.none(),
        guild_ready_timeout=0.1,
        **more,
    )


class Correction(discord.ui.Modal, title="What did you say?"):
    """A window with one field."""

    words: discord.ui.TextInput[Correction] = discord.ui.TextInput(label="You said", default="what was heard")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"corrected: {self.words.value}", ephemeral=True)


class Controls(discord.ui.View):
    """A button that is answered, one that opens a window, and a menu."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="Done", custom_id="echo:done")
    async def done(self, interaction: discord.Interaction, _: discord.ui.Button[Controls]) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="done", view=None)

    @discord.ui.button(label="Correct", custom_id="echo:correct")
    async def correct(self, interaction: discord.Interaction, _: discord.ui.Button[Controls]) -> None:
        await interaction.response.send_modal(Correction())

    @discord.ui.select(
        options=[
            discord.SelectOption(label="Nurse", value="nurse"),
            discord.SelectOption(label="SRE", value="sre"),
        ],
        custom_id="echo:domain",
    )
    async def domain(self, interaction: discord.Interaction, menu: discord.ui.Select[Controls]) -> None:
        await interaction.response.edit_message(content=f"chosen: {menu.values[0]}", view=None)


def commands(client: discord.Client) -> app_commands.CommandTree[Any]:
    """`/practice say` and the menu's "Practise with this"."""
    tree = app_commands.CommandTree(client)
    group = app_commands.Group(name="practice", description="Practise an interview")

    @group.command(name="say", description="Say something")
    @app_commands.describe(what="What to say", times="How often")
    async def say(interaction: discord.Interaction, what: str, times: int = 1) -> None:
        await interaction.response.defer(ephemeral=True)
        await interaction.edit_original_response(content=" ".join([what] * times))
        await interaction.followup.send("that was it", ephemeral=True)

    @say.autocomplete("what")
    async def complete(_: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        return [
            app_commands.Choice(name=one.title(), value=one)
            for one in ("nurse", "nobody")
            if current.lower() in one
        ]

    @tree.context_menu(name="Practise with this")
    async def practise(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"a question about: {message.content}", ephemeral=True)

    tree.add_command(group)
    return tree


async def echo(message: discord.Message) -> None:
    """Answers what somebody said; a recording is fetched, and sent back with an embed."""
    if message.author.bot:
        return
    if not message.attachments:
        await message.channel.send(f"echo: {message.content}", view=Controls(), nonce=str(message.id))
        return
    content = await message.attachments[0].read()
    embed = discord.Embed(title="Heard", description=f"{len(content)} bytes")
    embed.set_image(url="attachment://card.png").add_field(name="Pace", value="steady")
    file = discord.File(io.BytesIO(content), "card.png", description="a card")
    await message.channel.send(embed=embed, file=file, nonce=str(message.id))


@asynccontextmanager
async def echoing(server: DiscordServer, **more: Any) -> AsyncIterator[Impatient]:
    """The bot, connected and ready, with its commands known."""
    client = a_client(server, **more)
    tree = commands(client)
    client.event(_named("on_message", echo))
    running = asyncio.create_task(client.start(server.token))
    try:
        await server.ready()
        await client.wait_until_ready()
        await tree.sync()
        yield client
    finally:
        await client.close()
        with suppress(asyncio.CancelledError, discord.DiscordException):
            await running


def _named(name: str, handler: Any) -> Any:
    async def handle(*arguments: Any) -> None:
        await handler(*arguments)

    handle.__name__ = name
    return handle
