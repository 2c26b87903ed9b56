"""Answers several requests together: those in hand are read and written side by side, step by step.

The rule: each request comes to the tokens it would come to alone. It has its own row of keys and values, its
own schema, its own chance (a generator seeded by its `seed`), and joins or leaves between two steps; whoever
is cancelled leaves at the next one. Reading goes on in pieces of `PIECE` tokens, so that a long conversation
that comes in keeps those who write waiting for one piece at most.

transformers has continuous batching of its own (`generate_batch`). It is not used: on a processor it was
slower than this, and it has neither a mask for each request nor a cache that outlives one.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from llguidance.hf import from_tokenizer

from core.interview.errors import ModelFault
from core.interviewers.mistral import attention, products
from core.interviewers.mistral.constraint import Forms, Written
from core.interviewers.mistral.kept import Kept
from core.interviewers.mistral.loading import Loaded
from core.interviewers.mistral.memory import MIB, resident_mib
from core.interviewers.mistral.rows import Rows
from core.interviewers.prompted.model import Message

PIECE = 256  # tokens of all conversations that are read in one step

Job = dict[str, Any]
Tell = Callable[[dict[str, Any]], None]
log = logging.getLogger(__name__)


@dataclass(eq=False, slots=True)
class Answer:
    """A request in hand: its row, its tokens, of which the row holds the first, and what is written."""

    job: int
    row: int
    tokens: list[int]
    prompt: int
    cached: int
    written: Written
    temperature: float
    chance: torch.Generator


class Engine:
    """One model for all requests. `submit` and `cancel` may be called by any thread; `run` by one."""

    def __init__(self, loaded: Loaded, tell: Tell) -> None:
        """`tell` is given an answer for each job."""
        self._model = loaded.model
        self._device = torch.device(loaded.device)
        self._renderer = loaded.renderer
        self._options = loaded.options
        self._tell = tell
        # A processor multiplies one row of numbers in another way than several, with other roundings; two
        # take it no longer. A card's 4-bit product of one row is much faster, and worth the difference.
        on_processor = loaded.device == "cpu"
        self._to_read, self._to_write = (products.READ, 2) if on_processor else (1, 1)
        if on_processor:
            products.quicken(loaded.model)
        self._groups = attention.use(loaded.model)
        self._vocabulary = int(loaded.model.config.vocab_size)
        tokenizer = from_tokenizer(loaded.tokenizer, n_vocab=max(self._vocabulary, len(loaded.tokenizer)))
        self._forms = Forms(tokenizer, loaded.renderer.before_answer)
        self._mask_width = (tokenizer.vocab_size + 31) // 32
        self._rows = Rows(loaded.options.most_interviews, loaded.options.context)
        self._kept = Kept(loaded.options.cache_mib * MIB)
        self._answers: list[Answer] = []
        self._new: list[Job] = []
        self._cancelled: set[int] = set()
        self._changed = threading.Condition()

    def submit(self, job: Job) -> None:
        """Takes a job: "job", "messages", "schema", "max_tokens", "temperature", "seed"."""
        with self._changed:
            self._new.append(job)
            self._changed.notify()

    def cancel(self, number: int) -> None:
        """Stops a job; it is answered all the same."""
        with self._changed:
            self._cancelled.add(number)
            self._changed.notify()

    def health(self) -> dict[str, int]:
        """What the process holds, in MiB."""
        card = torch.cuda.memory_allocated() if self._device.type == "cuda" else 0
        return {
            "process_mib": resident_mib(),
            "graphics_mib": card // MIB,
            "kept_mib": self._kept.size // MIB,
        }

    def run(self) -> None:
        """Works for ever; ends the process where it cannot, which is better than not to answer."""
        try:
            while True:
                with self._changed:
                    self._changed.wait_for(lambda: self._new or self._answers)
                self.step()
        finally:
            os._exit(1)

    @torch.inference_mode()
    def try_out(self) -> None:
        """Runs the model once: what cannot work fails now and not with somebody's answer."""
        self._rows.open()
        self._read_rows([0], [[1]], self._to_write)
        self._rows.clear()

    @torch.inference_mode()
    def step(self) -> None:
        """Takes in who is new, lets go who is cancelled, reads a piece and writes a token for each."""
        self._let_go()
        self._take_in()
        try:
            writing = [answer for answer in self._answers if answer.written.tokens]
            reading = _piece([one for one in self._answers if not one.written.tokens], self._ahead)
            if reading:
                counts = [count for _, count in reading]
                self._go_on([answer for answer, _ in reading], counts, self._to_read)
                self._answers.sort(key=dict(reading).__contains__)  # who has read goes to the end
            if writing:
                writing.sort(key=lambda answer: answer.row)  # rows that follow each other are not gathered
                self._go_on(writing, [1] * len(writing), self._to_write if len(writing) == 1 else 1)
        except Exception as error:  # memory that does not do, a card that fails: every row may be spoilt
            self._fail(error)

    def _ahead(self, answer: Answer) -> int:
        """How many of its tokens are not read yet."""
        return len(answer.tokens) - self._rows.lengths[answer.row]

    def _take_in(self) -> None:
        with self._changed:
            room = self._options.most_interviews - len(self._answers)
            new, self._new = self._new[:room], self._new[room:]
        for job in new:
            try:
                self._begin(job)
            except ModelFault as fault:
                self._tell({"job": job["job"], "refused": fault.key, "values": fault.values})
            except Exception as error:  # whatever a template or a schema makes the libraries raise
                self._tell({"job": job["job"], "fault": type(error).__name__})

    def _begin(self, job: Job) -> None:
        tokens = self._renderer.tokens([Message(role, content) for role, content in job["messages"]])
        if len(tokens) + job["max_tokens"] > self._options.context:
            raise ModelFault("mistral-too-long", tokens=len(tokens), most=self._options.context)
        written = self._forms.written(job["schema"], job["max_tokens"])
        chance = torch.Generator().manual_seed(job["seed"])
        known = self._kept.found(tokens)
        row = self._rows.open()
        self._rows.put(row, known)
        answer = Answer(
            job["job"],
            row,
            tokens,
            len(tokens),
            self._rows.lengths[row],
            written,
            job["temperature"],
            chance,
        )
        self._answers.append(answer)
        if written.is_done:  # so few tokens are asked for that there is nothing to choose
            self._finish(answer)

    def _let_go(self) -> None:
        with self._changed:
            cancelled, self._cancelled = self._cancelled, set()
            unborn = [job for job in self._new if job["job"] in cancelled]
            self._new = [job for job in self._new if job["job"] not in cancelled]
        for job in unborn:
            self._tell({"job": job["job"], "cancelled": True})
        for answer in [one for one in self._answers if one.job in cancelled]:
            self._close(answer)
            self._tell({"job": answer.job, "cancelled": True})

    def _go_on(self, answers: Sequence[Answer], counts: Sequence[int], step: int) -> None:
        """Reads `counts` tokens of each, in a batch some times `step` wide; who has all writes the next."""
        starts = [self._rows.lengths[answer.row] for answer in answers]
        tokens = [
            answer.tokens[start : start + count]
            for answer, start, count in zip(answers, starts, counts, strict=True)
        ]
        logits = self._read_rows([answer.row for answer in answers], tokens, step)
        ready = [n for n, answer in enumerate(answers) if self._ahead(answer) == 0]
        for n in ready:
            if answers[n].written.tokens == []:
                self._kept.keep(answers[n].tokens, self._rows, answers[n].row)
        if ready:
            self._write([answers[n] for n in ready], logits[ready])

    def _read_rows(self, rows: Sequence[int], tokens: Sequence[Sequence[int]], step: int) -> torch.Tensor:
        """Has the model read the tokens of each row; gives the logits after each row's last."""
        counts = [len(one) for one in tokens]
        width = -(-max(counts) // step) * step
        window = self._rows.window(rows, counts, width)
        positions = window.positions(self._device)
        ids = torch.tensor([[*one, *[0] * (width - len(one))] for one in tokens], device=self._device)
        last = sorted({count - 1 for count in counts})
        out: torch.Tensor = self._model(
            input_ids=ids,
            attention_mask=window.mask(positions, self._model.dtype, self._groups),
            position_ids=positions,
            past_key_values=window,
            use_cache=True,
            logits_to_keep=torch.tensor(last, device=self._device),
        ).logits
        self._rows.written(rows, counts)
        return out[list(range(len(rows))), [last.index(count - 1) for count in counts]]

    def _write(self, answers: Sequence[Answer], logits: torch.Tensor) -> None:
        """Chooses the next token of each among those its schema allows."""
        mask = np.zeros((len(answers), self._mask_width), np.int32)
        for n, answer in enumerate(answers):
            answer.written.allow(mask[n])
        for answer, token in zip(answers, self._chosen(answers, logits, mask), strict=True):
            try:
                answer.written.take(token)
            except ValueError as error:
                self._close(answer)
                self._tell({"job": answer.job, "fault": type(error).__name__})
                continue
            answer.tokens.append(token)
            if answer.written.is_done:
                self._finish(answer)

    def _chosen(
        self, answers: Sequence[Answer], logits: torch.Tensor, mask: np.ndarray[Any, Any]
    ) -> list[int]:
        bits = np.unpackbits(mask.view(np.uint8), axis=1, bitorder="little")[:, : logits.shape[1]]
        allowed = torch.from_numpy(bits).to(logits.device).bool()
        logits = logits.float().masked_fill(~allowed, float("-inf"))
        tokens: list[int] = logits.argmax(-1).tolist()
        for n, answer in enumerate(answers):
            if answer.temperature > 0:
                likely = torch.softmax(logits[n].cpu() / answer.temperature, -1)
                tokens[n] = int(torch.multinomial(likely, 1, generator=answer.chance))
        return tokens

    def _finish(self, answer: Answer) -> None:
        held = self._rows.lengths[answer.row]
        self._kept.keep(answer.tokens[:held], self._rows, answer.row)
        self._close(answer)
        self._tell(
            {
                "job": answer.job,
                "text": answer.written.text,
                "prompt_tokens": answer.prompt,
                "completion_tokens": len(answer.written.tokens),
                "cached_tokens": answer.cached,
            }
        )

    def _close(self, answer: Answer) -> None:
        """Gives its row back; the last row takes its place."""
        last = self._rows.count - 1
        self._rows.close(answer.row)
        self._answers.remove(answer)
        for other in self._answers:
            if other.row == last:
                other.row = answer.row

    def _fail(self, error: Exception) -> None:
        log.warning("a step failed: %s", type(error).__name__)
        answers, self._answers = self._answers, []
        self._rows.clear()
        for answer in answers:
            self._tell({"job": answer.job, "fault": type(error).__name__})
        if self._device.type == "cuda":
            if not isinstance(error, torch.OutOfMemoryError):
                os._exit(1)  # a card that failed once fails from then on in this process
            torch.cuda.empty_cache()


def _piece(answers: Sequence[Answer], ahead: Callable[[Answer], int]) -> list[tuple[Answer, int]]:
    """Who reads in this step, and how many tokens: those who read longest ago, `PIECE` tokens in all, the
    gaps that come of different lengths included.
    """
    taken: list[tuple[Answer, int]] = []
    for answer in answers:
        count = min(ahead(answer), PIECE)
        longest = max([count, *(other for _, other in taken)])
        if taken and longest * (len(taken) + 1) > PIECE:
            break
        taken.append((answer, count))
    return taken
