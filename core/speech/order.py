"""What the speech worker is told to load, in plain values that go through its command line."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace

MOST_AT_ONCE = 4  # clips; each takes its own memory
MOST_THREADS = 4  # for a clip; a Whisper this small is not faster with more


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

    One clip alone gets every core, up to where more no longer help; several share them, two threads a core at
    most. (On two cores a clip alone took 5.3 s with two threads and 7.0 s with one; two clips took 10.8 s one
    after the other, 8.4 s with two threads each and 7.5 s with one.)

    >>> sharing(1), sharing(2), sharing(4), sharing(8), sharing(64)
    ((1, 1), (2, 2), (2, 4), (4, 4), (4, 4))
    """
    threads = min(cores, MOST_THREADS)
    return min(cores, MOST_AT_ONCE, 2 * cores // threads), threads


def available_cores() -> int:
    """The processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
