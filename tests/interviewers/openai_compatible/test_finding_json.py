"""The JSON in what a model said."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.interviewers.openai_compatible.finding_json import json_in

SCHEMA: dict[str, Any] = {"type": "object", "required": ["question"]}
ONE = '{"question": "Why {so}?"}'


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (ONE, ONE),
        (f"  {ONE}\n", ONE),
        (f"```json\n{ONE}\n```", ONE),
        (f"Sure! Here you are: {ONE} I hope it helps {{sincerely}}.", ONE),
        (f'<think>{{"question": "no"}} hm, {{better}}</think>{ONE}', ONE),
        (f'{ONE} {{"comment": "nice"}}', ONE),
        (f'{{"answer": {ONE}}}', None),
        ('{"question": "cut', None),
        ('["question"]', None),
        ('{"comment": "nice"}', None),
        ("", None),
        ("{" * 100_000, None),
        ('{"question":' * 50_000, None),
    ],
)
def test_the_object_that_fits_is_found(said: str, found: str | None) -> None:
    assert json_in(said, SCHEMA) == found


@given(
    st.text(st.characters(exclude_characters="{}")),
    st.text(),
    st.text(st.characters(exclude_characters="{}")),
)
def test_whatever_stands_around_it_is_left_out(before: str, question: str, after: str) -> None:
    written = json.dumps({"question": question})
    assert json_in(before + written + after, SCHEMA) == written
