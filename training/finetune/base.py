"""The model that is tuned: found, weighed against the machine's memory, loaded in 4 bits.

The rule: safetensors only, never code from a model's repository, and nothing is loaded that does not fit.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from accelerate import PartialState  # type: ignore[import-untyped]
from huggingface_hub import snapshot_download
from huggingface_hub.errors import (
    GatedRepoError,
    HFValidationError,
    LocalEntryNotFoundError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from transformers import (
    AutoConfig,
    AutoModelForCausalLM,
    AutoTokenizer,
    BitsAndBytesConfig,
    PreTrainedModel,
    PreTrainedTokenizerBase,
)

from training.errors import TrainingFault
from training.finetune.config import Base, Config
from training.finetune.loss import AT_ONCE, HEAD
from training.finetune.templates import TEMPLATES

FILES = ["*.json", "*.safetensors", "*.model", "*.jinja", "*.txt"]
MIB = 2**20
NF4_BYTES = 0.516  # a weight of 4 bits, and its share of the doubly quantised scales (QLoRA, section 3)


def located(base: Base) -> Path:
    """The folder that holds the base, fetched from the hub where it is none. Raises TrainingFault."""
    folder = Path(base.model)
    if folder.is_dir():
        if not (folder / "config.json").is_file() or not any(folder.glob("*.safetensors")):
            raise TrainingFault("train-base-incomplete", folder=base.model)
        return folder
    if base.model.startswith((".", "/", "~")) or base.model.count("/") != 1:
        raise TrainingFault("train-base-missing", folder=base.model)
    return _fetched(base)


def _fetched(base: Base) -> Path:
    try:
        return Path(snapshot_download(base.model, revision=base.revision or None, allow_patterns=FILES))
    except GatedRepoError:
        raise TrainingFault("train-hub-gated", model=base.model) from None
    except LocalEntryNotFoundError:
        raise TrainingFault("train-hub-unreachable", model=base.model) from None
    except (RepositoryNotFoundError, RevisionNotFoundError, HFValidationError):
        raise TrainingFault("train-hub-unknown", model=base.model, revision=base.revision or "main") from None
    except OSError as error:
        if error.errno is not None:  # this machine's disk, not the hub
            raise
        raise TrainingFault("train-hub-unreachable", model=base.model) from None


def tokenizer_of(folder: Path, base: Base) -> PreTrainedTokenizerBase:
    """The base's tokenizer, with a chat template and a token to pad with. Raises TrainingFault."""
    try:
        tokenizer = AutoTokenizer.from_pretrained(folder, trust_remote_code=False)
    except (OSError, ValueError, KeyError):
        raise TrainingFault("train-base-incomplete", folder=str(folder)) from None
    if base.template != "own":
        tokenizer.chat_template = TEMPLATES[base.template]
    if not tokenizer.chat_template:
        raise TrainingFault("train-template-missing", known=", ".join(sorted(TEMPLATES)))
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.unk_token or tokenizer.eos_token
    assert isinstance(tokenizer, PreTrainedTokenizerBase)
    return tokenizer


# --- memory --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Need:
    """What a run takes, in bytes: the base's weights, the adapter with its states, what a batch takes."""

    weights: int
    adapter: int
    batch: int

    @property
    def bytes(self) -> int:
        """All of it."""
        return self.weights + self.adapter + self.batch


