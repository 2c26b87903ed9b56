"""What the beginner is born with: heads that see the pieces just before, and heads that pick what is named.

The rule: only how attention is wired is set, and two numbers for each piece, which are counted in what the
beginner reads: how often it names something, and how often a name follows it. Which words follow which, and
what is asked of what was named, is left to learn. A model of this size finds such wiring by itself only after
some millions of tokens (training/LOG.md), longer than everything else takes.

Attention is set before the first step as Trockman and Kolter 2023 do ("Mimetic initialization of
self-attention layers"). In layer 0 three heads look one, two and three pieces back and note what they see. In
layer 1 two heads look, where a name may come next, at what was named before, and pass it on in the directions
of the output layer.
"""

from __future__ import annotations

import math
from typing import Any

import torch
from transformers import MistralForCausalLM

READING = ("layers.1.mlp", "layers.1.post_attention_layernorm", "model.norm", "lm_head")  # what comes after
SPREAD = 0.06  # of the embeddings: as much as the layers' random weights add, or nothing is found in them
CONSTANT = 0.5  # of a piece's length, along one direction that all pieces share
NAMING = 1.0  # of a piece's length, along another one, for what names things and nothing else
QUIET = 0.1  # what the random weights may add at the beginning
NEARBY = 8  # pairs of a head's positions, the fastest ones, that tell one place from the next
BACK = (1, 2, 3)  # pieces, one head each
AHEAD = 6.0  # how many nats a piece so far back is ahead of those beside it
PICKS = 2  # heads
PICKED = 10.0  # how many nats a name is ahead of what is none, where one may come next
FAR = 500  # pieces; over this distance slow pairs turn by less than `TURN` radians
TURN = 0.8
LOUD = 22.0  # what is passed on, over the piece's own length: heard beside what tuning adds
OUTPUT = 2.0  # the output layer's pieces, over those that are read


@torch.no_grad()
def wire(model: MistralForCausalLM, names: torch.Tensor, before: torch.Tensor, seed: int = 0) -> None:
    """Sets embeddings, output layer and the heads of the first two layers in place.

    `names` and `before` have a number from 0 to 1 for each piece (`naming`). The model has an output layer of
    its own, and as many key heads as heads; their sizes sum to the hidden size.
    """
    dice = torch.Generator().manual_seed(seed)
    config: Any = model.config
    wide, deep = config.hidden_size, config.head_dim
    first, second = (layer.self_attn for layer in model.model.layers[:2])
    for layer in model.model.layers:
        layer.self_attn.o_proj.weight *= QUIET
        layer.mlp.down_proj.weight *= QUIET
    shared, name, calls = _signs(wide, dice)
    turned = _directions(wide, wide, dice)
    pieces = model.model.embed_tokens.weight
    _spread(pieces, shared, name, calls)
    model.lm_head.weight[:] = pieces @ turned.T * OUTPUT
    length = SPREAD * math.sqrt(wide)  # of a piece's own part
    pieces += shared * length * CONSTANT
    pieces += (torch.outer(names, name) + torch.outer(before, calls)) * length * NAMING
    own = math.sqrt(wide / (1 + CONSTANT**2))  # its length once it is normed
    constant, both = own * CONSTANT, own * 0.65  # the latter where other pieces are noted beside it

    turning = config.rope_parameters["rope_theta"] ** (-torch.arange(deep // 2) / (deep // 2))
    for head, back in enumerate(BACK):
        rows = slice(head * deep, (head + 1) * deep)
        asks, answers = _back(turning, deep, back)
        first.q_proj.weight[rows] = torch.outer(asks, shared) / constant
        first.k_proj.weight[rows] = torch.outer(answers, shared) / constant
        first.v_proj.weight[rows] = _apart(_directions(deep, wide, dice), shared, name, calls)
        noted = _apart(_directions(deep, wide, dice), shared, name, calls)
        first.o_proj.weight[:, rows] = noted.T * length / own

    slow = (turning * FAR < TURN).repeat(2) / math.sqrt(2 * int((turning * FAR < TURN).sum()))
    strength = math.sqrt(PICKED * math.sqrt(deep))
    passed = _apart(_directions(wide, wide, dice), shared, name, calls)
    for head in range(PICKS):
        rows = slice(head * deep, (head + 1) * deep)
        second.q_proj.weight[rows] = torch.outer(slow, calls) * strength / (both * NAMING)
        second.k_proj.weight[rows] = torch.outer(slow, name) * strength / (both * NAMING)
        second.v_proj.weight[rows] = passed[rows]
        second.o_proj.weight[:, rows] = turned @ passed[rows].T * LOUD * length / both


def keep_wiring(model: MistralForCausalLM) -> None:
    """Lets reading change only what comes after the wired heads, or they are lost within forty steps.

    What the first layer adds to every piece, once it learns, drowns what its heads have noted.
    """
    for name, weights in model.named_parameters():
        weights.requires_grad_(any(part in name for part in READING))


def _signs(wide: int, dice: torch.Generator) -> list[torch.Tensor]:
    """Three directions at right angles, with elements of one size, which 4 bits hold without loss."""
    one = torch.randint(0, 2, (wide,), generator=dice) * 2 - 1
    order, quarter = torch.randperm(wide, generator=dice), wide // 4
    made = [one.clone() for _ in range(3)]
    made[1][order[: 2 * quarter]] *= -1
    made[2][order[quarter : 3 * quarter]] *= -1
    return [direction / math.sqrt(wide) for direction in made]


def _apart(rows: torch.Tensor, *directions: torch.Tensor) -> torch.Tensor:
    """The rows without what they have of the directions."""
    for direction in directions:
        rows = rows - torch.outer(rows @ direction, direction)
    return rows


def _spread(pieces: torch.Tensor, *directions: torch.Tensor) -> None:
    """Pieces as far apart as `SPREAD` says, with nothing along the directions."""
    pieces *= SPREAD / pieces.std()
    pieces[:] = _apart(pieces, *directions)


def _back(turning: torch.Tensor, deep: int, back: int) -> tuple[torch.Tensor, torch.Tensor]:
    """A query and a key that fit best where the key stands `back` before the query."""
    near = turning[:NEARBY]
    size = math.sqrt(AHEAD * math.sqrt(deep) / float((1 - torch.cos(near)).sum()))
    asks, answers = torch.zeros(2, deep)
    asks[:NEARBY] = size
    answers[:NEARBY] = size * torch.cos(back * near)
    answers[deep // 2 : deep // 2 + NEARBY] = size * torch.sin(back * near)
    return asks, answers


def _directions(count: int, wide: int, dice: torch.Generator) -> torch.Tensor:
    """`count` directions at right angles, drawn by chance, one a row."""
    drawn: torch.Tensor = torch.linalg.qr(torch.randn(wide, count, generator=dice))[0]
    return drawn.T
