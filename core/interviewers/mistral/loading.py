"""Loads a base in 4, 8, 16 or 32 bits and its adapter, in the worker.

The rule: from folders alone, safetensors alone, and never code that comes with a model. What cannot be loaded
is told by a text's key. The adapter is not merged: merging into a 4-bit base loses some of what was learnt.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from peft import PeftModel
from transformers import AutoConfig, AutoModelForCausalLM, AutoTokenizer, BitsAndBytesConfig

from core.interview.errors import ModelFault
from core.interviewers.mistral import memory
from core.interviewers.mistral.options import Options
from core.interviewers.mistral.rendering import Renderer


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model that is ready, on `device`; `options.context` is what it can take."""

    model: Any
    tokenizer: Any
    renderer: Renderer
    device: str
    options: Options


def load(options: Options) -> Loaded:
    """Loads the folders `options.base` and `options.adapter`.

    Raises ModelFault where they do not fit or cannot be used, and what the libraries raise.
    """
    device = device_for(options.device)
    config = AutoConfig.from_pretrained(options.base, trust_remote_code=False)
    options = replace(options, context=context_for(config, options.context))
    _check_memory(config, options, device)
    tokenizer = _tokenizer(options)
    try:
        renderer = Renderer(tokenizer)
    except ValueError:
        raise ModelFault("mistral-no-template") from None
    model = _model(options, device)
    return Loaded(model, tokenizer, renderer, device, options)


def device_for(asked: str) -> str:
    """cuda or cpu: what is asked for, or what is there. Raises ModelFault where it is not."""
    there = torch.cuda.is_available()
    if asked == "cuda" and not there:
        raise ModelFault("mistral-no-card")
    return asked if asked != "auto" else "cuda" if there else "cpu"


def context_for(config: Any, asked: int) -> int:
    """The most tokens: as asked, and no more than the model was made for, or than it looks back."""
    limits = (getattr(config, name, None) for name in ("max_position_embeddings", "sliding_window"))
    return min([asked, *(int(limit) for limit in limits if limit)])


def _check_memory(config: Any, options: Options, device: str) -> None:
    adapter = Path(options.adapter) / "adapter_model.safetensors"
    size = adapter.stat().st_size if options.adapter else 0
    free = {"processor": memory.free_mib() + memory.resident_mib()}
    if device == "cuda":
        free["card"] = torch.cuda.mem_get_info()[0] // memory.MIB
    memory.check(memory.need(config, options, size), device, free)


def _tokenizer(options: Options) -> Any:
    """The adapter's own where it has one: it was trained with that."""
    has_own = options.adapter and (Path(options.adapter) / "tokenizer_config.json").is_file()
    return AutoTokenizer.from_pretrained(
        options.adapter if has_own else options.base, trust_remote_code=False, use_fast=True
    )


def _model(options: Options, device: str) -> Any:
    model: Any = AutoModelForCausalLM.from_pretrained(
        options.base,
        dtype=torch.float32 if options.bits == 32 else torch.bfloat16,
        quantization_config=quantisation(options.bits),
        device_map={"": device},
        use_safetensors=True,
        trust_remote_code=False,
        local_files_only=True,
        attn_implementation="sdpa",
    )
    if options.adapter:
        model = PeftModel.from_pretrained(model, options.adapter, is_trainable=False)
    return model.eval()


def quantisation(bits: int) -> BitsAndBytesConfig | None:
    """4: NF4 with double quantisation, computed in bf16 (Dettmers et al. 2023); 8: LLM.int8."""
    if bits == 4:
        return BitsAndBytesConfig(  # type: ignore[no-untyped-call]
            load_in_4bit=True,
            bnb_4bit_quant_type="nf4",
            bnb_4bit_use_double_quant=True,
            bnb_4bit_compute_dtype=torch.bfloat16,
        )
    return BitsAndBytesConfig(load_in_8bit=True) if bits == 8 else None  # type: ignore[no-untyped-call]
