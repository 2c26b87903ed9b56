"""The logs of every release still fold to what they meant then."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.interview.codec import decode
from core.interview.machine import fold
from tests.corpus.record import LOGS
from tests.corpus.retold import retold

FILES = sorted(LOGS.glob("*/*.json"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_log_of_an_earlier_release_still_folds_to_the_same_interview(file: Path) -> None:
    log = json.loads(file.read_text(encoding="utf-8"))
    assert retold(fold(decode(*row) for row in log["events"])) == log["retold"]


def test_there_is_a_log_of_each_domain_of_the_first_release() -> None:
    assert {file.stem.split("-")[0] for file in FILES if file.parent.name == "0.1.0"} == {
        "data_scientist",
        "nurse",
        "software_development_engineer",
    }
