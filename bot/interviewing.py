"""Who words the questions and judges the answers, put together from the settings; what is heavy comes later.

bank                the question bank, at once
mistral             a language model on this machine, in a process of its own
openai_compatible   one on a server

The rule: nothing heavy is imported and nothing is loaded before it is asked for, or `begin` says so; whatever
the model does, the bank stands behind it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

from bot.errors import where
from bot.settings import Settings
from core.interview.errors import ModelFault, SettingsFault
from core.interview.ports import Interviewer
from core.interviewers.bank.bank import Bank
from core.interviewers.prompted.model import Completion, Model, Request
from core.language.measuring import measure
from core.texts.catalog import Texts

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

    from core.interviewers.mistral.options import Options
    from core.interviewers.openai_compatible.server import Server
    from core.interviewers.prompted.tally import Tally

log = logging.getLogger(__name__)

# What shows that an interviewer's packages are installed, and the extra that brings them.
NEEDED = {"mistral": ("torch", "mistral"), "openai_compatible": ("openai", "openai")}
# What mistral takes where no model is set: Apache-2.0, about 14.5 GB to fetch.
BASE = "mistralai/Mistral-7B-Instruct-v0.2"
BASE_REVISION = "3ad372fc79158a2148299e3318516c786aeded6c"


async def _nothing() -> None:
    """Begins and closes nothing."""


@dataclass(frozen=True, slots=True)
class Hired:
    """An interviewer; what is counted of a model's work, also as metrics; what begins and ends that."""

    interviewer: Interviewer
    tally: Tally | None = None
    counted: CollectorRegistry | None = None
    begin: Callable[[], None] = lambda: None
    close: Callable[[], Awaitable[None]] = _nothing


def hired(settings: Settings, said: Texts) -> Hired:
    """The interviewer of the settings. Raises SettingsFault where what it needs is not installed."""
    bank = Bank(said)
    if settings.interviewer == "bank":
        return Hired(bank)
    if missing(settings):
        raise SettingsFault("interviewer-not-installed", **named(settings))
    from prometheus_client import CollectorRegistry

    from core.interviewers.prompted.interviewer import Prompted
    from core.interviewers.prompted.metrics import Metrics
    from core.interviewers.prompted.tally import Tally

    counted = CollectorRegistry()
    tally = Tally(Metrics(settings.interviewer, counted))
    model = WhenAsked(settings.interviewer, lambda: made(settings))
    worker = Prompted(
        model,
        bank,
        measure,
        said,
        samples=settings.model_samples,
        patience_s=settings.model_seconds,
        tally=tally,
    )
    return Hired(worker, tally, counted, model.begin, model.close)


def missing(settings: Settings) -> bool:
    """Whether packages are missing that the interviewer of the settings needs."""
    return settings.interviewer in NEEDED and find_spec(NEEDED[settings.interviewer][0]) is None


def named(settings: Settings) -> dict[str, str | int]:
    """The interviewer and its extra, for texts."""
    return {"interviewer": settings.interviewer, "extra": NEEDED[settings.interviewer][1]}


class WhenAsked:
    """A Model that is made, and what it needs imported, when the first request comes, or with `begin`."""

    def __init__(self, name: str, make: Callable[[], Model]) -> None:
        self._name = name
        self._make = make
        self._made: Model | None = None
        self._making = asyncio.Lock()
        self._beginning: asyncio.Task[None] | None = None

    @property
    def name(self) -> str:
        """See `Model`."""
        return self._name

    def begin(self) -> None:
        """Makes and loads it beside whatever else goes on; requests tell what went wrong."""
        self._beginning = asyncio.create_task(self._begin())

    async def complete(self, request: Request) -> Completion:
        """See `Model`."""
        return await (await self._there()).complete(request)

    async def close(self) -> None:
        """See `Model`."""
        if self._beginning is not None:
            self._beginning.cancel()
            await asyncio.wait([self._beginning])
        if self._made is not None:
            await self._made.close()

    async def _there(self) -> Model:
        async with self._making:
            if self._made is None:
                self._made = await asyncio.to_thread(self._make)
        return self._made

    async def _begin(self) -> None:
        try:
            model = await self._there()
            start = getattr(model, "start", None)
            if start is not None:
                await start()
        except ModelFault as fault:
            log.warning("the model was not loaded: %s", fault.key)
        except Exception as error:
            log.error("the model was not loaded: %s", where(error))


def made(settings: Settings) -> Model:
    """The model of the settings; it is not loaded yet."""
    if settings.interviewer == "mistral":
        from core.interviewers.mistral.mistral import Mistral

        return Mistral(options(settings))
    from core.interviewers.openai_compatible.asking import OpenAiCompatible

    return OpenAiCompatible(server(settings))


def options(settings: Settings) -> Options:
    """What a model on this machine is loaded from and how."""
    from core.interviewers.mistral.options import Options

    base, revision = settings.model or BASE, settings.model_revision or ""
    if settings.model is None:
        revision = BASE_REVISION
    return Options(
        base,
        revision,
        settings.adapter or "",
        settings.adapter_revision or "",
        settings.model_bits,
        settings.model_device,
        settings.model_interviews,
    )


def server(settings: Settings) -> Server:
    """The server that is asked. One turn waits no longer than the settings say."""
    from core.interviewers.openai_compatible.server import Server

    key = settings.model_key.get_secret_value() if settings.model_key else ""
    return Server(settings.model_url or "", settings.model or "", key, settings.model_seconds)
