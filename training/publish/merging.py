"""An adapter and its base as one model, for programs that load no adapters (llama.cpp, vLLM).

The rule: merged in bf16 into a base in bf16, never into one of 4 bits: rounding the sum to 4 bits once more
loses more than the adapter learnt. The interviewer itself loads base and adapter apart.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.worker.hub import client
from training.errors import TrainingFault
from training.publish.tuned import Tuned

FILES = ["*.json", "*.safetensors", "*.model", "*.jinja", "*.txt"]


def merge(one: Tuned, into: Path) -> None:
    """Writes base plus adapter, with the tokenizer, as safetensors of bf16.

    Raises TrainingFault where the base cannot be brought, or does not fit the adapter.
    """
    import torch  # noqa: PLC0415 - seconds, and only for whoever merges
    from peft import PeftModel  # noqa: PLC0415
    from transformers import AutoModelForCausalLM, AutoTokenizer  # noqa: PLC0415

    with _explained(one.base), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what libraries tell those who write against them
        base = AutoModelForCausalLM.from_pretrained(
            _base(one), dtype=torch.bfloat16, use_safetensors=True, trust_remote_code=False
        )
        merged = PeftModel.from_pretrained(base, str(one.folder)).merge_and_unload(safe_merge=True)
        merged.save_pretrained(into)
        AutoTokenizer.from_pretrained(one.folder, trust_remote_code=False).save_pretrained(into)


@contextmanager
def _explained(base: str) -> Iterator[None]:
    """What libraries raise where two things do not fit, as the sentence that says so."""
    try:
        yield
    except OSError as error:
        if error.errno is not None:  # the disk, and not what lies there
            raise
        raise TrainingFault("publish-not-merged", base=base) from None
    except (ValueError, RuntimeError, KeyError):
        raise TrainingFault("publish-not-merged", base=base) from None


def _base(one: Tuned) -> str:
    if one.base_is_folder:
        return str(Path(one.base).expanduser())
    try:
        revision = str(one.mark.get("base_revision") or "") or None
        return str(client().snapshot_download(one.base, revision=revision, allow_patterns=FILES))
    except Exception:  # the hub's client raises what its own libraries do
        raise TrainingFault("publish-no-base", base=one.base) from None
