"""The fake Discord and the unmodified library understand each other, and neither breaks a rule.

The fixtures fail a test in which anything did not fit the published documents.
"""

from __future__ import annotations

import aiohttp
import discord
import pytest

from tests.fakes.discord_server.echo import a_client, echoing
from tests.fakes.discord_server.fixtures import discord_fake, discord_tls
from tests.fakes.discord_server.server import DiscordServer
from tests.fakes.discord_server.world import File

__all__ = ["discord_fake", "discord_tls"]


async def everything(server: DiscordServer) -> None:
    """Commands, completion, buttons, windows, menus, files, threads and the history."""
    ada = server.person("ada")
    ward = server.text_channel(server.guild("ward", ada), "general")
    async with echoing(server) as client:
        said = await ada.runs("/practice say", what="Hello", times=2)
        assert (await ada.answered(said, "Hello")).words == "Hello Hello"
        assert said.private
        assert (await ada.answered(said, "that was it")).only_for == ada.user.id
        assert await ada.types("/practice say", "what", "nur") == [{"name": "Nurse", "value": "nurse"}]

        ada.says("good morning")
        echo = await ada.expects("echo: good morning")
        opened = await ada.presses("Correct")
        corrected = await ada.fills(opened, you="what I said")
        assert (await ada.answered(corrected)).words == "corrected: what I said"
        await ada.picks("nurse")
        await ada.expects_edit(echo, "chosen: nurse")
        await ada.uses("Practise with this", echo)
        await ada.expects("a question about: chosen: nurse")

        ada.speaks(b"OggS" * 8, seconds=1.5)
        heard = await ada.expects("32 bytes")
        assert [(file.name, file.content, file.about) for file in heard.files] == [
            ("card.png", b"OggS" * 8, "a card")
        ]

        channel = client.get_channel(ward.id)
        assert isinstance(channel, discord.TextChannel)
        thread = await channel.create_thread(name="Your interview", invitable=False)
        await thread.add_user(discord.Object(ada.user.id))
        ada.goes_to(server.world.channels[thread.id])
        question = await thread.send("Why?", nonce="a")
        ada.says(f"<@{client.user.id if client.user else 0}> because")
        await ada.expects("echo: ")
        texts = [one.content async for one in thread.history(after=question, oldest_first=True)]
        assert texts[0].endswith("because")
        await thread.edit(archived=True)
        assert server.world.channels[thread.id].archived


async def test_the_library_is_served_fast(discord_fake: DiscordServer) -> None:
    await everything(discord_fake)


async def test_the_library_is_served_with_nothing_patched(discord_tls: DiscordServer) -> None:
    await everything(discord_tls)
    assert discord_tls.gateway.opened == ["gateway.discord.gg"]


async def test_a_message_of_the_same_nonce_stands_once(discord_fake: DiscordServer) -> None:
    ada = discord_fake.person()
    async with echoing(discord_fake) as client:
        channel = await client.fetch_channel(ada.place.id)
        assert isinstance(channel, discord.DMChannel)
        first = await channel.send("once", nonce="n")
        second = await channel.send("once", nonce="n")
    assert first.id == second.id
    assert ada.reads() == ["once"]


async def test_a_nonce_is_forgotten_after_a_while(discord_fake: DiscordServer) -> None:
    ada = discord_fake.person()
    async with echoing(discord_fake) as client:
        channel = await client.fetch_channel(ada.place.id)
        assert isinstance(channel, discord.DMChannel)
        await channel.send("twice", nonce="n")
        discord_fake.world.clock.passes(121)
        (shown,) = [one async for one in channel.history()]
        await channel.send("twice", nonce="n")
    assert shown.nonce is None
    assert ada.reads() == ["twice", "twice"]


async def test_what_a_guild_says_is_not_read_without_the_intent(discord_fake: DiscordServer) -> None:
    ada = discord_fake.person()
    ada.goes_to(discord_fake.text_channel(discord_fake.guild("ward", ada)))
    async with echoing(discord_fake):
        ada.says("between us")
        echo = await ada.expects("echo: ")
        assert echo.words == "echo: "
        ada.says("to you", replies_to=echo)
        await ada.expects("echo: to you")


async def test_somebody_who_takes_no_messages_gets_none(discord_fake: DiscordServer) -> None:
    ada = discord_fake.person()
    ada.user.blocks = True
    async with echoing(discord_fake) as client:
        channel = await client.fetch_channel(ada.place.id)
        assert isinstance(channel, discord.DMChannel)
        with pytest.raises(discord.Forbidden) as refused:
            await channel.send("hello")
    assert refused.value.code == 50007


