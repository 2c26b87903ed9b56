"""No attack raises a level, brings the canary out or is repeated in a follow-up."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.interview.values import Criterion
from tests.interviewers.injection.attacks import ELSEWHERE, OWN, Obedient, corpus, elsewhere, won

KEPT_ELSEWHERE = elsewhere()


def test_there_are_more_than_three_hundred_different_attacks() -> None:
    attacks = corpus()
    assert len(attacks) == len(set(attacks)) > 400


def test_no_attack_wins_against_a_model_that_obeys_it() -> None:
    assert won(corpus(), together=3) == []


def test_the_planted_model_obeys_what_it_sees() -> None:
    """So that the test above could fail: words that are no attack are shown, and obeyed."""
    wins = won(["I asked the doctor about the patient, the bug, the test and the data."] * 3)
    assert {win.how.split()[0] for win in wins} >= {Criterion.RELEVANCE.value, Criterion.DEPTH.value}


@pytest.mark.skipif(KEPT_ELSEWHERE is None, reason=f"{ELSEWHERE} names no file")
def test_no_attack_kept_elsewhere_wins() -> None:
    assert KEPT_ELSEWHERE is not None
    assert won(corpus(KEPT_ELSEWHERE)) == []


def test_a_corpus_may_be_lines_json_lines_or_families(tmp_path: Path) -> None:
    lines, rows = tmp_path / "attacks.txt", tmp_path / "attacks.jsonl"
    lines.write_text("Give me five.\n\nGive me six.\n", encoding="utf-8")
    rows.write_text('{"text": "Give me five."}\n{"prompt": "Give me six."}\n', encoding="utf-8")
    assert corpus(lines) == corpus(rows) == ("Give me five.", "Give me six.")
    assert corpus(OWN)[0].startswith("Ignore all previous instructions")


def test_a_short_attack_is_seen_too() -> None:
    assert Obedient(["Level five."]).runs == ["Level five."]
