"""The tiny Whisper itself and how it learns to listen within minutes.

A Whisper of this size does not find out where in the sound a word is from the text alone. What makes it
learn: the decoder's attention is pulled to where each token is said (espeak tells), which is also what word
times are read from later; the encoder names the token of each position (a head that is dropped in the end);
its attention begins local; a time stamp's embedding begins as the encoder's position of that time.
"""
# mypy: ignore-errors
# What runs here needs torch's environment and not the project's.

from __future__ import annotations

import copy
import math
import time
from collections.abc import Callable

import numpy as np
import torch
from torch import nn
from torch.nn import functional as f
from transformers import WhisperConfig, WhisperForConditionalGeneration

from tests.speech.tiny_whisper.examples import Batch, Teacher
from tests.speech.tiny_whisper.tokens import TIMESTAMPS

WIDTH, HEADS, LAYERS = 128, 4, 2
REACHES = ((-5, -2, 2, 5), (-10, -3, 3, 10))  # how many positions away each head looks at first, by layer
SOFT = torch.exp(-(torch.arange(-4, 5).float() ** 2) / 4.5)  # a time stamp 20 ms off is nearly right
SOFT /= SOFT.sum()


class Student(nn.Module):
    """The Whisper, with the head that names the token of each position."""

    def __init__(self, text_tokens: int, other_tokens: int, end: int, start: int) -> None:
        super().__init__()
        self.first_time = text_tokens + other_tokens
        config = WhisperConfig(
            vocab_size=self.first_time + TIMESTAMPS,
            d_model=WIDTH,
            encoder_layers=LAYERS,
            decoder_layers=LAYERS,
            encoder_attention_heads=HEADS,
            decoder_attention_heads=HEADS,
            encoder_ffn_dim=4 * WIDTH,
            decoder_ffn_dim=4 * WIDTH,
            bos_token_id=end,
            eos_token_id=end,
            pad_token_id=end,
            decoder_start_token_id=start,
            suppress_tokens=None,
            begin_suppress_tokens=None,
            attn_implementation="eager",  # so that the attention can be seen
            init_std=0.03,
        )
        self.whisper = WhisperForConditionalGeneration(config)
        self.encoder, self.decoder = self.whisper.model.encoder, self.whisper.model.decoder
        self.names = nn.Linear(WIDTH, text_tokens + 1)
        self.attention: dict[str, torch.Tensor] = {}
        self._prepare(copy.deepcopy(config))

    def _prepare(self, fast: WhisperConfig) -> None:
        fast._attn_implementation = "sdpa"
        for layer in self.encoder.layers:
            layer.self_attn.config = fast
        for name, layer in (("first", self.decoder.layers[0]), ("last", self.decoder.layers[-1])):
            layer.encoder_attn.register_forward_hook(
                lambda _module, _given, out, name=name: self.attention.__setitem__(name, out[1])
            )
        with torch.no_grad():
            positions = self.encoder.embed_positions.weight
            steps = torch.arange(TIMESTAMPS).clamp(max=len(positions) - 1)
            self.decoder.embed_tokens.weight[self.first_time :] = positions[steps] * 0.12
            for layer, reaches in zip(self.encoder.layers, REACHES, strict=True):
                look_near(layer.self_attn, reaches)
                for part in (layer.fc1, layer.fc2):
                    nn.init.xavier_uniform_(part.weight)
            for part in (self.encoder.conv1, self.encoder.conv2):
                nn.init.xavier_uniform_(part.weight)

    def listen(self, mel: torch.Tensor, first_position: int) -> torch.Tensor:
        """The encoder on windows shorter than 30 s, put `first_position` positions after its start."""
        hidden = f.gelu(self.encoder.conv2(f.gelu(self.encoder.conv1(mel)))).transpose(1, 2)
        hidden = (
            hidden + self.encoder.embed_positions.weight[first_position : first_position + hidden.shape[1]]
        )
        for layer in self.encoder.layers:
            hidden = layer(hidden, None)
        return self.encoder.layer_norm(hidden)

    def loss(self, batch: Batch) -> tuple[torch.Tensor, float]:
        """What is wrong in all, and which share of the text's tokens is right."""
        heard = self.listen(torch.from_numpy(batch.mel), batch.first_position)
        out = self.decoder(
            input_ids=torch.from_numpy(batch.ids), encoder_hidden_states=heard, use_cache=False
        ).last_hidden_state
        labels = torch.from_numpy(batch.labels)
        known = labels >= 0
        scores = f.linear(out[known], self.decoder.embed_tokens.weight)
        wrong, right = self._words(scores, labels[known])
        attend = torch.from_numpy(batch.attend)
        last, first = self.attention["last"][:, 0], self.attention["first"][:, 0]
        astray = _astray(last, attend) + 0.3 * _uneven(last, attend)
        astray = astray + _astray(first[:, 1:], attend[:, :-1])  # the token that was just said
        named = f.cross_entropy(self.names(heard).transpose(1, 2), torch.from_numpy(batch.frames))
        return wrong + 0.5 * astray + named, right

    def _words(self, scores: torch.Tensor, labels: torch.Tensor) -> tuple[torch.Tensor, float]:
        logs = f.log_softmax(scores, -1)
        timed = labels >= self.first_time
        wrong = -logs[~timed].gather(1, labels[~timed, None]).sum()
        if timed.any():
            near = (labels[timed, None] + torch.arange(-4, 5)).clamp(self.first_time, scores.shape[1] - 1)
            wrong = wrong - (logs[timed].gather(1, near) * SOFT).sum()
        right = (scores.argmax(-1) == labels)[~timed].float().mean().item()
        return wrong / len(labels), right