@pytest.mark.parametrize(
    ("missing", "kind"),
    [(1 << 36, discord.ChannelType.private_thread), (1 << 35, discord.ChannelType.public_thread)],
)
async def test_a_thread_needs_its_permission(
    discord_fake: DiscordServer, missing: int, kind: discord.ChannelType
) -> None:
    ada = discord_fake.person()
    guild = discord_fake.guild("ward", ada)
    guild.permissions &= ~missing
    place = discord_fake.text_channel(guild)
    async with echoing(discord_fake) as client:
        channel = client.get_channel(place.id)
        assert isinstance(channel, discord.TextChannel)
        with pytest.raises(discord.Forbidden) as refused:
            await channel.create_thread(name="x", type=kind)
    assert refused.value.code == 50013


async def test_a_thread_that_was_deleted_is_unknown(discord_fake: DiscordServer) -> None:
    ada = discord_fake.person()
    place = discord_fake.text_channel(discord_fake.guild("ward", ada))
    async with echoing(discord_fake) as client:
        channel = client.get_channel(place.id)
        assert isinstance(channel, discord.TextChannel)
        thread = await channel.create_thread(name="x")
        discord_fake.deletes(discord_fake.world.channels[thread.id])
        with pytest.raises(discord.NotFound) as unknown:
            await thread.send("hello")
    assert unknown.value.code == 10003


async def test_a_locked_thread_takes_words_from_nobody(discord_fake: DiscordServer) -> None:
    ada = discord_fake.person()
    guild = discord_fake.guild("ward", ada, permissions=((1 << 50) - 1) & ~(1 << 34))
    place = discord_fake.text_channel(guild)
    async with echoing(discord_fake) as client:
        channel = client.get_channel(place.id)
        assert isinstance(channel, discord.TextChannel)
        thread = await channel.create_thread(name="x")
        discord_fake.world.channels[thread.id].locked = True
        with pytest.raises(discord.Forbidden):
            await thread.send("hello")


async def test_who_was_kicked_may_do_nothing(discord_fake: DiscordServer) -> None:
    ada = discord_fake.person()
    guild = discord_fake.guild("ward", ada)
    place = discord_fake.text_channel(guild)
    async with echoing(discord_fake) as client:
        channel = client.get_channel(place.id)
        assert isinstance(channel, discord.TextChannel)
        discord_fake.kicks(guild)
        with pytest.raises(discord.Forbidden) as refused:
            await channel.send("hello")
    assert refused.value.code == 50001


async def test_a_file_whose_address_is_over_cannot_be_fetched(discord_fake: DiscordServer) -> None:
    ada = discord_fake.person()
    async with echoing(discord_fake) as client:
        channel = await client.fetch_channel(ada.place.id)
        assert isinstance(channel, discord.DMChannel)
        gone = File(discord_fake.world.id(), "notes.txt", b"notes", "text/plain", stored=False)
        said = discord_fake.world.post(ada.place, ada.user.id, "", files=[gone])
        message = await channel.fetch_message(said.id)
        with pytest.raises(discord.NotFound):
            await message.attachments[0].read()


async def test_faults_come_in_the_order_they_are_laid_out(discord_fake: DiscordServer) -> None:
    ada = discord_fake.person()
    async with echoing(discord_fake):
        limited = discord_fake.fails("POST /channels", 429, times=2)
        ada.says("through a limit")
        await ada.expects("echo: through a limit")
        assert limited.times == 0
        refused = discord_fake.fails("POST /channels", 503)
        ada.says("lost")
        ada.says("kept")
        await ada.expects("echo: kept")
        assert refused.times == 0
    assert ada.reads() == ["echo: through a limit", "echo: kept"]


async def test_an_answer_that_was_lost_is_found_by_its_nonce(discord_fake: DiscordServer) -> None:
    ada = discord_fake.person()
    async with echoing(discord_fake) as client:
        channel = await client.fetch_channel(ada.place.id)
        assert isinstance(channel, discord.DMChannel)
        discord_fake.fails("POST /channels", late=True)
        with pytest.raises(aiohttp.ClientConnectionError):
            await channel.send("once", nonce="n")
        await channel.send("once", nonce="n")
    assert ada.reads() == ["once"]


async def test_a_token_that_is_wrong_is_refused(discord_fake: DiscordServer) -> None:
    client = a_client(discord_fake)
    with pytest.raises(discord.LoginFailure):
        await client.login("wrong")
    await client.close()
