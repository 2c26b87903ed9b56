"""A base and its adapter are loaded as they are asked for: really in 4 bits, really with the adapter."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import MistralConfig

from core.interview.errors import ModelFault
from core.interviewers.mistral import memory
from core.interviewers.mistral.loading import context_for, load
from core.interviewers.mistral.options import Bits, Options
from core.interviewers.prompts.prompts import VERSION

pytestmark = pytest.mark.filterwarnings(
    "ignore:.is_gradient_checkpointing. is deprecated:FutureWarning"
)  # PEFT's


@pytest.mark.parametrize(
    ("bits", "kind", "dtype"),
    [
        (4, "Linear4bit", torch.uint8),
        (8, "Linear8bitLt", torch.int8),
        (16, "Linear", torch.bfloat16),
        (32, "Linear", torch.float32),
    ],
)
def test_weights_are_held_in_the_bits_that_were_asked_for(
    base: Path, adapter: Path, bits: Bits, kind: str, dtype: torch.dtype
) -> None:
    loaded = load(Options(str(base), adapter=str(adapter), bits=bits, device="cpu"))
    projection = loaded.model.get_base_model().model.layers[0].self_attn.q_proj
    assert type(projection.base_layer).__name__ == kind
    assert projection.base_layer.weight.dtype == dtype
    if bits == 4:
        state = projection.base_layer.weight.quant_state
        assert (state.quant_type, state.nested, projection.base_layer.compute_dtype) == (
            "nf4",
            True,
            torch.bfloat16,
        )
    ids = torch.tensor([loaded.tokenizer("Tell me more.")["input_ids"]])
    with torch.inference_mode():
        logits = loaded.model(ids).logits
        with loaded.model.disable_adapter():
            assert not torch.equal(loaded.model(ids).logits, logits)
    assert torch.isfinite(logits).all()


def test_the_adapter_s_own_tokenizer_is_taken(base: Path, adapter: Path, tmp_path: Path) -> None:
    changed = shutil.copytree(adapter, tmp_path / "adapter")
    (changed / "chat_template.jinja").write_text("{% for m in messages %}{{ m['content'] }}{% endfor %}")
    assert len(load(Options(str(base), bits=32)).tokenizer.chat_template) > 60
    assert len(load(Options(str(base), adapter=str(changed), bits=32)).tokenizer.chat_template) < 60


def test_a_base_without_a_chat_template_is_refused(base: Path, tmp_path: Path) -> None:
    changed = shutil.copytree(base, tmp_path / "base")
    (changed / "chat_template.jinja").unlink()
    assert fault(Options(str(changed), bits=32)).key == "mistral-no-template"


def test_a_card_that_is_not_there_is_told(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert fault(Options(str(base), device="cuda")).key == "mistral-no-card"


def test_what_does_not_fit_is_told_before_anything_is_loaded(
    base: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    changed = shutil.copytree(base, tmp_path / "base")
    (changed / "model.safetensors").write_bytes(b"damaged")  # would fail in another way
    monkeypatch.setattr(memory, "free_mib", lambda: 100)
    told = fault(Options(str(changed), device="cpu"))
    assert told.key == "mistral-no-memory-processor"
    assert 100 < int(told.values["free"]) < int(told.values["needed"])


def test_code_that_comes_with_a_model_is_not_run(base: Path, tmp_path: Path) -> None:
    changed = shutil.copytree(base, tmp_path / "base")
    config = json.loads((changed / "config.json").read_text())
    config |= {"model_type": "own", "auto_map": {"AutoConfig": "own.Own", "AutoModelForCausalLM": "own.Own"}}
    (changed / "config.json").write_text(json.dumps(config))
    (changed / "own.py").write_text("raise SystemExit('it was run')")
    with pytest.raises(ValueError, match="trust_remote_code"):
        load(Options(str(changed), bits=32))


@pytest.mark.parametrize(
    ("config", "context"),
    [({}, 4096), ({"max_position_embeddings": 2048}, 2048), ({"sliding_window": 1024}, 1024)],
)
def test_the_context_is_no_longer_than_the_model_looks_back(config: dict[str, Any], context: int) -> None:
    defaults: dict[str, Any] = {"sliding_window": None, "max_position_embeddings": 32768}
    assert context_for(MistralConfig(**(defaults | config)), 4096) == context


def fault(options: Options) -> ModelFault:
    with pytest.raises(ModelFault) as caught:
        load(options)
    return caught.value


def test_the_fixture_s_prompts_are_these(adapter: Path) -> None:
    assert json.loads((adapter / "greenroom.json").read_text())["prompts"] == VERSION
