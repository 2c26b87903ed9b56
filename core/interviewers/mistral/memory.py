"""Whether a model fits, said before it is loaded.

The rule: what is needed is worked out from the configuration alone, on the safe side, and compared with what
is free at the moment, the limits of a container included; whoever runs Greenroom is told both numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.interview.errors import ModelFault
from core.interviewers.mistral.options import Options

MIB = 1 << 20
# Bytes a weight: NF4 has half a byte, and one for each 64 weights (Dettmers et al. 2023, section 3: double
# quantisation brings the constants to 0.127 bits).
WEIGHT = {4: 0.5 + 0.127 / 8, 8: 1.0, 16: 2.0, 32: 4.0}
PROCESS_MIB = 900  # Python with torch and its libraries, before a model
CARD_MIB = 700  # what CUDA takes for itself, and what a step computes with


@dataclass(frozen=True, slots=True)
class Need:
    """MiB of each part: the weights, the keys and values of the requests in hand, what is kept, the rest."""

    weights: int
    rows: int
    kept: int
    rest: int

    def on(self, device: str) -> dict[str, int]:
        """MiB for each of "processor" and "card"; what is kept lies in main memory."""
        if device == "cpu":
            return {"processor": self.weights + self.rows + self.kept + self.rest}
        return {"card": self.weights + self.rows + CARD_MIB, "processor": self.kept + self.rest}


def need(config: Any, options: Options, adapter_bytes: int = 0) -> Need:
    """What a model of `config` (transformers' own) needs with these options."""
    quantised, plain = _parameters(config)
    plain_bytes = 4 if options.bits == 32 else 2
    heads = getattr(config, "num_key_value_heads", None) or config.num_attention_heads
    channels = getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads
    token = 2 * config.num_hidden_layers * heads * channels * plain_bytes
    weights = quantised * WEIGHT[options.bits] + plain * plain_bytes + adapter_bytes
    return Need(
        _mib(weights), _mib(token * options.context * options.most_interviews), options.cache_mib, PROCESS_MIB
    )


def check(needed: Need, device: str, available: dict[str, int]) -> None:
    """Raises ModelFault with the numbers where `available` MiB ("processor", "card") do not do."""
    for where, mib in needed.on(device).items():
        if mib > available[where]:
            raise ModelFault(
                f"mistral-no-memory-{where}",
                needed=mib,
                free=available[where],
                weights=needed.weights,
                rows=needed.rows,
            )


def free_mib() -> int:
    """MiB of main memory that may still be taken: the system's, or less where a container has a limit."""
    limits = [limit for limit in (_system(Path("/proc/meminfo")), *_groups()) if limit is not None]
    return min(limits) // MIB if limits else 1 << 30  # elsewhere than on Linux nobody knows


def resident_mib() -> int:
    """MiB of main memory this process holds."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * 4096 // MIB


def _parameters(config: Any) -> tuple[int, int]:
    """How many weights are quantised, and how many are not: embeddings, the last layer, norms."""
    import torch  # noqa: PLC0415 - only the worker has it
    from transformers import AutoModelForCausalLM  # noqa: PLC0415

    with torch.device("meta"):
        auto: Any = AutoModelForCausalLM
        model = auto.from_config(config, trust_remote_code=False)
    last = model.get_output_embeddings()
    linear = {
        id(part.weight): part.weight.numel()
        for part in model.modules()
        if isinstance(part, torch.nn.Linear) and part is not last
    }
    return sum(linear.values()), sum(one.numel() for one in model.parameters() if id(one) not in linear)


def _system(file: Path) -> int | None:
    try:
        lines = dict(line.split(":", 1) for line in file.read_text().splitlines())
        return int(lines["MemAvailable"].split()[0]) * 1024
    except (OSError, KeyError, ValueError):
        return None


def _groups(root: Path = Path("/sys/fs/cgroup"), own: Path = Path("/proc/self/cgroup")) -> list[int | None]:
    """What is left below the limit of each control group this process is in."""
    try:
        path = next(line[3:] for line in own.read_text().splitlines() if line.startswith("0::")).strip("/")
    except (OSError, StopIteration):
        path = ""
    folder = root / path
    folders = [folder, *(one for one in folder.parents if one.is_relative_to(root))]
    return [_left(one / "memory.max", one / "memory.current", one / "memory.stat") for one in folders] + [
        _left(root / "memory/memory.limit_in_bytes", root / "memory/memory.usage_in_bytes", None)
    ]


def _left(limit: Path, used: Path, detail: Path | None) -> int | None:
    try:
        most = limit.read_text().strip()
        if most == "max":
            return None
        given_back = 0  # what the group holds of files, which the system takes back when it needs it
        if detail:
            lines = dict(line.split() for line in detail.read_text().splitlines())
            given_back = int(lines.get("inactive_file", 0))
        return max(0, int(most) - int(used.read_text()) + given_back)
    except (OSError, ValueError):
        return None


def _mib(size: float) -> int:
    return -(-int(size) // MIB)
