"""One recipe of tuning, measured in a process of its own: `python -m benchmarks.tuning_recipe ours FILE`.

FILE is the original's spreadsheet of questions and answers; the model is a Mistral of narrow layers with
random weights in 4 bits and an adapter, the tokenizer that of Mistral 7B. Both recipes take the same examples
and the same optimiser. Prints JSON: seconds by the clock and of the process, tokens that are no padding, and
of them that bear the loss of an answer, and the memory it took above the loaded model.

    original   four times two examples a step, each padded to 512 tokens, the loss on everything
    ours       two times four examples a step, of like length and padded to the longest of the four, the loss
               on the answers, as `training.finetune` takes it
"""

from __future__ import annotations

import gc
import json
import sys
import time
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas  # type: ignore[import-untyped]
import torch
from bitsandbytes.optim import PagedAdamW8bit  # type: ignore[attr-defined]
from peft.helpers import disable_input_dtype_casting
from transformers import MistralConfig, MistralForCausalLM
from transformers.trainer_pt_utils import LengthGroupedSampler

from benchmarks.random_mistral import tokenizer as real_tokenizer
from training.finetune import base as bases
from training.finetune.config import checked
from training.finetune.examples import OUTSIDE, Example, examples
from training.finetune.loss import bearing
from training.finetune.templates import TEMPLATES
from training.finetune.tuning import adapted

LONGEST = 512
STEP = 8  # examples
STEPS = 4
POOL = 400  # examples that batches are made of
CONFIG = {"name": "bench", "base": {"model": "."}, "adapter": {"r": 8, "alpha": 16}}

Batch = dict[str, torch.Tensor]


def main(recipe: str, file: Path) -> None:
    """Measures and prints."""
    warnings.simplefilter("ignore")
    with TemporaryDirectory() as folder:
        tokenizer = real_tokenizer(Path(folder))
        tokenizer.chat_template = TEMPLATES["mistral"]
        model = _model(Path(folder), tokenizer)
    steps = list(_steps(_examples(file, tokenizer)))
    losses = original if recipe == "original" else ours
    bearing(model.get_base_model())
    tuned = [one for one in model.parameters() if one.requires_grad]
    optimiser = PagedAdamW8bit(tuned, lr=1e-4)  # type: ignore[no-untyped-call]
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the highest mark begins anew
    held = _status("VmRSS")
    _step(optimiser, losses(model, steps[0]))
    begun, worked = time.perf_counter(), time.process_time()
    for batch in steps[1:]:
        _step(optimiser, losses(model, batch))
    seconds, work = time.perf_counter() - begun, time.process_time() - worked
    taken = [one for batch in steps[1:] for one in batch]
    print(
        json.dumps(
            {
                "seconds": seconds,
                "cpu": work,
                "useful": sum(len(one.input_ids) for one in taken),
                "bearing": sum(one.bearing for one in taken),
                "peak_mib": (_status("VmHWM") - held) / 1024,
            }
        )
    )


def original(model: Any, batch: Sequence[Example]) -> Iterator[torch.Tensor]:
    """Micro-batches of two, padded to 512; the labels are the inputs."""
    for at in range(0, len(batch), 2):
        made = _padded(batch[at : at + 2], LONGEST)
        made["labels"] = made["input_ids"].clone()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            yield model(**made).loss * 2 / len(batch)


def ours(model: Any, batch: Sequence[Example]) -> Iterator[torch.Tensor]:
    """Micro-batches of four, padded to their longest."""
    borne = sum(one.bearing for one in batch)
    for at in range(0, len(batch), 4):
        part = batch[at : at + 4]
        made = _padded(part, max(len(one.input_ids) for one in part))
        with disable_input_dtype_casting(model), torch.autocast("cpu", dtype=torch.bfloat16):
            yield model(**made, bearing=True)["loss"] / borne


def _padded(batch: Sequence[Example], length: int) -> Batch:
    ids = torch.zeros(len(batch), length, dtype=torch.long)
    mask, labels = torch.zeros_like(ids), torch.full_like(ids, OUTSIDE)
    for row, one in enumerate(batch):
        ids[row, : len(one.input_ids)] = torch.tensor(one.input_ids)
        mask[row, : len(one.input_ids)] = 1
        labels[row, : len(one.labels)] = torch.tensor(one.labels)
    return {"input_ids": ids, "attention_mask": mask, "labels": labels}


def _step(optimiser: Any, losses: Iterator[torch.Tensor]) -> None:
    for loss in losses:
        torch.autograd.backward(loss)
    optimiser.step()
    optimiser.zero_grad()


def _steps(found: Sequence[Example]) -> Iterator[list[Example]]:
    """Batches of like length, as the trainer makes them, of all lengths; the first is to get warm."""
    sampler = LengthGroupedSampler(
        STEP,
        lengths=[len(one.input_ids) for one in found],
        generator=torch.Generator().manual_seed(0),
    )
    order = list(sampler)
    batches = [[found[i] for i in order[at : at + STEP]] for at in range(0, len(order), STEP)]
    batches.sort(key=lambda batch: len(batch[0].input_ids))
    yield batches[len(batches) // 2]
    for number in reversed(range(STEPS)):  # the longest first, as the trainer does
        yield batches[(2 * number + 1) * len(batches) // (2 * STEPS)]


def _examples(file: Path, tokenizer: Any) -> list[Example]:
    table = pandas.read_excel(file).dropna().sample(frac=1, random_state=0).head(POOL)
    chats = [
        [
            {"role": "user", "content": f"You are interviewing for {row[0]}. Question: {row[1]}"},
            {"role": "assistant", "content": str(row[2])},
        ]
        for row in table.itertuples(index=False)
    ]
    return list(examples(chats, tokenizer, LONGEST))


def _model(folder: Path, tokenizer: Any) -> Any:
    torch.manual_seed(0)
    shape = MistralConfig(
        vocab_size=len(tokenizer),
        hidden_size=384,
        intermediate_size=1152,
        num_hidden_layers=6,
        num_attention_heads=6,
        num_key_value_heads=2,
        tie_word_embeddings=True,
    )
    MistralForCausalLM(shape).to(torch.bfloat16).save_pretrained(folder)  # type: ignore[arg-type]
    config = checked(CONFIG)
    return adapted(bases.load(folder, config.base), config).train()


def _status(name: str) -> int:
    """A figure of this process's memory, in KiB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