def look_near(attention: nn.Module, reaches: tuple[int, ...], peak: float = 13.0) -> None:
    """Makes each head begin with looking so many positions away.

    Positions are sines and cosines; turning the query's by the reach makes it most like the key's there.
    """
    size, half = WIDTH // HEADS, WIDTH // 2
    speeds = torch.exp(-math.log(10_000) / (half - 1) * torch.arange(half).float())
    chosen = torch.linspace(2, half * 0.5, size // 2).round().long().tolist()
    strength = math.sqrt(peak / len(chosen) * math.sqrt(size))
    with torch.no_grad():
        for head, reach in enumerate(reaches):
            query, key = torch.zeros(size, WIDTH), torch.zeros(size, WIDTH)
            for row, speed in enumerate(chosen):
                turn = float(speeds[speed]) * reach
                query[2 * row, speed], query[2 * row, speed + half] = math.cos(turn), math.sin(turn)
                query[2 * row + 1, speed], query[2 * row + 1, speed + half] = -math.sin(turn), math.cos(turn)
                key[2 * row, speed] = key[2 * row + 1, speed + half] = 1
            rows = slice(head * size, (head + 1) * size)
            for part, first in ((attention.q_proj, query), (attention.k_proj, key)):
                part.weight[rows] = first * strength + part.weight[rows] * 0.3
    nn.init.xavier_uniform_(attention.v_proj.weight)
    nn.init.xavier_uniform_(attention.out_proj.weight, gain=0.7)


def learn(
    student: Student, teacher: Teacher, steps: int, seed: int, *, goes_on: bool, keep: Callable[[], None]
) -> None:
    """Short windows first; longer and whole ones are mixed in later, and never alone, which undoes it all.

    A student that `goes_on` from an earlier run gets the late lessons from the beginning, in smaller steps.
    `keep` is called every 20 steps.
    """
    rate, known = (7e-4, 0.7) if goes_on else (1.5e-3, 0.0)
    chance = np.random.RandomState(seed)
    optimizer = torch.optim.AdamW(student.parameters(), lr=rate, betas=(0.9, 0.98), weight_decay=0.01)
    slowly = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min(1, (n + 1) / 60) * (0.03 + 0.485 * (1 + math.cos(math.pi * n / steps)))
    )
    began, rights = time.monotonic(), []
    student.train()
    for n in range(steps):
        loss, right = student.loss(_lesson(teacher, known + (1 - known) * n / steps, chance.rand()))
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimizer.step()
        slowly.step()
        rights.append(right)
        if n % 20 == 19:
            keep()
            print(
                f"{n + 1}/{steps}: {np.mean(rights[-20:]):.3f} right, {time.monotonic() - began:.0f} s",
                flush=True,
            )
    student.eval()


def _lesson(teacher: Teacher, done: float, draw: float) -> Batch:
    whole, long = (0.0, 0.0) if done < 0.15 else (0.1, 0.35) if done < 0.7 else (0.3, 0.35)
    if draw < whole:
        return teacher.batch(4, 2900, whole=True)
    return teacher.batch(5, 1900) if draw < whole + long else teacher.batch(16, 460)


def _astray(attention: torch.Tensor, attend: torch.Tensor) -> torch.Tensor:
    """How little of the attention is where the token is said."""
    has = attend.any(-1)
    there = (attention * attend).sum(-1)[has]
    return -(there + 1e-6).log().mean() if len(there) else attention.sum() * 0


def _uneven(attention: torch.Tensor, attend: torch.Tensor) -> torch.Tensor:
    """How unevenly the attention lies over the time in which the token is said (Kullback-Leibler).

    Word times are read by standing each position's attention against that of all tokens there: a token that
    is attended to at one position of its ten only would lose the other nine to whichever attends anywhere.
    """
    has = attend.any(-1)
    wanted = attend[has] / attend[has].sum(-1, keepdim=True)
    logs = (attention[has] + 1e-6).log()
    return (torch.special.xlogy(wanted, wanted) - wanted * logs).sum(-1).mean() if len(wanted) else logs.sum()
