"""When Telegram refuses, breaks off or says nothing: nothing is lost, and nobody else has to wait."""

from __future__ import annotations

import asyncio
import logging

import httpx
import pytest
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.adapters.telegram.faults import meaning
from bot.adapters.telegram.telegram import Telegram
from bot.bootstrap import House
from bot.port import Account, Attachment, Letter, Look, NotSent, Outgoing, Shown, Undeliverable
from core.interview.errors import GreenroomError, SettingsFault
from core.texts.catalog import texts
from tests.fakes.telegram.faults import Kind
from tests.fakes.telegram.server import TOKEN, TelegramServer
from tests.fakes.transcriber import Dictation
from tests.telegram.conftest import Opens
from tests.telegram.scene import GENERAL, begins


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "means"),
    [
        (RetryAfter(7), NotSent),
        (Forbidden("Forbidden: bot was blocked by the user"), Undeliverable),
        (BadRequest("Bad Request: chat not found"), Undeliverable),
        (BadRequest("Bad Request: can't parse entities"), BadRequest),
        (InvalidToken("Unauthorized"), NotSent),
        (NetworkError("Bad Gateway"), NotSent),
        (NetworkError("Gateway Timeout (504). Parsing the server response b'' failed"), NetworkError),
        (caused(TimedOut(), httpx.PoolTimeout("")), NotSent),
        (caused(TimedOut(), httpx.ConnectTimeout("")), NotSent),
        (caused(TimedOut(), httpx.ReadTimeout("")), TimedOut),
        (caused(NetworkError(""), httpx.ConnectError("")), NotSent),
        (caused(NetworkError(""), httpx.RemoteProtocolError("")), NetworkError),
        (caused(NetworkError(""), httpx.ReadError("")), NetworkError),
        (caused(NetworkError(""), RuntimeError("closed meanwhile")), NetworkError),
        (caused(NetworkError("Bad Gateway (502)"), TelegramError("no JSON")), NotSent),
        (TelegramError("Invalid server response"), TelegramError),
    ],
)
def test_a_failure_means_not_sent_only_where_that_is_certain(
    error: TelegramError, means: type[Exception]
) -> None:
    assert type(meaning(error)) is means


def test_how_long_telegram_asks_to_wait_is_how_long_it_is_waited() -> None:
    refusal = meaning(RetryAfter(7))
    assert isinstance(refusal, NotSent)
    assert refusal.wait == 7


async def test_a_flood_is_waited_out_and_nothing_is_lost(telegram: TelegramServer, house: House) -> None:
    ana = telegram.person("Ana")
    telegram.faults.plan(Kind.TOO_MANY, "sendMessage", seconds=1)
    ana.says("/interview")
    await telegram.read_all()
    assert ana.posts == []
    for _ in range(100):
        await house.works.tick()
        if ana.posts:
            break
        await asyncio.sleep(0.05)
    await ana.reads("What would you like to practise for?")


async def test_a_message_that_failed_in_the_middle_is_not_begun_anew(
    telegram: TelegramServer, house: House, opens: Opens
) -> None:
    ana = telegram.person("Ana")
    await begins(ana)
    before = len(ana.posts)
    text = " ".join(f"Sentence number {number}." for number in range(400))
    letter = Letter(str(ana.user["id"]), Outgoing(1, Shown.SAY, text=text), "nonce")
    sender = house.works._delivery._senders["telegram"]
    telegram.faults.plan(Kind.SLOW, "sendMessage")
    telegram.faults.plan(Kind.TOO_MANY, "sendMessage", seconds=1)
    with pytest.raises(NotSent):
        await sender.send(letter)
    assert await sender.send(letter) == str(ana.posts[before].id)
    assert " ".join(post.text for post in ana.posts[before:]) == text
    assert len(ana.posts) - before == 3


@pytest.mark.parametrize("kind", [Kind.RESET, Kind.NO_JSON])
async def test_a_message_whose_connection_broke_is_sent_again(
    telegram: TelegramServer, house: House, kind: Kind
) -> None:
    ana = telegram.person("Ana")
    telegram.faults.plan(kind, "sendMessage", status=502)
    telegram.faults.plan(Kind.RESET, "sendMessage")
    ana.says("/interview")
    for _ in range(400):
        await house.works.tick()
        if ana.posts:
            break
        await asyncio.sleep(0.05)
    await ana.reads("What would you like to practise for?")
    assert len(ana.posts) == 1


async def test_what_telegram_does_not_like_goes_out_plainly(telegram: TelegramServer, house: House) -> None:
    ana = telegram.person("Ana")
    sender = house.works._delivery._senders["telegram"]
    outgoing = Outgoing(1, Shown.SAY, text="Hello")
    sent = await sender.send(Letter(f"{ana.user['id']}/77", outgoing, "n"))  # there is no such topic
    assert (ana.newest.text, str(ana.newest.id)) == ("Hello", sent)


