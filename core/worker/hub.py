"""The client of the hub that weights come from, and its progress told as numbers.

The rule: the client says nothing, neither to the hub of who calls nor to the log of each try.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from typing import Any


def client() -> Any:
    """The module `huggingface_hub`, imported when it is needed: it takes 0.2 s."""
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    import huggingface_hub  # noqa: PLC0415

    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)
    return huggingface_hub


def bar(size: int, progress: Callable[[int], None]) -> Any:
    """A progress bar for the client that draws nothing and tells `progress` each new percentage of `size`."""
    from tqdm.std import tqdm  # type: ignore[import-untyped]  # noqa: PLC0415 - comes with the hub's client

    class Bar(tqdm):  # type: ignore[misc]
        told = -1

        def __init__(self, *_given: Any, **named: Any) -> None:
            super().__init__(disable=True)
            self.n = named.get("initial", 0)

        def update(self, n: float | None = 1) -> None:
            self.n += n or 0
            percent = min(99, int(100 * self.n / size))
            if percent > Bar.told:  # the client draws two bars of one file where it fetches in chunks
                Bar.told = percent
                progress(percent)

    return Bar
