"""What the local model costs where several interviews go on, and as they go on; ./run bench mistral

A random Mistral of 74 million weights (benchmarks/random_mistral.py), and with a graphics card one of 7
billion as well. The peer is what the original did: one `generate` after the other, of transformers' own
model with nothing of ours in it. The larger the model the more of a step are the products with its weights,
and the less what surrounds them; 74 million is what two cores can be asked for in minutes.

On a processor all is measured in one thread and in the process's own time, which is what a machine that has
other work as well gives the same figures in; on a card by the clock.

The rule: both write as many tokens, held to the same schema, and in 32 bits the same ones, or the run fails.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import numpy as np
import torch
from llguidance.hf import from_tokenizer
from transformers import LogitsProcessor, LogitsProcessorList, StoppingCriteria, StoppingCriteriaList

from benchmarks.frame import Goal, Missing, Row, at_least, at_most, figure
from benchmarks.random_mistral import large, model, small, tokenizer
from core.interviewers.mistral.constraint import Forms, Written
from core.interviewers.mistral.engine import Engine
from core.interviewers.mistral.loading import Loaded, load
from core.interviewers.mistral.memory import MIB
from core.interviewers.mistral.options import Bits, Options
from core.interviewers.mistral.rendering import Renderer
from core.interviewers.prompted.model import Message

INTERVIEWS = 8
BITS: tuple[Bits, ...] = (4, 16, 32)
WORDS = (24, 33, 36, 42, 29, 38, 31, 35)  # of each interview's prompt: 40 to 70 tokens
NEW = 48  # tokens of an answer, as long as a probe
SHORT = 12  # where only the first one counts
TURNS, ANSWER_WORDS = 20, 60  # some hundred tokens a turn, two thousand at the end
SCHEMA = {"type": "object", "properties": {"question": {"type": "string"}}, "required": ["question"]}
SAID = "we moved the whole plant in one night and nobody noticed since each team had a plan and a way back"
VOCABULARY = SAID.split()
ROUNDS = 3

Way = Callable[[list[str]], list[str]]


@dataclass
class Desk:
    """An engine in this process, and what it has answered."""

    loaded: Loaded
    cached: int = 512
    answers: dict[int, str] = field(default_factory=dict)
    asked: int = 0

    def __post_init__(self) -> None:
        """Makes the engine."""
        self.engine = Engine(
            self.loaded, lambda told: self.answers.update({told["job"]: told.get("text", "")})
        )
        self.engine.try_out()

    def ask(self, contents: list[str], most: int = NEW) -> int:
        """Hands in a request."""
        self.asked += 1
        job = {"job": self.asked, "messages": _chat(contents), "schema": SCHEMA, "max_tokens": most}
        self.engine.submit(job | {"temperature": 0.0, "seed": 0})
        return self.asked

    def together(self, prompts: list[str]) -> list[str]:
        """The answers to all of them."""
        jobs = [self.ask([prompt]) for prompt in prompts]
        while any(job not in self.answers for job in jobs):
            self.engine.step()
        return [self.answers[job] for job in jobs]

    def to_first_token(self, contents: list[str]) -> float:
        """Seconds until the first token of an answer is chosen; the answer is finished afterwards."""
        job = self.ask(contents, SHORT)
        clock = _clock(self.loaded)
        begun = clock()
        self.engine.step()
        while job not in self.answers and not self.engine._answers[0].written.tokens:
            self.engine.step()
        taken = clock() - begun
        while job not in self.answers:
            self.engine.step()
        return taken


@dataclass
class Serial:
    """The original's way: one `generate` after the other, with the schema as a processor of logits."""

    loaded: Loaded

    def __post_init__(self) -> None:
        """Compiles the schema once."""
        self._tokens = from_tokenizer(self.loaded.tokenizer)
        self._forms = Forms(self._tokens, self.loaded.renderer.before_answer)

    def one_by_one(self, prompts: list[str]) -> list[str]:
        """The answers to all of them."""
        return [self._one(prompt) for prompt in prompts]

    def _one(self, prompt: str) -> str:
        tokens = self.loaded.renderer.tokens([Message("user", prompt)])
        ids = torch.tensor([tokens], device=self.loaded.device)
        held = Held(self._forms.written(SCHEMA, NEW), len(tokens))
        with torch.inference_mode():
            self.loaded.model.generate(
                ids,
                attention_mask=torch.ones_like(ids),
                max_new_tokens=NEW,
                do_sample=False,
                pad_token_id=0,
                logits_processor=LogitsProcessorList([held]),
                stopping_criteria=StoppingCriteriaList([held.stop]),
            )
        return held.written.text


