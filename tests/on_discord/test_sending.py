"""Messages go out once, in order, and where their person can read them."""

from __future__ import annotations

import pytest

from bot.adapters.discord.app import Discord
from bot.port import Account, Letter, NotSent, Outgoing, Shown
from core.texts.catalog import texts
from tests.fakes.discord_server.server import DiscordServer
from tests.fakes.discord_server.world import ALL_PERMISSIONS, EPHEMERAL, Clock
from tests.on_discord.conftest import Opens
from tests.on_discord.house import starts, thread_of

POST = "POST /channels/{channel_id}/messages"
CREATE_PRIVATE_THREADS, EMBED_LINKS = 1 << 36, 1 << 14


async def test_without_a_connection_a_message_waits() -> None:
    letter = Letter("7", Outgoing(1, Shown.SAY, text="Hello."), "gr1", account=Account("discord", "7"))
    with pytest.raises(NotSent):
        await Discord("token", texts()).sender.send(letter)


@pytest.mark.parametrize("status", [0, 503])
async def test_a_message_whose_answer_was_lost_stands_once(
    discord_fake: DiscordServer, opens: Opens, status: int
) -> None:
    ada = discord_fake.person("ada")
    async with opens():
        await starts(ada)
        await ada.expects("To warm up")
        fault = discord_fake.fails(POST, status, late=True)
        await ada.presses("Hint")
        await ada.presses("Pause")
        await ada.expects("Paused.")
        assert fault.times == 0
    assert ada.transcript().count("There is no hint here") == 1
    assert ada.transcript().index("There is no hint here") < ada.transcript().index("Paused.")


async def test_a_message_that_never_arrived_is_sent_again(discord_fake: DiscordServer, opens: Opens) -> None:
    ada = discord_fake.person("ada")
    async with opens():
        await starts(ada)
        await ada.expects("To warm up")
        discord_fake.fails(POST, 0)
        discord_fake.fails(POST, 429)
        await ada.presses("Hint")
        await ada.expects("There is no hint here")
    assert ada.transcript().count("There is no hint here") == 1


async def test_the_same_words_said_before_are_not_taken_for_a_message_that_never_arrived(
    discord_fake: DiscordServer, opens: Opens
) -> None:
    ada = discord_fake.person("ada")
    async with opens():
        await starts(ada)
        await ada.expects("To warm up")
        await ada.presses("Hint")
        await ada.expects("There is no hint here")
        discord_fake.world.clock = Clock()  # which is far ahead: the nonce of the first is forgotten
        discord_fake.fails(POST, 0)
        await ada.presses("Hint")
        await ada.expects("There is no hint here")
    assert ada.transcript().count("There is no hint here") == 2


async def test_what_stands_in_the_chat_is_not_sent_after_the_nonce_is_forgotten(
    discord_fake: DiscordServer, opens: Opens
) -> None:
    ada = discord_fake.person("ada")
    async with opens():
        await starts(ada)
        await ada.expects("To warm up")
        discord_fake.fails(POST, 0, late=True)
        await ada.presses("Hint")
        shown = await ada.expects("There is no hint here")
        discord_fake.rest.enforced.clear()
        shown.nonce = None
        await ada.presses("Pause")
        await ada.expects("Paused.")
    assert ada.transcript().count("There is no hint here") == 1


@pytest.mark.parametrize(("status", "code"), [(404, 10003), (403, 50013), (400, 50083)])
async def test_where_a_thread_cannot_be_written_to_it_goes_on_in_direct_messages(
    discord_fake: DiscordServer, opens: Opens, status: int, code: int
) -> None:
    ada = discord_fake.person("ada")
    ward, direct = discord_fake.text_channel(discord_fake.guild("ward", ada)), ada.place
    async with opens():
        await starts(ada.goes_to(ward))
        await ada.goes_to(thread_of(discord_fake)).expects("To warm up")
        discord_fake.fails(POST, status, code=code)
        await ada.presses("Skip")
        ada.goes_to(direct)
        await ada.expects("I cannot write in your thread any more")
        await ada.expects("Question 1 of 4")
        await ada.presses("Skip")
        await ada.expects("Question 2 of 4")


async def test_whoever_takes_no_direct_messages_is_told_through_the_command(
    discord_fake: DiscordServer, opens: Opens
) -> None:
    ada = discord_fake.person("ada")
    ada.user.blocks = True
    async with opens():
        asked = await starts(ada)
        told = await ada.answered(asked, "I cannot send you direct messages.")
        assert told.flags & EPHEMERAL


async def test_a_permission_that_is_missing_is_named(discord_fake: DiscordServer, opens: Opens) -> None:
    ada = discord_fake.person("ada")
    guild = discord_fake.guild("ward", ada)
    ward = discord_fake.text_channel(guild)
    async with opens():
        guild.permissions = ALL_PERMISSIONS & ~CREATE_PRIVATE_THREADS
        asked = await starts(ada.goes_to(ward))
        await ada.answered(asked, "what is missing: Create Private Threads.")
        guild.permissions = ALL_PERMISSIONS & ~EMBED_LINKS
        await ada.answered(await ada.runs("/interview domains"), "what is missing: Embed Links.")
