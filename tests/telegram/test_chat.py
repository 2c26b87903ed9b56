"""What people do in the chat besides answering: every button and every command has its answer."""

from __future__ import annotations

import json

from bot.bootstrap import House
from bot.port import Account
from tests.fakes.telegram.people import Seat
from tests.fakes.telegram.server import TelegramServer
from tests.telegram.conftest import Opens
from tests.telegram.scene import GENERAL, answers, begins


async def to_the_report(ana: Seat) -> None:
    """The shortest way to a report."""
    await begins(ana)
    ana.presses("Skip")
    await ana.reads("Question 1 of 4")
    await answers(ana)
    await ana.expects(lambda post: bool(post.button("✓ Done")), "what follows")
    ana.says("/stop")
    await ana.expects(lambda post: bool(post.button("JSON")), "a report")


async def test_the_first_question_follows_two_taps_and_a_word(telegram: TelegramServer, house: House) -> None:
    ana = telegram.person("Ana")
    await begins(ana)
    ana.presses("Skip")
    question = await ana.reads("Question 1 of 4 · Introduction")
    assert question.buttons == [
        "✓ Done", "Hint", "Repeat", "Skip", "Pause", "Stop …"
    ]  # fmt: skip


async def test_a_hint_a_repetition_a_pause_and_a_skip_are_answered(
    telegram: TelegramServer, house: House
) -> None:
    ana = telegram.person("Ana")
    await begins(ana)
    ana.presses("Skip")
    await ana.reads("Question 1 of 4")
    ana.says("/hint")
    await ana.reads("Hint: ")
    ana.presses("Repeat")
    await ana.reads("Once more:")
    ana.presses("Pause")
    await ana.reads("Paused. Take your time")
    ana.says("something")
    await ana.reads("what you just sent was not counted")
    ana.says("/resume")
    await ana.reads("We were here:")
    ana.says("/skip")
    await ana.reads("Question 2 of 4")


async def test_stopping_is_asked_once_more_and_can_be_thought_over(
    telegram: TelegramServer, house: House
) -> None:
    ana = telegram.person("Ana")
    await begins(ana)
    ana.presses("Skip")
    await ana.reads("Question 1 of 4")
    await ana.hears(ana.presses("Stop …"), "It cannot be taken up again")
    await ana.hears(ana.presses("Keep going"))
    await answers(ana)
    await ana.expects(lambda post: bool(post.button("✓ Done")), "what follows")
    await ana.hears(ana.presses("Stop …"))
    ana.presses("Stop and get the report")
    await ana.reads("Your practice interview: Nurse")


async def test_a_domain_is_found_by_typing_a_part_of_its_name(telegram: TelegramServer, house: House) -> None:
    ana = telegram.person("Ana")
    ana.says("/interview")
    await ana.reads("You can also type a part of its name.")
    ana.says("customer")
    found = await ana.reads("These fit “customer”.")
    assert len(found.rows) == 4
    ana.says("astronaut")
    nothing = await ana.reads("Nothing fits “astronaut”.")
    assert len(nothing.rows) == 9
    ana.says("customer serv rep")
    await ana.reads("Which level fits you?")


async def test_the_domains_are_paged(telegram: TelegramServer, house: House) -> None:
    ana = telegram.person("Ana")
    ana.says("/interview")
    first = await ana.reads("What would you like to practise for?")
    seen = set(first.buttons)
    ana.presses("More ›")
    second = await ana.expects(lambda post: bool(post.button("‹ Back") and post.button("More ›")))
    ana.presses("More ›")
    third = await ana.expects(lambda post: bool(post.button("‹ Back")) and not post.button("More ›"))
    for page in (second, third):
        seen |= set(page.buttons)
    assert len(seen - {"More ›", "‹ Back"}) == 20
    ana.presses("‹ Back")
    await ana.expects(lambda post: bool(post.button("More ›")))


async def test_a_link_with_a_domain_chooses_it(telegram: TelegramServer, house: House) -> None:
    ana = telegram.person("Ana")
    ana.says("/start nurse")
    await ana.reads("Hello!")
    await ana.reads("Which level fits you?")


async def test_what_was_chosen_can_be_changed_before_it_begins(
    telegram: TelegramServer, house: House
) -> None:
    ana = telegram.person("Ana")
    ana.says("/interview nurse")
    await ana.reads("Which level fits you?")
    ana.says("senior")
    await ana.reads("How much time do you have?")
    ana.presses("Short · 4 questions, about 10 minutes")
    await ana.reads("All set")
    ana.presses("Other domain")
    await ana.reads("What would you like to practise for?")
    ana.says("/interview frontend")
    await ana.reads("All set")
    situation = await house.practice.situation(Account("telegram", str(ana.user["id"])))
    assert situation.domain.lower().startswith("front")


