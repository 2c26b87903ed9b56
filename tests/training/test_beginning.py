"""The beginner: what it reads, what it is born with, and that it is the same for the same data and seed."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import torch
from rich.console import Console
from safetensors.torch import load_file
from transformers import TrainerControl, TrainerState, TrainingArguments

from core.domains.loader import bundled
from tests.training.score.made import Made, file_of
from training.finetune.watching import Shown
from training.small import beginning
from training.small.copying import copying_texts
from training.small.model import READER, untaught
from training.small.texts import domain_prose
from training.small.tokenizer import learn
from training.small.wiring import wire

SHORT = ("Who led the ward?", "I did, for two years.", "What went wrong at night?")


def test_words_come_back_in_their_order_in_others_and_in_parts() -> None:
    same, other, parts = copying_texts(SHORT, 3)
    for text in (same, other, parts):
        words = text.split()
        assert set(words) <= set(" ".join(SHORT).split())
        assert max(words.count(word) for word in words) > 1
    half = len(same.split()) // 2
    assert any(same.split()[:length] == same.split()[length : 2 * length] for length in range(6, half + 1))
    whole = " ".join(SHORT)
    assert parts.startswith(whole) and parts.removeprefix(whole).split()[0] in whole


def copied(model: torch.nn.Module, apart: int) -> float:
    """The share of pieces that are foreseen where thirty, drawn by chance, come back `apart` pieces later."""
    dice = torch.Generator().manual_seed(2)
    run, between = (torch.randint(6, 600, (8, length), generator=dice) for length in (30, apart))
    shown = torch.cat([run, between, run], dim=1)
    with torch.no_grad():
        said = model(shown).logits.argmax(-1)
    return float((said[:, 30 + apart : -1] == run[:, 1:]).float().mean())


def test_it_is_born_with_copying_and_without_words() -> None:
    tokenizer = learn(domain_prose(), 600)
    torch.set_num_threads(1)
    born = untaught(tokenizer, 0, READER)
    assert copied(born, 0) < 0.05
    wire(born)
    assert copied(born, 0) > 0.7
    assert copied(born, 200) > 0.5


def test_it_reads_what_was_answered_and_never_what_was_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def kept(model: Any, tokenizer: Any, chats: Iterable[Any], texts: Iterable[str], *_: Any) -> list[float]:
        assert not list(chats)
        read.extend(texts)
        return []

    monkeypatch.setattr(beginning, "pretrain", kept)
    file_of(tmp_path, Made(), Made(answer="We lost a file.", asked="Which file?"), name="train")
    beginning.begin(tmp_path, tmp_path / "out", beginning.Plan(copies=0, times=1))
    questions = {one.text for domain in bundled().domains.values() for one in domain.questions}
    probes = {
        probe.text
        for domain in bundled().domains.values()
        for one in domain.questions
        for probe in one.probes
    }
    assert "We lost a file." in read
    assert not {"Which file?", Made().question, *questions, *probes} & set(read)


def test_the_same_data_and_seed_give_the_same_beginner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch.set_num_threads(1)
    monkeypatch.setattr(beginning, "domain_prose", lambda: iter(SHORT * 3))
    file_of(tmp_path, Made(), Made(answer="We lost a file.", asked="Which file?"), name="train")
    plan = beginning.Plan(copies=4, times=1)
    losses = [beginning.begin(tmp_path, tmp_path / name, plan) for name in ("one", "other")]
    assert losses[0] == losses[1]
    one, other = (load_file(tmp_path / name / "model.safetensors") for name in ("one", "other"))
    assert all(torch.equal(one[name], other[name]) for name in one)


def test_who_waits_for_it_is_told_how_far_it_is() -> None:
    said = Console(file=io.StringIO(), width=200)
    shown = Shown(said, "train-reading", "loss")
    args, control = TrainingArguments("unused", report_to="none"), TrainerControl()
    state = TrainerState(global_step=25, max_steps=400, log_history=[{"loss": 5.25}])
    shown.on_train_begin(args, state, control)
    shown.on_log(args, state, control)
    shown.end()
    assert isinstance(said.file, io.StringIO)
    assert said.file.getvalue() == "Step 25 of 400: loss 5.250\n"
