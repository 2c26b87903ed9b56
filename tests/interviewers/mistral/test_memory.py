"""Whether a model fits is known before it is loaded, to the MiB."""

from __future__ import annotations

from pathlib import Path

import pytest
from transformers import MistralConfig

from core.interview.errors import ModelFault
from core.interviewers.mistral import memory
from core.interviewers.mistral.memory import Need, check, need
from core.interviewers.mistral.options import Bits, Options

SEVEN_B = MistralConfig()  # transformers' default is Mistral 7B: 7,241,732,096 weights
OPTIONS = Options("base", most_interviews=8, context=4096, cache_mib=512)

# 32 layers of 2 * 4096**2 + 2 * 4096 * 1024 + 3 * 4096 * 14336 = 218,103,808 weights are quantised, which are
# 6,979,321,856; 262,410,240 are not (2 bytes each). A token has 2 * 32 * 8 * 128 keys and values of 2 bytes,
# which are 128 KiB.
PLAIN = 262_410_240


@pytest.mark.parametrize(
    ("bits", "size"),
    [(4, 6_979_321_856 * 0.515875), (8, 6_979_321_856), (16, 2 * 6_979_321_856)],
)
def test_what_seven_billion_weights_need(bits: Bits, size: float) -> None:
    needed = need(SEVEN_B, Options("base", bits=bits, most_interviews=8, context=4096, cache_mib=512))
    assert needed.weights == -(-int(size + 2 * PLAIN) // 2**20)
    assert needed.rows == 4096
    assert needed.kept == 512


def test_an_adapter_is_counted() -> None:
    assert need(SEVEN_B, OPTIONS, 50 * 2**20).weights - need(SEVEN_B, OPTIONS).weights == 50


def test_on_a_card_what_is_kept_stays_in_main_memory() -> None:
    needed = Need(weights=4000, rows=1000, kept=500, rest=900)
    assert needed.on("cpu") == {"processor": 6400}
    assert needed.on("cuda") == {"card": 5700, "processor": 1400}


def test_what_fits_fits_and_what_does_not_is_told_with_the_numbers() -> None:
    needed = Need(weights=4000, rows=1000, kept=500, rest=900)
    check(needed, "cpu", {"processor": 6400})
    check(needed, "cuda", {"card": 5700, "processor": 1400})
    with pytest.raises(ModelFault) as caught:
        check(needed, "cuda", {"card": 5699, "processor": 1400})
    assert caught.value.key == "mistral-no-memory-card"
    assert caught.value.values == {"needed": 5700, "free": 5699, "weights": 4000, "rows": 1000}
    with pytest.raises(ModelFault) as caught:
        check(needed, "cpu", {"processor": 6399})
    assert caught.value.key == "mistral-no-memory-processor"


def test_the_limits_of_a_container_and_of_those_around_it_count(tmp_path: Path) -> None:
    root, own = tmp_path / "cgroup", tmp_path / "own"
    inner = root / "outer" / "inner"
    inner.mkdir(parents=True)
    own.write_text("0::/outer/inner\n")
    for folder, limit, used, files in ((inner, "max", 5, 1), (root / "outer", "1000", 700, 200)):
        (folder / "memory.max").write_text(f"{limit}\n")
        (folder / "memory.current").write_text(f"{used}\n")
        (folder / "memory.stat").write_text(f"anon 3\ninactive_file {files}\n")
    assert [left for left in memory._groups(root, own) if left is not None] == [500]


def test_what_is_free_is_something_and_not_more_than_the_machine_has() -> None:
    assert 0 < memory.free_mib() < 1 << 24
    assert memory.resident_mib() > 10
