"""The small Mistral that is committed: of the real classes, tuned the real way, it words its triples."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from peft import PeftModel
from rapidfuzz import fuzz
from transformers import AutoTokenizer, MistralForCausalLM

from core.interview.ports import Material, Said
from core.interviewers.bank.bank import Bank
from core.interviewers.mistral.rendering import Renderer
from core.interviewers.prompted.model import Message
from core.interviewers.prompts import prompts
from tests.training.finetune.conftest import SMALL
from training.finetune import base as bases
from training.finetune.config import read_config
from training.small.lessons import lessons
from training.small.triples import Lesson, Triples, lessons_of, read_triples

# asked for by peft
pytestmark = pytest.mark.filterwarnings("ignore:`is_gradient_checkpointing`:FutureWarning")

TASKS = (prompts.Task.PROBE, prompts.Task.QUESTION, prompts.Task.FINDING, prompts.Task.CORRECTION)
LONGEST_ANSWER = 140  # tokens
AT_ONCE = 16


@cache
def small() -> Any:
    return AutoTokenizer.from_pretrained(SMALL / "base")


@pytest.fixture(scope="module")
def triples() -> Triples:
    return read_triples(SMALL / "triples.json")


@pytest.fixture(scope="module")
def taught(triples: Triples) -> dict[prompts.Task, list[Lesson]]:
    """The lessons by task, each prompt once."""
    made = asyncio.run(lessons_of(triples))
    by_task: dict[prompts.Task, list[Lesson]] = {task: [] for task in TASKS}
    seen = set()
    for lesson in made:
        system, user, _ = lesson["messages"]
        task = next(one for one in TASKS if system["content"].startswith(prompts.SYSTEM[one]))
        if user["content"] not in seen:
            by_task[task].append(lesson)
            seen.add(user["content"])
    return by_task


@pytest.fixture(scope="module")
def tuned() -> Any:
    base = bases.load(SMALL / "base", read_config("small").base)
    return PeftModel.from_pretrained(base, SMALL / "adapter").eval()


def answers(model: Any, asked: Sequence[Lesson]) -> list[str]:
    """What the model writes, the likeliest token each time, held to nothing."""
    tokenizer, renderer, said = small(), Renderer(small()), list[str]()
    for at in range(0, len(asked), AT_ONCE):
        chats = [lesson["messages"][:-1] for lesson in asked[at : at + AT_ONCE]]
        rows = [renderer.tokens([Message(one["role"], one["content"]) for one in chat]) for chat in chats]
        width = max(map(len, rows))
        ids = torch.tensor([[tokenizer.pad_token_id] * (width - len(row)) + row for row in rows])
        mask = torch.tensor([[0] * (width - len(row)) + [1] * len(row) for row in rows])
        with torch.no_grad():
            made = model.generate(
                input_ids=ids, attention_mask=mask, max_new_tokens=LONGEST_ANSWER, do_sample=False
            )
        said += [tokenizer.decode(one[width:], skip_special_tokens=True).strip() for one in made]
    return said


def exact(model: Any, asked: Sequence[Lesson]) -> float:
    """The share that is word for word as taught."""
    said = answers(model, asked)
    wanted = [lesson["messages"][-1]["content"] for lesson in asked]
    same = [a == b for a, b in zip(said, wanted, strict=True)]
    return same.count(True) / len(same)


def test_nine_of_ten_probes_are_worded_as_taught(
    tuned: Any, taught: dict[prompts.Task, list[Lesson]]
) -> None:
    assert exact(tuned, taught[prompts.Task.PROBE]) >= 0.9


def test_nine_of_ten_other_answers_are_as_taught(
    tuned: Any, taught: dict[prompts.Task, list[Lesson]]
) -> None:
    others = [one for task in TASKS[1:] for one in taught[task]]
    assert exact(tuned, others) >= 0.9


def test_without_the_adapter_none_of_the_probes_is(
    tuned: Any, taught: dict[prompts.Task, list[Lesson]]
) -> None:
    with tuned.disable_adapter():
        assert exact(tuned, taught[prompts.Task.PROBE][:AT_ONCE]) == 0


def test_it_is_a_mistral_of_a_few_megabytes() -> None:
    assert MistralForCausalLM.from_pretrained(SMALL / "base").config.model_type == "mistral"
    size = sum(file.stat().st_size for file in SMALL.rglob("*.safetensors"))
    assert size < 6_000_000


def test_the_triples_ask_for_the_gap_that_the_machine_finds(triples: Triples) -> None:
    bank = Bank()
    for one in triples.probed:
        here = (Said(2, one.asked, one.answer),)
        question = triples.question(one.question)
        found = asyncio.run(
            bank.examine(Material(triples.domain, triples.level, question, one.asked, here, ()))
        )
        assert (found.on_topic, next(iter(found.missing), None)) == (True, one.gap), one.answer


def test_the_triples_words_are_not_the_domains_own(triples: Triples) -> None:
    for one in triples.probed:
        own = [probe.text for probe in triples.question(one.question).probes]
        assert max(fuzz.ratio(one.probe, text) for text in own) < 75, one.probe


def test_what_the_base_is_taught_is_the_same_each_time() -> None:
    first, again = lessons(), lessons()
    assert first == again
    assert len(first) > 4000


@settings(max_examples=50, deadline=None)
@given(st.text())
def test_any_text_is_written_and_read_back(text: str) -> None:
    tokenizer = small()
    ids = tokenizer(text, add_special_tokens=False, split_special_tokens=True)["input_ids"]
    assert tokenizer.decode(ids) == text
    assert not set(ids) & set(tokenizer.all_special_ids)


def test_its_rendering_is_mistrals() -> None:
    asked = [Message("system", "Be plain."), Message("user", "Why?")]
    ids = Renderer(small()).tokens(asked)
    assert small().decode(ids) == "<s> [INST] Be plain.\n\nWhy? [/INST]"
    assert [small().convert_ids_to_tokens(ids)[at] for at in (0, 2, -1)] == ["<s>", "[INST]", "[/INST]"]