async def test_an_answer_in_several_messages_is_one(telegram: TelegramServer, house: House) -> None:
    ana = telegram.person("Ana")
    await begins(ana)
    ana.presses("Skip")
    await ana.reads("Question 1 of 4")
    for piece in GENERAL.split(". "):
        ana.says(piece)
    ana.presses("✓ Done")
    await ana.expects(lambda post: bool(post.button("✓ Done")), "what follows")
    kept = await house.practice.export(Account("telegram", str(ana.user["id"])))
    assert [event["type"] for event in kept["interviews"][0]["events"]].count("TextSent") == 3
    assert [event["type"] for event in kept["interviews"][0]["events"]].count("Done") == 1


async def test_the_report_has_its_files_and_the_history_leads_back_to_it(
    telegram: TelegramServer, house: House
) -> None:
    ana = telegram.person("Ana")
    ana.says("/report")
    await ana.reads("There is nothing to show yet")
    await to_the_report(ana)
    ana.presses("JSON")
    post = await ana.expects(lambda post: "document" in post.message, "a file")
    assert json.loads(ana.file(post).content)
    ana.presses("PDF")
    post = await ana.expects(lambda post: "document" in post.message, "a file")
    assert ana.file(post).content.startswith(b"%PDF")
    ana.presses("Why these levels")
    await ana.reads("Why")
    ana.says("/history")
    history = await ana.expects(lambda post: bool(post.rows), "a history")
    ana.presses(history.buttons[0], history)
    await ana.reads("Your practice interview: Nurse")
    ana.says("/report")
    await ana.reads("Your practice interview: Nurse")


async def test_every_command_of_the_menu_is_answered(telegram: TelegramServer, house: House) -> None:
    ana = telegram.person("Ana")
    await to_the_report(ana)
    await telegram.until(lambda: len(telegram.world.menus) == 3, "the menus")
    for command in max(telegram.world.menus.values(), key=len):
        before = len(ana.room.journal)
        ana.says(f"/{command['command']}")
        await telegram.until(lambda b=before: len(ana.room.journal) > b, command["command"])


async def test_who_wants_to_rates_themself_before_the_report_and_answers_one_again_after_it(
    telegram: TelegramServer, house: House
) -> None:
    ana = telegram.person("Ana")
    await house.practice.prefer(Account("telegram", str(ana.user["id"])), "self_rating", "yes")
    await begins(ana)
    ana.presses("Skip")
    await ana.reads("Question 1 of 4")
    await answers(ana)
    await ana.expects(lambda post: bool(post.button("✓ Done")), "what follows")
    for _ in range(5):  # what was asked, three questions more, and her own
        ana.says("/skip")
    first = await ana.reads("Before your report, 1 of 5", "from 1 to 5")
    assert first.buttons == ["1", "2", "3", "4", "5", "Straight to the report"]
    await ana.hears(ana.presses("4"), "✓ 4")
    await ana.reads("Before your report, 2 of 5")
    ana.presses("Straight to the report")
    await ana.expects(lambda post: bool(post.button("Answer one again")), "the report's end")
    ana.presses("Answer one again")
    await ana.expects(lambda post: bool(post.button("✓ Done")), "the question again")


async def test_settings_are_changed_by_their_buttons(telegram: TelegramServer, house: House) -> None:
    ana = telegram.person("Ana")
    ana.says("/settings")
    await ana.reads("Your settings")
    ana.presses("Tips on grammar: On")
    await ana.reads("Tips on grammar")
    await ana.hears(ana.presses("Off"), "Set.")
    await ana.expects(lambda post: bool(post.button("Tips on grammar: Off")))


async def test_everything_can_be_taken_along_and_deleted(telegram: TelegramServer, house: House) -> None:
    ana = telegram.person("Ana")
    await begins(ana)
    await answers(ana)
    await ana.reads("Question 1 of 4")
    ana.says("/privacy")
    await ana.reads("encrypted with a key that is yours alone")
    ana.presses("Take everything as a file")
    post = await ana.expects(lambda post: "document" in post.message, "the file")
    assert "surgical ward" in ana.file(post).content.decode()
    ana.presses("Delete everything …")
    await ana.reads("It cannot be undone")
    ana.presses("Keep everything")
    await ana.reads("Nothing was deleted")
    ana.says("/delete")
    await ana.reads("It cannot be undone")
    ana.presses("Delete everything for good")
    await ana.reads("Nothing is kept about you any more")
    assert await house.practice.export(Account("telegram", str(ana.user["id"]))) == {}


async def test_an_interview_goes_on_here_after_it_was_linked(telegram: TelegramServer, house: House) -> None:
    ana, bo = telegram.person("Ana"), telegram.person("Bo")
    await begins(ana)
    ana.says("/link")
    code = (await ana.reads("once and within ten minutes")).text.split("\n\n")[1]
    bo.says(f"/start {code}")
    await bo.reads("this account is now joined")
    await bo.reads("To warm up, not scored:")
    bo.says("/link nonsense")
    await bo.reads("This account is joined already")