async def test_to_nobody_nothing_is_sent(telegram: TelegramServer, house: House) -> None:
    sender = house.works._delivery._senders["telegram"]
    outgoing = Outgoing(1, Shown.SAY, text="Hello")
    for to in ("", "12345"):
        with pytest.raises(Undeliverable):
            await sender.send(Letter(to, outgoing, "n", account=Account("telegram", to)))


async def test_updates_come_through_every_kind_of_fault_once(telegram: TelegramServer, house: House) -> None:
    ana = telegram.person("Ana")
    await begins(ana)
    for kind in (Kind.BROKEN, Kind.RESET, Kind.RESET_AFTER, Kind.BROKEN_AFTER, Kind.NO_JSON):
        telegram.faults.plan(kind, "getUpdates")
    for word in ("one", "two", "three", "four", "five", "six"):
        ana.says(word)
    await telegram.read_all()
    kept = await house.practice.export(Account("telegram", str(ana.user["id"])))
    said = [word for word in kept["interviews"][0]["words"].values() if len(word) < 6]
    assert said == ["one", "two", "three", "four", "five", "six"]


async def test_a_slow_recording_of_one_keeps_nobody_else_waiting(
    telegram: TelegramServer, opens: Opens
) -> None:
    ana, bo = telegram.person("Ana"), telegram.person("Bo")
    async with opens(Dictation()):
        await begins(ana)
        telegram.faults.plan(Kind.SLOW, "download", seconds=3)
        ana.sends_voice(GENERAL.encode())
        ana.says("and this after it")
        await begins(bo)
        assert telegram.world.updates.waiting, "the recording is still on its way"


async def test_a_second_poller_says_so_and_leaves(
    telegram: TelegramServer, house: House, opens: Opens
) -> None:
    second = Telegram(TOKEN, texts(), api=telegram.url)
    with pytest.raises(GreenroomError, match="telegram-another-poller"):
        await asyncio.wait_for(second.run(house.practice), 20)
    ana = telegram.person("Ana")
    ana.says("/help")
    await ana.reads("During an interview")


async def test_a_wrong_token_is_said(telegram: TelegramServer, house: House) -> None:
    with pytest.raises(SettingsFault, match="telegram-token-wrong"):
        await Telegram("1:wrong", texts(), api=telegram.url).run(house.practice)


async def test_a_picture_that_is_not_taken_becomes_a_file(telegram: TelegramServer, house: House) -> None:
    ana = telegram.person("Ana")
    picture = Attachment("report.png", "image/png", b"no picture at all", "What it shows")
    letter = Letter(str(ana.user["id"]), Outgoing(1, Shown.REPORT, text="Ready."), "n", files=(picture,))
    await house.works._delivery._senders["telegram"].send(letter)
    assert [post.text for post in ana.posts] == ["Ready.", "What it shows"]
    assert ana.file(ana.posts[1]).content == b"no picture at all"
    assert "sendPhoto" in telegram.violations.pop()  # which is what it was refused for


async def test_a_flood_of_questions_is_told_once_and_what_counts_is_taken(
    telegram: TelegramServer, opens: Opens
) -> None:
    ana = telegram.person("Ana")
    for _ in range(40):
        ana.says("/help")
    ana.says("/interview")
    async with opens():
        await ana.reads("That was a lot at once.")
        await ana.reads("What would you like to practise for?")
        assert len([post for post in ana.posts if post.text.startswith("During an interview")]) < 8


async def test_the_bot_is_looked_at(telegram: TelegramServer) -> None:
    name = telegram.world.bot["username"]
    seen = await Telegram(TOKEN, texts(), api=telegram.url).look()
    assert seen == Look(True, "telegram-there", {"name": name})
    assert texts().say(seen.key, seen.values) == f"Telegram: the bot is @{name}."
    assert (await Telegram("1:wrong", texts(), api=telegram.url).look()).key == "telegram-token-wrong"
    away = await Telegram(TOKEN, texts(), api="http://127.0.0.1:1").look()
    assert away == Look(False, "telegram-unreachable")


async def test_no_token_and_no_word_is_in_any_log(
    telegram: TelegramServer, opens: Opens, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("httpx", "httpcore", "telegram", "telegram.ext", "asyncio"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    ana = telegram.person("Ana")
    async with opens():
        for kind in (Kind.BROKEN, Kind.RESET_AFTER, Kind.NO_JSON):
            telegram.faults.plan(kind, "getUpdates")
            telegram.faults.plan(kind, "sendChatAction")
        await begins(ana)
        ana.says("xylophone")
        logging.getLogger("somebody").warning("asked https://example.org/bot%s/getMe", TOKEN)
        await telegram.read_all()
    written = "\n".join(record.getMessage() + str(record.exc_info) for record in caplog.records)
    assert "https://example.org/bot(token)/getMe" in written
    assert TOKEN not in written
    assert TOKEN.partition(":")[2] not in written
    assert "xylophone" not in written
