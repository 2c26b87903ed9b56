"""How a model is tuned: what a file in `training/configs` says, checked before anything is loaded.

The rule: every value stands in the file or has its default here; an unknown name is an error, never ignored.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from training.errors import TrainingFault

CONFIGS = Path(__file__).parent.parent / "configs"
ATTENTION = ("q_proj", "k_proj", "v_proj", "o_proj")
FEED_FORWARD = ("gate_proj", "up_proj", "down_proj")

Positive = Annotated[int, Field(gt=0)]
Share = Annotated[float, Field(ge=0, lt=1)]
Rate = Annotated[float, Field(gt=0, lt=1)]


class Part(BaseModel):
    """How strictly every table of a file is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Base(Part):
    """The model that is tuned: a folder, or a repository of the hub with the commit that is meant.

    `bits` are those of a weight: 4 is NF4 with double quantisation, computed in bf16; 16 is bf16 as it is.
    `template` is how a chat is written where the tokenizer does not say it itself.
    """

    model: str
    revision: str = ""
    bits: Literal[4, 16] = 4
    template: Literal["own", "mistral", "instruct-output"] = "own"


class Adapter(Part):
    """LoRA: `r` columns a matrix, scaled by `alpha` / `r`, in the layers named by `targets`."""

    r: Positive = 16
    alpha: Positive = 32
    dropout: Share = 0.05
    targets: tuple[str, ...] = (*ATTENTION, *FEED_FORWARD)


class Run(Part):
    """How long and how fast.

    `batch` examples at a time, `accumulate` batches a step; `rate` is the learning rate, reached after
    `warmup` of all steps. `arrangement` puts examples of like length into a batch, or packs them into rows of
    `longest` tokens. Every `evaluate` steps the validation loss is taken and the state kept; `patience` times
    without a better one end the run; 0 never does. `checkpointing` computes activations again instead of
    keeping them.
    """

    epochs: Annotated[float, Field(gt=0)] = 3.0
    steps: Annotated[int, Field(ge=0)] = 0  # where above 0, that many steps and not `epochs`
    batch: Positive = 8
    accumulate: Positive = 1
    longest: Annotated[int, Field(ge=32)] = 1024
    arrangement: Literal["grouped", "packed"] = "grouped"
    rate: Rate = 2e-4
    schedule: Literal["cosine", "linear", "constant_with_warmup"] = "cosine"
    warmup: Share = 0.03
    decay: Share = 0.0
    clip: Annotated[float, Field(gt=0)] = 1.0
    optimizer: Literal["paged_adamw_8bit", "adamw_8bit", "adamw_torch"] = "paged_adamw_8bit"
    checkpointing: bool = True
    evaluate: Positive = 50
    patience: Annotated[int, Field(ge=0)] = 3
    note: Positive = 10  # the loss is noted every so many steps, a divisor of `evaluate`
    seed: int = 0

    @model_validator(mode="after")
    def _notes_before_keeping(self) -> Run:
        """A mean that is under way when the state is kept would be lost to a run that goes on from there."""
        if self.evaluate % self.note:
            raise ValueError("evaluate must be a multiple of note")
        return self


class Config(Part):
    """One run. `data` has `train.jsonl`, `validation.jsonl` and `dataset.json`, as `prepare` writes them.

    `watch` names where figures go besides the picture and the CSV.
    """

    name: str
    base: Base
    adapter: Adapter = Adapter()
    run: Run = Run()
    data: str = ""
    watch: tuple[Literal["tensorboard", "wandb"], ...] = ()


def read_config(name: str) -> Config:
    """The configuration in a file, or the shipped one of that name. Raises TrainingFault."""
    file = CONFIGS / f"{name}.toml" if name in shipped() else Path(name)
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise TrainingFault("train-config-missing", file=name, known=", ".join(shipped())) from None
    try:
        return checked(tomllib.loads(text), file.name)
    except tomllib.TOMLDecodeError as error:
        raise TrainingFault("train-config-syntax", file=file.name, why=str(error)) from None


def shipped() -> list[str]:
    """The names of the configurations that come with Greenroom."""
    return sorted(file.stem for file in CONFIGS.glob("*.toml") if "\n[base]\n" in file.read_text("utf-8"))


def checked(table: dict[str, Any], file: str = "") -> Config:
    """The configuration that a table says. Raises TrainingFault with the first value that is not right."""
    try:
        return Config.model_validate(table)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise TrainingFault("train-config-wrong", file=file, where=where, why=first["msg"]) from None


def with_values(config: Config, **values: Any) -> Config:
    """The same with other values, named by table and name (`run__steps=2`, `data="..."`)."""
    table = config.model_dump()
    for name, value in values.items():
        *parts, last = name.split("__")
        inner = table
        for part in parts:
            inner = inner[part]
        inner[last] = value
    return checked(table, config.name)