async def test_buttons_of_an_earlier_interview_change_nothing(telegram: TelegramServer, opens: Opens) -> None:
    ana = telegram.person("Ana")
    async with opens():
        await begins(ana)
        ana.presses("Skip")
        old = await ana.reads("Question 1 of 4")
        ana.says("/stop")
        await ana.reads("Closed. Nothing was answered")
        await begins(ana)
    async with opens() as house:
        before = await house.practice.export(Account("telegram", str(ana.user["id"])))
        skip = str((old.button("Skip") or {})["callback_data"])
        await ana.hears(ana.presses_data(old.message, skip), "an earlier message")
        await ana.hears(ana.presses_data(old.message, "nonsense"), "an earlier message")
        assert await house.practice.export(Account("telegram", str(ana.user["id"]))) == before


async def test_an_earlier_question_s_buttons_do_nothing_to_the_present_one(
    telegram: TelegramServer, house: House
) -> None:
    ana = telegram.person("Ana")
    await begins(ana)
    warm_up = ana.newest
    ana.presses("Skip")
    await ana.reads("Question 1 of 4")
    skip = str((warm_up.button("Skip") or {})["callback_data"])
    await ana.hears(ana.presses_data(warm_up.message, skip), "an earlier message")
    assert (await house.practice.situation(Account("telegram", str(ana.user["id"])))).number == 1


async def test_a_press_in_somebody_elses_chat_changes_nothing(telegram: TelegramServer, house: House) -> None:
    ana, bo = telegram.person("Ana"), telegram.person("Bo")
    await begins(ana)
    in_anas = Seat(telegram.world, ana.room, bo.user)
    await in_anas.hears(in_anas.presses("Skip"), "belongs to somebody else")
    situation = await house.practice.situation(Account("telegram", str(ana.user["id"])))
    assert situation.stage == "warming_up"
    assert (await house.practice.situation(Account("telegram", str(bo.user["id"])))).stage == ""


async def test_without_an_interview_words_are_answered_with_the_way_to_one(
    telegram: TelegramServer, house: House
) -> None:
    ana = telegram.person("Ana")
    ana.says("Hello there")
    await ana.reads("No interview is open. Start one")
    ana.presses("Start an interview")
    await ana.reads("What would you like to practise for?")


async def test_what_is_no_answer_is_said_to_be_none(telegram: TelegramServer, house: House) -> None:
    ana = telegram.person("Ana")
    await begins(ana)
    ana.sends_sticker()
    await ana.reads("A sticker cannot be read here")
    ana.sends_photo(caption="my notes")
    await ana.reads("A picture cannot be read here")
    ana.sends_document(b"%PDF", "cv.pdf", "application/pdf")
    await ana.reads("A file of this kind cannot be read here")
    ana.sends_video()
    await ana.reads("A video cannot be read here")
    ana.sends(location={"latitude": 48.2, "longitude": 16.4})
    await ana.reads("A place cannot be read here")
    ana.forwards_voice(b"sound")
    await ana.reads("was forwarded, so it may not be yours")
    ana.says("/dance")
    await ana.reads("There is no /dance.")


async def test_an_album_is_answered_once(telegram: TelegramServer, house: House) -> None:
    ana = telegram.person("Ana")
    await begins(ana)
    before = len(ana.posts)
    ana.sends_album(["one", "two", "three"])
    await telegram.read_all()
    ana.sends_sticker()
    await ana.reads("A sticker")
    assert len(ana.posts) == before + 2


async def test_an_edited_answer_is_said_to_stay_as_it_was(telegram: TelegramServer, house: House) -> None:
    ana = telegram.person("Ana")
    await begins(ana)
    said = ana.says("I am a nurse.")
    await telegram.read_all()
    ana.edits(said, "I am a doctor.")
    await ana.reads("an answer counts as it was sent")


async def test_in_a_group_the_way_leads_to_the_private_chat(telegram: TelegramServer, house: House) -> None:
    ana = telegram.person("Ana")
    group = telegram.group(forum=True)
    topic = next(iter(group.topics))
    there = telegram.joins(group, ana, topic)
    asked = there.says("/interview nurse")
    post = await there.reads("An interview is between you and me.")
    assert (
        there.opens("Open our private chat") == f"https://t.me/{telegram.world.bot['username']}?start=nurse"
    )
    assert post.message["reply_to_message"]["message_id"] == asked.id
    assert post.message["message_thread_id"] == topic
    there.says("just talking")
    there.writes_in_the_name_of_a_channel("news")
    await telegram.read_all()
    assert len(there.posts) == 1


async def test_a_long_answer_that_the_app_cut_is_one_answer(telegram: TelegramServer, house: House) -> None:
    ana = telegram.person("Ana")
    await begins(ana)
    ana.presses("Skip")
    await ana.reads("Question 1 of 4")
    ana.says(GENERAL * 40)
    ana.presses("✓ Done")
    await ana.expects(lambda post: bool(post.button("✓ Done")), "what follows")
    kept = await house.practice.export(Account("telegram", str(ana.user["id"])))
    assert [event["type"] for event in kept["interviews"][0]["events"]].count("TextSent") == 3


async def test_who_blocked_the_bot_keeps_nobody_waiting(telegram: TelegramServer, house: House) -> None:
    ana, bo = telegram.person("Ana"), telegram.person("Bo")
    await begins(ana)
    ana.says("/skip")
    ana.blocks()
    await begins(bo)
