"""What a model was asked, what it cost and what was not taken: for each interview, and in all.

The rule: numbers and names from fixed lists only; no words, and of interviews nothing but their ids, which
never become labels of a metric. Of interviews only the last `MOST` are known; what they add up to stays.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from core.interview.values import Refusal
from core.interviewers.prompted.model import Completion
from core.interviewers.prompts.prompts import Task

MOST = 1000  # interviews whose own counts are known


@dataclass(slots=True)
class Counts:
    """The sums for one task, one interview, or all.

    `calls` are requests to the model, `prompt_tokens` and `completion_tokens` those of the requests that came
    back, `cached_tokens` the part of the former that had been read before, `seconds` what they took. `taken`
    counts what the model gave and was used (a question, a criterion's level, a correction, a debrief),
    `fallbacks` how often the bank stepped in instead, `refused` why.
    """

    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0
    seconds: float = 0.0
    taken: int = 0
    fallbacks: int = 0
    refused: Counter[Refusal] = field(default_factory=Counter)

    def add(self, other: Counts) -> None:
        """Adds what another counted."""
        self.calls += other.calls
        self.prompt_tokens += other.prompt_tokens
        self.completion_tokens += other.completion_tokens
        self.cached_tokens += other.cached_tokens
        self.seconds += other.seconds
        self.taken += other.taken
        self.fallbacks += other.fallbacks
        self.refused.update(other.refused)

    @property
    def share_taken(self) -> float:
        """The share of turns that were the model's, of those it was asked for; 0 where there was none."""
        turns = self.taken + self.fallbacks
        return self.taken / turns if turns else 0.0


class Watch(Protocol):
    """Whoever is told of each thing that is counted, for metrics."""

    def called(self, task: Task, completion: Completion | None) -> None: ...

    def refused(self, task: Task, reason: Refusal) -> None: ...

    def taken(self, task: Task) -> None: ...

    def fell_back(self, task: Task) -> None: ...


class Tally:
    """Counts by interview and task."""

    def __init__(self, watch: Watch | None = None, most: int = MOST) -> None:
        self._watch, self._most = watch, most
        self._all: dict[Task, Counts] = {}
        self._interviews: OrderedDict[str, dict[Task, Counts]] = OrderedDict()

    def called(self, interview: str, task: Task, completion: Completion | None) -> None:
        """A request that came back with a completion, or with None."""
        counted = Counts(calls=1)
        if completion is not None:
            counted.prompt_tokens = completion.prompt_tokens
            counted.completion_tokens = completion.completion_tokens
            counted.cached_tokens = completion.cached_tokens
            counted.seconds = completion.seconds
        self._count(interview, task, counted)
        if self._watch:
            self._watch.called(task, completion)

    def refused(self, interview: str, task: Task, reasons: Iterable[Refusal]) -> None:
        """What was not taken, and why."""
        for reason in reasons:
            self._count(interview, task, Counts(refused=Counter([reason])))
            if self._watch:
                self._watch.refused(task, reason)

    def taken(self, interview: str, task: Task, how_many: int = 1) -> None:
        """The model gave what is used."""
        self._count(interview, task, Counts(taken=how_many))
        for _ in range(how_many if self._watch else 0):
            assert self._watch
            self._watch.taken(task)

    def fell_back(self, interview: str, task: Task) -> None:
        """The bank takes the turn that the model was asked for."""
        self._count(interview, task, Counts(fallbacks=1))
        if self._watch:
            self._watch.fell_back(task)

    def in_all(self) -> Mapping[Task, Counts]:
        """The counts of all interviews by task."""
        return self._all

    def of(self, interview: str) -> Mapping[Task, Counts]:
        """The counts of one interview by task; empty where it is not known any more."""
        return self._interviews.get(interview, {})

    def _count(self, interview: str, task: Task, counted: Counts) -> None:
        self._all.setdefault(task, Counts()).add(counted)
        self._interviews.setdefault(interview, {}).setdefault(task, Counts()).add(counted)
        self._interviews.move_to_end(interview)
        while len(self._interviews) > self._most:
            self._interviews.popitem(last=False)


def summed(counts: Mapping[Task, Counts]) -> Counts:
    """The counts of all tasks together."""
    whole = Counts()
    for one in counts.values():
        whole.add(one)
    return whole
