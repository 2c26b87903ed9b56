"""What Discord's figures are measured between: Greenroom and a bare bot, each on a Discord of loopback.

    python -m benchmarks.discord_bots PORT            a bare bot on discord.py, in a process of its own
    python -m benchmarks.discord_bots PORT FOLDER     Greenroom as `./run` serves it, with its data in FOLDER

Both use the same library in the same way; where Discord is comes from the tests' own
(`tests.fakes.discord_server`), which a benchmark may use as it is not part of what is measured.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import discord
from discord import app_commands

from bot import serving
from bot.settings import Settings
from tests.fakes.discord_server.server import pointed_at
from tests.fakes.discord_server.world import TOKEN


def bare() -> discord.AutoShardedClient:
    """A bot that echoes, and acknowledges a command at once; nothing is stored."""
    client = discord.AutoShardedClient(
        intents=discord.Intents(guilds=True, messages=True),
        allowed_mentions=discord.AllowedMentions.none(),
        guild_ready_timeout=0.1,
    )
    tree = app_commands.CommandTree(client)

    @tree.command(name="status", description="Acknowledges")
    async def status(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)

    @tree.command(name="hint", description="Says something")
    async def hint(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("Done.", ephemeral=True)

    @client.event
    async def on_message(message: discord.Message) -> None:
        if not message.author.bot:
            await message.channel.send(f"echo: {message.content}", nonce=str(message.id))

    async def sync() -> None:
        await tree.sync()

    client.setup_hook = sync  # type: ignore[method-assign]
    return client


def main(port: int, folder: str = "") -> None:
    """Runs one of the two until it is ended."""
    plain = f"127.0.0.1:{port}"
    with pointed_at(f"http://{plain}/api/v10", f"ws://{plain}/"):
        if not folder:
            asyncio.run(bare().start(TOKEN))
        else:
            settings = Settings(data_dir=Path(folder), discord_token=TOKEN, port=0, no_browser=True)
            asyncio.run(serving.serve(settings, lambda _text: None))


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
