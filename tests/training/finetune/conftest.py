"""What the tests of tuning share: a tiny Mistral, and data as `prepare` writes it.

Everything runs on one thread, so that processes can be forked and sums are the same each time.
"""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import AutoTokenizer, MistralConfig, MistralForCausalLM

from core.interviewers.prompts import prompts
from core.interviewers.prompts.answers import Worded, written
from training.finetune.config import Config, checked

SMALL = Path(__file__).parents[2] / "interviewers" / "small_mistral"
SHAPE: dict[str, Any] = {
    "hidden_size": 64,
    "intermediate_size": 128,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "num_key_value_heads": 1,
    "tie_word_embeddings": False,
}


@pytest.fixture(autouse=True)
def _one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def tokenizer() -> Any:
    return AutoTokenizer.from_pretrained(SMALL / "base")


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory, tokenizer: Any) -> Path:
    """A Mistral of two narrow layers with random weights, and the small one's tokenizer."""
    folder = tmp_path_factory.mktemp("base")
    torch.manual_seed(0)
    model = MistralForCausalLM(MistralConfig(vocab_size=len(tokenizer), pad_token_id=5, **SHAPE))
    model.to(torch.bfloat16).save_pretrained(folder)  # type: ignore[arg-type]
    tokenizer.save_pretrained(folder)
    return folder


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def chat(number: int) -> list[dict[str, str]]:
    """A follow-up to an answer that says what number it is."""
    asked = f"What is your task {number}?"
    messages = prompts.probe("nurse", "senior", asked, [(asked, f"I did {number} things.")], "the result")
    answer = written(Worded(question=f"What came of the {number} things?"))
    return [*({"role": one.role, "content": one.content} for one in messages), _said(answer)]


def _said(answer: str) -> dict[str, str]:
    return {"role": "assistant", "content": answer}


def write_data(folder: Path, train: int = 24, validation: int = 4) -> Path:
    """Data of so many chats."""
    folder.mkdir(exist_ok=True)
    for name, count in (("train", train), ("validation", validation)):
        lines = [json.dumps({"messages": chat(number), "task": "probe"}) for number in range(count)]
        (folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    card = {"prompts": prompts.VERSION, "hash": "abc"}
    (folder / "dataset.json").write_text(json.dumps(card), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_data(tmp_path_factory.mktemp("data"))


@pytest.fixture
def config(base: Path, data: Path) -> Config:
    """Eight steps, looked at after every fourth."""
    return checked(
        {
            "name": "tiny",
            "base": {"model": str(base)},
            "adapter": {"r": 4, "alpha": 8, "dropout": 0.1, "targets": ["q_proj", "v_proj"]},
            "run": {"steps": 8, "batch": 4, "rate": 1e-2, "evaluate": 4, "note": 2, "longest": 256},
            "data": str(data),
        }
    )
