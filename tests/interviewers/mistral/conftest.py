"""What the tests of the local model share: where the small one lies, and its tokenizer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

SMALL = Path(__file__).parents[1] / "small_mistral"


@pytest.fixture(scope="session")
def base() -> Path:
    return SMALL / "base"


@pytest.fixture(scope="session")
def adapter() -> Path:
    return SMALL / "adapter"


@pytest.fixture(scope="session")
def tokenizer() -> Any:
    from transformers import AutoTokenizer  # noqa: PLC0415 - seconds, only where it is needed

    return AutoTokenizer.from_pretrained(SMALL / "base")