class Held(LogitsProcessor):
    """Holds one `generate` to a schema."""

    def __init__(self, written: Written, prompt: int) -> None:
        self.written = written
        self._prompt = prompt
        self._mask: Any = None
        self.stop = Stop(self)

    def __call__(self, input_ids: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        """The logits of what may come next."""
        if self._mask is None:
            self._mask = np.zeros((scores.shape[-1] + 31) // 32, np.int32)
        self.written.allow(self._mask)
        bits = np.unpackbits(self._mask.view(np.uint8), bitorder="little")[: scores.shape[-1]]
        return scores.masked_fill(torch.from_numpy(bits == 0).to(scores.device), float("-inf"))


class Stop(StoppingCriteria):
    """Tells what was chosen, and ends with the answer."""

    def __init__(self, held: Held) -> None:
        self._held = held

    def __call__(self, input_ids: torch.Tensor, scores: Any, **_more: Any) -> torch.Tensor:
        """Whether the answer is done."""
        self._held.written.take(int(input_ids[0, -1]))
        return torch.tensor([self._held.written.is_done], device=input_ids.device)


def bench_together() -> Iterator[Row]:
    """Eight interviews at once against one after the other, in the bits people use and in 32."""
    with tempfile.TemporaryDirectory() as folder:
        _save(Path(folder))
        for bits in BITS:
            ours, peer = _loaded(Path(folder), bits), _loaded(Path(folder), bits)
            yield from _together(f"mistral.{bits}_bit", ours, peer, at_least(4.5))


def bench_turns() -> Iterator[Row]:
    """How long the first token takes late in an interview."""
    with tempfile.TemporaryDirectory() as folder:
        _save(Path(folder))
        yield _turns("mistral.first_token_turn_20_against_1", _loaded(Path(folder), 16))


def bench_memory() -> Iterator[Row]:
    """What the weights take in 4 bits and in 16."""
    with tempfile.TemporaryDirectory() as folder:
        _save(Path(folder))
        four, sixteen = (_loaded(Path(folder), bits).model.get_memory_footprint() / MIB for bits in (4, 16))
    yield figure(
        "mistral.weights_4_bit_against_16", four / sixteen, "x", at_most(0.7), ours=four, peer=sixteen
    )


def bench_on_a_card() -> Iterator[Row]:
    """The same with 7 billion weights in bf16 on a graphics card."""
    if not torch.cuda.is_available():
        raise Missing("a graphics card (CUDA) with 20 GB of memory")
    with tempfile.TemporaryDirectory() as folder:
        tokens = tokenizer(Path(folder))
    options = Options("", bits=16, most_interviews=INTERVIEWS, device="cuda")
    loaded = Loaded(model(large(), "cuda", torch.bfloat16), tokens, Renderer(tokens), "cuda", options)
    yield from _together("mistral.card_7b", loaded, loaded, at_least(6))
    yield _turns("mistral.card_7b_first_token_turn_20_against_1", loaded)


def _together(name: str, ours: Loaded, peer: Loaded, goal: Goal) -> Iterator[Row]:
    """Tokens a second, and how many of the answers are the same; in 32 bits all must be.

    In bf16 the peer itself comes to other tokens with another kernel: two may be equally likely to the bit.
    """
    serial, desk, clock = Serial(peer), Desk(ours), _clock(ours)
    prompts = [_words(n, length) for n, length in enumerate(WORDS)]
    ways: dict[str, Way] = {"ours": desk.together, "peer": serial.one_by_one}
    taken: dict[str, list[float]] = {way: [] for way in ways}
    same = list[int]()
    for write in ways.values():
        write(prompts[:1])
    for round_ in range(ROUNDS):
        fresh = [f"{1000 + round_} {prompt}" for prompt in prompts]  # ours has read none of it, as the peer
        said = dict[str, list[str]]()
        for way in sorted(ways, reverse=round_ % 2 == 1):
            begun = clock()
            said[way] = ways[way](fresh)
            taken[way].append(clock() - begun)
        same.append(sum(a == b for a, b in zip(said["ours"], said["peer"], strict=True)))
    if ours.options.bits == 32 and min(same) < INTERVIEWS:
        raise AssertionError("together they wrote other tokens than one by one")
    rates = {way: INTERVIEWS * NEW / median(seconds) for way, seconds in taken.items()}
    value = rates["ours"] / rates["peer"]
    yield figure(f"{name}_8_at_once_against_serial", value, "x", goal, ours=rates["ours"], peer=rates["peer"])
    yield figure(f"{name}_answers_as_serial", min(same), "of 8")


def _turns(name: str, loaded: Loaded) -> Row:
    desk = Desk(loaded)
    first, last = list[float](), list[float]()
    for round_ in range(ROUNDS):
        contents = [_words(round_ * 100, 2 * ANSWER_WORDS)]
        taken = [desk.to_first_token(contents)]
        for turn in range(1, TURNS):
            contents += [desk.answers[desk.asked], _words(round_ * 100 + turn, ANSWER_WORDS)]
            taken.append(desk.to_first_token(contents))
        first.append(taken[0])
        last.append(taken[-1])
    ours, peer = median(last), median(first)
    return figure(name, ours / peer, "x", at_most(1.2), ours=ours, peer=peer)


def _save(folder: Path) -> None:
    tokenizer(folder).save_pretrained(folder)
    model(small()).bfloat16().save_pretrained(folder)


def _loaded(folder: Path, bits: Bits) -> Loaded:
    torch.set_num_threads(1)
    return load(Options(str(folder), bits=bits, device="cpu", most_interviews=INTERVIEWS, cache_mib=128))


def _clock(loaded: Loaded) -> Callable[[], float]:
    return process_time if loaded.device == "cpu" else perf_counter


def _words(seed: int, count: int) -> str:
    chance = np.random.default_rng(seed)
    return " ".join(chance.choice(VOCABULARY, count))


def _chat(contents: list[str]) -> list[tuple[str, str]]:
    return [("assistant" if n % 2 else "user", one) for n, one in enumerate(contents)]
