"""The beginner: a small Mistral that has read and never asked, to show what tuning adds.

The rule: it reads prose: what is answered in the bundled domains, and of the data what candidates said in the
train split. No question, no prompt and no follow-up is among it, but for its pieces, which are cut from
prompts, too. The same data and seed give the same beginner.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from training.finetune.watching import Shown
from training.score.rows import Row, read_rows
from training.small.model import READER, untaught
from training.small.naming import names
from training.small.pretraining import Schooling, keep, pretrain
from training.small.texts import domain_prose
from training.small.tokenizer import learn
from training.small.wiring import keep_wiring, wire

PIECES = 8192  # enough for nearly every word to be one, so that taking one up is a single step


@dataclass(frozen=True, slots=True)
class Plan:
    """How much it reads, as a share of all prose, and how fast."""

    share: float = 0.5
    rate: float = 1e-3
    seed: int = 0


def begin(data: Path, out: Path, plan: Plan = Plan(), console: Console | None = None) -> list[float]:
    """Makes the beginner for the data in `data` and writes it to the new folder `out`; gives the losses.

    `console` is told on the way how far it is. Raises TrainingFault where the data are missing.
    """
    rows = read_rows(data / "train.jsonl")
    prompts = dict.fromkeys(message.content for row in rows for message in row.messages)
    prose = list(dict.fromkeys([*domain_prose(), *(row.answer for row in rows)]))
    tokenizer = learn([*prose, *prompts], PIECES)
    model = untaught(tokenizer, plan.seed, READER)
    wire(model, *names(tokenizer, prose, _prompts(rows)), plan.seed)
    keep_wiring(model)
    dice = random.Random(plan.seed)  # noqa: S311 - chance, not secrecy
    texts = dice.sample(prose, round(len(prose) * plan.share))
    shown = Shown(console or Console(stderr=True), "train-reading", "loss")
    schooling = Schooling(1, batch=8, longest=256, rate=plan.rate, seed=plan.seed, watching=[shown])
    try:
        losses = pretrain(model, tokenizer, [], texts, schooling)
    finally:
        shown.end()
    keep(model, tokenizer, out)
    return losses


def _prompts(rows: Iterable[Row]) -> list[str]:
    """The whole prompts, each once."""
    return list(dict.fromkeys("\n".join(message.content for message in row.messages) for row in rows))
