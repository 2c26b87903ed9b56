"""The beginner: a small Mistral that has read and copied and never interviewed, to show what tuning adds.

The rule: it sees the bundled domains' words, and of the data only what candidates said in the train split;
no follow-up that a person asked. The same data and seed give the same beginner.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from training.score.rows import read_rows
from training.small.copying import copying_texts
from training.small.model import untaught
from training.small.pretraining import Schooling, keep, pretrain
from training.small.texts import domain_texts
from training.small.tokenizer import learn


@dataclass(frozen=True, slots=True)
class Plan:
    """How much it reads: copying texts first, then `epochs` of the domains' and candidates' words."""

    copies: int = 60_000
    epochs: float = 4.0
    rate: float = 3e-3
    seed: int = 0


def begin(data: Path, out: Path, plan: Plan = Plan()) -> list[float]:
    """Makes the beginner for the data in `data` and writes it to the new folder `out`; gives the losses.

    Raises TrainingFault where the data are missing.
    """
    rows = read_rows(data / "train.jsonl")
    prompts = dict.fromkeys(message.content for row in rows for message in row.messages)
    said = list(dict.fromkeys(row.answer for row in rows))
    texts = [*domain_texts(), *said]
    tokenizer = learn([*texts, *prompts])
    model = untaught(tokenizer, plan.seed)
    copies = copying_texts(texts, plan.copies, plan.seed)
    losses = pretrain(
        model, tokenizer, [], copies, Schooling(1, batch=32, longest=128, rate=plan.rate, seed=plan.seed)
    )
    losses += pretrain(
        model, tokenizer, [], texts, Schooling(plan.epochs, batch=16, longest=256, rate=plan.rate / 3)
    )
    keep(model, tokenizer, out)
    return losses
