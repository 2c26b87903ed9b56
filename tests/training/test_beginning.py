"""The beginner: what it reads, and that it is the same for the same data and seed."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from tests.training.score.made import Made, file_of
from training.small import beginning
from training.small.copying import copying_texts

SHORT = ("Who led the ward?", "I did, for two years.", "What went wrong at night?")


def test_words_come_back_in_their_order_and_in_others() -> None:
    same, other = copying_texts(SHORT, 2)
    for text in (same, other):
        words = text.split()
        assert set(words) <= set(" ".join(SHORT).split())
        assert max(words.count(word) for word in words) > 1
    half = len(same.split()) // 2
    assert any(same.split()[:length] == same.split()[length : 2 * length] for length in range(6, half + 1))


def test_the_same_data_and_seed_give_the_same_beginner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch.set_num_threads(1)
    monkeypatch.setattr(beginning, "domain_texts", lambda: iter(SHORT * 3))
    file_of(tmp_path, Made(), Made(answer="We lost a file.", asked="Which file?"), name="train")
    plan = beginning.Plan(copies=4, epochs=1)
    losses = [beginning.begin(tmp_path, tmp_path / name, plan) for name in ("one", "other")]
    assert losses[0] == losses[1]
    one, other = (load_file(tmp_path / name / "model.safetensors") for name in ("one", "other"))
    assert all(torch.equal(one[name], other[name]) for name in one)
