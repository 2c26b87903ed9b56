"""A Mistral of random weights, with the tokenizer of the real 7B, made in seconds for measuring.

What it writes is nonsense, held to a schema; what it costs is what a taught one of its size costs.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import mistral_common
import torch
from transformers import AutoTokenizer, MistralConfig, MistralForCausalLM

TEMPLATE = (
    "{{ bos_token }}{% for m in messages %}"
    "{% if m['role'] == 'user' %}{{ ' [INST] ' + m['content'] + ' [/INST]' }}"
    "{% else %}{{ ' ' + m['content'] + eos_token }}{% endif %}{% endfor %}"
)


def tokenizer(folder: Path) -> Any:
    """That of Mistral 7B Instruct v0.2, which mistral-common carries; written into `folder`."""
    folder.mkdir(exist_ok=True)
    carried = Path(mistral_common.__file__).parent / "data" / "tokenizer.model.v1"
    shutil.copy(carried, folder / "tokenizer.model")
    about = {
        "tokenizer_class": "LlamaTokenizer",
        "add_bos_token": True,
        "bos_token": "<s>",
        "eos_token": "</s>",
        "unk_token": "<unk>",
        "legacy": True,
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(about), encoding="utf-8")
    made = AutoTokenizer.from_pretrained(folder)
    made.chat_template = TEMPLATE
    return made


def small() -> MistralConfig:
    """74 million weights."""
    return MistralConfig(
        vocab_size=32_000,
        hidden_size=512,
        intermediate_size=1792,
        num_hidden_layers=12,
        num_attention_heads=8,
        num_key_value_heads=4,
        sliding_window=None,
        initializer_range=0.05,
    )


def large() -> MistralConfig:
    """The real 7B."""
    return MistralConfig(sliding_window=None, initializer_range=0.05)


def model(config: MistralConfig, device: str = "cpu", dtype: torch.dtype = torch.float32) -> Any:
    """Random weights, the same each time."""
    torch.manual_seed(0)
    before = torch.get_default_dtype()
    torch.set_default_dtype(dtype)
    try:
        with torch.device(device):
            made: Any = MistralForCausalLM(config)
    finally:
        torch.set_default_dtype(before)
    return made.eval()
