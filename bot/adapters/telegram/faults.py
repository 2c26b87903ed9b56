"""What a request's failure means: certainly not sent, never to be sent, or perhaps sent.

The rule: only what cannot have reached Telegram, or what Telegram says it did not do, counts as not sent. A
read timeout and a connection that broke meanwhile may have had their effect, and are raised as they came.
"""

from __future__ import annotations

import os
from datetime import timedelta

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.port import NotSent, Undeliverable

# Durations as the library's next version has them: without it every refusal comes with a warning.
os.environ.setdefault("PTB_TIMEDELTA", "1")

NEVER_LEFT = (httpx.PoolTimeout, httpx.ConnectTimeout, httpx.ConnectError)
SOON, LATER = 1.0, 60.0  # seconds
GATEWAY_TIMEOUT = "(504)"  # whoever stands between does not know what became of it
# Telegram's words for a chat that takes nothing any more (Bot API answers with 400 and a description).
GONE = (
    "chat not found",
    "user is deactivated",
    "peer_id_invalid",
    "chat was deactivated",
    "user not found",
)
UNCHANGED = "message is not modified"
NO_MESSAGE = ("message to edit not found", "message can't be edited", "message_id_invalid")


def meaning(error: TelegramError) -> Exception:
    """`NotSent`, `Undeliverable`, or the error itself where what it says is not enough for either."""
    match error:
        case RetryAfter():
            return NotSent(seconds(error))
        case Forbidden() | ChatMigrated():
            return Undeliverable()
        case InvalidToken() | Conflict():
            return NotSent(LATER)
        case BadRequest():  # a kind of network error to the library
            return Undeliverable() if says(error, *GONE) else error
        case NetworkError() if never_left(error):
            return NotSent(SOON)
    return error


def never_left(error: NetworkError) -> bool:
    """Whether the request did not reach Telegram, or Telegram says that it did nothing."""
    cause = error.__cause__
    answered = cause is None or isinstance(cause, TelegramError)  # the latter where the answer was no JSON
    if answered and not isinstance(error, TimedOut):
        return GATEWAY_TIMEOUT not in error.message
    return isinstance(cause, NEVER_LEFT)


def seconds(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def says(error: TelegramError, *words: str) -> bool:
    """Whether Telegram's description has one of these in it."""
    described = error.message.lower()
    return any(word in described for word in words)
