"""Telegram: brings its sender, and receives until it is told to stop.

    adapter = telegram(settings, texts)
    async with build_house(settings, senders=[adapter.sender]) as house:
        await adapter.run(house.practice)

The rule: nothing of python-telegram-bot is used but its bot (requests, values, rate limits); receiving, order
and memory are here and in the practice.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Protocol

from telegram.error import InvalidToken, TelegramError
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from bot.adapters.telegram.answering import Answering
from bot.adapters.telegram.choices import Choices
from bot.adapters.telegram.desk import Desk
from bot.adapters.telegram.discretion import discreet
from bot.adapters.telegram.echoes import Echoes
from bot.adapters.telegram.hands import Hands
from bot.adapters.telegram.keyboards import Keyboards
from bot.adapters.telegram.lanes import Lanes
from bot.adapters.telegram.menus import keep_menus, menus
from bot.adapters.telegram.notices import Notices
from bot.adapters.telegram.polling import LONGEST_PAUSE, PACE, Pace, Polling
from bot.adapters.telegram.post import Post
from bot.adapters.telegram.practising import Practising
from bot.adapters.telegram.pressing import Pressing
from bot.adapters.telegram.reading import Reading
from bot.adapters.telegram.rendering import Rendering
from bot.adapters.telegram.sender import Sending
from bot.adapters.telegram.setting_up import SettingUp
from bot.adapters.telegram.telling import Telling
from bot.adapters.telegram.updates import Me
from bot.adapters.telegram.voice import Fetching
from bot.adapters.telegram.waiting import PATIENCE, Patience, Placeholders, Waiting
from bot.adapters.telegram.webhook import Hook, Serving, Webhook
from bot.port import Look, Practice, Sender
from core.interview.errors import SettingsFault
from core.texts.catalog import Texts

log = logging.getLogger(__name__)

API = "https://api.telegram.org"
CONNECTIONS = 64  # to Telegram at once
RATE = 30  # messages a second in all (Bot API, FAQ)
GROUP_RATE = 20  # messages a minute in one group


class Secret(Protocol):
    """Something that is not shown."""

    def get_secret_value(self) -> str: ...


class Chosen(Protocol):
    """What is set for Telegram; `.env.example` explains it."""

    @property
    def telegram_token(self) -> Secret | None: ...

    @property
    def telegram_webhook(self) -> str | None: ...

    @property
    def telegram_secret(self) -> Secret | None: ...

    @property
    def telegram_port(self) -> int: ...

    @property
    def telegram_api(self) -> str: ...


def telegram(chosen: Chosen, texts: Texts, serving: Serving | None = None) -> Telegram:
    """The adapter as it is set; `serving` listens where Telegram is to post."""
    hook = None
    if chosen.telegram_webhook:
        hook = Hook(chosen.telegram_webhook, _shown(chosen.telegram_secret), chosen.telegram_port)
    return Telegram(_shown(chosen.telegram_token), texts, api=chosen.telegram_api, hook=hook, serving=serving)


def _shown(secret: Secret | None) -> str:
    return secret.get_secret_value() if secret else ""


class Telegram:
    """The adapter of one bot."""

    def __init__(  # noqa: PLR0913 - what whoever runs it may set, and what tests hurry
        self,
        token: str,
        texts: Texts,
        *,
        api: str = API,
        hook: Hook | None = None,
        serving: Serving | None = None,
        patience: Patience = PATIENCE,
        pace: Pace = PACE,
        rate: float = RATE,
    ) -> None:
        self._token = token
        self._texts = texts
        self._hook = hook
        self._serving = serving
        self._patience = patience
        self._pace = pace
        with discreet(token):  # the library logs addresses with the token in them from here on
            self._bot = _bot(token, api.rstrip("/"), rate)
        self._post = Post(self._bot)
        self._keyboards = Keyboards(texts)
        self._notices = Notices(texts, self._private)
        self._rendering = Rendering(texts, self._keyboards, self._notices)
        self._placeholders = Placeholders()
        self._echoes = Echoes()
        self._sender = Sending(self._post, self._rendering, self._placeholders, self._echoes)

    @property
    def sender(self) -> Sender:
        """What sends letters, while `run` runs."""
        return self._sender

    def _private(self, payload: str) -> str:
        """The way into the private chat."""
        return f"https://t.me/{self._bot.username}?start={payload}"

    async def look(self) -> Look:
        """Who the bot is, or why Telegram cannot be served."""
        with discreet(self._token):
            try:
                await self._bot.initialize()
                return Look(True, "telegram-there", {"name": self._bot.username})
            except InvalidToken:
                return Look(False, "telegram-token-wrong")
            except TelegramError:
                return Look(False, "telegram-unreachable")
            finally:
                await self._bot.shutdown()

    async def run(self, practice: Practice) -> None:
        """Receives until it is cancelled.

        Raises SettingsFault and GreenroomError for what whoever runs it has to mend: a wrong token, a port
        or address that cannot be used, another process that receives with the same token.
        """
        with discreet(self._token, self._hook.secret if self._hook else ""):
            try:
                me = await self._arrive()
                self._sender.open()
                async with self._desk(practice, me) as desk:
                    await self._receive(desk)
            finally:
                await self._sender.close()
                await self._bot.shutdown()

    async def _receive(self, desk: Desk) -> None:
        if self._hook is not None:
            assert self._serving is not None, "what Telegram posts needs somebody who listens"
            await Webhook(self._bot, desk.take, desk.lanes, self._hook, self._serving).run()
        else:
            await Polling(self._bot, desk.take, desk.lanes, self._pace).run()

    async def _arrive(self) -> Me:
        """Who the bot is, as soon as Telegram can be reached. Raises SettingsFault."""
        pause = self._pace.pause
        while True:
            try:
                await self._bot.initialize()
                return Me(self._bot.id, self._bot.username)
            except InvalidToken:
                raise SettingsFault("telegram-token-wrong") from None
            except TelegramError as error:
                log.warning("Telegram is not reached: %s", type(error).__name__)
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)

    @asynccontextmanager
    async def _desk(self, practice: Practice, me: Me) -> AsyncIterator[Desk]:
        texts, post, keyboards = self._texts, self._post, self._keyboards
        telling, choices, fetching = (
            Telling(post, texts),
            Choices(practice),
            Fetching(self._bot, self._pace.pause),
        )
        announcement = texts.say("telegram-listening")
        waiting = Waiting(post, practice, self._placeholders, announcement, self._patience)
        reading = Reading(practice, telling, post, self._rendering, keyboards, texts, me)
        setting_up = SettingUp(practice, choices, telling, keyboards)
        answering = Answering(practice, telling, keyboards, setting_up, fetching, self._echoes)
        practising = Practising(practice, post, telling, self._notices, keyboards, fetching, texts)
        pressing = Pressing(practice, post, telling, reading, choices, keyboards, texts, practising)
        hands = Hands(practice, waiting)
        listing = asyncio.create_task(keep_menus(self._bot, menus(texts)))
        try:
            yield Desk(
                me,
                Lanes(),
                hands,
                telling,
                keyboards,
                reading,
                setting_up,
                answering,
                pressing,
                practising,
            )
        finally:
            listing.cancel()
            await asyncio.gather(listing, return_exceptions=True)
            await waiting.close()
            await telling.close()
            await fetching.close()


def _bot(token: str, api: str, rate: float) -> ExtBot[None]:
    limits: Any = AIORateLimiter(  # typed for its own arguments
        overall_max_rate=rate, group_max_rate=GROUP_RATE * rate / RATE, max_retries=0
    )
    return ExtBot(
        token,
        base_url=f"{api}/bot",
        base_file_url=f"{api}/file/bot",
        request=HTTPXRequest(connection_pool_size=CONNECTIONS, read_timeout=10, connect_timeout=10),
        get_updates_request=HTTPXRequest(connection_pool_size=1, read_timeout=10, connect_timeout=10),
        rate_limiter=limits,
    )
