"""The language model that runs here, in a process of its own, for all interviews."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.interview.errors import ModelFault
from core.interviewers.mistral.options import Options
from core.interviewers.prompted.model import Completion, Request

Progress = Callable[[str, int], None]  # what is fetched or loaded, and how many hundredths of it are there


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

    def __init__(self, options: Options, progress: Progress | None = None) -> None:
        """`progress` is told how far fetching and loading are; without it the log is."""
        self.options = options
        self._progress = progress

    @property
    def running_on(self) -> str:
        """What the model computes on and with, such as "cuda 4-bit"; "" before it was started."""
        return ""

    async def start(self) -> None:
        """Fetches what is missing and loads it, which may take minutes. Raises ModelFault."""
        raise ModelFault("models-worker-fails")

    async def complete(self, request: Request) -> Completion:
        """What the model answers, always JSON that keeps to the schema. Raises ModelFault."""
        raise ModelFault("models-worker-fails")

    async def health(self) -> Health:
        """How the model is at the moment; starts nothing."""
        return Health()

    async def close(self) -> None:
        """Ends the process; what it has in hand fails with ModelFault."""
