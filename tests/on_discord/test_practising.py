"""Practice as a group in Discord: the thread, the rounds, and what each is shown alone."""

from __future__ import annotations

from tests.fakes.discord_server.person import Person
from tests.fakes.discord_server.server import DiscordServer
from tests.fakes.discord_server.world import ALL_PERMISSIONS, PUBLIC_THREAD, Message
from tests.fakes.transcriber import Dictation
from tests.on_discord.conftest import Opens
from tests.on_discord.round_table import ANSWER, LEVELS, WORDS, RoundTable, everything
from tests.web.conftest import Ticking

OLD_CARD = "That card is not open any more, or it is of an earlier round."
MANAGE_CHANNELS, MANAGE_MESSAGES, PUBLIC_THREADS = 1 << 4, 1 << 13, 1 << 35
DAY = 24 * 3600


async def test_a_practice_opens_in_a_public_thread_with_a_lobby(
    discord_fake: DiscordServer, opens: Opens
) -> None:
    at = RoundTable.of(discord_fake, "ada", "bob")
    async with opens():
        lobby = await at.gathers()
        assert at.thread.kind == PUBLIC_THREAD
        assert at.thread.parent == at.ward.id
        assert [one["label"] for one in lobby.buttons] == ["Join", "Leave", "Start"]
        assert "Ada (host)" in lobby.words
        offered = await at["bob"].types("/practice open", "domain", "nur")
        assert [one["name"] for one in offered] == ["Nurse"]
        await at["bob"].presses("Leave", lobby)
        await at["bob"].expects_edit(lobby, lambda one: "Bob" not in one.words)


async def test_a_round_goes_from_the_papers_to_the_reveal(discord_fake: DiscordServer, opens: Opens) -> None:
    at = RoundTable.of(discord_fake, "ada", "bob", "eve")
    async with opens(hearing=Dictation()):
        lobby = await at.gathers()
        await at["ada"].presses("Start", lobby)
        shown = await at.round(1)
        candidate, interviewer, (observer,) = at.roles(shown)
        papers = await at.alone(interviewer, "Round 1: your papers")
        assert papers.only_for == interviewer.user.id
        await candidate.presses("Agree", await candidate.expects("a voice answer is recorded"))
        await at.alone(candidate, "You can answer by voice")
        await candidate.presses("Start answering", shown)
        lights = await candidate.expects("is answering. Between one and two minutes")
        candidate.speaks(ANSWER.encode())
        await interviewer.fills(await interviewer.presses("Write here", shown), "Who else called the doctor?")
        await interviewer.expects("asks:")
        await candidate.presses("Done", lights)
        await interviewer.expects("Cards of round 1")
        await at.scores(interviewer, 1, 4, "of the interviewer")
        await at.scores(observer, 1, 3, "of the observer")
        await at.scores(candidate, 1, 5)
        reveal = await candidate.expects("all cards of")
        last = await at.with_button("Next")
        words = "\n".join(one.words for one in candidate.sees() if one.id >= reveal.id)
        for secret in ("top of the interviewer", "tip of the observer"):
            assert secret in words
        assert reveal.files[0].content.startswith(b"\x89PNG")
        await at.alone(candidate, "how your answer sounded")
        await at.alone(interviewer, "your follow-ups, for you alone")
        await observer.presses("Next", last)
        await at.round(2)


async def test_whoever_may_not_is_told_alone_and_nothing_changes(
    discord_fake: DiscordServer, opens: Opens
) -> None:
    at = RoundTable.of(discord_fake, "ada", "bob", "eve")
    eve = at.people.pop("eve")
    async with opens():
        lobby = await at.gathers()
        eve.goes_to(at.thread)
        await eve.presses("Start", lobby)
        told = await at.alone(eve, "Press Join first.")
        assert told.only_for == eve.user.id
        await at["bob"].presses("Start", lobby)
        await at.alone(at["bob"], "Only the host and the channel's moderators can do that.")
        await at["ada"].presses("Start", lobby)
        shown = await at.round(1)
        part = await eve.answered(await eve.presses("My part", shown))
        assert part.words == "You do not take part in this practice. Press Join first."
        removing = await at["bob"].runs("/practice remove", who=at["ada"])
        await at["bob"].answered(removing, "Only the host")
        eve.user.may = MANAGE_MESSAGES
        await eve.runs("/practice stop")
        await at["ada"].expects("The practice was stopped.")


