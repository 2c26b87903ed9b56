"""How well the domains' cues understand people who never saw them.

`blind_answers.json` holds for 100 questions, five of each domain, two good answers and one that is fluent, as
long and wrong or empty, written by somebody who saw the question alone; `core.interview.worth` says which is
the better one. The rule: no cue is changed for the sake of an answer in it, or the figures would say nothing;
whoever mends a cue mends the cause.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.frame import Row, at_least, figure
from core.domains.loader import load_domains
from core.interview.ports import Material, Said
from core.interview.values import Domain, GapKind, Level, Question
from core.interview.worth import worth
from core.interviewers.bank import judging
from core.interviewers.bank.bank import Bank

FILE = Path(__file__).with_name("blind_answers.json")
GOOD, POOR = ("good_a", "good_b"), "poor"


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer's key points found, of how many, and what it is worth, in hundredths of a level."""

    found: int
    of: int
    worth: int


def bench_blind() -> Iterator[Row]:
    """Percent of the key points found in good answers, and how often the wrong one is below both of them."""
    held = asyncio.run(_all_judged())
    good = [answers[name] for answers in held for name in GOOD]
    found, of = sum(one.found for one in good), sum(one.of for one in good)
    yield figure("domains.points_found", 100 * found / of, "%", at_least(70), ours=found, peer=of)
    below = sum(all(answers[POOR].worth < answers[name].worth for name in GOOD) for answers in held)
    yield figure(
        "domains.wrong_below_both", 100 * below / len(held), "%", at_least(90), ours=below, peer=len(held)
    )
    one = sum(answers[POOR].worth < answers[name].worth for answers in held for name in GOOD)
    yield figure("domains.wrong_below_one", 100 * one / len(good), "%", ours=one, peer=len(good))


async def _all_judged() -> list[dict[str, Judged]]:
    domains, bank = load_domains("en", []), Bank()
    held = []
    for entry in json.loads(FILE.read_text(encoding="utf-8")):
        domain_id, _, question_id = entry["key"].partition("/")
        domain = domains.get(domain_id)
        question = next(one for one in domain.questions if one.id == question_id)
        held.append({name: await _judged(bank, domain, question, entry[name]) for name in (*GOOD, POOR)})
    return held


async def _judged(bank: Bank, domain: Domain, question: Question, answer: str) -> Judged:
    said = (Said(0, question.text, answer),)
    material = Material(domain, Level.MID, question, question.text, said, ())
    covered = (await bank.examine(material)).covered
    points = sum(one.gap.kind is GapKind.POINT for one in covered)
    return Judged(points, len(question.points), worth(judging.judge(material, question)))
