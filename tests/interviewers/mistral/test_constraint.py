"""What is written keeps to its schema, whatever a model would rather write, however few tokens are left."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from llguidance.hf import from_tokenizer

from core.interviewers.mistral.constraint import Forms, Written, is_in_string
from core.interviewers.prompts.prompts import FORMS

LONG = {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}
SCHEMAS = [*(form.schema for form in FORMS.values()), LONG]


@pytest.fixture(scope="module")
def forms(tokenizer: Any) -> Forms:
    return Forms(from_tokenizer(tokenizer), " ")


def write(written: Written, width: int, seed: int) -> None:
    """Takes at each step one of the tokens that are allowed, by chance."""
    chance = np.random.default_rng(seed)
    mask = np.zeros(width, np.int32)
    while not written.is_done:
        written.allow(mask)
        allowed = np.flatnonzero(np.unpackbits(mask.view(np.uint8), bitorder="little"))
        written.take(int(chance.choice(allowed)))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SCHEMAS), st.integers(1, 300), st.integers(0, 2**32 - 1))
def test_whatever_is_chosen_it_parses_and_keeps_to_the_schema(
    forms: Forms, tokenizer: Any, schema: dict[str, Any], most: int, seed: int
) -> None:
    written = forms.written(schema, most)
    write(written, (len(tokenizer) + 31) // 32, seed)
    jsonschema.validate(json.loads(written.text), dict(schema))
    assert len(written.tokens) <= max(most, 64)  # 64 do for the shortest answer to each of these schemas


def test_a_token_that_is_not_allowed_is_refused(forms: Forms, tokenizer: Any) -> None:
    with pytest.raises(ValueError, match="not allowed"):
        forms.written(LONG, 20).take(tokenizer.convert_tokens_to_ids("</s>"))


def test_an_answer_is_done_with_its_last_bracket(forms: Forms, tokenizer: Any) -> None:
    written = forms.written(LONG, 1000)
    for token in tokenizer(' {"a":"b"}', add_special_tokens=False)["input_ids"]:
        assert not written.is_done
        written.take(token)
    assert written.is_done
    assert written.text == '{"a":"b"}'


def test_a_level_that_no_tokens_are_left_for_is_not_made_up(forms: Forms, tokenizer: Any) -> None:
    schema = {"properties": {"level": {"enum": [1, 2, 3, 4, 5, "insufficient_data"]}}, "required": ["level"]}
    written = forms.written({"type": "object", "additionalProperties": False, **schema}, 2)
    write(written, (len(tokenizer) + 31) // 32, 0)
    assert written.text == '{"level":"insufficient_data"}'


def test_a_schema_that_cannot_be_held_to_is_refused(forms: Forms) -> None:
    with pytest.raises(ValueError, match="schema"):
        forms.written({"type": "string", "pattern": "(?=a)"}, 10)


@pytest.mark.parametrize(
    ("text", "inside"),
    [("", False), ('"', True), ('""', False), ('"\\"', True), ('"\\\\"', False), ('{"a":"}', True)],
)
def test_where_strings_begin_and_end(text: str, inside: bool) -> None:
    assert is_in_string(text) == inside
