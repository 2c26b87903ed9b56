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
from core.interviewers.prompts.data import CLOSE, OPEN
from tests.training.score.made import Made, file_of
from training.finetune.watching import Shown
from training.small import beginning
from training.small.model import READER, untaught
from training.small.naming import names
from training.small.tokenizer import learn
from training.small.wiring import BACK, wire

SHORT = ("Who led the ward?", "I did, for two years.", "What went wrong at night?")


NAMED = (240, 245, 250)
CALLING = 255  # a piece that stands before what names something


def born(wired: bool = True) -> Any:
    """A beginner of 600 pieces that has read nothing, of which three name things."""
    tokenizer = learn(SHORT, 600)
    naming, before = torch.zeros(2, len(tokenizer))
    naming[list(NAMED)] = 1.0
    before[CALLING] = 1.0
    model = untaught(tokenizer, 0, READER)
    if wired:
        wire(model, naming, before)
    return model


def shown_to_it() -> torch.Tensor:
    """Eight rows of sixty pieces by chance, none of which names a thing, but for three."""
    dice = torch.Generator().manual_seed(2)
    shown = torch.randint(10, 230, (8, 60), generator=dice)
    for place, piece in zip((5, 20, 33), NAMED, strict=True):
        shown[:, place] = piece
    shown[:, -1] = CALLING
    return shown


def picked(model: Any, place: int) -> float:
    """In what share of the rows a piece that named something is foreseen after a place."""
    with torch.no_grad():
        said = model(shown_to_it()).logits[:, place].argmax(-1)
    return sum(int(piece) in NAMED for piece in said) / len(said)


def test_it_is_born_picking_out_what_was_named_where_a_name_may_come_next() -> None:
    torch.set_num_threads(1)
    assert picked(born(), -1) > 0.8
    assert picked(born(), -2) < 0.5
    assert picked(born(wired=False), -1) < 0.2


def test_it_is_born_looking_at_the_three_pieces_before_each() -> None:
    model = born()
    model.set_attn_implementation("eager")
    with torch.no_grad():
        looks = model(shown_to_it(), output_attentions=True).attentions[0]
    for head, back in enumerate(BACK):
        assert (looks[:, head, 10:].argmax(-1) == torch.arange(10 - back, 60 - back)).float().mean() > 0.6


def test_how_much_of_a_name_a_word_is_is_counted_where_people_name_things() -> None:
    prose = ["I moved the rota and the ward.", "The rota was a mess, so I rota my team.", "So my team won."]
    tokenizer = learn([*prose * 9, " rota rota team team ward ward my my the the mess mess"], 400)
    prompts = [f"Say no ward. {OPEN}my team{CLOSE}" for _ in range(3)]
    naming, before = names(tokenizer, prose, prompts)

    def of(word: str, shares: torch.Tensor) -> float:
        (piece,) = tokenizer(f" {word}", add_special_tokens=False)["input_ids"]
        return round(float(shares[piece]), 3)

    assert of("team", naming) == 1.0  # 2 of 2 times, of which 2 are doubted: 1/2, the most of all
    assert of("rota", naming) == 0.8  # 2 of 3 times: 2/5
    assert of("ward", naming) == 0.0  # the prompt's own
    assert of("mess", naming) == 0.0
    assert of("my", before) == 1.0  # 2 of 2 times
    assert of("the", before) == 1.0  # "the rota", "the ward"
    assert of("a", before) == 0.0


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
    beginning.begin(tmp_path, tmp_path / "out", beginning.Plan(share=1.0))
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
    plan = beginning.Plan(share=1.0)
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
