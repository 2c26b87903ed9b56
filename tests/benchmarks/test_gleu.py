"""GLEU as its authors' script computes it, on cases worked out by hand."""

from __future__ import annotations

import math
import os
from pathlib import Path

import pytest

from benchmarks.gleu import gleu

SOURCE = "a b c d e"


def test_the_reference_itself_scores_100() -> None:
    assert gleu([SOURCE], [["a b c d f"]], ["a b c d f"]) == pytest.approx(100)


def test_what_the_source_kept_wrong_counts_against_it() -> None:
    # Unigrams: a b c d match, e is the source's and not the reference's: (4 - 1) / 5. Bigrams: (3 - 1) / 4.
    # Trigrams: (2 - 1) / 3. 4-grams: (1 - 1) / 2 is none, which makes the whole 0.
    assert gleu([SOURCE], [["a b c d f"]], [SOURCE]) == 0
    # Two sentences are one corpus: the second, right, adds 5, 4, 3 and 2 of as many.
    expected = 100 * math.prod([(3 + 5) / 10, (2 + 4) / 8, (1 + 3) / 6, (0 + 2) / 4]) ** 0.25
    score = gleu([SOURCE, SOURCE], [["a b c d f", SOURCE]], [SOURCE, SOURCE])
    assert score == pytest.approx(expected)


def test_a_short_hypothesis_pays_the_brevity_penalty() -> None:
    assert gleu(["a b c d e"], [["a b c d e"]], ["a b c d"]) == pytest.approx(100 * math.exp(1 - 5 / 4))


def test_the_mean_over_draws_lies_between_the_references() -> None:
    score = gleu([SOURCE], [["a b c d e"], ["x y z u v"]], [SOURCE])
    assert 40 < score < 60  # 100 with the first reference, 0 with the second, each drawn about half the time


def test_leaving_the_development_set_as_it_is_scores_38_2() -> None:
    folder = Path(os.environ.get("GREENROOM_DATA", "")) / "jfleg"
    if not os.environ.get("GREENROOM_DATA") or not folder.is_dir():
        pytest.skip("GREENROOM_DATA names no folder with jfleg/ in it")
    sources = (folder / "dev.src").read_text(encoding="utf-8").splitlines()
    references = [(folder / f"dev.ref{n}").read_text(encoding="utf-8").splitlines() for n in range(4)]
    assert gleu(sources, references, sources) == pytest.approx(38.2, abs=0.05)
