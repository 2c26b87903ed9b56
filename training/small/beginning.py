"""The beginner: a small Mistral that has read and copied and never asked, to show what tuning adds.

The rule: it reads prose: what is answered in the bundled domains, and of the data what candidates said in the
train split. No question, no prompt and no follow-up is among it, but for its pieces, which are cut from
prompts, too. The same data and seed give the same beginner.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from training.finetune.watching import Shown
from training.score.rows import read_rows
from training.small.copying import copying_texts
from training.small.model import READER, untaught
from training.small.pretraining import Schooling, keep, pretrain
from training.small.texts import domain_prose
from training.small.tokenizer import learn
from training.small.wiring import keep_wiring, wire

PIECES = 4096  # enough for most words to be one


@dataclass(frozen=True, slots=True)
class Plan:
    """How much it reads: all prose `times` over, mixed with `copies` texts in which words come back."""

    copies: int = 1500
    times: int = 1
    rate: float = 2e-3
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
    wire(model, plan.seed)
    keep_wiring(model)
    texts = [*prose * plan.times, *copying_texts(prose, plan.copies, plan.seed)]
    random.Random(plan.seed).shuffle(texts)  # noqa: S311 - chance, not secrecy
    shown = Shown(console or Console(stderr=True), "train-reading", "loss")
    schooling = Schooling(1, batch=4, longest=256, rate=plan.rate, seed=plan.seed, watching=[shown])
    try:
        losses = pretrain(model, tokenizer, [], texts, schooling)
    finally:
        shown.end()
    keep(model, tokenizer, out)
    return losses
