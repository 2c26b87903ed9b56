"""Sessions of the fake gateway, as the unmodified library lives through them."""

from __future__ import annotations

import asyncio

import discord
import pytest

from tests.fakes.discord_server.echo import a_client, echoing
from tests.fakes.discord_server.fixtures import discord_fake, discord_tls
from tests.fakes.discord_server.gateway import CLOSES
from tests.fakes.discord_server.person import Person
from tests.fakes.discord_server.server import DiscordServer

__all__ = ["discord_fake", "discord_tls"]

FATAL = sorted(code for code, (_, fatal) in CLOSES.items() if fatal)
PASSING = sorted(code for code, (_, fatal) in CLOSES.items() if not fatal)


async def is_heard(ada: Person, text: str) -> None:
    ada.says(text)
    await ada.expects(f"echo: {text}")


@pytest.mark.parametrize("code", PASSING)
async def test_a_session_that_was_closed_is_taken_up_again(discord_fake: DiscordServer, code: int) -> None:
    ada = discord_fake.person()
    async with echoing(discord_fake):
        await is_heard(ada, "before")
        await discord_fake.gateway.closes(code)
        ada.says("meanwhile")
        await ada.expects("echo: meanwhile")
    assert (discord_fake.gateway.identified, discord_fake.gateway.resumed) == (1, 1)


async def test_a_session_is_taken_up_where_it_was_told_to(discord_tls: DiscordServer) -> None:
    ada = discord_tls.person()
    async with echoing(discord_tls):
        await discord_tls.gateway.reconnects()
        await discord_tls.world.until(lambda: discord_tls.gateway.resumed == 1)
        await is_heard(ada, "here")
    assert discord_tls.gateway.opened == ["gateway.discord.gg", "gateway-us-east1-b.discord.gg"]


async def test_a_connection_that_is_cut_loses_nothing(discord_fake: DiscordServer) -> None:
    ada = discord_fake.person()
    async with echoing(discord_fake):
        await is_heard(ada, "before")
        await discord_fake.gateway.drops()
        for number in range(5):
            ada.says(f"meanwhile {number}")
        await ada.expects("echo: meanwhile 4")
    assert ada.reads()[1:] == [f"echo: meanwhile {number}" for number in range(5)]


async def test_a_session_that_is_invalid_begins_anew(discord_fake: DiscordServer) -> None:
    ada = discord_fake.person()
    async with echoing(discord_fake):
        await discord_fake.gateway.invalidates()
        await discord_fake.world.until(lambda: discord_fake.gateway.identified == 2)
        await is_heard(ada, "after")
    assert discord_fake.gateway.resumed == 0


async def test_a_session_that_may_be_resumed_is(discord_fake: DiscordServer) -> None:
    ada = discord_fake.person()
    async with echoing(discord_fake):
        await discord_fake.gateway.invalidates(resumable=True)
        await discord_fake.world.until(lambda: discord_fake.gateway.resumed == 1)
        await is_heard(ada, "after")
    assert discord_fake.gateway.identified == 1


async def test_what_a_forgotten_session_missed_is_not_told(discord_fake: DiscordServer) -> None:
    ada = discord_fake.person()
    async with echoing(discord_fake):
        discord_fake.gateway.forgets()
        await discord_fake.gateway.drops()
        ada.says("missed")
        await discord_fake.world.until(lambda: discord_fake.gateway.identified == 2)
        await is_heard(ada, "after")
    assert ada.reads() == ["echo: after"]


async def test_heartbeats_that_are_not_acknowledged_end_the_connection(discord_fake: DiscordServer) -> None:
    discord_fake.gateway.interval_ms = 50
    ada = discord_fake.person()
    async with echoing(discord_fake, heartbeat_timeout=0.4):
        await discord_fake.world.until(lambda: discord_fake.gateway.beats > 3)
        discord_fake.gateway.acknowledges = False
        await discord_fake.world.until(lambda: discord_fake.gateway.resumed == 1)
        discord_fake.gateway.acknowledges = True
        await is_heard(ada, "after")


@pytest.mark.parametrize("code", FATAL)
async def test_what_is_fatal_is_raised(discord_fake: DiscordServer, code: int) -> None:
    discord_fake.gateway.refuses_with = code
    client = a_client(discord_fake)
    expected = discord.PrivilegedIntentsRequired if code == 4014 else discord.ConnectionClosed
    with pytest.raises(expected):
        await asyncio.wait_for(client.start(discord_fake.token), 20)
    await client.close()


async def test_an_intent_that_is_not_allowed_is_refused(discord_fake: DiscordServer) -> None:
    discord_fake.gateway.content_intent = False
    client = discord.Client(intents=discord.Intents(guilds=True, message_content=True))
    with pytest.raises(discord.PrivilegedIntentsRequired):
        await asyncio.wait_for(client.start(discord_fake.token), 20)
    await client.close()


async def test_shards_share_the_guilds(discord_fake: DiscordServer) -> None:
    discord_fake.rest.shards = 2
    ada = discord_fake.person()
    guilds = [discord_fake.guild(name, ada) for name in ("one", "two", "three")]
    places = [discord_fake.text_channel(one) for one in guilds]
    async with echoing(discord_fake):
        await discord_fake.world.until(lambda: len(discord_fake.gateway.sessions) == 2)
        for place in places:
            ada.goes_to(place).says("hello")
            await ada.expects("echo:")
    assert all(len(place.messages) == 2 for place in places)
