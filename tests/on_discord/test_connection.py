"""The connection: as little as possible is asked for, and what cannot be mended by waiting ends it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import discord
import pytest

from bot.adapters.discord.app import FATAL, Discord, raise_fatal
from bot.adapters.discord.permissions import invite_link
from bot.bootstrap import build
from bot.settings import Settings
from core.interview.errors import SettingsFault
from core.texts.catalog import texts
from tests.fakes.discord_server.server import DiscordServer
from tests.fakes.engine import InlineEngine
from tests.on_discord.conftest import Opens
from tests.on_discord.house import greenroom, starts

GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES, CONTENT = 1 << 0, 1 << 9, 1 << 12, 1 << 15


@pytest.mark.parametrize("granted", [False, True])
async def test_only_what_is_needed_is_asked_for(
    discord_fake: DiscordServer, opens: Opens, granted: bool
) -> None:
    discord_fake.rest.content_intent = granted
    async with opens():
        asked = discord_fake.gateway.intents()
    least = GUILDS | GUILD_MESSAGES | DIRECT_MESSAGES
    assert asked == (least | CONTENT if granted else least)


async def test_what_only_its_operator_can_mend_ends_it_with_what_to_do(
    discord_fake: DiscordServer, tmp_path: Path
) -> None:
    async with build(Settings(data_dir=tmp_path / "data"), engine=InlineEngine()) as practice:
        for code, key in FATAL.items():
            running = asyncio.create_task(
                Discord(discord_fake.token, texts(), ready_seconds=0.05).run(practice)
            )
            await discord_fake.ready()
            await discord_fake.gateway.closes(code)
            with pytest.raises(SettingsFault, match=key) as caught:
                await running
            assert texts().say(caught.value.key, caught.value.values)
        with pytest.raises(SettingsFault, match="discord-token"):
            await Discord("wrong", texts()).run(practice)


async def test_nothing_is_patched_and_an_interview_begins(discord_tls: DiscordServer, tmp_path: Path) -> None:
    ada = discord_tls.person("ada")
    async with greenroom(tmp_path / "data", discord_tls):
        await starts(ada)
        await ada.expects("To warm up")
        await discord_tls.gateway.reconnects()
        await discord_tls.world.until(lambda: discord_tls.gateway.resumed == 1)
        ada.says("Still here.")
        await ada.presses("Done")
        await ada.expects("Question 1 of 4")


def test_other_errors_are_tried_again() -> None:
    raise_fatal(discord.DiscordException())
    raise_fatal(OSError())


def test_the_invite_link_asks_for_what_the_documentation_says() -> None:
    assert invite_link(42) == (
        "https://discord.com/oauth2/authorize?client_id=42&scope=bot+applications.commands"
        "&permissions=377957239808"
    )


async def test_doctor_is_told_who_the_bot_is_and_how_it_is_invited(discord_fake: DiscordServer) -> None:
    seen = await Discord(discord_fake.token, texts()).look()
    assert (seen.good, seen.key) == (True, "discord-there")
    assert seen.values["link"].startswith("https://discord.com/oauth2/authorize?client_id=")
    wrong = await Discord("wrong", texts()).look()
    assert (wrong.good, wrong.key) == (False, "discord-token")