def need(folder: Path, config: Config) -> Need:
    """An estimate from the model's shape alone: no weight is read.

    Weights: `NF4_BYTES` each in linear layers, 2 bytes elsewhere. Adapter: 4 bytes a weight, 4 a gradient
    and 2 for both states of the 8-bit optimiser. Batch: what enters each layer is kept with checkpointing
    (2 bytes), about 16 times as much without; one layer is computed again. Logits stand in fp32, with their
    gradient and the softmax: those of a few tokens, or of all where the output layer is tuned.
    """
    shape = AutoConfig.from_pretrained(folder, trust_remote_code=False)
    with torch.device("meta"):
        model = AutoModelForCausalLM.from_config(  # type: ignore[no-untyped-call]
            shape, dtype=torch.bfloat16, trust_remote_code=False
        )
    linear = {name: part for name, part in model.named_modules() if isinstance(part, torch.nn.Linear)}
    inner = {name: part for name, part in linear.items() if not name.endswith("lm_head")}
    quantised = sum(part.weight.numel() for part in inner.values())
    others = sum(weight.numel() for weight in model.parameters()) - quantised
    a_weight = NF4_BYTES if config.base.bits == 4 else 2
    tuned = sum(
        config.adapter.r * (part.in_features + part.out_features)
        for name, part in linear.items()
        if name.rsplit(".", 1)[-1] in config.adapter.targets
    )
    tokens = config.run.batch * config.run.longest
    width = shape.hidden_size * 2
    logits = tokens * shape.vocab_size if HEAD in config.adapter.targets else AT_ONCE
    kept = shape.num_hidden_layers * width * (1 if config.run.checkpointing else 16)
    return Need(
        weights=int(quantised * a_weight + others * 2),
        adapter=tuned * 10,
        batch=tokens * (kept + 16 * width) + 12 * logits,
    )


def free() -> int:
    """Bytes of memory that are free: the graphics card's where there is one, else the machine's."""
    if torch.cuda.is_available():
        return int(torch.cuda.mem_get_info()[0])
    with contextlib.suppress(OSError), open("/proc/meminfo", encoding="ascii") as lines:  # noqa: PTH123
        for line in lines:
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def check_memory(wanted: Need, there: int) -> None:
    """Raises TrainingFault with the numbers where a run does not fit into `there` bytes."""
    if wanted.bytes > there:
        raise TrainingFault(
            "train-memory-little",
            needed=_mib(wanted.bytes),
            free=_mib(there),
            weights=_mib(wanted.weights),
            adapter=_mib(wanted.adapter),
            batch=_mib(wanted.batch),
        )


def _mib(size: int) -> int:
    return max(1, round(size / MIB))


# --- loading -------------------------------------------------------------------------------------------


def load(folder: Path, base: Base) -> PreTrainedModel:
    """The base with its weights, on this process's own device. Raises TrainingFault."""
    try:
        model = AutoModelForCausalLM.from_pretrained(folder, **loading(base))
    except (OSError, ValueError, KeyError):
        raise TrainingFault("train-base-incomplete", folder=str(folder)) from None
    assert isinstance(model, PreTrainedModel)
    _keep_gradients(model)
    return model


def _keep_gradients(model: PreTrainedModel) -> None:
    """Forbids the layout that bitsandbytes gives 4-bit weights at the first validation on some processors.

    It is for inference and stays: no gradient goes through such a layer any more, and nothing says so.
    """
    for layer in model.modules():
        if hasattr(layer, "support_avx512bf16_for_cpu"):
            layer.support_avx512bf16_for_cpu = False  # type: ignore[assignment]


def loading(base: Base) -> dict[str, Any]:
    """How the base is loaded. With FSDP the shards are dealt out later, so no device is named."""
    device: Any = {"": PartialState().local_process_index} if torch.cuda.is_available() else "cpu"
    sharded = os.environ.get("ACCELERATE_USE_FSDP") == "true"
    kwargs: dict[str, Any] = {
        "dtype": torch.bfloat16,
        "trust_remote_code": False,
        "use_safetensors": True,
        "device_map": None if sharded else device,
    }
    if base.bits == 4:
        kwargs["quantization_config"] = BitsAndBytesConfig(  # type: ignore[no-untyped-call]
            load_in_4bit=True,
            bnb_4bit_quant_type="nf4",
            bnb_4bit_use_double_quant=True,
            bnb_4bit_compute_dtype=torch.bfloat16,
            bnb_4bit_quant_storage=torch.bfloat16 if sharded else torch.uint8,  # FSDP shards one type only
        )
    return kwargs
