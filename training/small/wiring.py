"""What the beginner is born with: heads that find where a piece stood before and copy what came after it.

The rule: only how attention is wired is set; which words there are and what follows what is still to be read.
A model of this size finds the wiring by itself only after some millions of tokens (training/LOG.md), longer
than everything else takes.

The circuit is the induction head of Olsson and others 2022 ("In-context learning and induction heads"), set
before the first step as Trockman and Kolter 2023 do with attention ("Mimetic initialization of self-attention
layers"). Layer 0, head 0 looks at the piece before each one and notes it there; layer 1, head 0 looks for the
place where the note is the present piece, and layer 1 passes on what stands where its heads look.
"""

from __future__ import annotations

import math
from typing import Any

import torch
from transformers import MistralForCausalLM

READING = ("layers.1.mlp", "layers.1.post_attention_layernorm", "model.norm")  # what comes after the wiring
SPREAD = 0.06  # of the embeddings: as much as the layers' random weights add, or nothing is found in them
CONSTANT = 0.5  # of a piece's length, along one direction that all pieces share
QUIET = 0.1  # what the random weights may add at the beginning
NEARBY = 8  # pairs of a head's positions, the fastest ones, that tell one place from the next
PREVIOUS = 6.0  # how many nats the piece before is ahead of those beside it
FOUND = 15.0  # and the piece that was noted, ahead of others
FAR = 500  # pieces; over this distance slow pairs turn by less than `TURN` radians
TURN = 0.8
LOUD = 3.0  # what is copied, over the piece's own length


@torch.no_grad()
def wire(model: MistralForCausalLM, seed: int = 0) -> None:
    """Sets heads 0 of the first two layers, and what layer 1 passes on, in place.

    The model ties its embeddings and has as many key heads as heads; their sizes sum to the hidden size.
    """
    dice = torch.Generator().manual_seed(seed)
    config: Any = model.config
    wide, deep = config.hidden_size, config.head_dim
    first, second = (layer.self_attn for layer in model.model.layers[:2])
    for layer in model.model.layers:
        layer.self_attn.o_proj.weight *= QUIET
        layer.mlp.down_proj.weight *= QUIET
    shared = (torch.randint(0, 2, (wide,), generator=dice) * 2 - 1) / math.sqrt(wide)
    _spread(model.model.embed_tokens.weight, shared)
    length = SPREAD * math.sqrt(wide)  # of a piece's own part
    constant, own = (math.sqrt(wide / (1 + CONSTANT**2)) * share for share in (CONSTANT, 1.0))
    both = own * 0.65  # where another piece is noted beside it

    turning = config.rope_parameters["rope_theta"] ** (-torch.arange(deep // 2) / (deep // 2))
    asks, answers = _one_back(turning, deep)
    first.q_proj.weight[:deep] = torch.outer(asks, shared) / constant
    first.k_proj.weight[:deep] = torch.outer(answers, shared) / constant
    note, seen = _directions(deep, wide, dice), _directions(deep, wide, dice)
    first.v_proj.weight[:deep] = seen
    first.o_proj.weight[:, :deep] = note.T * length / own

    slow = (turning * FAR < TURN).repeat(2)
    strength = math.sqrt(FOUND * math.sqrt(deep) * wide / int(slow.sum())) / both
    second.q_proj.weight[:deep] = seen * slow[:, None] * strength
    second.k_proj.weight[:deep] = note * slow[:, None] * strength
    passed = _directions(wide, wide, dice)
    second.v_proj.weight[:] = passed
    second.o_proj.weight[:] = passed.T * LOUD * length / both


def keep_wiring(model: MistralForCausalLM) -> None:
    """Lets reading change only what comes after the wired heads, or they are lost within forty steps.

    Tied embeddings note how frequent a piece is in the direction that all share, by which the piece before is
    found; what the first layer adds to every piece drowns what its heads have noted.
    """
    for name, weights in model.named_parameters():
        weights.requires_grad_(any(part in name for part in READING))


def _spread(pieces: torch.Tensor, shared: torch.Tensor) -> None:
    """Pieces as far apart as `SPREAD` says, and the same along `shared`."""
    pieces *= SPREAD / pieces.std()
    pieces -= torch.outer(pieces @ shared, shared)
    pieces += shared * SPREAD * math.sqrt(len(shared)) * CONSTANT


def _one_back(turning: torch.Tensor, deep: int) -> tuple[torch.Tensor, torch.Tensor]:
    """A query and a key that fit best where the key stands one before the query."""
    near = turning[:NEARBY]
    size = math.sqrt(PREVIOUS * math.sqrt(deep) / float((1 - torch.cos(near)).sum()))
    asks, answers = torch.zeros(2, deep)
    asks[:NEARBY] = size
    answers[:NEARBY] = size * torch.cos(near)
    answers[deep // 2 : deep // 2 + NEARBY] = size * torch.sin(near)
    return asks, answers


def _directions(count: int, wide: int, dice: torch.Generator) -> torch.Tensor:
    """`count` directions at right angles, drawn by chance, one a row."""
    drawn: torch.Tensor = torch.linalg.qr(torch.randn(wide, count, generator=dice))[0]
    return drawn.T
