"""What it takes to take answers by voice, put together from the settings; what is heavy comes with the first.

with GREENROOM_SPEECH_URL      a server listens; the sound is read and its pauses are measured here
else, where speech is on       this machine listens, in a process of its own
off, or not installed          nobody does, and text goes on
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

from rich.console import Console

from bot.ears import Ears
from bot.ears import Weights as Fetched
from bot.ingest import Allowance
from bot.listening import Listening
from bot.models_commands import OnTerminal
from bot.settings import Settings
from core.interview.ports import Transcriber, Transcript
from core.interview.values import Speech
from core.speech.bands import Bands, bands
from core.speech.models import Weights
from core.speech.pace import delivery
from core.texts.catalog import Texts
from storage.store import Store

if TYPE_CHECKING:
    from core.speech.audio import Limits
    from core.speech.server import Server

NEEDED = "faster_whisper"  # comes with the extra "speech"; it also knows voice from noise for a server

A_SECOND = bytes(32_000)  # of silence, as the worker takes it


class Closable(Transcriber, Protocol):
    """A transcriber that has something to close."""

    async def close(self) -> None: ...


async def _nothing() -> None:
    """Closes nothing."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """The ears, who listens, how something spoken is said to have come across, and what closes it all."""

    ears: Ears
    across: Callable[[Speech], str]
    transcriber: Transcriber | None = None
    language: str = "en"
    sure: float | None = None
    close: Callable[[], Awaitable[None]] = _nothing

    def listening(self, store: Store) -> Listening | None:
        """Who listens to what is in `store`."""
        if self.transcriber is None:
            return None
        return Listening(store, self.transcriber, self.language, self.sure)


def installed() -> bool:
    """Whether what reads recordings, and listens to them, is installed."""
    return find_spec(NEEDED) is not None


def hearing(settings: Settings, texts: Texts) -> Hearing:
    """What the settings say."""
    if settings.speech == "off" or not installed():
        return deaf(settings, texts)
    sure = None if settings.speech_confirm == "ask" else float(settings.speech_confirm)
    if settings.speech_url:
        asking = WithTheFirstNote(lambda: _there(settings))
        return hears(settings, texts, asking, None, sure, asking.close)
    weights = Weights(settings.speech_model)
    listener = WithTheFirstNote(lambda: _here(settings, weights))
    return hears(settings, texts, listener, _seen(weights), sure, listener.close)


def _seen(weights: Weights) -> Fetched:
    """The weights; where there is a terminal, their fetching shows there too."""
    terminal = Console(stderr=True)
    return OnTerminal(weights, terminal) if terminal.is_terminal else weights


def hears(  # noqa: PLR0913, PLR0917 - what hearing is made of
    settings: Settings,
    texts: Texts,
    transcriber: Transcriber,
    weights: Fetched | None = None,
    sure: float | None = None,
    close: Callable[[], Awaitable[None]] = _nothing,
) -> Hearing:
    """Hearing with `transcriber`."""
    allowance = Allowance(
        listens=True, clip_bytes=settings.speech_bytes, day_minutes=settings.speech_daily_minutes
    )
    ears = Ears(allowance, settings.speech_seconds, texts, weights)
    across = _across(texts, bands(settings.pace))
    return Hearing(ears, across, transcriber, settings.language, sure, close)


def deaf(settings: Settings, texts: Texts) -> Hearing:
    """Where nothing spoken is listened to."""
    return Hearing(Ears(Allowance(), 0, texts), _across(texts, bands(settings.pace)))


class WithTheFirstNote:
    """A Transcriber that is made, and what it needs imported, when the first recording comes."""

    def __init__(self, make: Callable[[], Closable]) -> None:
        self._make = make
        self._made: Closable | None = None
        self._making = asyncio.Lock()

    async def transcribe(self, clip: bytes, language: str | None = None) -> Transcript:
        """What was heard in `clip`; see `core.interview.ports.Transcriber`."""
        async with self._making:
            if self._made is None:
                self._made = await asyncio.to_thread(self._make)
        return await self._made.transcribe(clip, language)

    async def close(self) -> None:
        """Ends what was made."""
        if self._made is not None:
            await self._made.close()


def _here(settings: Settings, weights: Weights) -> Closable:
    """What listens on this machine."""
    from core.speech.order import order_for
    from core.speech.transcriber import Listener

    return Listener(
        lambda: order_for(weights.folder(), settings.speech_device, settings.speech_compute),
        _limits(settings),
    )


def _there(settings: Settings) -> Closable:
    """What has a server listen."""
    from core.speech.openai_transcriber import OpenAITranscriber

    return OpenAITranscriber(_server(settings), _limits(settings))


async def look(settings: Settings) -> str:
    """What is wrong with the server that is to listen, as a key of the texts; "" where nothing is."""
    from core.speech.server import look_at

    return await look_at(_server(settings))


async def try_out(settings: Settings) -> str:
    """What the model that is here runs on and with, such as "cpu int8", found by loading it.

    Raises SpeechFault where it is not here, or cannot be loaded.
    """
    from core.speech.order import order_for
    from core.speech.supervisor import Supervisor

    folder = Weights(settings.speech_model).folder()
    worker = Supervisor(order_for(folder, settings.speech_device, settings.speech_compute))
    try:
        await worker.hear(A_SECOND, None, words=False)
        return worker.running_on
    finally:
        await worker.close()


def _server(settings: Settings) -> Server:
    from core.speech.server import Server

    key = settings.speech_key.get_secret_value() if settings.speech_key else ""
    return Server(settings.speech_url or "", settings.speech_model, key)


def _limits(settings: Settings) -> Limits:
    from core.speech.audio import Limits

    return Limits(seconds=settings.speech_seconds, bytes=settings.speech_bytes)


def _across(texts: Texts, pace: Bands) -> Callable[[Speech], str]:
    """One line on how something spoken came across: figures, and the most telling sentence."""

    def across(speech: Speech) -> str:
        came = delivery((speech,), pace)
        if not came.judged:
            return ""
        unit = "second" if came.pace.a_second else "minute"
        figures = texts.say(
            f"across-a-{unit}",
            {"rate": f"{came.rate:g}", "paused": came.paused, "fillers": len(speech.fillers)},
        )
        telling = [texts.say(remark.key, dict(remark.values)) for remark in came.remarks[:1]]
        return " ".join([figures, *telling])

    return across
