"""What a model costs and what was refused is counted by interview and task; metrics name nobody."""

from __future__ import annotations

from collections import Counter

from prometheus_client import CollectorRegistry, generate_latest

from core.interview.values import Refusal
from core.interviewers.prompted.metrics import Metrics
from core.interviewers.prompted.model import Completion
from core.interviewers.prompted.tally import Counts, Tally, summed
from core.interviewers.prompts.prompts import Task
from tests.fakes.model import faulty, scripted, sensible
from tests.interviewers.answers import DISAGREEMENT_WITH_DOCTOR
from tests.interviewers.prompted.conftest import Make
from tests.interviewers.slots import DOMAINS, material, question

ONE = Completion("words of a person", 100, 20, 60, 1.5)


def test_what_is_counted_of_one_interview_is_in_the_sum_of_all() -> None:
    tally = Tally()
    tally.called("i-1", Task.PROBE, ONE)
    tally.called("i-1", Task.FINDING, ONE)
    tally.called("i-2", Task.PROBE, None)
    tally.refused("i-2", Task.PROBE, [Refusal.NO_ANSWER])
    tally.fell_back("i-2", Task.PROBE)
    tally.taken("i-1", Task.PROBE)
    assert tally.of("i-1")[Task.PROBE] == Counts(1, 100, 20, 60, 1.5, taken=1)
    assert tally.of("i-2") == {Task.PROBE: Counts(1, fallbacks=1, refused=Counter({Refusal.NO_ANSWER: 1}))}
    assert tally.in_all()[Task.PROBE].calls == 2
    whole = summed(tally.in_all())
    assert (whole.calls, whole.prompt_tokens, whole.seconds) == (3, 200, 3.0)
    assert whole.share_taken == 0.5
    assert Counts().share_taken == 0


def test_only_the_last_interviews_are_known_and_the_sum_stays() -> None:
    tally = Tally(most=2)
    for interview in ("a", "b", "a", "c"):
        tally.called(interview, Task.PROBE, ONE)
    assert tally.of("b") == {}
    assert tally.of("a")[Task.PROBE].calls == 2
    assert tally.in_all()[Task.PROBE].calls == 4


async def test_metrics_tell_tokens_time_refusals_and_fallbacks_and_name_nobody(prompted: Make) -> None:
    registry = CollectorRegistry()
    tally = Tally(Metrics("mistral", registry))
    here = material(
        DOMAINS["nurse"],
        question("nurse", "disagreement-with-doctor"),
        DISAGREEMENT_WITH_DOCTOR.good,
    )
    await prompted(sensible, tally=tally).judge(here)
    await prompted(scripted(["noise"]), tally=tally).judge(here)
    await prompted(faulty, tally=tally).judge(here)

    def value(name: str, **labels: str) -> float | None:
        return registry.get_sample_value(name, {"interviewer": "mistral", "task": "finding", **labels})

    assert value("greenroom_model_calls_total") == 16
    assert value("greenroom_model_taken_total") == 5
    assert value("greenroom_model_fallbacks_total") == 10
    assert value("greenroom_model_refusals_total", reason="outside_schema") == 10
    assert value("greenroom_model_seconds_count") == 15
    assert value("greenroom_model_seconds_sum") == 15 * 0.25
    counts = tally.in_all()[Task.FINDING]
    assert value("greenroom_model_tokens_total", kind="prompt") == counts.prompt_tokens > 0
    assert value("greenroom_model_tokens_total", kind="cached") == counts.cached_tokens > 0
    page = generate_latest(registry).decode()
    assert "registrar" not in page and "naloxone" not in page
