"""Events of an interview led by a model go to JSON and back; those from before keep their meaning."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.interview import events as ev
from core.interview.codec import decode, dump, encode
from core.interview.errors import CorruptLog
from core.interview.values import Criterion, Finding, Receipt, Unjudged

IDS = st.text("0123456789abcdef", max_size=8)
REFUSED = st.lists(st.sampled_from(["leads", "no_answer", "some day"]), max_size=3).map(tuple)
RECEIPTS = st.lists(
    st.builds(Receipt, st.integers(0, 9), st.integers(0, 99), st.integers(0, 99)), max_size=2
).map(tuple)
LEVELS = st.integers(1, 5)
FINDINGS = st.tuples(
    *(
        st.builds(
            Finding,
            st.just(criterion),
            LEVELS | st.sampled_from(Unjudged),
            RECEIPTS,
            by=st.sampled_from(["", "bank", "mistral"]),
            lowest=LEVELS,
            highest=LEVELS,
            refused=REFUSED,
        )
        for criterion in Criterion
    )
)
JUDGED = st.builds(ev.Judged, st.just(1), st.just(2), FINDINGS, IDS, REFUSED, IDS, REFUSED)
DRAWN = st.builds(ev.Drawn, st.just(1), st.just(2), IDS, IDS, REFUSED)


@settings(max_examples=60, deadline=None)
@given(JUDGED | DRAWN)
def test_what_is_stored_comes_back(event: ev.Judged | ev.Drawn) -> None:
    name, version, text = encode(event)
    assert version == 2
    assert decode(name, version, text) == event
    assert dump(decode(name, version, text)) == text


OLD_FINDING = {"criterion": "depth", "level": 3, "receipts": [], "because": "", "shown": 0, "of": 0}
OLD_JUDGED = {
    "at": 1,
    "request": 2,
    "by": "bank",
    "findings": [{**OLD_FINDING, "criterion": criterion.value} for criterion in Criterion],
}


def test_a_judgement_of_the_first_version_was_made_once_and_had_nothing_refused() -> None:
    found = tuple(Finding(criterion, 3) for criterion in Criterion)
    assert decode("Judged", 1, json.dumps(OLD_JUDGED)) == ev.Judged(1, 2, found, "bank", (), "", ())


def test_a_report_of_the_first_version_has_no_debrief() -> None:
    assert decode("Drawn", 1, '{"at":1,"request":2}') == ev.Drawn(1, 2, "", "", ())


@pytest.mark.parametrize(
    "fields",
    [
        {"at": 1, "request": 2, "debrief": 3},
        {"at": 1, "request": 2, "refused": "leads"},
        {"at": 1, "request": 2, "summary": "You did well."},
    ],
)
def test_a_debrief_that_is_no_id_is_a_corrupt_log(fields: dict[str, Any]) -> None:
    with pytest.raises(CorruptLog):
        decode("Drawn", 2, json.dumps(fields))
