"""Commands, buttons, menus and windows: each answered in time, and for the right person alone."""

from __future__ import annotations

import asyncio

import pytest

from bot.adapters.discord.acknowledging import COMMANDS, PRESSES, WINDOWS, Ack
from bot.port import Account, Incoming
from core.interview.errors import Refused, StorageFault
from tests.fakes.discord_server.person import Person
from tests.fakes.discord_server.server import DiscordServer
from tests.fakes.discord_server.world import EPHEMERAL
from tests.on_discord.conftest import Opens
from tests.on_discord.house import starts, thread_of

DEFERRED, MODAL, QUIET = 5, 9, 6  # types of responses
NOT_YOURS = "This belongs to somebody else's interview, or to an earlier one of yours. Nothing was changed."


def test_whatever_changes_something_is_stored_first_and_whatever_opens_a_window_stores_nothing() -> None:
    for table in (COMMANDS, PRESSES, WINDOWS):
        for name, way in table.items():
            assert (way.kind is not None) == (way.ack in (Ack.WORD, Ack.QUIET)), name


async def test_the_set_up_asks_for_what_was_not_chosen(discord_fake: DiscordServer, opens: Opens) -> None:
    ada = discord_fake.person("ada")
    async with opens():
        await ada.runs("/interview start", domain="Nurse")
        await ada.expects("Which level fits you?")
        await ada.picks("mid")
        await ada.expects("How much time do you have?")
        await ada.picks("short")
        await ada.expects("All set.")
        began = await ada.presses("Begin")
        assert began.answer == QUIET
        await ada.expects("To warm up")
    assert "What would you like to practise for?" not in ada.transcript()


async def test_domains_are_offered_while_one_types(discord_fake: DiscordServer, opens: Opens) -> None:
    ada = discord_fake.person("ada")
    async with opens():
        choices = await ada.types("/interview start", "domain", "nur")
        assert {"name": "Nurse", "value": "nurse"} in choices
        assert len(await ada.types("/interview start", "domain", "")) <= 25
        asked = await ada.runs("/interview start", domain="alchemy")
        await ada.answered(asked, "There is no such domain to choose.")


async def test_the_wrong_person_is_told_privately_and_changes_nothing(
    discord_fake: DiscordServer, opens: Opens
) -> None:
    ada, ben = discord_fake.person("ada"), discord_fake.person("ben")
    ward = discord_fake.text_channel(discord_fake.guild("ward", ada, ben))
    async with opens():
        await starts(ben)
        await ben.expects("To warm up")
        await starts(ada.goes_to(ward))
        thread = thread_of(discord_fake)
        question = await ada.goes_to(thread).expects("To warm up")
        ben.goes_to(thread)
        for label in ("Done", "Hint", "Skip", "Pause", "Stop"):
            pressed = await ben.presses(label, on=question)
            told = await ben.answered(pressed, NOT_YOURS)
            assert told.flags & EPHEMERAL
        await ada.presses("Skip", on=question)
        await ada.expects("Question 1 of 4")
        ben.goes_to(discord_fake.world.direct(ben.user.id))
        await ben.presses("Skip")
        await ben.expects("Question 1 of 4")


async def test_a_button_of_an_earlier_interview_does_nothing(
    discord_fake: DiscordServer, opens: Opens
) -> None:
    ada = discord_fake.person("ada")
    async with opens():
        await starts(ada)
        old = await ada.expects("To warm up")
        await ada.runs("/interview stop")
        await ada.expects("Closed. Nothing was answered, so there is no report.")
        await starts(ada)
        await ada.expects("To warm up")
        await ada.answered(await ada.presses("Skip", on=old), NOT_YOURS)
    assert "Question 1" not in ada.transcript()


async def test_what_is_pressed_twice_counts_twice_and_what_arrives_twice_once(
    discord_fake: DiscordServer, opens: Opens
) -> None:
    ada = discord_fake.person("ada")
    async with opens() as house:
        await starts(ada)
        await ada.expects("To warm up")
        pressed = await ada.presses("Skip")
        await ada.expects("Question 1 of 4")
        discord_fake.world.tell("INTERACTION_CREATE", {"interaction": pressed}, None)
        await ada.presses("Hint")
        await ada.expects("Hint: ")
        assert "Question 2" not in ada.transcript()
        assert house


async def test_pausing_offers_the_way_back(discord_fake: DiscordServer, opens: Opens) -> None:
    ada = discord_fake.person("ada")
    async with opens():
        await starts(ada)
        await ada.expects("To warm up")
        await ada.presses("Pause")
        await ada.expects("Paused. Take your time")
        ada.says("Nobody counts this.")
        await ada.expects("what you just sent was not counted")
        await ada.presses("Resume")
        await ada.expects("We were here:")


async def test_commands_say_that_they_were_taken(discord_fake: DiscordServer, opens: Opens) -> None:
    ada = discord_fake.person("ada")
    async with opens():
        await starts(ada)
        await ada.expects("To warm up")
        for command, shown in (
            ("skip", "Question 1 of 4"),
            ("hint", "Hint: "),
            ("repeat", "Once more:"),
            ("pause", "Paused."),
            ("resume", "We were here:"),
            ("stop", "Closed."),
        ):
            assert (await ada.answered(await ada.runs(f"/interview {command}"), "Done.")).flags & EPHEMERAL
            await ada.expects(shown)


