"""One person with several accounts: what they began in one goes on in the other, in one order."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.bootstrap import House, build_house
from bot.port import Account, Form, Kind, NotSent, Query, Shown
from bot.settings import Settings
from tests.bot.person import Clock, Person
from tests.fakes.chat import PLATFORM, ChatPlatform, ChatSender
from tests.fakes.engine import InlineEngine

DAY = 24 * 3600 * 1000
ANSWER = "I asked the patient what hurt, gave the medication at 9, and the pain went from 8 to 3."


@pytest.fixture
def chats() -> ChatPlatform:
    return ChatPlatform()


@pytest_asyncio.fixture
async def house(settings: Settings, clock: Clock, chats: ChatPlatform) -> AsyncIterator[House]:
    async with build_house(settings, clock, InlineEngine(), [ChatSender(chats)]) as house:
        yield house


async def test_an_interview_of_the_page_goes_on_in_a_chat_after_linking(
    house: House, clock: Clock, chats: ChatPlatform
) -> None:
    page = Person(house.practice, clock, Account("web", "browser"))
    chat = Person(house.practice, clock, Account(PLATFORM, "ada"))
    await page.begins()
    await page.says(ANSWER)
    said = await house.practice.link(chat.account, await house.practice.link_code(page.account))
    assert said == "Done: this account is now joined with your other one."
    where = await house.practice.situation(chat.account)
    assert (where.stage, where.total) == ("answering", 4)
    await chat.goes_through(ANSWER)
    assert "Your report is ready" in chats.messages["ada"][-1]
    assert await page.titles(Query.REPORT) == await chat.titles(Query.REPORT) != []


async def test_what_was_said_to_the_younger_account_stands_behind_what_was_said_to_the_older(
    house: House, clock: Clock
) -> None:
    older = Person(house.practice, clock, Account("web", "older"))
    await older.does(Kind.OPEN)
    await older.does(Kind.STOP)
    younger = Person(house.practice, clock, Account("web", "younger"))
    await younger.begins()
    before = [one.text for one in await house.practice.news(older.account, 0)]
    theirs = [one.text for one in await house.practice.news(younger.account, 0)]
    code = await house.practice.link_code(younger.account)
    assert "joined" in await house.practice.link(older.account, code)
    for account in (older.account, younger.account):
        messages = await house.practice.news(account, 0)
        assert [one.text for one in messages] == before + theirs
        assert [one.sequence for one in messages] == list(range(1, len(messages) + 1))
    where = await house.practice.situation(older.account)
    assert where.since == len(before)
    new = await older.does(Kind.REPEAT)
    assert [one.shown for one in new][-1] is Shown.QUESTION


async def test_an_account_with_an_open_interview_is_not_joined_to_another(house: House, clock: Clock) -> None:
    one = Person(house.practice, clock, Account("web", "one"))
    busy = Person(house.practice, clock, Account(PLATFORM, "busy"))
    await busy.begins()
    code = await house.practice.link_code(one.account)
    assert (await house.practice.link(busy.account, code)).startswith("Please finish or end the interview")
    assert (await house.practice.situation(busy.account)).stage == "warming_up"
    assert (await house.practice.situation(one.account)).stage == ""


async def test_a_wrong_code_is_told_and_changes_nothing(house: House) -> None:
    said = await house.practice.link(Account(PLATFORM, "ada"), "0000-0000")
    assert said.startswith("That code is not known")
    assert await house.practice.export(Account(PLATFORM, "ada")) == {}


async def test_a_place_is_where_an_open_interview_was_last_spoken_of(
    house: House, clock: Clock, chats: ChatPlatform
) -> None:
    ada = Person(house.practice, clock, Account(PLATFORM, "ada"))
    assert await house.practice.places(PLATFORM) == []
    await ada.begins()
    (place,) = await house.practice.places(PLATFORM)
    first = next(message for nonce, message in chats.nonces.items())
    assert (place.account, place.chat, place.since) == (ada.account, "", first)
    assert await house.practice.places("web") == []


async def test_a_place_stays_for_a_day_after_the_interview_and_what_follows_its_end_is_looked_at(
    house: House, clock: Clock, chats: ChatPlatform
) -> None:
    ada = Person(house.practice, clock, Account(PLATFORM, "ada"))
    await ada.begins()
    await ada.does(Kind.STOP)
    (place,) = await house.practice.places(PLATFORM)
    assert (place.account, place.chat, place.since) == (ada.account, "", list(chats.nonces.values())[-1])
    clock.at += DAY
    assert await house.practice.places(PLATFORM) == []


async def test_a_place_is_known_before_its_first_message_is_recorded(
    house: House, clock: Clock, chats: ChatPlatform
) -> None:
    ada = Person(house.practice, clock, Account(PLATFORM, "ada"))
    chats.outages = [NotSent()] * 50
    await ada.begins()
    (place,) = await house.practice.places(PLATFORM)
    assert (place.account, place.chat, place.since) == (ada.account, "", "")
    assert Clock.at < place.began <= clock.at


async def test_a_report_comes_with_its_document_and_can_be_had_as_a_file(house: House, clock: Clock) -> None:
    ada = Person(house.practice, clock, Account("web", "ada"))
    assert await house.practice.file(ada.account, Form.JSON) is None
    await ada.begins()
    await ada.goes_through(ANSWER)
    file = await house.practice.file(ada.account, Form.JSON)
    assert file is not None
    assert (file.name, file.media_type) == ("greenroom-report.json", "application/json")
    assert file.content.startswith(b'{"')
    assert await house.practice.file(ada.account, Form.JSON, "another's") is None
    assert await house.practice.file(Account("web", "eve"), Form.JSON) is None
