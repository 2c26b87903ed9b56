"""A processor's products of a step's tokens with the weights, each by the way that was fastest for so many.

The rule: the numbers are those of the model's own products but for the roundings, and which way is taken
depends on what a step does (reads or writes), never on who is beside, so that a token comes out alone as it
does together. Measured with torch 2.13 and bitsandbytes 0.50 on a processor with AMX:

bf16     A layer of torch's brings the weights into another order at each product. With the two factors
         changed over it brings the few tokens into that order instead: half the time for 2 to 64 tokens.
32 bits  A product of 4 to 16 tokens copies the weights first. In blocks of `BLOCK` rows it does not.
NF4      bitsandbytes' product works on packed weights, four tokens at a time: right for those who write, ten
         times as slow as need be for those who read. They have the weights unpacked, some thousand rows at a
         time so that what is unpacked stays near, and multiplied in bf16.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from bitsandbytes import functional
from bitsandbytes.nn.modules import Linear4bit
from torch import Tensor

BLOCK = 64  # rows of weights
FEW = 16  # tokens from which on a product in 32 bits is fastest in one
# A step that reads is some times so wide. For each width that is new the libraries make and keep code: on a
# first reading of 118 tokens that took longer than all the rest.
READ = 32
NEAR = 1 << 21  # weights that are unpacked at a time: 4 MB
LANES = 32  # rows of packed weights that lie side by side


def quicken(model: torch.nn.Module) -> None:
    """Has each layer of `model`, which is on a processor, multiply in its fastest way."""
    bf16 = bool(torch.cpu.get_capabilities().get("avx512_bf16"))
    for part in model.modules():
        way: Callable[[Tensor], Tensor] | None = None
        if isinstance(part, Linear4bit):
            way = Packed(part) if bf16 else None
        elif type(part) is torch.nn.Linear and (part.weight.dtype == torch.float32 or bf16):
            way = Plain(part)
        if way:
            part.forward = way


class Plain:
    """The product of a layer in 16 or 32 bits."""

    def __init__(self, layer: torch.nn.Linear) -> None:
        self._layer = layer

    def __call__(self, given: Tensor) -> Tensor:
        """(..., channels in) to (..., channels out)."""
        weight, bias = self._layer.weight, self._layer.bias
        flat = given.reshape(-1, given.shape[-1])
        if given.dtype == weight.dtype == torch.bfloat16:
            out = torch.mm(weight, flat.t()).t().contiguous()
        elif len(flat) < FEW and len(weight) % BLOCK == 0:
            out = in_blocks(flat, weight)
        else:
            return torch.nn.functional.linear(given, weight, bias)
        out = out.view(*given.shape[:-1], -1)
        return out if bias is None else out + bias


class Packed:
    """The product of a layer in NF4."""

    def __init__(self, layer: Linear4bit) -> None:
        self._layer = layer
        self._usual = layer.forward

    def __call__(self, given: Tensor) -> Tensor:
        """(row, token, channels in) to (row, token, channels out)."""
        weight: Any = self._layer.weight
        state = weight.quant_state
        if given.shape[-2] < READ or not getattr(state, "packing_format_for_cpu", False):
            usual: Tensor = self._usual(given)
            return usual
        flat = given.reshape(-1, given.shape[-1]).to(torch.bfloat16)
        out = multiplied(flat, weight.data, state).view(*given.shape[:-1], -1)
        bias = self._layer.bias
        return (out if bias is None else out + bias).to(given.dtype)


def in_blocks(tokens: Tensor, weight: Tensor) -> Tensor:
    """The product of (token, channel in) and (channel out, channel in), of which `BLOCK` is a divisor."""
    blocks = weight.view(-1, BLOCK, weight.shape[1]).transpose(1, 2)
    out = torch.bmm(tokens.expand(len(blocks), *tokens.shape), blocks)
    return out.transpose(0, 1).reshape(len(tokens), -1)


def multiplied(tokens: Tensor, packed: Tensor, state: Any) -> Tensor:
    """The product of (token, channel in) in bf16 with packed weights; `state` is bitsandbytes' own."""
    height, width = state.shape
    out = tokens.new_empty((height, len(tokens)))
    some = max(NEAR // width // LANES, 1) * LANES
    for start in range(0, height, some):
        end = min(start + some, height)
        weights = unpacked(packed[start:end], state.absmax[:, start:end], state)
        torch.mm(weights, tokens.t(), out=out[start:end])
    return out.t().contiguous()


def unpacked(packed: Tensor, scales: Tensor, state: Any) -> Tensor:
    """Weights in bf16, (channel out, channel in), from those that bitsandbytes packed for its product.

    A byte of `packed` holds two rows of weights, sixteen apart, of one channel; bytes lie by (32 rows, two
    channels, row, channel), as `_convert_weight_packed_for_cpu` of bitsandbytes' functional.py puts them.
    `scales` are (block of channels, row).
    """
    height, width = packed.shape[0], 2 * packed.shape[1]
    lying = packed.view(height // LANES, width // 2, LANES // 2, 2)
    even, odd = (lying[..., n].transpose(1, 2).contiguous() for n in (0, 1))
    pairs = torch.empty((height // LANES, 2, LANES // 2, width // 2), dtype=torch.uint8)
    torch.bitwise_or((even & 15) << 4, odd & 15, out=pairs[:, 0])
    torch.bitwise_or(even & 240, odd >> 4, out=pairs[:, 1])
    plain = functional.QuantState(  # type: ignore[no-untyped-call]
        absmax=scales.t().float().contiguous(),
        shape=torch.Size((height, width)),
        dtype=torch.bfloat16,
        blocksize=state.blocksize,
        quant_type=state.quant_type,
    )
    weights: Tensor = functional.dequantize_4bit(pairs.view(-1, 1), plain)
    return weights
