"""What a local model is loaded from and how, in plain values that go through a command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Bits = Literal[4, 8, 16, 32]
Device = Literal["auto", "cpu", "cuda"]


@dataclass(frozen=True, slots=True)
class Options:
    """What to load and how much of the machine it may take.

    `base` and `adapter` are each a folder, or a repository of the hub, which needs its revision: the 40
    digits of a commit. Without an `adapter` the base answers alone. `bits` are those of a weight: 4 is NF4
    with double quantisation, computed in bf16; 32 is for processors that are slow at bf16.

    As many as `most_interviews` are answered together, each with `context` tokens at most, read and written;
    `most_waiting` more requests may wait. `cache_mib` are kept of what was read before. `threads` of the
    processor, all where 0.
    """

    base: str
    base_revision: str = ""
    adapter: str = ""
    adapter_revision: str = ""
    bits: Bits = 4
    device: Device = "auto"
    most_interviews: int = 8
    most_waiting: int = 64
    context: int = 4096
    cache_mib: int = 512
    threads: int = 0
