"""What people send that is no plain answer: files, edits, deletions, words that look like something else."""

from __future__ import annotations

import pytest

from bot.adapters.discord import clips
from tests.fakes.discord_server.server import DiscordServer
from tests.fakes.discord_server.world import File
from tests.fakes.transcriber import Dictation
from tests.on_discord.conftest import Opens
from tests.on_discord.house import ANSWER, answers, starts


async def test_what_was_taken_stays_when_it_is_edited_or_deleted(
    discord_fake: DiscordServer, opens: Opens
) -> None:
    ada = discord_fake.person("ada")
    async with opens():
        await starts(ada)
        await ada.expects("To warm up")
        first = ada.says("I like the mornings.")
        second = ada.says("And the nights.")
        await ada.presses("Done")
        await ada.expects("Question 1 of 4")
        ada.edits(first, "I like the evenings.")
        await ada.expects("The answer counts as you sent it first")
        ada.edits(first, "I like the evenings.")
        ada.deletes(second)
        await ada.expects("You deleted a message here")
    assert ada.transcript().count("The answer counts as you sent it first") == 1


async def test_files_that_are_no_recording_are_left_aside(discord_fake: DiscordServer, opens: Opens) -> None:
    ada = discord_fake.person("ada")
    async with opens(hearing=Dictation()):
        await starts(ada)
        await ada.expects("To warm up")
        ada.says("", File(1, "cv.pdf", b"%PDF", "application/pdf"))
        await ada.expects("Only text and voice messages count")
        ada.says(
            "", File(2, "a.ogg", b"Said first.", "audio/ogg"), File(3, "b.ogg", b"Said then.", "audio/ogg")
        )
        assert "Said first." in (await ada.expects("This is what was heard.")).words
        assert "Said then." in (await ada.expects("This is what was heard.")).words


async def test_a_recording_is_capped_whatever_it_says_it_is(
    discord_fake: DiscordServer, opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clips, "LIMIT", 1_000_000)
    ada = discord_fake.person("ada")
    async with opens(hearing=Dictation()):
        await starts(ada)
        await ada.expects("To warm up")
        ada.speaks(b"x" * 1_500_000)
        await ada.expects("That recording is larger than 1 MB")
        ada.speaks(b"x" * 1_500_000, declared=10)
        await ada.expects("That recording is larger than 1 MB")
        ada.speaks(b"Short enough.")
        await ada.expects("This is what was heard.")


async def test_an_address_that_expired_is_asked_for_again(discord_fake: DiscordServer, opens: Opens) -> None:
    ada = discord_fake.person("ada")
    async with opens(hearing=Dictation()):
        await starts(ada)
        await ada.expects("To warm up")
        gone = ada.speaks(b"Never heard.", stored=False)
        await ada.expects("That recording could not be fetched from Discord any more.")
        assert "GET /channels/{channel_id}/messages/{message_id}" in discord_fake.requests
        assert gone


async def test_nobody_is_mentioned_whatever_is_said(discord_fake: DiscordServer, opens: Opens) -> None:
    ada = discord_fake.person("ada")
    async with opens():
        await starts(ada)
        await ada.expects("To warm up")
        await ada.presses("Skip")
        await ada.expects("Question 1 of 4")
        await answers(ada, f"@everyone <@{ada.user.id}> [here](https://x.y) " + ANSWER)
        await ada.expects("Follow-up")
        await ada.runs("/interview stop")
        await ada.expects("Your practice interview: Nurse")
        await discord_fake.world.until(lambda: ada.sees()[-1].buttons)
    for message in ada.sees():
        if message.author != ada.user.id:
            assert "@everyone" not in message.words
            assert "<@" not in message.words.replace("\\<@\u200b", "")
            assert "[here](" not in message.words


async def test_others_in_a_channel_are_not_listened_to(discord_fake: DiscordServer, opens: Opens) -> None:
    ada = discord_fake.person("ada")
    ward = discord_fake.text_channel(discord_fake.guild("ward", ada))
    async with opens() as house:
        ada.goes_to(ward).says("Just talking to my colleagues.")
        ada.goes_to(discord_fake.world.direct(ada.user.id)).says("Hello?")
        await ada.expects("No interview is open.")
        assert ada.reads(ward) == []
        assert house
