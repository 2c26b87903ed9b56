"""What the speech worker is told to load, in plain values that go through its command line."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace

MOST_AT_ONCE = 4  # clips; each takes its own memory


@dataclass(frozen=True, slots=True)
class Order:
    """What to load. Without a `folder` only voice is found, no words.

    `device` is auto, cpu or cuda, `compute` auto or a type of CTranslate2 (int8, float16 ...). `at_once`
    clips are heard side by side, each with `threads` threads of the processor.
    """

    folder: str = ""
    device: str = "auto"
    compute: str = "auto"
    at_once: int = 1
    threads: int = 1

    def on_processor(self) -> Order:
        """The same without a graphics card."""
        return replace(self, device="cpu", compute="auto")


def order_for(folder: str, device: str = "auto", compute: str = "auto", cores: int | None = None) -> Order:
    """The order for a machine of `cores` (this one's by default)."""
    at_once, threads = sharing(cores or available_cores())
    return Order(folder, device, compute, at_once, threads)


def sharing(cores: int) -> tuple[int, int]:
    """How many clips at once, and with how many threads each.

    >>> sharing(1), sharing(2), sharing(8), sharing(64)
    ((1, 1), (2, 1), (4, 2), (4, 8))
    """
    at_once = min(cores, MOST_AT_ONCE)
    return at_once, min(cores // at_once, 8)


def available_cores() -> int:
    """The processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
