"""QLoRA: an adapter learnt on a frozen base in 4 bits.

The rule: what a run leaves is whole. Its adapter appears when it is complete; a run that was killed goes on
from its newest checkpoint and comes to the same losses as one that was not; whatever stops it is said in one
sentence.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from datasets import Dataset, disable_progress_bars  # type: ignore[import-untyped]
from peft import LoraConfig, PeftModel, get_peft_model
from peft.helpers import disable_input_dtype_casting
from rich.console import Console
from safetensors import SafetensorError
from transformers import (
    DataCollatorForSeq2Seq,
    EarlyStoppingCallback,
    PreTrainedTokenizerBase,
    PrinterCallback,
    Trainer,
    TrainerCallback,
    TrainingArguments,
    set_seed,
)
from transformers.utils import logging as library_logging
from trl import SFTConfig  # type: ignore[attr-defined]

from core.interviewers.prompts.prompts import VERSION
from training.errors import TrainingFault
from training.finetune import base as bases
from training.finetune.config import Base, Config
from training.finetune.curves import draw
from training.finetune.examples import OUTSIDE, card_of, examples, read_chats
from training.finetune.loss import HEAD, BearingTrainer
from training.finetune.places import MARK, Places, appearing, is_full, replace_text
from training.finetune.watching import WHOLE, Curves, Shown, Whole

NO_SPACE = "No space left on device"  # as the system says it, in whatever a library raises


def finetune(config: Config, out: Path, console: Console | None = None) -> Path:
    """Tunes an adapter as `config` says and gives its folder, `out`/adapter.

    Started again after it was stopped, it goes on. Raises TrainingFault.
    """
    _check_watchers(config, out)
    data = Path(config.data)
    card = card_of(data)
    places = Places(out)
    with _quiet(), _explained(places):
        folder = bases.located(config.base)
        bases.check_memory(bases.need(folder, config), bases.free())
        places.begin(config.model_dump(mode="json"))
        tokenizer = bases.tokenizer_of(folder, config.base)
        splits = [_read(data / f"{name}.jsonl", tokenizer, config) for name in ("train", "validation")]
        set_seed(config.run.seed)
        model = adapted(bases.load(folder, config.base), config)
        shown = Shown(console or Console(stderr=True))
        trainer = made(config, places, model, tokenizer, splits)
        _in_full(model)
        trainer.remove_callback(PrinterCallback)
        trainer.add_callback(shown)
        try:
            with disable_input_dtype_casting(model):  # which autocast does; peft, on a processor, once more
                _train(trainer, places)
        finally:
            shown.end()
        _finish(trainer, config, places, str(card.get("hash", "")))
    return places.adapter


def _read(file: Path, tokenizer: PreTrainedTokenizerBase, config: Config) -> Dataset:
    kept = list(examples(read_chats(file), tokenizer, config.run.longest))
    if not kept:
        raise TrainingFault("train-data-empty", file=file.name, longest=config.run.longest)
    return Dataset.from_list([{"input_ids": one.input_ids, "labels": one.labels} for one in kept])


# --- the trainer ---------------------------------------------------------------------------------------


def made(
    config: Config,
    places: Places,
    model: PeftModel,
    tokenizer: PreTrainedTokenizerBase,
    splits: Sequence[Dataset],
) -> Trainer:
    """The trainer of a run: trl's, or the plain one where the output layer is tuned too."""
    callbacks: list[TrainerCallback] = [Curves(places.csv), Whole()]
    if config.run.patience:
        callbacks.append(EarlyStoppingCallback(early_stopping_patience=config.run.patience))
    common = {
        "model": model,
        "train_dataset": splits[0],
        "eval_dataset": splits[1],
        "processing_class": tokenizer,
        "callbacks": callbacks,
    }
    if HEAD not in config.adapter.targets:
        packed = config.run.arrangement == "packed"
        args = SFTConfig(
            **arguments(config, places),
            max_length=config.run.longest,
            packing=packed,
            eval_packing=packed,
            dataset_kwargs={"skip_prepare_dataset": not packed},
        )
        return BearingTrainer(args=args, **common)
    if config.run.arrangement == "packed":
        raise TrainingFault("train-head-unpacked")
    collator = DataCollatorForSeq2Seq(tokenizer, label_pad_token_id=OUTSIDE)
    return Trainer(args=TrainingArguments(**arguments(config, places)), data_collator=collator, **common)


def adapted(model: Any, config: Config) -> PeftModel:
    """The frozen base with a fresh adapter. Raises TrainingFault where it has none of the targets."""
    settings = LoraConfig(
        r=config.adapter.r,
        lora_alpha=config.adapter.alpha,
        lora_dropout=config.adapter.dropout,
        target_modules=list(config.adapter.targets),
        bias="none",
        task_type="CAUSAL_LM",
    )
    try:
        return get_peft_model(model, settings)
    except ValueError:
        raise TrainingFault("train-targets-unknown", targets=", ".join(config.adapter.targets)) from None


def _in_full(model: PeftModel) -> None:
    """Keeps the adapter's weights in fp32, as a checkpoint does: in bf16, which trl makes of them, a run that
    goes on would differ from one that was never stopped, and small steps would be lost.
    """
    for weights in model.parameters():
        if weights.requires_grad:
            weights.data = weights.data.float()


