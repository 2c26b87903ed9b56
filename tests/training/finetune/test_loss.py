"""The loss of the bearing tokens alone is the plain one, and so are its gradients."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from torch.nn import functional
from transformers import AutoModelForCausalLM

from tests.training.finetune.conftest import chat
from training.finetune import loss as losses
from training.finetune.config import Config
from training.finetune.examples import OUTSIDE, Writer
from training.finetune.loss import Surprise, bearing
from training.finetune.tuning import adapted

# asked for by peft
pytestmark = pytest.mark.filterwarnings("ignore:`is_gradient_checkpointing`:FutureWarning")


def test_a_label_of_two_that_are_alike_surprises_by_the_log_of_two() -> None:
    hidden = torch.zeros(3, 4, requires_grad=True)
    weight = torch.tensor([[1.0, 0.0, 0.0, 0.0], [0.0, 2.0, 0.0, 0.0]])
    total = surprise(hidden, weight, None, torch.tensor([0, 1, 1]))
    assert total.item() == pytest.approx(3 * 0.693147, abs=1e-5)
    torch.autograd.backward(total)
    # half of each row, less the label's own: (1/2 - 1, 1/2 * 2) and (1/2, 2/2 - 2)
    wanted = [[-0.5, 1.0, 0.0, 0.0], [0.5, -1.0, 0.0, 0.0], [0.5, -1.0, 0.0, 0.0]]
    assert hidden.grad is not None
    assert torch.allclose(hidden.grad, torch.tensor(wanted))


@pytest.mark.parametrize("at_once", [1, 40, 2**22])
@pytest.mark.parametrize("biased", [False, True])
def test_however_few_at_once_the_gradient_is_that_of_the_cross_entropy(
    at_once: int, biased: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(losses, "AT_ONCE", at_once)
    dice = torch.Generator().manual_seed(0)
    hidden, weight = torch.randn(7, 5, generator=dice), torch.randn(11, 5, generator=dice)
    bias = torch.randn(11, generator=dice) if biased else None
    labels = torch.randint(11, (7,), generator=dice)
    ours, plain = hidden.clone().requires_grad_(), hidden.clone().requires_grad_()
    total = surprise(ours, weight, bias, labels)
    wanted = functional.cross_entropy(functional.linear(plain, weight, bias), labels, reduction="sum")
    assert total.item() == pytest.approx(wanted.item(), rel=1e-5)
    torch.autograd.backward([total / 3, wanted / 3])
    assert ours.grad is not None
    assert plain.grad is not None
    assert torch.allclose(ours.grad, plain.grad, atol=1e-6)


@pytest.fixture
def model(base: Path, config: Config) -> Any:
    """A base in full precision with an adapter that does something."""
    torch.manual_seed(0)
    whole = AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32)
    made = adapted(whole, config).eval()
    for weights in made.parameters():
        if weights.requires_grad:
            weights.data.normal_(std=0.1)
    return made


def surprise(*given: torch.Tensor | None) -> torch.Tensor:
    total = Surprise.apply(*given)  # type: ignore[no-untyped-call]
    assert isinstance(total, torch.Tensor)
    return total


def batch(tokenizer: Any) -> dict[str, torch.Tensor]:
    """Two examples of unlike length, padded at their end."""
    made = [one for one in (Writer(tokenizer).example(chat(number)) for number in (3, 100_000)) if one]
    width = max(len(one.input_ids) for one in made)
    rows = [(one.input_ids, one.labels, [1] * len(one.input_ids)) for one in made]
    fill = (0, OUTSIDE, 0)
    ids, labels, mask = (
        torch.tensor([row[at] + [fill[at]] * (width - len(row[at])) for row in rows]) for at in range(3)
    )
    return {"input_ids": ids, "labels": labels, "attention_mask": mask}


def test_a_model_tells_the_same_loss_and_gradients_without_its_logits(model: Any, tokenizer: Any) -> None:
    given = batch(tokenizer)
    borne = int((given["labels"] != OUTSIDE).sum())

    def gradients(loss: torch.Tensor) -> dict[str, torch.Tensor]:
        model.zero_grad()
        torch.autograd.backward(loss)
        return {name: one.grad.clone() for name, one in model.named_parameters() if one.grad is not None}

    plain = model(**given).loss
    wanted = gradients(plain)
    bearing(model.get_base_model())
    total = model(**given, bearing=True)["loss"]
    assert total.item() / borne == pytest.approx(plain.item(), rel=1e-5)
    ours = gradients(total / borne)
    assert len(wanted) == 8  # A and B of two targets in two layers
    assert all(torch.allclose(ours[name], wanted[name], atol=1e-6) for name in wanted)


def test_a_batch_without_labels_has_no_loss_and_teaches_nothing(model: Any, tokenizer: Any) -> None:
    given = batch(tokenizer)
    bearing(model.get_base_model())
    total = model(**given | {"labels": torch.full_like(given["labels"], OUTSIDE)}, bearing=True)["loss"]
    torch.autograd.backward(total)
    assert total.item() == 0
    assert not any(one.grad.any() for one in model.parameters() if one.grad is not None)


def test_a_model_still_generates(model: Any, tokenizer: Any) -> None:
    ids = torch.tensor([[3, 4, 5]])
    before = model.generate(input_ids=ids, max_new_tokens=3, do_sample=False)
    bearing(model.get_base_model())
    after = model.generate(input_ids=ids, max_new_tokens=3, do_sample=False)
    assert torch.equal(before, after)
