"""The loss of the tokens that bear one, without the vocabulary's logits for all others.

The rule: logits are made of few tokens at a time and not kept, on every device; the loss is that of the
plain way, to rounding.
"""

from __future__ import annotations

import functools
import types
from typing import Any

import torch
from peft import PeftModel
from torch.nn import functional
from transformers import PreTrainedModel
from trl import SFTTrainer  # type: ignore[attr-defined]

from training.finetune.examples import OUTSIDE

HEAD = "lm_head"  # the output layer, which is frozen here
AT_ONCE = 2**22  # logits: what a processor's cache holds in good part


class Surprise(torch.autograd.Function):
    """The cross entropy of labels under a frozen output layer, summed, and its gradient in the same pass.

    With p = softmax(W h) the gradient by h is W'(p - 1 at the label); it is all that is needed later, so no
    logit outlives its part.
    """

    @staticmethod
    def forward(
        ctx: Any, hidden: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor | None, labels: torch.Tensor
    ) -> torch.Tensor:
        """`hidden` is (tokens, width), `weight` (vocabulary, width), `labels` (tokens); gives a number."""
        rows = max(1, AT_ONCE // len(weight))
        total = torch.zeros((), device=hidden.device)
        gradient = torch.empty_like(hidden)
        for at in range(0, len(hidden), rows):
            part, said = hidden[at : at + rows], labels[at : at + rows, None]
            logs = functional.linear(part, weight, bias).float().log_softmax(-1)
            total -= logs.gather(1, said).sum()
            if ctx.needs_input_grad[0]:
                p = logs.exp_().scatter_add_(1, said, torch.full_like(said, -1, dtype=logs.dtype))
                gradient[at : at + rows] = p.to(weight.dtype) @ weight
        ctx.save_for_backward(gradient)
        return total

    @staticmethod
    def backward(ctx: Any, given: torch.Tensor) -> tuple[torch.Tensor | None, ...]:
        """The gradient by `hidden` alone: the output layer is not tuned."""
        (gradient,) = ctx.saved_tensors
        return gradient * given.to(gradient.dtype), None, None, None


def bearing(model: torch.nn.Module) -> None:
    """Lets `model(..., labels=..., bearing=True)` give the summed loss of the next tokens, and no logits."""
    plain = model.forward

    @functools.wraps(type(model).forward)  # whose parameters others look up
    def forward(self: PreTrainedModel, *args: Any, bearing: bool = False, **kwargs: Any) -> Any:
        if not bearing:
            return plain(*args, **kwargs)
        labels = kwargs.pop("labels")[:, 1:]
        borne = labels != OUTSIDE
        hidden = self.base_model(*args, use_cache=False, **kwargs).last_hidden_state[:, :-1][borne]
        head = self.get_output_embeddings()  # type: ignore[no-untyped-call]
        hidden = hidden.to(head.weight.dtype)
        total = Surprise.apply(hidden, head.weight, head.bias, labels[borne])  # type: ignore[no-untyped-call]
        return {"loss": total}

    model.forward = types.MethodType(forward, model)


class BearingTrainer(SFTTrainer):
    """trl's trainer; its own loss makes the logits of every token where there is no graphics card."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self.model, PeftModel)
        bearing(self.model.get_base_model())

    def compute_loss(
        self, model: Any, inputs: dict[str, Any], return_outputs: bool = False, num_items_in_batch: Any = None
    ) -> Any:
        """The mean over the tokens that bear it: of the whole step where their number is given."""
        total = model(**inputs, bearing=True)["loss"]
        if num_items_in_batch is None:
            return total / (inputs["labels"][:, 1:] != OUTSIDE).sum().clamp(min=1)
        several = self.accelerator.num_processes if self.args.average_tokens_across_devices else 1
        return total * several / num_items_in_batch
