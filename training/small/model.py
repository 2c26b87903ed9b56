"""The small Mistral: the real architecture with few and narrow layers, weights at random."""

from __future__ import annotations

from typing import Any

import torch
from transformers import MistralConfig, MistralForCausalLM, PreTrainedTokenizerBase

# Two layers, four heads to note and to pick with (`wiring`), an output layer of its own; the base of the real
# Mistral's rotary positions, which lets a head find what is hundreds of pieces away.
READER: dict[str, Any] = {
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 4,
    "head_dim": 48,
    "rope_parameters": {"rope_type": "default", "rope_theta": 1e6},
    "tie_word_embeddings": False,
}
SMALL: dict[str, Any] = {
    "num_hidden_layers": 4,
    "num_attention_heads": 6,
    "num_key_value_heads": 2,
    "head_dim": 32,
    "tie_word_embeddings": True,  # half the embeddings, which would outweigh the rest
}


def untaught(
    tokenizer: PreTrainedTokenizerBase, seed: int = 0, shape: dict[str, Any] = SMALL
) -> MistralForCausalLM:
    """About two million parameters (4 MB in bf16) that know nothing yet, for `tokenizer`'s pieces."""
    torch.manual_seed(seed)
    return MistralForCausalLM(
        MistralConfig(
            vocab_size=len(tokenizer),
            hidden_size=192,
            intermediate_size=512,
            **shape,
            max_position_embeddings=tokenizer.model_max_length,
            sliding_window=None,
            bos_token_id=tokenizer.bos_token_id,
            eos_token_id=tokenizer.eos_token_id,
            pad_token_id=tokenizer.pad_token_id,
        )
    )