async def test_everything_can_be_looked_up_privately(discord_fake: DiscordServer, opens: Opens) -> None:
    ada = discord_fake.person("ada")
    async with opens():
        for command, shown in (
            ("interview status", "There is nothing to show yet."),
            ("interview report", "There is nothing to show yet."),
            ("interview history", "There is nothing to show yet."),
            ("interview why", "There is nothing to show yet."),
            ("interview domains", "Nurse"),
            ("interview settings", "Your settings"),
            ("interview link", "Your code: "),
            ("interview export", "Here it is."),
            ("privacy", "encrypted with a key that is yours alone"),
        ):
            asked = await ada.runs(f"/{command}")
            assert (asked.answer, (await ada.answered(asked, shown)).only_for) == (DEFERRED, ada.user.id)


async def test_a_setting_is_changed_by_its_menu(discord_fake: DiscordServer, opens: Opens) -> None:
    ada = discord_fake.person("ada")
    async with opens() as house:
        asked = await ada.runs("/interview settings")
        shown = await ada.answered(asked, "Your settings")
        menu = next(part for part in shown.parts if part["type"] == 3)
        other = next(option for option in menu["options"] if not option.get("default"))
        changed = await ada.picks(other["value"], on=shown)
        await ada.answered(changed, other["label"])
        name = menu["custom_id"].split(":")[-1]
        settings = await house.practice.settings(person(ada))
        assert next(one.chosen for one in settings if one.name == name) == other["value"]


async def test_whoever_types_the_word_is_forgotten(discord_fake: DiscordServer, opens: Opens) -> None:
    ada = discord_fake.person("ada")
    async with opens() as house:
        await starts(ada)
        await ada.expects("To warm up")
        shown = await ada.answered(await ada.runs("/privacy"), "encrypted")
        window = await ada.presses("Delete everything", on=shown)
        assert window.answer == MODAL
        await ada.answered(await ada.fills(window, "no"), "Nothing was deleted.")
        window = await ada.presses("Delete everything", on=shown)
        await ada.answered(await ada.fills(window, "Forget me"), "Nothing is kept about you any more")
        assert await house.practice.export(person(ada)) == {}


async def test_a_message_that_names_a_domain_can_be_practised_with(
    discord_fake: DiscordServer, opens: Opens
) -> None:
    ada, ben = discord_fake.person("ada"), discord_fake.person("ben")
    ward = discord_fake.text_channel(discord_fake.guild("ward", ada, ben))
    async with opens():
        advert = ben.goes_to(ward).says("We look for a Nurse on ward 7.")
        asked = await ada.goes_to(ward).uses("Practise with this", advert)
        shown = await ada.answered(asked, "This is what that message names.")
        options = [option["label"] for part in shown.parts for option in part["options"]]
        assert options == ["Nurse"]
        await ada.answered(await ada.picks("nurse", on=shown), "It goes on in <#")
        await ada.goes_to(thread_of(discord_fake)).expects("Which level fits you?")


async def test_what_takes_too_long_is_not_taken_and_is_to_be_repeated(
    discord_fake: DiscordServer, opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = discord_fake.person("ada")
    async with opens(budget=0.5) as house:
        stuck = asyncio.Event()

        async def submit(_incoming: Incoming) -> None:
            await stuck.wait()

        monkeypatch.setattr(house.practice, "submit", submit)
        late = await ada.runs("/interview stop")
        await ada.answered(late, "That took too long, so it was not taken.")


async def test_what_the_practice_refuses_is_said_privately(
    discord_fake: DiscordServer, opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = discord_fake.person("ada")
    errors: list[Exception] = [Refused("refused-choice"), StorageFault("storage-full"), RuntimeError("zqxv")]
    async with opens() as house:

        async def submit(_incoming: Incoming) -> None:
            raise errors.pop(0)

        monkeypatch.setattr(house.practice, "submit", submit)
        await ada.answered(await ada.runs("/interview stop"), "There is no such choice.")
        del errors[0]
        broken = await ada.runs("/interview stop")
        await ada.answered(broken, "Something went wrong, and that could not be done.")
    assert "zqxv" not in ada.transcript()


async def test_a_control_of_another_version_says_so(discord_fake: DiscordServer, opens: Opens) -> None:
    ada = discord_fake.person("ada")
    async with opens():
        await starts(ada)
        question = await ada.expects("To warm up")
        question.components[0]["components"][0]["custom_id"] = "gb:whistle:x:"
        await ada.answered(await ada.clicks(question, "gb:whistle:x:"), "another version of the bot")


async def test_commands_are_told_to_discord_only_when_they_changed(
    discord_fake: DiscordServer, opens: Opens
) -> None:
    async with opens():
        names = {one["name"] for one in discord_fake.world.commands}
        assert names == {"interview", "practice", "privacy", "Practise with this"}
    async with opens():
        assert discord_fake.world.syncs == 1
    discord_fake.world.commands[0]["description"] = "Something older"
    async with opens():
        assert discord_fake.world.syncs == 2


def person(ada: Person) -> Account:
    return Account("discord", str(ada.user.id))
