"""The small Mistral: the real architecture with few and narrow layers, weights at random."""

from __future__ import annotations

import torch
from transformers import MistralConfig, MistralForCausalLM, PreTrainedTokenizerBase


def untaught(tokenizer: PreTrainedTokenizerBase, seed: int = 0) -> MistralForCausalLM:
    """About two million parameters (4 MB in bf16) that know nothing yet, for `tokenizer`'s pieces."""
    torch.manual_seed(seed)
    return MistralForCausalLM(
        MistralConfig(
            vocab_size=len(tokenizer),
            hidden_size=192,
            intermediate_size=512,
            num_hidden_layers=4,
            num_attention_heads=6,
            num_key_value_heads=2,
            head_dim=32,
            max_position_embeddings=tokenizer.model_max_length,
            sliding_window=None,
            tie_word_embeddings=True,  # half the embeddings, which would outweigh the rest
            bos_token_id=tokenizer.bos_token_id,
            eos_token_id=tokenizer.eos_token_id,
            pad_token_id=tokenizer.pad_token_id,
        )
    )
