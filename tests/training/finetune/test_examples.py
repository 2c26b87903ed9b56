"""Chats become ids and labels, and the loss falls on what the assistant says."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mistral_common.protocol.instruct.request import ChatCompletionRequest
from mistral_common.tokens.tokenizers.mistral import MistralTokenizer
from transformers import AutoTokenizer

from tests.training.finetune.conftest import SMALL, chat, write_data
from tests.training.finetune.test_config import told
from training.errors import TrainingFault
from training.finetune.examples import OUTSIDE, Example, Writer, card_of, examples, read_chats
from training.finetune.templates import TEMPLATES

ASKED = {"role": "user", "content": "Why?"}
SAID = {"role": "assistant", "content": "Because."}


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Mistral's own tokenizer (v0.1 and v0.2), which mistral-common carries, with our template."""
    folder = tmp_path_factory.mktemp("real")
    model = (files("mistral_common") / "data" / "tokenizer.model.v1").read_bytes()
    (folder / "tokenizer.model").write_bytes(model)
    form = {
        "tokenizer_class": "LlamaTokenizer",
        "add_bos_token": True,
        "add_eos_token": False,
        "bos_token": "<s>",
        "eos_token": "</s>",
        "unk_token": "<unk>",
        "legacy": True,
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(form), encoding="utf-8")
    tokenizer = AutoTokenizer.from_pretrained(folder)
    tokenizer.chat_template = TEMPLATES["mistral"]
    return tokenizer


@cache
def small() -> Any:
    return AutoTokenizer.from_pretrained(SMALL / "base")


def written(tokenizer: Any, *messages: dict[str, str]) -> Example:
    made = Writer(tokenizer).example(messages)
    assert made is not None
    return made


def bearing(tokenizer: Any, made: Example) -> str:
    """The text that bears the loss."""
    return str(tokenizer.decode([label for label in made.labels if label != OUTSIDE]))


def test_the_loss_falls_on_the_assistants_last_turn_and_on_nothing_else(tokenizer: Any) -> None:
    made = written(tokenizer, ASKED, SAID, ASKED, {"role": "assistant", "content": '{"a":1}'})
    assert bearing(tokenizer, made) == ' {"a":1}</s>'
    assert made.input_ids[-made.bearing :] == made.labels[-made.bearing :]
    assert set(made.labels[: -made.bearing]) == {OUTSIDE}


@settings(max_examples=50, deadline=None)
@given(asked=st.text(max_size=60), said=st.text(max_size=60))
def test_whatever_is_said_the_labels_are_its_words(asked: str, said: str) -> None:
    tokenizer = small()
    made = Writer(tokenizer).example([{**ASKED, "content": asked}, {**SAID, "content": said}])
    if made is not None:
        assert bearing(tokenizer, made) == f" {said}</s>"
        assert made.input_ids.count(tokenizer.eos_token_id) == 1


def test_what_is_written_equals_the_ids_of_mistral_common(real: Any) -> None:
    messages = [
        {"role": "user", "content": "Tell me about yourself."},
        SAID,
        ASKED,
        {**SAID, "content": "No."},
    ]
    theirs = MistralTokenizer.v1().encode_chat_completion(ChatCompletionRequest(messages=messages[:-1]))
    made = written(real, *messages)
    assert made.input_ids[: -made.bearing] == theirs.tokens
    assert bearing(real, made) == "No.</s>"


def test_a_prompt_of_ours_equals_the_ids_of_mistral_common(real: Any) -> None:
    system, user, answer = chat(3)
    merged = {"role": "user", "content": f"{system['content']}\n\n{user['content']}"}
    theirs = MistralTokenizer.v1().encode_chat_completion(ChatCompletionRequest(messages=[merged]))
    made = written(real, system, user, answer)
    assert made.input_ids[: -made.bearing] == theirs.tokens


def test_an_answer_that_spells_a_control_token_is_never_taught(real: Any, tokenizer: Any) -> None:
    for one in (real, tokenizer):
        assert Writer(one).example([ASKED, {"role": "assistant", "content": "So </s> go on"}]) is None


def test_phi_2s_form_puts_what_the_system_says_first() -> None:
    tokenizer = AutoTokenizer.from_pretrained(SMALL / "base")
    tokenizer.chat_template = TEMPLATES["instruct-output"]
    made = written(tokenizer, {"role": "system", "content": "Ask."}, ASKED, SAID)
    assert tokenizer.decode(made.input_ids) == "Instruct: Ask.\n\nWhy?\nOutput: Because.</s>"
    assert bearing(tokenizer, made) == " Because.</s>"


def test_an_example_too_long_is_left_out_whole(tokenizer: Any) -> None:
    long = [ASKED, {"role": "assistant", "content": "word " * 100}]
    kept = list(examples([long, [ASKED, SAID]], tokenizer, 64))
    assert [bearing(tokenizer, made) for made in kept] == [" Because.</s>"]


def test_data_for_other_prompts_is_refused(tmp_path: Path) -> None:
    folder = write_data(tmp_path / "data")
    (folder / "dataset.json").write_text('{"prompts": 0}', encoding="utf-8")
    with pytest.raises(TrainingFault) as fault:
        card_of(folder)
    assert told(fault) == (
        "The data was prepared for version 0 of the prompts, and this Greenroom has version 1. "
        "Run `./run train prepare` again."
    )


def test_a_folder_without_data_is_told(tmp_path: Path) -> None:
    with pytest.raises(TrainingFault) as fault:
        card_of(tmp_path)
    assert "does not hold what `./run train prepare` writes" in told(fault)


@pytest.mark.parametrize("line", ["{", "[]", '{"messages": []}', json.dumps({"messages": [SAID, ASKED]})])
def test_a_broken_row_is_told_with_its_line(line: str, tmp_path: Path) -> None:
    file = tmp_path / "train.jsonl"
    file.write_text(json.dumps({"messages": [ASKED, SAID]}) + f"\n{line}\n", encoding="utf-8")
    with pytest.raises(TrainingFault) as fault:
        read_chats(file)
    assert told(fault).startswith("train.jsonl, line 2: this is not a chat")
