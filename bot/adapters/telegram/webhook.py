"""Takes updates that Telegram posts, on a port of this machine to which a proxy passes them on.

The rule: nothing is read before the secret was shown (compared in constant time), and nothing is acknowledged
before it is kept: whatever else happens, Telegram posts it again.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Update
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.adapters.telegram.faults import seconds
from bot.adapters.telegram.lanes import Lanes
from bot.adapters.telegram.updates import WANTED
from core.interview.errors import SettingsFault, StorageFault

log = logging.getLogger(__name__)

HEADER = "x-telegram-bot-api-secret-token"
BODY_LIMIT = 1_000_000  # bytes; an update is a few thousand
CONNECTIONS = 1  # at once, so that what somebody does comes in its order
PAUSE = 2.0  # seconds until Telegram is told again where to post
PORT_FAULTS = ("telegram-port-taken", "telegram-port-taken")  # what is said where the port cannot be had
Take = Callable[[Update], Awaitable[None]]
# Serves an app on a port of this machine, and says by these texts that the port cannot be had.
Serving = Callable[[Starlette, int, tuple[str, str]], AbstractAsyncContextManager[int]]


@dataclass(frozen=True, slots=True)
class Hook:
    """Where Telegram posts, what it shows there, and the port here; port 0 takes any that is free."""

    address: str
    secret: str = field(repr=False)
    port: int = 8723


class Webhook:
    """Receives until it is cancelled. `take` keeps an update, and raises StorageFault where it cannot."""

    def __init__(self, bot: ExtBot[None], take: Take, lanes: Lanes, hook: Hook, serving: Serving) -> None:
        if not hook.secret:
            raise SettingsFault("telegram-no-secret")
        self._bot = bot
        self._take = take
        self._hook = hook
        self._lanes = lanes
        self._serving = serving

    async def run(self) -> None:
        """Receives. Raises SettingsFault where the port, the token or the address cannot be used."""
        async with self._serving(self.app(), self._hook.port, PORT_FAULTS):
            await self._tell()
            await asyncio.Event().wait()

    def app(self) -> Starlette:
        """The one route there is."""
        path = urlsplit(self._hook.address).path or "/"
        return Starlette(routes=[Route(path, self._posted, methods=["POST"])])

    async def _posted(self, request: Request) -> Response:
        shown = request.headers.get(HEADER, "")
        if not hmac.compare_digest(shown.encode(), self._hook.secret.encode()):
            return Response(status_code=403)
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        update = self._update(body)
        if update is None:
            return Response(status_code=400)
        try:
            async with self._lanes.of(update):
                await self._take(update)
        except StorageFault as fault:
            log.error("an update waits: %s", fault.key)
            return Response(status_code=503)
        return Response(status_code=200)

    def _update(self, body: bytes) -> Update | None:
        try:
            return Update.de_json(json.loads(body), self._bot)
        except Exception as error:
            log.error("an update could not be read: %s", type(error).__name__)
            return None

    async def _tell(self) -> None:
        """Tells Telegram where to post."""
        while True:
            try:
                await self._bot.set_webhook(
                    self._hook.address,
                    max_connections=CONNECTIONS,
                    allowed_updates=WANTED,
                    secret_token=self._hook.secret,
                    drop_pending_updates=False,
                )
                return
            except InvalidToken:
                raise SettingsFault("telegram-token-wrong") from None
            except BadRequest:
                raise SettingsFault("telegram-webhook-refused", address=self._hook.address) from None
            except RetryAfter as error:
                await asyncio.sleep(seconds(error))
            except TelegramError as error:
                log.warning("Telegram could not be told where to post: %s", type(error).__name__)
                await asyncio.sleep(PAUSE)


async def _body(request: Request) -> bytes | None:
    """What was posted; None where it is too much."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > BODY_LIMIT:
            return None
    return bytes(body)