async def test_where_a_permission_is_missing_it_is_named(discord_fake: DiscordServer, opens: Opens) -> None:
    ada = discord_fake.person("ada")
    guild = discord_fake.guild("ward", ada, permissions=ALL_PERMISSIONS & ~PUBLIC_THREADS)
    ward = discord_fake.text_channel(guild)
    async with opens():
        opened = await ada.goes_to(ward).runs("/practice open")
        told = await ada.answered(opened, "I may not open a practice here")
        assert "what is missing: Create Public Threads." in told.words
        joined = await ada.runs("/practice join")
        await ada.answered(joined, "Use this in the thread of a practice")


async def test_an_old_card_is_known_by_its_round(discord_fake: DiscordServer, opens: Opens) -> None:
    at = RoundTable.of(discord_fake, "ada", "bob")
    async with opens():
        lobby = await at.gathers()
        await at["ada"].presses("Start", lobby)
        windows = {}
        for number in (1, 2):
            shown = await at.round(number)
            candidate, interviewer, _ = at.roles(shown)
            candidate.says(ANSWER, replies_to=shown)
            await candidate.expects("is answering")
            await candidate.runs("/practice done")
            card = await at.alone(interviewer, f"Round {number}: your card")
            if number == 1:
                windows["first"] = interviewer, card, await interviewer.presses(WORDS, card)
                await at.scores(interviewer, 1, 4, "first")
                await at.scores(candidate, 1, 5)
                await interviewer.presses("Next", await at.with_button("Next"))
        judge, card, window = windows["first"]
        await judge.answered(await judge.fills(window, "late", "late"), OLD_CARD)
        await judge.answered(await judge.presses(LEVELS, card), OLD_CARD)
        assert not any("late" in one.words for one in everything(discord_fake, judge))


async def test_what_one_reads_alone_comes_directly_where_they_pressed_nothing(
    discord_fake: DiscordServer, opens: Opens
) -> None:
    at = RoundTable.of(discord_fake, "ada", "bob")
    ada, bob = at["ada"], at["bob"]
    async with opens():
        lobby = await at.gathers()
    async with opens():
        await ada.presses("Start", lobby)
        shown = await at.round(1)
        candidate, _, _ = at.roles(shown)
        candidate.says(ANSWER, replies_to=shown)
        await candidate.expects("is answering")
        await ada.runs("/practice next")
        card = await at.alone(bob, "Round 1: how do you" if candidate is bob else "Round 1: your card")
        direct = discord_fake.world.direct(bob.user.id)
        assert (card.channel, card.only_for) == (direct.id, None)
        bob.goes_to(direct)
        await bob.fills(await bob.presses(LEVELS, card), *["4"] * 5)
        await bob.expects_edit(card, "Relevance: 4")


async def test_somebody_without_direct_messages_reads_their_part_by_its_button(
    discord_fake: DiscordServer, opens: Opens
) -> None:
    at = RoundTable.of(discord_fake, "ada", "bob")
    at["ada"].user.blocks = at["bob"].user.blocks = True
    async with opens():
        lobby = await at.gathers()
    async with opens():
        await at["ada"].presses("Start", lobby)
        shown = await at.round(1)
        candidate, interviewer, _ = at.roles(shown)
        read = await interviewer.presses("My part", shown)
        await interviewer.answered(read, "Round 1: your papers")
        candidate.says(ANSWER, replies_to=shown)
        await candidate.expects("is answering")


async def test_a_message_that_is_gone_is_sent_anew(discord_fake: DiscordServer, opens: Opens) -> None:
    at = RoundTable.of(discord_fake, "ada", "bob")
    async with opens():
        lobby = await at.gathers()
        lobby.deleted = True
        await at["bob"].presses("Leave", lobby)
        again = await at["ada"].expects(lambda one: "Practice: " in one.words and one.id > lobby.id)
        assert "Bob" not in again.words


