"""Whether what is spoken can be heard: what is missing for that, and fetching it when somebody asks.

The rule: nothing is fetched by itself; text goes on whatever comes of it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Protocol

from bot import port
from bot.errors import where
from bot.ingest import Allowance
from core.interview.errors import SpeechFault
from core.texts.catalog import Texts

log = logging.getLogger(__name__)


class Weights(Protocol):
    """The weights of the speech model: `megabytes` is what has to be fetched where they are missing."""

    @property
    def megabytes(self) -> int: ...

    def present(self) -> bool:
        """Whether they are here."""
        ...

    def fetch(self, progress: Callable[[int], None]) -> None:
        """Fetches them, telling the percentage; called in a thread. Raises SpeechFault."""
        ...


class Ears:
    """The ears of this Greenroom; without `weights` they are off, or need none (a server listens)."""

    def __init__(
        self, allowance: Allowance, seconds: int, texts: Texts, weights: Weights | None = None
    ) -> None:
        self.allowance = allowance
        self._seconds = seconds
        self._texts = texts
        self._weights = weights
        self._present = False
        self._percent = 0
        self._problem = ""
        self._fetching: asyncio.Task[None] | None = None

    async def hearing(self) -> port.Hearing:
        """How it stands."""
        if not self.allowance.listens:
            return port.Hearing()
        if self._fetching is not None:
            return self._standing(port.Ears.FETCHING)
        if self._weights is not None and not self._present:
            self._present = await asyncio.to_thread(self._weights.present)
        missing = self._weights is not None and not self._present
        return self._standing(port.Ears.MISSING if missing else port.Ears.READY)

    async def fetch(self) -> None:
        """Begins to fetch what is missing, unless that is under way."""
        if self._weights is not None and self._fetching is None:
            self._percent, self._problem = 0, ""
            self._fetching = asyncio.create_task(self._fetch(self._weights))

    async def close(self) -> None:
        """Lets go of what is being fetched; what came already is kept."""
        if self._fetching is not None:
            self._fetching.cancel()

    async def _fetch(self, weights: Weights) -> None:
        try:
            await asyncio.to_thread(weights.fetch, self._note)
        except SpeechFault as fault:
            self._problem = self._texts.say(fault.key, fault.values)
        except Exception as error:
            log.error("the speech model: %s", where(error))
            self._problem = self._texts.say("speech-failed")
        finally:
            self._fetching = None

    def _note(self, percent: int) -> None:
        self._percent = percent

    def _standing(self, ears: port.Ears) -> port.Hearing:
        megabytes = self._weights.megabytes if self._weights else 0
        return port.Hearing(ears, megabytes, self._percent, self._problem, self._seconds)
