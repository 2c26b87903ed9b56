"""Teaches a model from the beginning: all of its weights, on all of every text.

The rule: the same texts and the same seed give the same model; what it was taught is written where it is kept
only when it is complete.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from datasets import Dataset  # type: ignore[import-untyped]
from transformers import (
    DataCollatorForSeq2Seq,
    PreTrainedModel,
    PreTrainedTokenizerBase,
    PrinterCallback,
    Trainer,
    TrainerCallback,
    TrainingArguments,
    set_seed,
)

from training.finetune.examples import OUTSIDE, Chat, examples
from training.finetune.places import appearing


@dataclass(frozen=True, slots=True)
class Schooling:
    """How long and how fast: `rate` is the learning rate, reached after 5 % of the steps.

    `watching` are told of every step and loss.
    """

    epochs: float = 2.0
    batch: int = 8
    longest: int = 512
    rate: float = 2e-3
    seed: int = 0
    watching: Sequence[TrainerCallback] = ()


def pretrain(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    chats: Iterable[Chat],
    texts: Iterable[str],
    schooling: Schooling,
) -> list[float]:
    """Teaches `model` in place; gives the losses on the way, one every 25 steps.

    Of a chat what is asked counts too: from it the words are learnt that answers are made of.
    """
    given = list(chats)
    rows = [one.input_ids for one in examples(given, tokenizer, schooling.longest)] if given else []
    rows += _joined([tokenizer(text)["input_ids"] for text in texts], schooling.longest)
    data = Dataset.from_list(
        [{"input_ids": row, "labels": row} for row in rows if len(row) <= schooling.longest]
    )
    set_seed(schooling.seed)
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        trainer = Trainer(
            model=model,
            args=_arguments(folder, schooling),
            train_dataset=data,
            data_collator=DataCollatorForSeq2Seq(tokenizer, label_pad_token_id=OUTSIDE),
            callbacks=list(schooling.watching),
        )
        trainer.remove_callback(PrinterCallback)
        trainer.train()
    return [float(entry["loss"]) for entry in trainer.state.log_history if "loss" in entry]


def keep(model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, folder: Path) -> None:
    """Writes the model in bf16, with its tokenizer. `folder` must not be there yet."""
    with appearing(folder) as new:
        model.to(torch.bfloat16).save_pretrained(new)  # type: ignore[arg-type]
        tokenizer.save_pretrained(new)
        for file in new.iterdir():
            file.chmod(0o644)  # safetensors writes for the owner alone


def _joined(texts: Iterable[Sequence[int]], longest: int) -> list[list[int]]:
    """Texts one after the other in rows of at most `longest` tokens."""
    rows: list[list[int]] = [[]]
    for text in texts:
        if rows[-1] and len(rows[-1]) + len(text) > longest:
            rows.append([])
        rows[-1] += text
    return rows


def _arguments(folder: str, schooling: Schooling) -> TrainingArguments:
    return TrainingArguments(
        output_dir=folder,
        num_train_epochs=schooling.epochs,
        per_device_train_batch_size=schooling.batch,
        learning_rate=schooling.rate,
        lr_scheduler_type="cosine",
        warmup_steps=0.05,
        weight_decay=0.01,
        optim="adamw_torch",
        bf16=True,
        use_cpu=not torch.cuda.is_available(),
        ddp_backend=None if torch.cuda.is_available() or os.environ.get("WORLD_SIZE", "1") == "1" else "gloo",
        train_sampling_strategy="group_by_length",
        logging_steps=25,
        save_strategy="no",
        seed=schooling.seed,
        dataloader_pin_memory=torch.cuda.is_available(),
        disable_tqdm=True,
        report_to="none",
    )