async def test_what_people_say_to_one_another_is_nothing_of_ours(
    discord_fake: DiscordServer, opens: Opens
) -> None:
    at = RoundTable.of(discord_fake, "ada", "bob")
    async with opens():
        lobby = await at.gathers()
        await at["ada"].presses("Start", lobby)
        shown = await at.round(1)
        candidate, interviewer, _ = at.roles(shown)
        candidate.says("Wait, my tea is too hot.")
        await candidate.presses("Done", await lights(candidate, shown))
        await at.alone(candidate, "Nothing has been said yet.")
        interviewer.says(f"<@{discord_fake.world.users[min(discord_fake.world.users)].id}> *Who* called?")
        asked = await candidate.expects("asks:")
        assert "\\*Who\\* called?" in asked.words
        assert "tea" not in "".join(one.words for one in everything(discord_fake, candidate))


async def lights(candidate: Person, shown: Message) -> Message:
    """The message with the lights, once the candidate has pressed that they start."""
    await candidate.presses("Start answering", shown)
    return await candidate.expects("is answering")


async def test_a_recording_that_cannot_be_heard_without_the_intent_is_asked_for_as_a_reply(
    discord_fake: DiscordServer, opens: Opens
) -> None:
    discord_fake.rest.content_intent = False
    at = RoundTable.of(discord_fake, "ada", "bob")
    async with opens(hearing=Dictation()):
        lobby = await at.gathers()
        await at["ada"].presses("Start", lobby)
        shown = await at.round(1)
        assert "send a voice message here as a reply" in shown.words
        candidate, _, _ = at.roles(shown)
        candidate.speaks(ANSWER.encode())
        told = await candidate.expects("I cannot hear that")
        candidate.says("What I typed", replies_to=told)
        await candidate.expects("is answering")


async def test_what_was_said_while_nobody_was_there_is_fetched(
    discord_fake: DiscordServer, opens: Opens
) -> None:
    at = RoundTable.of(discord_fake, "ada", "bob")
    async with opens():
        lobby = await at.gathers()
        await at["ada"].presses("Start", lobby)
        shown = await at.round(1)
        candidate, interviewer, _ = at.roles(shown)
    candidate.says(ANSWER, replies_to=shown)
    candidate.says("By the way, nice weather.")
    interviewer.says("Who else called the doctor?", replies_to=shown)
    async with opens():
        await candidate.expects("asks:")
        await candidate.presses(
            "Done", await candidate.expects_edit(await at.with_button("Done"), "answering")
        )
        await candidate.expects("Cards of round 1")


async def test_a_channel_is_set_by_whoever_manages_it_and_asks_its_question(
    discord_fake: DiscordServer, opens: Opens
) -> None:
    at, clock = RoundTable.of(discord_fake, "ada", "bob"), Ticking()
    ada, bob = (at[name].goes_to(at.ward) for name in ("ada", "bob"))
    async with opens(clock=clock) as house:
        await ada.answered(await ada.runs("/practice settings"), "Only those who manage this channel")
        ada.user.may = MANAGE_CHANNELS
        menus = await ada.answered(await ada.runs("/practice settings"), "A question for everybody: None")
        await ada.answered(await ada.picks("Every day", on=menus), "A question for everybody: Every day")
        clock.pass_(DAY)
        await house.works.sweep()
        question = await bob.expects("Question for everybody: ")
        refused = await bob.presses("See the answers", question)
        await bob.answered(refused, "Answer first; then you see")
        await bob.fills(await bob.presses("Answer", question), "I *ask* first.")
        told = await at.alone(bob, "You have answered. What the others said")
        assert (told.only_for, "I \\*ask\\* first." in told.words) == (bob.user.id, True)
        await bob.expects_edit(question, "One has answered.")
        assert not any("I \\*ask" in one.words for one in ada.sees())
