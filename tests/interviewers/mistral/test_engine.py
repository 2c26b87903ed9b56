"""Requests answered together come to the tokens they would come to alone, read anew, one token at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import jsonschema
import numpy as np
import pytest
import torch
from llguidance.hf import from_tokenizer
from transformers import MistralConfig, MistralForCausalLM

from core.interviewers.mistral.constraint import Forms
from core.interviewers.mistral.engine import PIECE, Engine
from core.interviewers.mistral.loading import Loaded
from core.interviewers.mistral.options import Options
from core.interviewers.mistral.rendering import Renderer
from core.interviewers.prompted.model import Message
from core.interviewers.prompts.prompts import FORMS

OPTIONS = Options("", bits=32, most_interviews=4, context=1024, cache_mib=16)
WORD = {"type": "object", "properties": {"question": {"type": "string"}}, "required": ["question"]}
SAID = "We moved the whole plant in one night and nobody noticed. "


@pytest.fixture(scope="module")
def loaded(tokenizer: Any) -> Iterator[Loaded]:
    """A model of random weights in 32 bits, in which hardly two tokens are equally likely."""
    torch.manual_seed(0)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    config = MistralConfig(
        vocab_size=len(tokenizer),
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        head_dim=16,
        sliding_window=None,
        initializer_range=0.2,
    )
    model: Any = MistralForCausalLM(config)
    yield Loaded(model.eval(), tokenizer, Renderer(tokenizer), "cpu", OPTIONS)
    torch.set_num_threads(threads)


class Desk:
    """An engine, what it answered, and a way to make it go on."""

    def __init__(self, loaded: Loaded, **changed: Any) -> None:
        self.answers: dict[int, dict[str, Any]] = {}
        self.engine = Engine(replace(loaded, options=replace(loaded.options, **changed)), self._told)
        self.engine.try_out()
        self.asked = 0

    def _told(self, message: dict[str, Any]) -> None:
        self.answers[message["job"]] = message

    def ask(self, *contents: str, most: int = 24, **more: Any) -> int:
        """Hands in a request; gives its number."""
        self.asked += 1
        job = {"job": self.asked, "messages": chat(contents), "schema": WORD, "max_tokens": most}
        self.engine.submit(job | {"temperature": 0.0, "seed": 0} | more)
        return self.asked

    def steps(self, count: int) -> None:
        for _ in range(count):
            self.engine.step()

    def finish(self) -> None:
        """Goes on until all is answered."""
        while len(self.answers) < self.asked:
            self.engine.step()

    def text(self, job: int) -> str:
        """The answer to a request; the others go on meanwhile."""
        while job not in self.answers:
            self.engine.step()
        text = self.answers[job]["text"]
        assert isinstance(text, str)
        return text


def chat(contents: Sequence[str]) -> list[tuple[str, str]]:
    return [(("user", "assistant")[n % 2], content) for n, content in enumerate(contents)]


@torch.inference_mode()
def by_hand(loaded: Loaded, contents: Sequence[str], most: int = 24) -> str:
    """The answer where everything is read anew for each token, with nobody beside."""
    tokens = loaded.renderer.tokens([Message(*one) for one in chat(contents)])  # type: ignore[arg-type]
    forms = Forms(from_tokenizer(loaded.tokenizer), loaded.renderer.before_answer)
    written = forms.written(WORD, most)
    mask = np.zeros((len(loaded.tokenizer) + 31) // 32, np.int32)
    while not written.is_done:
        logits = loaded.model(torch.tensor([tokens])).logits[0, -1]
        written.allow(mask)
        bits = np.unpackbits(mask.view(np.uint8), bitorder="little")[: len(logits)]
        token = int(logits.masked_fill(torch.from_numpy(bits == 0), float("-inf")).argmax())
        written.take(token)
        tokens.append(token)
    return written.text


LENGTHS = (1, 40, 3, 12, 25, 7, 2, 18)


def test_together_they_come_to_what_each_comes_to_alone(loaded: Loaded) -> None:
    desk = Desk(loaded)
    jobs = []
    for n, length in enumerate(LENGTHS):  # twice as many as there are rows; some come while others write
        jobs.append(desk.ask(SAID * length, f"No {n}.", most=20 + n))
        desk.steps(n % 3)
    desk.finish()
    for n, (job, length) in enumerate(zip(jobs, LENGTHS, strict=True)):
        assert desk.text(job) == by_hand(loaded, (SAID * length, f"No {n}."), 20 + n)
    assert len({desk.text(job) for job in jobs}) > 4


def test_what_was_read_before_is_not_read_again_and_changes_nothing(loaded: Loaded) -> None:
    desk = Desk(loaded)
    contents = ["Tell me. " + SAID * 3]
    for turn in range(6):
        job = desk.ask(*contents)
        assert desk.text(job) == by_hand(loaded, contents)
        answer = desk.answers[job]
        new = answer["prompt_tokens"] - answer["cached_tokens"]
        assert new < (100 if turn else 200)
        assert (answer["cached_tokens"] > 0) == (turn > 0)
        contents += [desk.text(job), f"And then, {turn}? {SAID}"]


def test_what_is_kept_keeps_to_its_limit_and_the_oldest_goes_first(loaded: Loaded) -> None:
    desk = Desk(loaded, cache_mib=1)
    for n in range(12):  # each has 256 tokens of 2 * 2 * 2 * 16 numbers of 4 bytes: 128 KiB
        desk.text(desk.ask(f"{n} " + SAID * 20))
        assert desk.engine._kept.size <= 2**20
    first, last = desk.ask("0 " + SAID * 20), desk.ask("11 " + SAID * 20)
    desk.finish()
    assert (desk.answers[first]["cached_tokens"] == 0) and (desk.answers[last]["cached_tokens"] > 200)


def test_without_room_nothing_is_kept(loaded: Loaded) -> None:
    desk = Desk(loaded, cache_mib=0)
    jobs = [desk.ask(SAID * 5), desk.ask(SAID * 5)]
    desk.finish()
    assert [desk.answers[job]["cached_tokens"] for job in jobs] == [0, 0]
    assert desk.text(jobs[0]) == desk.text(jobs[1])


def test_whoever_is_cancelled_leaves_at_the_next_step_and_the_others_notice_nothing(loaded: Loaded) -> None:
    desk = Desk(loaded)
    jobs = [desk.ask(SAID * n, most=200) for n in (2, 9, 4, 6, 5)]  # the last one has no row yet
    desk.steps(5)
    for number in (jobs[0], jobs[2], jobs[4], 1000):
        desk.engine.cancel(number)
    desk.steps(1)
    assert {number: desk.answers[number] for number in (jobs[0], jobs[2], jobs[4])} == {
        number: {"job": number, "cancelled": True} for number in (jobs[0], jobs[2], jobs[4])
    }
    assert (desk.text(jobs[1]), desk.text(jobs[3])) == (
        by_hand(loaded, [SAID * 9], 200),
        by_hand(loaded, [SAID * 6], 200),
    )
    assert desk.engine._rows.count == 0


def test_a_long_conversation_that_comes_in_does_not_stop_those_who_write(loaded: Loaded) -> None:
    desk = Desk(loaded)
    desk.ask("Short.", most=200)
    desk.steps(2)
    (writing,) = desk.engine._answers
    desk.ask(SAID * 70)  # more than three pieces
    before = len(writing.tokens)
    desk.steps(3)
    assert len(writing.tokens) == before + 3
    assert max(desk.engine._rows.lengths) == 3 * PIECE


def test_a_short_question_does_not_wait_until_a_long_conversation_is_read(loaded: Loaded) -> None:
    desk = Desk(loaded)
    long = desk.ask(SAID * 70)
    desk.steps(1)
    short = desk.ask("Short.")
    desk.steps(2)
    (answer,) = (one for one in desk.engine._answers if one.job == short)
    assert len(answer.written.tokens) > 0
    assert desk.text(long) == by_hand(loaded, [SAID * 70])


def test_the_same_seed_chooses_the_same_alone_and_together(loaded: Loaded) -> None:
    alone = Desk(loaded)
    texts = [alone.text(alone.ask(SAID, temperature=1.0, seed=seed)) for seed in range(4)]
    together = Desk(loaded)
    jobs = [together.ask(SAID, temperature=1.0, seed=seed) for seed in range(4)]
    assert [together.text(job) for job in jobs] == texts
    assert len(set(texts)) == 4


@pytest.mark.parametrize("most", [1, 16, 60])
def test_every_answer_keeps_to_its_schema_however_short(loaded: Loaded, most: int) -> None:
    desk = Desk(loaded)
    forms = list(FORMS.values())
    jobs = [
        desk.ask(SAID, schema=dict(form.schema), most=most, temperature=temperature, seed=7)
        for form in forms
        for temperature in (0.0, 1.5)
    ]
    for n, job in enumerate(jobs):
        form = forms[n // 2]
        jsonschema.validate(json.loads(desk.text(job)), dict(form.schema))
        form.answer.model_validate_json(desk.text(job))


def test_what_does_not_fit_is_refused_with_the_numbers(loaded: Loaded) -> None:
    desk = Desk(loaded)
    job = desk.ask(SAID * 100)
    desk.finish()
    answer = desk.answers[job]
    assert (answer["refused"], answer["values"]["most"]) == ("mistral-too-long", 1024)


def test_what_only_one_request_is_to_blame_for_is_its_own_fault(loaded: Loaded) -> None:
    desk = Desk(loaded)
    bad = desk.ask(SAID, schema={"type": "string", "pattern": "(?=a)"})
    good = desk.ask(SAID)
    desk.finish()
    assert desk.answers[bad] == {"job": bad, "fault": "ValueError"}
    assert desk.text(good) == by_hand(loaded, [SAID])


def test_after_a_step_that_failed_the_next_requests_are_answered(
    loaded: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(loaded)
    jobs = [desk.ask(SAID), desk.ask(SAID * 2)]
    desk.steps(3)
    with monkeypatch.context() as short:
        short.setattr(desk.engine, "_read_rows", no_memory)
        desk.steps(1)
    assert [desk.answers[job] for job in jobs] == [{"job": job, "fault": "MemoryError"} for job in jobs]
    assert desk.text(desk.ask(SAID)) == by_hand(loaded, [SAID])


def no_memory(*_given: object) -> None:
    raise MemoryError
