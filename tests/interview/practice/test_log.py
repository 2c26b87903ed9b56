"""The log of a practice of every release still folds to what it meant then."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.interview.errors import CorruptLog
from core.interview.practice.codec import EVENTS, decode
from core.interview.practice.machine import fold
from core.interview.practice.state import State

FILES = sorted((Path(__file__).parent / "logs").glob("*.json"))


def told(state: State) -> dict[str, Any]:
    """What the practice came to."""
    return {
        "stage": state.stage,
        "ending": state.ending,
        "host": state.host,
        "present": list(state.present),
        "rounds": [
            {
                "candidate": round_.cast.candidate,
                "interviewer": round_.cast.interviewer,
                "observers": list(round_.cast.observers),
                "void": round_.void,
                "revealed": round_.revealed,
                "cards": [[card.by, card.whole] for card in round_.cards],
                "judged": round_.judged_by,
                "refused": [list(one.refused or ()) for one in round_.follow_ups],
            }
            for round_ in state.rounds
        ],
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_log_of_an_earlier_release_still_folds_to_the_same_practice(file: Path) -> None:
    log = json.loads(file.read_text(encoding="utf-8"))
    assert told(fold(decode(*row) for row in log["events"])) == log["told"]


def test_the_first_release_s_log_has_every_event_of_it() -> None:
    log = json.loads(FILES[0].read_text(encoding="utf-8"))
    assert {row[0] for row in log["events"]} == set(EVENTS)


def test_a_log_is_never_read_half() -> None:
    for row in (
        ("Unheard", 1, "{}"),
        ("Left", 2, '{"at":1,"seat":1}'),
        ("Left", 1, '{"at":1,"seat":1,"x":1}'),
    ):
        with pytest.raises(CorruptLog):
            decode(*row)