def arguments(config: Config, places: Places) -> dict[str, Any]:
    """The trainer's settings, the same for both trainers."""
    run = config.run
    cuda = torch.cuda.is_available()
    several = int(os.environ.get("WORLD_SIZE", "1")) > 1
    return {
        "output_dir": str(places.work),
        "num_train_epochs": run.epochs,
        "max_steps": run.steps or -1,
        "per_device_train_batch_size": run.batch,
        "per_device_eval_batch_size": run.batch,
        "gradient_accumulation_steps": run.accumulate,
        "gradient_checkpointing": run.checkpointing,
        "gradient_checkpointing_kwargs": {"use_reentrant": False},
        "learning_rate": run.rate,
        "lr_scheduler_type": run.schedule,
        "warmup_steps": run.warmup,  # a share of all steps, being below 1
        "weight_decay": run.decay,
        "max_grad_norm": run.clip,
        "optim": run.optimizer,
        "bf16": True,
        "use_cpu": not cuda,
        "train_sampling_strategy": "group_by_length" if run.arrangement == "grouped" else "random",
        "eval_strategy": "steps",
        "eval_steps": run.evaluate,
        "save_strategy": "steps",
        "save_steps": run.evaluate,
        "save_total_limit": 2,
        "load_best_model_at_end": True,
        "metric_for_best_model": "eval_loss",
        "greater_is_better": False,
        "logging_steps": run.note,
        "logging_nan_inf_filter": False,  # which would show the last good loss in place of one that is none
        "seed": run.seed,
        "data_seed": run.seed,
        "dataloader_pin_memory": cuda,
        "ddp_find_unused_parameters": False,
        "ddp_backend": "gloo" if several and not cuda else None,
        "disable_tqdm": True,
        "report_to": list(config.watch) or "none",
        "run_name": config.name,
    }


# --- the run -------------------------------------------------------------------------------------------


def _train(trainer: Trainer, places: Places) -> None:
    kept = places.newest(WHOLE)
    trainer.train(resume_from_checkpoint=str(kept) if kept else None)


def _finish(trainer: Trainer, config: Config, places: Places, data: str) -> None:
    """Writes the adapter (the best, which the trainer has loaded) and the picture; takes the work away."""
    state = trainer.accelerator.get_state_dict(trainer.model_wrapped) if trainer.is_fsdp_enabled else None
    if trainer.is_world_process_zero():
        draw(places.png, trainer.state.log_history, config.name)
        model = trainer.accelerator.unwrap_model(trainer.model)
        with appearing(places.adapter) as folder:
            _name_base(model, config.base)
            model.save_pretrained(str(folder), state_dict=state, save_embedding_layers=False)
            (folder / "README.md").unlink(missing_ok=True)  # an empty form; `publish` writes a card
            tokenizer = trainer.processing_class
            assert isinstance(tokenizer, PreTrainedTokenizerBase)
            tokenizer.save_pretrained(str(folder))
            replace_text(folder / MARK, marked(config, data))
            for file in folder.iterdir():
                file.chmod(0o644)  # safetensors writes for the owner alone
        shutil.rmtree(places.work)
    trainer.accelerator.wait_for_everyone()


def _name_base(model: PeftModel, base: Base) -> None:
    """Names the base as the configuration does, not by the folder it was found in."""
    settings = model.peft_config["default"]
    settings.base_model_name_or_path, settings.revision = base.model, base.revision or None


def marked(config: Config, data: str) -> str:
    """What stands beside an adapter's weights: what they were made of, and for which prompts."""
    mark = {
        "prompts": VERSION,
        "base": config.base.model,
        "base_revision": config.base.revision,
        "config": config.name,
        "data": data,
    }
    return json.dumps(mark, indent=2) + "\n"


# --- what can go wrong ---------------------------------------------------------------------------------


def _check_watchers(config: Config, out: Path) -> None:
    for name in config.watch:
        if importlib.util.find_spec(name) is None:
            raise TrainingFault("train-watcher-missing", name=name)
    # Beside the adapter, not in the folder of the checkpoints, which goes at the end.
    os.environ["TENSORBOARD_LOGGING_DIR"] = str(out / "tensorboard")
    os.environ.setdefault("WANDB_DIR", str(out))


@contextmanager
def _explained(places: Places) -> Iterator[None]:
    """What libraries raise where the disk or the memory is full, as the sentence that says so."""
    try:
        yield
    except (torch.OutOfMemoryError, MemoryError):
        raise TrainingFault("train-memory-out") from None
    except (OSError, RuntimeError, SafetensorError) as error:
        there = next(one for one in (places.out, *places.out.absolute().parents) if one.exists())
        if is_full(there) or NO_SPACE in str(error):
            raise TrainingFault("train-disk-full", folder=str(places.out)) from None
        raise


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps to themselves what libraries tell those who write against them, and their bars."""
    before = library_logging.get_verbosity()
    library_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    library_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    disable_progress_bars()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        library_logging.set_verbosity(before)
