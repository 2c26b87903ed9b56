"""What the built-in interviewer takes for an answer of about 100 words; ./run bench bank

The rule: each call gets an answer that was never read before, to another question of the bundled domains than
the call before, in a process that has met every question once. Probe and judgement follow an examination
of the same answer, as they do in an interview.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from itertools import cycle, islice
from random import Random
from typing import Any, TypeVar

from benchmarks.frame import ROUNDS, Row, at_most, figure, medians, ratio
from core.domains.loader import load_domains
from core.interview.ports import Material, Said
from core.interview.values import Domain, Gap, GapKind, Level
from core.interviewers.bank.bank import Bank

WORDS = 100
BEFORE = 10  # turns
REPEAT = 20  # calls timed together
CALLS = ROUNDS * REPEAT + 1
SEED = 4
DOMAINS = tuple(load_domains().domains.values())
QUESTIONS = tuple((domain, question) for domain in DOMAINS for question in domain.questions)
BANK = Bank()

Result = TypeVar("Result")


def done(call: Coroutine[Any, Any, Result]) -> Result:
    """What an instant interviewer gives, without an event loop."""
    try:
        call.send(None)
    except StopIteration as ended:
        result: Result = ended.value
        return result
    raise RuntimeError("the bank waited for something")


def turns(domain: Domain, number: int) -> tuple[Said, ...]:
    """Answers to a domain's first questions, examined in their time."""
    told: tuple[Said, ...] = ()
    for turn, question in enumerate(domain.questions[:number]):
        said = Said(turn, question.text, question.model_answer)
        examine(Material(domain, Level.MID, question, question.text, (said,), told))
        told = (*told, said)
    return told


def materials(number: int, before: int) -> Iterator[Material]:
    """Answers to the questions of the bundled domains in turn, none of them twice the same."""
    chance = Random(SEED)
    told = {domain.id: turns(domain, before) for domain in DOMAINS}
    for domain, question in islice(cycle(QUESTIONS), number):
        other = chance.choice(domain.questions)
        own = question.model_answer.split(". ")
        chance.shuffle(own)
        answer = " ".join((". ".join(own) + " " + other.model_answer).split()[:WORDS]) + "."
        asked = question.plain or question.text
        yield Material(domain, Level.MID, question, asked, (Said(before, asked, answer),), told[domain.id])


def examine(material: Material) -> object:
    """The examination of the newest answer."""
    return done(BANK.examine(material))


def probe(material: Material) -> object:
    """A follow-up for the question's first point."""
    assert material.question
    return done(BANK.word_probe(material, Gap(GapKind.POINT, material.question.points[0].id)))


def judge(material: Material) -> object:
    """The findings on the slot."""
    return done(BANK.judge(material))


def calls(work: Callable[[Material], object], before: int = 0) -> Callable[[], object]:
    """A run of `work` on another answer each time."""
    made = list(materials(CALLS, before))
    for material in made if work is not examine else ():
        examine(material)
    waiting = iter(made)
    return lambda: work(next(waiting))


def bench_turn() -> Iterator[Row]:
    """What one answer costs, by what is done with it."""
    for material in materials(len(QUESTIONS), 0):
        for work in (examine, probe, judge):
            work(material)
    for work in (examine, probe, judge):
        seconds = medians({"work": calls(work)}, ROUNDS, REPEAT)
        yield figure(f"bank.{work.__name__}", 1000 * seconds["work"], "ms")


def bench_far_into_an_interview() -> Iterator[Row]:
    """The same with ten turns before it, against none."""
    for work in (examine, probe, judge):
        name = f"bank.{work.__name__}_10_turns_before_against_none"
        yield ratio(name, calls(work, BEFORE), calls(work), at_most(1.3), ROUNDS, REPEAT)
