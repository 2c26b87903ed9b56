"""Makes the small Mistral: its tokenizer, a base taught a little, and an adapter tuned by the real way.

The rule: nothing here knows what the triples say. The base is taught the forms and the domains' words; the
triples reach it through prepared data and `training.finetune`, as anybody's would.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from core.interviewers.prompts.prompts import VERSION
from training.finetune.config import read_config, with_values
from training.finetune.examples import CARD
from training.finetune.tuning import finetune
from training.small.lessons import lessons
from training.small.model import untaught
from training.small.pretraining import Schooling, keep, pretrain
from training.small.texts import domain_texts
from training.small.tokenizer import learn
from training.small.triples import lessons_of, read_triples

SCHOOLING = Schooling(epochs=1.0, rate=3e-3)


def make(folder: Path, out: Path) -> None:
    """`out`/base and `out`/adapter from the triples in `folder`; what of it is there is kept."""
    base = out / "base"
    if not base.exists():
        make_base(base)
    if not (out / "adapter").exists():
        with TemporaryDirectory() as data:
            prepare(folder / "triples.json", Path(data))
            tune(base, Path(data), out)


def make_base(folder: Path, schooling: Schooling = SCHOOLING) -> None:
    """A tokenizer and a model that was taught the tasks' forms over the domains' words."""
    taught = lessons()
    words = [message["content"] for chat in taught for message in chat]
    tokenizer = learn([*domain_texts(), *words])
    model = untaught(tokenizer)
    pretrain(model, tokenizer, taught, (), schooling)
    keep(model, tokenizer, folder)


def prepare(triples: Path, data: Path) -> None:
    """The triples as prepared data. They are learnt by heart: the validation split is a part of them."""
    rows = asyncio.run(lessons_of(read_triples(triples)))
    train = _lines(rows)
    (data / "train.jsonl").write_text(train, encoding="utf-8")
    (data / "validation.jsonl").write_text(_lines(rows[::8]), encoding="utf-8")
    card = {"prompts": VERSION, "hash": sha256(train.encode()).hexdigest()}
    (data / CARD).write_text(json.dumps(card), encoding="utf-8")


def tune(base: Path, data: Path, out: Path) -> Path:
    """An adapter by the shipped configuration for small models."""
    return finetune(with_values(read_config("small"), base__model=str(base), data=str(data)), out)


def _lines(rows: Sequence[dict[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
