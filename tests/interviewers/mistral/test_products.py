"""A processor's quicker products and attention come to what the libraries' own come to."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
import torch
from bitsandbytes import functional
from transformers.integrations.sdpa_attention import sdpa_attention_forward

from core.interviewers.mistral.attention import attend
from core.interviewers.mistral.products import READ, Packed, Plain, in_blocks, multiplied, unpacked

WIDTH, HEIGHT = 128, 96


@pytest.fixture
def chance() -> torch.Generator:
    return torch.Generator().manual_seed(0)


def packed(weights: torch.Tensor) -> tuple[torch.Tensor, Any]:
    """The weights in NF4 as bitsandbytes packs them for a processor, with their state."""
    four, state = functional.quantize_4bit(weights, quant_type="nf4")
    return functional._convert_weight_packed_for_cpu(four, state)  # type: ignore[no-any-return]


def of_sixteen(chance: torch.Generator) -> torch.Tensor:
    """Weights that NF4 holds exactly: its own sixteen numbers, the largest in each block."""
    numbers = functional.get_4bit_type("nf4", device="cpu")  # type: ignore[no-untyped-call]
    weights: torch.Tensor = numbers[torch.randint(16, (HEIGHT, WIDTH), generator=chance)]
    weights[:, ::64] = 1.0
    return weights


def test_weights_come_out_of_their_packing_each_in_its_place(chance: torch.Generator) -> None:
    weights = of_sixteen(chance)
    four, state = packed(weights)
    assert torch.equal(unpacked(four, state.absmax, state), weights.bfloat16())


def test_a_product_is_that_of_the_weights_whole_or_in_parts(
    chance: torch.Generator, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights = of_sixteen(chance)
    four, state = packed(weights)
    tokens = torch.randn((5, WIDTH), generator=chance).bfloat16()
    whole = multiplied(tokens, four, state)
    monkeypatch.setattr("core.interviewers.mistral.products.NEAR", 64 * WIDTH)  # 64 rows, then 32
    assert torch.equal(multiplied(tokens, four, state), whole)
    torch.testing.assert_close(
        whole.float(), tokens.float() @ weights.bfloat16().float().t(), rtol=0.01, atol=0.02
    )


def layer(chance: torch.Generator, height: int, dtype: torch.dtype, *, bias: bool) -> torch.nn.Linear:
    made = torch.nn.Linear(WIDTH, height, bias=bias)
    made.weight.data = torch.randn((height, WIDTH), generator=chance)
    return made.to(dtype)


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
@pytest.mark.parametrize("height", [128, 100])  # whole blocks, and not
@pytest.mark.parametrize("bias", [False, True])
@pytest.mark.parametrize("tokens", [2, 8, 40])
@torch.inference_mode()
def test_a_layer_gives_what_it_gave(
    chance: torch.Generator, dtype: torch.dtype, height: int, bias: bool, tokens: int
) -> None:
    one = layer(chance, height, dtype, bias=bias)
    given = torch.randn((3, tokens, WIDTH), generator=chance).to(dtype)
    torch.testing.assert_close(
        Plain(one)(given), one(given), rtol=0.02, atol=1e-4 if dtype == torch.float32 else 0.1
    )


@torch.inference_mode()
def test_blocks_lie_side_by_side_in_their_order() -> None:
    weights = torch.zeros((128, 2))
    weights[:, 0] = torch.arange(128)
    assert in_blocks(torch.tensor([[1.0, 0.0], [2.0, 0.0]]), weights).tolist() == [
        [float(n) for n in range(128)],
        [2.0 * n for n in range(128)],
    ]


@torch.inference_mode()
def test_whoever_reads_has_the_weights_unpacked_and_whoever_writes_has_them_packed(
    chance: torch.Generator, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights = of_sixteen(chance)
    layer: Any = torch.nn.Linear(WIDTH, HEIGHT, bias=False)
    layer.requires_grad_(requires_grad=False)
    layer.weight.data, layer.weight.quant_state = packed(weights)
    written = list[int]()

    def usual(given: torch.Tensor) -> torch.Tensor:
        written.append(given.shape[-2])
        return given

    monkeypatch.setattr(layer, "forward", usual)
    way = Packed(layer)
    given = torch.randn((1, READ, WIDTH), generator=chance).bfloat16()
    expected = given.float() @ weights.bfloat16().float().t()
    torch.testing.assert_close(way(given).float(), expected, rtol=0.01, atol=0.02)
    assert written == []
    way(given[:, :2])
    assert written == [2]


@pytest.mark.parametrize("tokens", [1, 2, 7])
@pytest.mark.parametrize("is_masked", [True, False])
@torch.inference_mode()
def test_queries_below_each_other_see_what_each_saw(
    chance: torch.Generator, tokens: int, is_masked: bool
) -> None:
    query = torch.randn((2, 6, tokens, 8), generator=chance)
    key, value = torch.randn((2, 2, 3, 11, 8), generator=chance).unbind()
    seen = torch.ones((2, 1, tokens, 11), dtype=torch.bool).tril(11 - tokens)
    seen[1, ..., 0] = not is_masked
    module: Any = SimpleNamespace(num_key_value_groups=2, is_causal=False)
    theirs, _ = sdpa_attention_forward(module, query, key, value, seen, scaling=0.3)
    ours, _ = attend(module, query, key, value, seen if is_masked else None, scaling=0.3)
    torch.testing.assert_close(ours, theirs)
