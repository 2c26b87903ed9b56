"""Whole interviews in Discord: by typing and by voice, in direct messages and in a thread."""

from __future__ import annotations

import pytest

from bot.adapters.discord.plain import as_shown
from tests.fakes.discord_server.person import Person
from tests.fakes.discord_server.server import DiscordServer
from tests.fakes.discord_server.world import EPHEMERAL, PRIVATE_THREAD
from tests.fakes.transcriber import Dictation
from tests.on_discord.conftest import Opens
from tests.on_discord.house import ANSWER, answers, starts, thread_of
from tests.speech.tiny import MODEL, bare, clip, text


async def test_an_interview_in_direct_messages_goes_from_the_command_to_the_report(
    discord_fake: DiscordServer, opens: Opens
) -> None:
    ada = discord_fake.person("ada")
    async with opens():
        await ada.answered(await starts(ada), "Here we go.")
        await ada.expects("To warm up, not scored:")
        await ada.presses("Skip")
        shown, seen = await ada.expects(), 0
        while "what would you like to ask me" not in shown.words:
            seen += f"Question {seen + 1} of 4" in shown.words
            if "Question 1" in shown.words:
                await answers(ada, ANSWER)
            else:
                await ada.presses("Skip")
            shown = await ada.expects()
        assert seen == 4
        await ada.presses("Skip")
        await ada.expects("Your report is ready.")
        report = await ada.expects("Your practice interview: Nurse")
        assert report.files[0].content.startswith(b"\x89PNG")
        last = report if report.buttons else await ada.expects(lambda shown: bool(shown.buttons))
        assert [button["label"] for button in last.buttons] == [
            "PDF",
            "JSON",
            "Why these levels",
            "Answer one again",
        ]
        pdf = await ada.answered(await ada.presses("PDF", on=last), "Here it is.")
        assert (pdf.only_for, pdf.files[0].content[:5]) == (ada.user.id, b"%PDF-")
        await ada.presses("Answer one again", on=last)
        await ada.expects("The same question once more.")
    assert "Choose" not in ada.transcript()


async def test_an_interview_in_a_server_goes_on_in_a_private_thread(
    discord_fake: DiscordServer, opens: Opens
) -> None:
    ada, ben = discord_fake.person("ada"), discord_fake.person("ben")
    ward = discord_fake.text_channel(discord_fake.guild("ward", ada, ben))
    async with opens():
        begun = await starts(ada.goes_to(ward))
        thread = thread_of(discord_fake)
        assert (thread.kind, ada.user.id in thread.members, thread.invitable) == (PRIVATE_THREAD, True, False)
        told = await ada.answered(begun, f"It goes on in <#{thread.id}>.")
        assert told.only_for == ada.user.id
        ada.goes_to(thread)
        await ada.expects("To warm up")
        ben.goes_to(thread).says("I am just looking.")
        await answers(ada, ANSWER)
        await ada.expects("Question 1 of 4")
        await answers(ada, ANSWER)
        await ada.expects("Follow-up")
        asked = await ada.answered(await ada.presses("Stop"), "Stop here?")
        await ada.presses("Stop and get the report", on=asked)
        ready = await ada.expects("Your report is ready.")
        assert not ready.embeds
        shown = await ada.presses("Show my report", on=ready)
        report = await ada.answered(shown, "Your practice interview: Nurse")
        assert report.flags & EPHEMERAL
        assert "I am just looking" not in report.words


async def test_a_report_is_shown_to_everybody_only_by_its_person(
    discord_fake: DiscordServer, opens: Opens
) -> None:
    ada = discord_fake.person("ada")
    ward = discord_fake.text_channel(discord_fake.guild("ward", ada))
    async with opens():
        await reports(ada)
        asked = await ada.goes_to(ward).runs("/interview report")
        private = await ada.answered(asked, "Your practice interview: Nurse")
        assert private.only_for == ada.user.id
        last = (asked.followups or [private])[-1]
        shared = await ada.presses("Show it to everybody here", on=last)
        public = await ada.answered(shared, "Your practice interview: Nurse")
        assert public.only_for is None
        assert [one.id for one in ada.sees(ward) if one.only_for is None] == [public.id]


