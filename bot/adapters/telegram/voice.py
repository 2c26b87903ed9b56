"""Fetches a recording from Telegram.

The rule: a size that is told beforehand is a hint; what is really sent is counted while it comes, and too
much is left where it is. The address of a file has the bot's token in it and is never shown.
"""

from __future__ import annotations

import asyncio
import logging

import httpx
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.adapters.telegram.faults import says, seconds
from core.interview.errors import Refused

log = logging.getLogger(__name__)

MOST_BYTES = 20 * 1024 * 1024  # what a bot may fetch (Bot API, getFile)
MOST_MEGABYTES = 20
TRIES = 4
PAUSE = 0.5  # seconds; twice as long each time
TIMEOUT = httpx.Timeout(20, connect=10)
LONGEST = 90.0  # seconds for all of it


class Fetching:
    """Fetches recordings through a bot."""

    def __init__(self, bot: ExtBot[None], pause: float = PAUSE) -> None:
        self._bot = bot
        self._pause = pause
        self._http = httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=False)

    async def close(self) -> None:
        """Lets go of its connections."""
        await self._http.aclose()

    async def fetch(self, file: str, size: int) -> bytes:
        """The recording. Raises Refused where it is too large or cannot be had."""
        if size > MOST_BYTES:
            raise Refused("telegram-too-large", megabytes=MOST_MEGABYTES)
        try:
            async with asyncio.timeout(LONGEST):
                return await self._fetch(file)
        except TimeoutError:
            raise Refused("telegram-not-fetched") from None

    async def _fetch(self, file: str) -> bytes:
        for number in range(TRIES):
            try:
                return await self._once(file)
            except BadRequest as error:
                key = "telegram-too-large" if says(error, "too big") else "telegram-not-fetched"
                raise Refused(key, megabytes=MOST_MEGABYTES) from None
            except RetryAfter as error:
                await asyncio.sleep(seconds(error))
            except (NetworkError, TelegramError, httpx.HTTPError) as error:
                log.info("a recording was not fetched: %s", type(error).__name__)
                await asyncio.sleep(self._pause * 2**number)
        raise Refused("telegram-not-fetched")

    async def _once(self, file: str) -> bytes:
        found = await self._bot.get_file(file)
        if (found.file_size or 0) > MOST_BYTES:
            raise Refused("telegram-too-large", megabytes=MOST_MEGABYTES)
        content = bytearray()
        async with self._http.stream("GET", found.file_path or "") as answer:
            answer.raise_for_status()
            async for piece in answer.aiter_bytes():
                content += piece
                if len(content) > MOST_BYTES:
                    raise Refused("telegram-too-large", megabytes=MOST_MEGABYTES)
        return bytes(content)
