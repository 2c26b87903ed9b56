"""What Discord's errors say about a message: not sent yet, never to be sent there, or unknown.

What discord.py does not repeat by itself is told apart here.
"""

from __future__ import annotations

import aiohttp
import discord

from bot.port import NotSent

SECONDS = 60.0  # for one message; then it is unknown whether it arrived
NOT_CONNECTED = 1.0  # seconds until the next attempt
SLOWMODE, UNAVAILABLE_THREAD = 20016, (50083, 160005)  # Discord's codes: too early; archived, locked
TOO_LARGE = 40005


class Unreachable(Exception):
    """A chat is gone, locked, or not to be written to."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


def refusal(error: BaseException) -> Unreachable | NotSent | None:
    """What an error says about a message: it cannot be sent there, it was not sent yet, or None: unknown."""
    if isinstance(error, discord.RateLimited):
        return NotSent(error.retry_after)
    if isinstance(error, aiohttp.ClientConnectorError):  # there was no connection to send it by
        return NotSent(NOT_CONNECTED)
    if not isinstance(error, discord.HTTPException):
        return None
    if error.status == 429 or error.code == SLOWMODE:
        return NotSent(SECONDS if error.status == 429 else NOT_CONNECTED)
    gone = isinstance(error, discord.Forbidden | discord.NotFound) or error.code in UNAVAILABLE_THREAD
    return Unreachable(error.code) if gone else None
