"""The language model that runs here, in a process of its own, for all interviews.

The rule: nothing it does holds up the event loop, and every request comes to an answer or to a ModelFault
that says why. Where the process ends, what it had in hand is asked again; where it cannot be loaded, nobody
waits for the next try before `REST_S` seconds have passed.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from core.interview.errors import ModelFault
from core.interviewers.mistral.options import Options
from core.interviewers.mistral.weights import Progress, located
from core.interviewers.prompted.model import Completion, Request
from core.worker.process import Died, Line, Manner
from core.worker.room import Full, Room
from core.worker.supervisor import Supervisor

START_S = 900.0  # the largest model from a slow disk
STOP_S = 300.0  # a step of a large model on a processor
HEALTH_S = 10.0
REST_S = 60.0
WORKER = (sys.executable, "-P", "-m", "core.interviewers.mistral.worker")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Health:
    """How the model is: what it runs on ("" before it was started), and what its process holds, in MiB.

    `kept_mib` are what it remembers of what it read, `running` and `waiting` count requests.
    """

    running_on: str = ""
    process_mib: int = 0
    graphics_mib: int = 0
    kept_mib: int = 0
    running: int = 0
    waiting: int = 0


class Mistral:
    """A Model; its process starts with the first request, or with `start`."""

    name = "mistral"

    def __init__(
        self, options: Options, progress: Progress | None = None, command: Sequence[str] = WORKER
    ) -> None:
        """`progress` is told how far fetching is, from a thread; without it the log is."""
        self.options = options
        self._progress = progress or _told_to_the_log
        self._fetched = (options.base, 0)
        self._command = command
        self._room = Room(options.most_interviews, options.most_waiting)
        self._worker: Supervisor | None = None
        self._locating: asyncio.Task[Supervisor] | None = None
        self._fault: tuple[float, ModelFault] | None = None  # until when nothing is tried again, and why

    @property
    def running_on(self) -> str:
        """What the model computes on and with, such as "cuda 4-bit"; "" before it was started."""
        said = self._worker.greeting if self._worker else {}
        return f"{said.get('device')} {said.get('bits')}-bit" if said else ""

    @property
    def pid(self) -> int | None:
        """The running process."""
        return self._worker.process.pid if self._worker and self._worker.process else None

    async def start(self) -> None:
        """Fetches what is missing and loads it, which may take minutes. Raises ModelFault."""
        self._fault = None
        await self._running()

    async def complete(self, request: Request) -> Completion:
        """What the model answers, always JSON that keeps to the schema.

        Raises ModelFault: "mistral-busy" where too many wait, "mistral-fetching" while the weights are on
        their way, "mistral-too-long" where the messages are longer than the context, and whatever keeps the
        model from being loaded.
        """
        begun = time.monotonic()
        self._check_ready()
        header = {
            "messages": [(one.role, one.content) for one in request.messages],
            "schema": dict(request.schema),
            "max_tokens": request.max_tokens,
            "temperature": request.temperature,
            "seed": request.seed,
        }
        worker = await self._running()
        try:
            outcome = await worker.ask(header, _outcome, whose=request.interview)
        except Full:
            raise ModelFault("mistral-busy") from None
        if isinstance(outcome, ModelFault):
            raise outcome
        return replace(outcome, seconds=time.monotonic() - begun)

    async def health(self) -> Health:
        """How the model is at the moment; starts nothing."""
        known = Health(self.running_on, running=self._room.inside, waiting=self._room.waiting)
        process = self._worker.process if self._worker else None
        if process is None:
            return known
        try:
            async with asyncio.timeout(HEALTH_S):
                return await process.ask({"health": True}, lambda line: _health(known, line))
        except (Died, TimeoutError):
            return known

    async def close(self) -> None:
        """Ends the process; what it has in hand fails with ModelFault."""
        self._fault = (float("inf"), ModelFault("mistral-worker-fails"))
        if self._worker:
            await self._worker.close()

    def _check_ready(self) -> None:
        if self._fault and time.monotonic() < self._fault[0]:
            raise self._fault[1]
        name, percent = self._fetched
        if self._locating and percent:
            raise ModelFault("mistral-fetching", name=name, percent=percent)

    async def _running(self) -> Supervisor:
        try:
            worker = await self._supervised()
            await worker.started()
        except ModelFault as fault:
            self._fault = (time.monotonic() + REST_S, fault)
            raise
        return worker

    async def _supervised(self) -> Supervisor:
        if self._worker:
            return self._worker
        if self._locating is None:
            self._locating = asyncio.create_task(self._locate())
            self._locating.add_done_callback(self._is_located)
        return await asyncio.shield(self._locating)  # it goes on where whoever waits gives up

    async def _locate(self) -> Supervisor:
        order = await asyncio.to_thread(located, self.options, self._tell)
        manner = Manner(
            "language model's process",
            self._command,
            unusable=_unusable,
            fails=lambda: ModelFault("mistral-worker-fails"),
            start_s=START_S,
            stop_s=STOP_S,
        )
        self._worker = Supervisor(manner, asdict(order), self._room)
        return self._worker

    def _is_located(self, locating: asyncio.Task[Supervisor]) -> None:
        self._locating, self._fetched = None, (self.options.base, 0)
        if not locating.cancelled():
            locating.exception()  # whoever waited was told; perhaps nobody did

    def _tell(self, name: str, percent: int) -> None:
        self._fetched = (name, percent)
        self._progress(name, percent)


def _told_to_the_log(name: str, percent: int) -> None:
    if percent % 10 == 0:
        log.info("fetching %s: %d %%", name, percent)


def _unusable(line: Line) -> ModelFault:
    """What keeps the worker from loading: one of our texts, or the type of an error."""
    key = str(line["fault"])
    if not key.startswith("mistral-"):
        return ModelFault("mistral-unusable", error=key[:40])
    return ModelFault(key, **{str(name): value for name, value in dict(line.get("values", {})).items()})


def _outcome(line: Line) -> Completion | ModelFault:
    """Reads an answer. Raises KeyError, TypeError or ValueError where it is not one."""
    if "refused" in line:
        return ModelFault(str(line["refused"]), **{str(k): int(v) for k, v in line["values"].items()})
    text: Any = line["text"]
    if not isinstance(text, str):
        raise TypeError("not a text")
    counts = (int(line[name]) for name in ("prompt_tokens", "completion_tokens", "cached_tokens"))
    return Completion(text, *counts)


def _health(known: Health, line: Line) -> Health:
    return replace(
        known,
        process_mib=int(line["process_mib"]),
        graphics_mib=int(line["graphics_mib"]),
        kept_mib=int(line["kept_mib"]),
    )
