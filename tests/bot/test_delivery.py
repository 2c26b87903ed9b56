"""Sending: in order, once, and what happens where a platform does not take it."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.bootstrap import assemble
from bot.health import health
from bot.port import Account, Incoming, Kind, Letter, NotSent, Outgoing, Practice, Shown
from bot.settings import Settings
from core.domains.loader import Loaded
from storage.rows import Delivery as Became
from storage.store import Store
from tests.bot.person import Clock
from tests.fakes.chat import PLATFORM, ChatPlatform, ChatSender
from tests.fakes.engine import InlineEngine

ADA = Account(PLATFORM, "ada")


class Noting(ChatSender):
    """A sender that keeps the letters it was given."""

    def __init__(self, chats: ChatPlatform) -> None:
        super().__init__(chats)
        self.letters: list[Letter] = []

    async def send(self, letter: Letter) -> str:
        self.letters.append(letter)
        return await super().send(letter)


@pytest.fixture
def chats() -> ChatPlatform:
    return ChatPlatform()


@pytest.fixture
def sender(chats: ChatPlatform) -> Noting:
    return Noting(chats)


@pytest_asyncio.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    settings = Settings(data_dir=tmp_path / "data")
    store = await Store.open(settings.database_url, settings.data_dir)
    yield store
    await store.close()


@pytest_asyncio.fixture
async def practice(store: Store, sender: Noting, loaded: Loaded) -> Practice:
    engine = InlineEngine()
    house = assemble(store, Settings(), loaded, Clock(), engine, [sender], pause=0)
    await engine.start(house.works)
    return house.practice


async def opens(practice: Practice, chat: str = "") -> None:
    await practice.submit(Incoming(ADA, "1", Kind.OPEN, chat=chat))


async def chooses(practice: Practice) -> None:
    await practice.submit(Incoming(ADA, "2", Kind.CHOOSE, "nurse", "domain"))


async def test_what_is_said_is_sent_once_and_in_order(practice: Practice, chats: ChatPlatform) -> None:
    await opens(practice)
    await chooses(practice)
    first, second = chats.messages["ada"]
    lines = first.splitlines()
    assert lines[0] == "What would you like to practise for?"
    assert {"[Data scientist]", "[Nurse]"} <= set(lines[1:])
    assert second == "Which level fits you?\n[Entry]\n[Mid]\n[Senior]"


async def test_a_message_goes_to_the_chat_that_was_written_in(
    practice: Practice, chats: ChatPlatform
) -> None:
    await opens(practice, chat="a thread")
    assert list(chats.messages) == ["a thread"]


async def test_a_refusal_to_take_it_is_waited_out(
    practice: Practice, chats: ChatPlatform, sender: Noting
) -> None:
    chats.outages = [NotSent(0), NotSent(0)]
    await opens(practice)
    assert len(chats.messages["ada"]) == 1
    assert [letter.again for letter in sender.letters] == [False, False, False]


async def test_an_answer_that_was_lost_leads_to_no_second_message(
    practice: Practice, chats: ChatPlatform, sender: Noting
) -> None:
    chats.lost_answers = 1
    await opens(practice)
    assert len(chats.messages["ada"]) == 1
    assert [letter.again for letter in sender.letters] == [False, True]
    assert len({letter.nonce for letter in sender.letters}) == 1


async def test_a_message_that_never_arrives_is_given_up_and_the_next_one_goes(
    practice: Practice, chats: ChatPlatform, store: Store
) -> None:
    chats.outages = [ConnectionError("no"), ConnectionError("no"), ConnectionError("no")]
    await opens(practice)
    await chooses(practice)
    assert [text.splitlines()[0] for text in chats.messages["ada"]] == ["Which level fits you?"]
    found = await health(store)
    assert (found.unsent, found.send_failed) == (0, 1)


async def test_somebody_who_blocked_the_bot_is_left_alone(
    practice: Practice, chats: ChatPlatform, sender: Noting, store: Store
) -> None:
    chats.blocked.add("ada")
    await opens(practice)
    assert len(sender.letters) == 1
    assert (await health(store)).send_failed == 1


async def test_what_went_wrong_is_logged_without_words(
    practice: Practice, chats: ChatPlatform, caplog: pytest.LogCaptureFixture
) -> None:
    chats.lost_answers = 3  # its error holds the message
    with caplog.at_level(logging.DEBUG):
        await opens(practice)
    assert "ConnectionError" in caplog.text
    assert "What would you like" not in caplog.text


async def test_the_platform_s_id_of_a_message_is_kept(practice: Practice, store: Store) -> None:
    await opens(practice)
    async with store.read() as tx:
        person = await tx.people.find(PLATFORM, "ada")
        assert person
        (row,) = await tx.outbox.after(person, person, 0)
    assert (row.state, row.message) == (Became.SENT, "message-1")


async def test_to_a_platform_that_reads_nothing_is_sent(practice: Practice, sender: Noting) -> None:
    page = Account("web", "grace")
    await practice.submit(Incoming(page, "1", Kind.OPEN))
    assert [message.shown for message in await practice.news(page, 0)] == [Shown.CHOICE]
    assert sender.letters == []


def test_a_letter_shows_no_words_when_it_is_printed() -> None:
    letter = Letter("ada", Outgoing(1, Shown.SAY, text="a secret"), "gr1")
    assert "secret" not in repr(letter)
    assert "ada" not in repr(letter)
