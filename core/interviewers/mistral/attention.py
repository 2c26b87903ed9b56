"""Attention for several requests at once, given to transformers under the name `NAME`.

The rule: keys and values are read where they lie. Several query heads share one head of keys; the usual way
copies it for each of them, with all that a conversation has said. Here those queries stand one below the
other before the one head, which is the same product.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from transformers import AttentionInterface, AttentionMaskInterface
from transformers.masking_utils import sdpa_mask

NAME = "greenroom"


def use(model: Any) -> int:
    """Has `model` attend so where it can; gives how many times its masks are to stand below themselves."""
    config = model.config
    heads = getattr(config, "num_attention_heads", 1)
    shared = getattr(config, "num_key_value_heads", None) or heads
    model.set_attn_implementation(NAME)
    return heads // shared if config._attn_implementation == NAME else 1


def attend(  # noqa: PLR0913, PLR0917 - transformers' own order
    module: torch.nn.Module,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attention_mask: Tensor | None,
    scaling: float | None = None,
    dropout: float = 0.0,
    **_more: Any,
) -> tuple[Tensor, None]:
    """(row, head, token, channel) of queries, fewer heads of keys and values: (row, token, head, channel)."""
    if _more.get("softcap") is not None or _more.get("position_bias") is not None:
        raise ValueError("a model that attends in a way of its own")
    rows, heads, tokens, channels = query.shape
    shared = key.shape[1]
    if attention_mask is None:
        attention_mask = _before(tokens, key.shape[2], query.device)
    if attention_mask.shape[2] == tokens:
        attention_mask = attention_mask.repeat(1, 1, heads // shared, 1)
    if attention_mask.dtype != torch.bool:
        attention_mask = attention_mask.to(query.dtype)
    out = torch.nn.functional.scaled_dot_product_attention(
        query.reshape(rows, shared, -1, channels), key, value, attn_mask=attention_mask, scale=scaling
    )
    return out.view(rows, heads, tokens, -1).transpose(1, 2).contiguous(), None


def _before(tokens: int, whole: int, device: torch.device) -> Tensor:
    """Each of the last `tokens` of `whole` sees itself and what stands before it."""
    return torch.ones((1, 1, tokens, whole), dtype=torch.bool, device=device).tril(whole - tokens)


AttentionInterface.register(NAME, attend)
AttentionMaskInterface.register(NAME, sdpa_mask)
