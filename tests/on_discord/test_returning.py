"""Nothing is missed: what was said while nobody was there is fetched, in order and once."""

from __future__ import annotations

from bot.bootstrap import House
from bot.port import Account
from tests.fakes.discord_server.person import Person
from tests.fakes.discord_server.server import DiscordServer
from tests.on_discord.conftest import Opens
from tests.on_discord.house import ANSWER, answers, starts, thread_of


def account(ada: Person) -> Account:
    return Account("discord", str(ada.user.id))


async def test_an_interview_goes_on_after_a_restart_with_what_was_said_meanwhile(
    discord_fake: DiscordServer, opens: Opens
) -> None:
    ada = discord_fake.person("ada")
    async with opens():
        await starts(ada)
        question = await ada.expects("To warm up")
    for number in range(3):
        ada.says(f"What I said meanwhile, part {number}.")
    async with opens() as house:
        await ada.presses("Done", on=question)
        await ada.expects("Question 1 of 4")
        assert await echoes(house, ada) == [f"What I said meanwhile, part {number}." for number in range(3)]
    async with opens() as house:
        await answers(ada, ANSWER)
        await ada.expects("Follow-up")
        assert len(await echoes(house, ada)) == 4


async def echoes(house: House, ada: Person) -> list[str]:
    """What was taken of her, in the order it was taken."""
    return [one.text for one in await house.practice.news(account(ada), 0) if one.shown == "echo"]


async def test_a_thread_is_taken_up_again_after_a_restart(discord_fake: DiscordServer, opens: Opens) -> None:
    ada, ben = discord_fake.person("ada"), discord_fake.person("ben")
    ward = discord_fake.text_channel(discord_fake.guild("ward", ada, ben))
    async with opens():
        await starts(ada.goes_to(ward))
        thread = thread_of(discord_fake)
        await ada.goes_to(thread).expects("To warm up")
    ada.says("I was away, and so were you.")
    ben.goes_to(thread).says("Me too.")
    async with opens() as house:
        await ada.presses("Done")
        await ada.expects("Question 1 of 4")
        assert await echoes(house, ada) == ["I was away, and so were you."]
        await answers(ada, ANSWER)
        await ada.expects("Follow-up")


async def test_what_was_written_after_the_interview_while_nobody_was_there_is_answered_once(
    discord_fake: DiscordServer, opens: Opens
) -> None:
    ada = discord_fake.person("ada")
    async with opens():
        await starts(ada)
        await ada.expects("To warm up")
        await ada.runs("/interview stop")
        await ada.expects("no report")
    ada.says("Are you still there?")
    async with opens():
        await ada.expects("No interview is open.")
    async with opens():
        ada.says("And now?")
        await ada.expects("No interview is open.")
    assert ada.transcript().count("No interview is open.") == 2


async def test_what_a_lost_session_missed_is_fetched(discord_fake: DiscordServer, opens: Opens) -> None:
    ada = discord_fake.person("ada")
    async with opens() as house:
        await starts(ada)
        await ada.expects("To warm up")
        ada.says("Before.")
        discord_fake.gateway.forgets()
        await discord_fake.gateway.drops()
        ada.says("In between.")
        await discord_fake.world.until(lambda: discord_fake.gateway.identified == 2)
        ada.says("After.")
        await ada.presses("Done")
        await ada.expects("Question 1 of 4")
        assert await echoes(house, ada) == ["Before.", "In between.", "After."]


async def test_what_was_refused_is_not_refused_again(discord_fake: DiscordServer, opens: Opens) -> None:
    ada = discord_fake.person("ada")
    async with opens(speech="off"):
        await starts(ada)
        await ada.expects("To warm up")
        ada.speaks(b"sound")
        await ada.expects("Recordings are not listened to here.")
    async with opens(speech="off"):
        await ada.presses("Skip")
        await ada.expects("Question 1 of 4")
    assert ada.transcript().count("Recordings are not listened to here.") == 1


async def test_a_window_that_was_open_over_a_restart_still_works(
    discord_fake: DiscordServer, opens: Opens
) -> None:
    discord_fake.rest.content_intent = False
    ada = discord_fake.person("ada")
    ward = discord_fake.text_channel(discord_fake.guild("ward", ada))
    async with opens():
        await starts(ada.goes_to(ward))
        await ada.goes_to(thread_of(discord_fake)).expects("To warm up")
        window = await ada.presses("Type my answer")
    async with opens():
        await ada.fills(window, ANSWER)
        await ada.expects("Question 1 of 4")


async def test_an_interview_begun_here_is_gone_on_with_elsewhere_after_linking(
    discord_fake: DiscordServer, opens: Opens
) -> None:
    ada = discord_fake.person("ada")
    elsewhere = Account("web", "ada")
    async with opens() as house:
        await starts(ada)
        await ada.expects("To warm up")
        linked = await ada.answered(await ada.runs("/interview link"), "Your code: ")
        code = linked.words.split("Your code: ")[1][:9]
        await house.practice.link(elsewhere, code.replace("\\", ""))
        assert (await house.practice.situation(elsewhere)).stage == "warming_up"
