"""Answers by voice in Telegram: fetched, heard, confirmed, said again or corrected, also across a restart."""

from __future__ import annotations

from bot.bootstrap import House
from bot.port import Account
from core.speech.order import order_for
from core.speech.transcriber import Listener
from tests.fakes.telegram.faults import Kind
from tests.fakes.telegram.people import Seat
from tests.fakes.telegram.server import TelegramServer
from tests.fakes.transcriber import Dictation
from tests.speech.tiny import MODEL, bare, clip, text
from tests.telegram.conftest import Opens
from tests.telegram.scene import GENERAL, begins

MEGABYTE = 1024 * 1024


async def at_the_first_question(ana: Seat) -> None:
    await begins(ana)
    ana.presses("Skip")
    await ana.reads("Question 1 of 4")


async def events(house: House, ana: Seat) -> list[str]:
    kept = await house.practice.export(Account("telegram", str(ana.user["id"])))
    return [event["type"] for event in kept["interviews"][0]["events"]]


async def test_what_was_heard_is_confirmed_and_leads_on(telegram: TelegramServer, opens: Opens) -> None:
    ana = telegram.person("Ana")
    async with opens(Dictation()) as house:
        await at_the_first_question(ana)
        ana.sends_voice(GENERAL.encode())
        heard = await ana.reads("This is what was heard.", "twelve patients", "words a minute")
        assert heard.buttons == ["Use this answer", "Say it again", "Correct it"]
        ana.presses("Use this answer")
        ana.presses("✓ Done")
        await ana.expects(lambda post: "✓ Done" in post.buttons, "what follows")
        assert (await events(house, ana)).count("Examined") == 1


async def test_a_correction_reaches_its_part_after_a_restart(telegram: TelegramServer, opens: Opens) -> None:
    ana = telegram.person("Ana")
    async with opens(Dictation()):
        await at_the_first_question(ana)
        ana.sends_voice(b"I was responsible for twelve patience.")
        await ana.reads("This is what was heard.")
        ana.presses("Correct it")
        question = await ana.reads("Answer this message with what you really said", "twelve patience")
        asked = [one.call.params for one in telegram.asked if one.call.method == "sendMessage"]
        assert asked[-1]["reply_markup"]["force_reply"] is True
    async with opens(Dictation()) as house:
        ana.says("I was responsible for twelve patients.", reply_to=question)
        ana.presses("✓ Done")
        await ana.expects(lambda post: "✓ Done" in post.buttons, "what follows")
        kept = await house.practice.export(Account("telegram", str(ana.user["id"])))
        assert "I was responsible for twelve patients." in kept["interviews"][0]["words"].values()
        assert (await events(house, ana)).count("TranscriptCorrected") == 1


async def test_who_says_it_again_is_heard_by_the_second_recording(
    telegram: TelegramServer, opens: Opens
) -> None:
    ana = telegram.person("Ana")
    async with opens(Dictation()) as house:
        await at_the_first_question(ana)
        ana.sends_voice(b"Something else entirely.")
        await ana.reads("Something else entirely.")
        ana.presses("Say it again")
        await ana.reads("That part is gone.")
        ana.sends_voice(GENERAL.encode())
        heard = await ana.reads("twelve patients")
        ana.presses("Use this answer", heard)
        await telegram.read_all()
        assert (await events(house, ana)).count("TranscriptUsed") == 1


async def test_voice_and_text_are_one_answer(telegram: TelegramServer, opens: Opens) -> None:
    ana = telegram.person("Ana")
    async with opens(Dictation()) as house:
        await at_the_first_question(ana)
        ana.sends_voice(b"In my last job I was responsible for twelve patients.")
        await ana.reads("This is what was heard.")
        ana.presses("Use this answer")
        ana.says("As a result one was treated within ten minutes.")
        ana.presses("✓ Done")
        await ana.expects(lambda post: "✓ Done" in post.buttons, "what follows")
        assert (await events(house, ana)).count("Examined") == 1


async def test_while_it_listens_it_says_so_and_the_answer_takes_that_place(
    telegram: TelegramServer, opens: Opens
) -> None:
    ana, hearing = telegram.person("Ana"), Dictation()
    hearing.open.clear()
    async with opens(hearing):
        await at_the_first_question(ana)
        ana.sends_voice(GENERAL.encode())
        await ana.sees_action("typing")
        await ana.sees_action("typing")
        waiting = await ana.reads("Listening to your recording")
        hearing.open.set()
        heard = await ana.reads("This is what was heard.")
        assert (heard.id, heard.change) == (waiting.id, "edited")


async def test_every_kind_of_recording_is_heard(telegram: TelegramServer, opens: Opens) -> None:
    ana = telegram.person("Ana")
    async with opens(Dictation()):
        await at_the_first_question(ana)
        ana.sends_audio(b"An audio file.")
        await ana.reads("An audio file.")
        ana.sends_video_note(b"A video note.")
        await ana.reads("A video note.")
        ana.sends_document(b"A sound as a file.", "answer.wav", "audio/wav")
        await ana.reads("A sound as a file.")


async def test_a_recording_that_is_too_large_is_not_fetched(telegram: TelegramServer, opens: Opens) -> None:
    ana = telegram.person("Ana")
    async with opens(Dictation()):
        await at_the_first_question(ana)
        ana.sends_voice(b"x", declared=21 * MEGABYTE)
        await ana.reads("larger than 20 MB")
        assert telegram.counts["download"] == 0


async def test_a_recording_that_lies_about_its_size_is_left_where_it_is(
    telegram: TelegramServer, opens: Opens
) -> None:
    ana = telegram.person("Ana")
    async with opens(Dictation()):
        await at_the_first_question(ana)
        ana.sends_voice(b"x" * (21 * MEGABYTE), declared=1_000)
        await ana.reads("larger than 20 MB")


async def test_a_download_that_breaks_is_begun_again(telegram: TelegramServer, opens: Opens) -> None:
    ana = telegram.person("Ana")
    async with opens(Dictation()):
        await at_the_first_question(ana)
        telegram.faults.plan(Kind.RESET, "getFile")
        telegram.faults.plan(Kind.BROKEN, "download")
        telegram.faults.plan(Kind.NO_JSON, "getFile")
        ana.sends_voice(GENERAL.encode())
        await ana.reads("twelve patients")


async def test_without_ears_a_recording_is_answered_in_a_sentence(
    telegram: TelegramServer, house: House
) -> None:
    ana = telegram.person("Ana")
    await begins(ana)
    ana.sends_voice(GENERAL.encode())
    await ana.reads("Recordings are not listened to here.")
    assert telegram.counts["getFile"] == 0


async def test_a_real_voice_note_is_heard_word_for_word_and_leads_to_the_report(
    telegram: TelegramServer, opens: Opens
) -> None:
    ana = telegram.person("Ana")
    listener = Listener(lambda: order_for(str(MODEL)))
    try:
        async with opens(listener):
            await at_the_first_question(ana)
            ana.sends_voice(clip("nurse"))
            heard = await ana.reads("This is what was heard.", within=120)
            assert " ".join(bare(text("nurse"))) in " ".join(bare(heard.text))
            ana.presses("Use this answer")
            ana.presses("✓ Done")
            await ana.expects(lambda post: "✓ Done" in post.buttons, "what follows")
            ana.says("/stop")
            await ana.reads("Your practice interview: Nurse")
    finally:
        await listener.close()
