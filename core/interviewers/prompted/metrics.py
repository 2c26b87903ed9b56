"""The tally as Prometheus metrics.

The rule: labels are the interviewer's name, the task, and a kind or reason from a fixed list; nothing in them
says whose interview it was.
"""

from __future__ import annotations

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram

from core.interview.values import Refusal
from core.interviewers.prompted.model import Completion
from core.interviewers.prompts.prompts import Task

SECONDS = (0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 120)


class Metrics:
    """Implements `tally.Watch` for one interviewer; made once a registry."""

    def __init__(self, interviewer: str, registry: CollectorRegistry = REGISTRY) -> None:
        self._name = interviewer
        by_task = ("interviewer", "task")
        self._calls = Counter("greenroom_model_calls", "Requests to the model.", by_task, registry=registry)
        self._tokens = Counter(
            "greenroom_model_tokens",
            "Tokens read (prompt; cached: the part read before) and written (completion).",
            (*by_task, "kind"),
            registry=registry,
        )
        self._seconds = Histogram(
            "greenroom_model_seconds",
            "Seconds from asking the model to its last token.",
            by_task,
            buckets=SECONDS,
            registry=registry,
        )
        self._refused = Counter(
            "greenroom_model_refusals",
            "What the model gave and was not taken, by reason.",
            (*by_task, "reason"),
            registry=registry,
        )
        self._taken = Counter(
            "greenroom_model_taken", "Turns that were the model's.", by_task, registry=registry
        )
        self._fallbacks = Counter(
            "greenroom_model_fallbacks", "Turns that the bank took instead.", by_task, registry=registry
        )

    def called(self, task: Task, completion: Completion | None) -> None:
        self._calls.labels(self._name, task.value).inc()
        if completion is None:
            return  # a request that failed says nothing of how long an answer takes
        self._seconds.labels(self._name, task.value).observe(completion.seconds)
        for kind, count in (
            ("prompt", completion.prompt_tokens),
            ("cached", completion.cached_tokens),
            ("completion", completion.completion_tokens),
        ):
            self._tokens.labels(self._name, task.value, kind).inc(count)

    def refused(self, task: Task, reason: Refusal) -> None:
        self._refused.labels(self._name, task.value, reason.value).inc()

    def taken(self, task: Task) -> None:
        self._taken.labels(self._name, task.value).inc()

    def fell_back(self, task: Task) -> None:
        self._fallbacks.labels(self._name, task.value).inc()
