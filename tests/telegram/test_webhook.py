"""Telegram posts what is new: kept before it is acknowledged, and only from whoever knows the secret."""

from __future__ import annotations

import socket

import httpx
import pytest

from bot.adapters.telegram.telegram import Telegram
from bot.adapters.telegram.telegram import telegram as adapter
from bot.adapters.telegram.webhook import HEADER, Hook
from bot.bootstrap import House
from bot.loopback import serving
from bot.port import Account
from bot.settings import Settings
from core.interview.errors import SettingsFault, Unwritable
from core.texts.catalog import texts
from tests.fakes.telegram.server import TOKEN, TelegramServer
from tests.telegram.conftest import Opens
from tests.telegram.scene import begins

SECRET = "a-secret-that-nobody-can-guess"


@pytest.fixture
def hook() -> Hook:
    """A port that is free; the local server posts to it without a proxy between."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    return Hook(f"http://127.0.0.1:{port}/telegram", SECRET, port)


async def test_an_interview_goes_through_posts(telegram: TelegramServer, opens: Opens, hook: Hook) -> None:
    ana = telegram.person("Ana")
    async with opens(hook=hook):
        await begins(ana)
        assert telegram.world.hook.secret == SECRET
        assert telegram.counts["getUpdates"] == 0


async def test_without_the_secret_nothing_is_taken(
    telegram: TelegramServer, opens: Opens, hook: Hook
) -> None:
    ana = telegram.person("Ana")
    update = {"update_id": 1, "message": ana.says("/interview").message}
    telegram.world.updates.clear()
    async with opens(hook=hook), httpx.AsyncClient() as http:
        for headers in ({}, {HEADER: "wrong"}, {HEADER: SECRET + "x"}):
            assert (await http.post(hook.address, json=update, headers=headers)).status_code == 403
        shown = {HEADER: SECRET}
        assert (await http.post(hook.address, content=b"{", headers=shown)).status_code == 400
        assert (await http.post(hook.address, content=b" " * 2_000_000, headers=shown)).status_code == 413
        assert (await http.get(hook.address, headers=shown)).status_code == 405
        assert ana.posts == []
        assert (await http.post(hook.address, json=update, headers=shown)).status_code == 200
        await ana.reads("What would you like to practise for?")


async def test_what_is_posted_twice_counts_once(telegram: TelegramServer, opens: Opens, hook: Hook) -> None:
    ana = telegram.person("Ana")
    async with opens(hook=hook) as house, httpx.AsyncClient() as http:
        await begins(ana)
        skip = {"update_id": 999_999, "message": ana.says("hello").message | {"text": "/skip"}}
        await telegram.read_all()
        for _ in range(2):
            assert (await http.post(hook.address, json=skip, headers={HEADER: SECRET})).status_code == 200
        situation = await house.practice.situation(Account("telegram", str(ana.user["id"])))
        assert situation.number == 1


async def test_what_cannot_be_kept_is_not_acknowledged_and_comes_again(
    telegram: TelegramServer, opens: Opens, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = telegram.person("Ana")
    async with opens(hook=hook) as house:
        await begins(ana)
        keep, full = house.practice.submit, iter([Unwritable("storage-full", code="SQLITE_FULL")] * 3)

        async def submit(incoming: object) -> None:
            if (fault := next(full, None)) is not None:
                raise fault
            await keep(incoming)  # type: ignore[arg-type]

        monkeypatch.setattr(house.practice, "submit", submit)
        ana.says("/skip")
        await ana.reads("Question 1 of 4")
        assert telegram.world.hook.failures == 3
        situation = await house.practice.situation(Account("telegram", str(ana.user["id"])))
        assert situation.number == 1


async def test_without_a_secret_it_does_not_begin(telegram: TelegramServer, house: House) -> None:
    hook = Hook("https://bot.example.org/telegram", "")
    with pytest.raises(SettingsFault, match="telegram-no-secret"):
        await Telegram(TOKEN, texts(), api=telegram.url, hook=hook, serving=serving).run(house.practice)


async def test_a_port_that_is_taken_is_named(telegram: TelegramServer, house: House) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        hook = Hook("https://bot.example.org/telegram", SECRET, taken.getsockname()[1])
        with pytest.raises(SettingsFault, match="telegram-port-taken"):
            await Telegram(TOKEN, texts(), api=telegram.url, hook=hook, serving=serving).run(house.practice)


async def test_after_posts_it_can_be_asked_again(telegram: TelegramServer, opens: Opens, hook: Hook) -> None:
    ana = telegram.person("Ana")
    async with opens(hook=hook):
        ana.says("/help")
        await ana.reads("During an interview")
    ana.says("/privacy")
    async with opens():
        await ana.reads("encrypted with a key that is yours alone")


def test_the_settings_say_how_it_receives() -> None:
    chosen = Settings.model_validate(
        {
            "TELEGRAM_TOKEN": TOKEN,
            "GREENROOM_TELEGRAM_WEBHOOK": "https://bot.example.org/telegram",
            "GREENROOM_TELEGRAM_SECRET": SECRET,
        }
    )
    assert adapter(chosen, texts())._hook == Hook("https://bot.example.org/telegram", SECRET, 8723)
    assert adapter(Settings.model_validate({"TELEGRAM_TOKEN": TOKEN}), texts())._hook is None