async def reports(ada: Person) -> None:
    """A report on one answer, in direct messages."""
    await starts(ada)
    await ada.expects("To warm up")
    await ada.presses("Skip")
    await ada.expects("Question 1 of 4")
    await answers(ada, ANSWER)
    await ada.expects("Follow-up")
    await ada.runs("/interview stop")
    await ada.expects("Your practice interview: Nurse")


async def test_what_is_typed_in_a_thread_is_answered_by_reply_window_or_menu_without_the_intent(
    discord_fake: DiscordServer, opens: Opens
) -> None:
    discord_fake.rest.content_intent = False
    ada = discord_fake.person("ada")
    ward = discord_fake.text_channel(discord_fake.guild("ward", ada))
    async with opens():
        await starts(ada.goes_to(ward))
        thread = thread_of(discord_fake)
        question = await ada.goes_to(thread).expects("To warm up")
        unread = ada.says(ANSWER)
        await ada.expects("I cannot read what is typed here")
        used = await ada.uses("Practise with this", unread)
        await ada.answered(used, "Done.")
        await ada.presses("Done", on=question)
        question = await ada.expects("Question 1 of 4")
        ada.says(ANSWER, replies_to=question)
        await ada.presses("Done", on=question)
        follow_up = await ada.expects("Follow-up")
        await ada.fills(await ada.presses("Type my answer", on=follow_up), ANSWER)
        await ada.expects("Follow-up")


@pytest.mark.process
async def test_a_voice_message_is_heard_by_the_small_whisper(
    discord_fake: DiscordServer, opens: Opens
) -> None:
    ada = discord_fake.person("ada")
    async with opens(speech_model=str(MODEL)):
        await starts(ada)
        await ada.expects("To warm up")
        ada.speaks(clip("nurse"), seconds=12.5)
        heard = await ada.expects("This is what was heard.", seconds=120)
        shown = as_shown(heard.words.replace("__", "").splitlines()[1])
        assert bare(shown) == bare(text("nurse"))
        await ada.presses("Use this answer", on=heard)
        await ada.presses("Done")
        await ada.expects("Question 1 of 4")


async def test_what_is_said_is_shown_first_and_used_corrected_or_said_again(
    discord_fake: DiscordServer, opens: Opens
) -> None:
    hearing = Dictation()
    ada = discord_fake.person("ada")
    async with opens(hearing=hearing):
        await starts(ada)
        await ada.expects("To warm up")
        ada.speaks(ANSWER.encode())
        heard = await ada.expects("This is what was heard. Is it right?")
        assert ANSWER in heard.words
        await ada.presses("Use this answer", on=heard)
        await ada.presses("Done")
        await ada.expects("Question 1 of 4")

        ada.speaks(b"I led ten peeple.")
        heard = await ada.expects("peeple")
        window = await ada.presses("Correct it", on=heard)
        assert window.modal is not None
        await ada.fills(window, "I led ten people.")
        ada.speaks(ANSWER.encode())
        heard = await ada.expects("This is what was heard.")
        await ada.presses("Say it again", on=heard)
        await ada.expects("That part is gone.")
        ada.speaks(ANSWER.encode())
        await ada.presses("Use this answer", on=await ada.expects("This is what was heard."))
        await ada.presses("Done")
        await ada.expects("Follow-up")
    assert len(hearing.heard) == 4


async def test_what_comes_before_done_is_part_of_the_answer_even_while_it_is_fetched(
    discord_fake: DiscordServer, opens: Opens
) -> None:
    ada = discord_fake.person("ada")
    async with opens(hearing=Dictation()):
        await starts(ada)
        await ada.expects("To warm up")
        ada.says("First of all: ")
        ada.speaks(ANSWER.encode())
        await ada.presses("Done")
        heard = await ada.expects("This is what was heard.")
        await ada.presses("Use this answer", on=heard)
        await ada.expects("Question 1 of 4")
