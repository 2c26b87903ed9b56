"""How well the domains' cues understand people who never saw them.

Each file holds for 100 questions, five of each domain, two good answers and one that is fluent, as long and
wrong or empty, written by somebody who saw the question alone; `core.interview.worth` says which is the
better one. What `worth` goes by was chosen on the first file and the second; the third was kept away from
that and has chosen nothing but which key points' cues were widened, by somebody who saw none of its answers.
The rule: no cue is changed for the sake of an answer in them, or the figures would say nothing; whoever mends
a cue mends the cause.
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
from core.interviewers.bank.bank import Bank
from core.interviewers.bank.weighing import weighed

FILES = {"first": "blind_answers.json", "second": "blind_answers_2.json", "third": "blind_answers_3.json"}
GOOD, POOR = ("good_a", "good_b"), "poor"


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer's key points found, of how many, and what it is worth, in hundredths of a level."""

    found: int
    of: int
    worth: int


def bench_blind() -> Iterator[Row]:
    """Percent of the key points found in good answers, and how often the wrong one is below both of them."""
    for name, file in FILES.items():
        entries = json.loads(Path(__file__).with_name(file).read_text(encoding="utf-8"))
        yield from _figures(f"domains.{name}", asyncio.run(_all_judged(entries)))


def _figures(name: str, held: list[dict[str, Judged]]) -> Iterator[Row]:
    good = [answers[which] for answers in held for which in GOOD]
    found, of = sum(one.found for one in good), sum(one.of for one in good)
    yield figure(f"{name}_points_found", 100 * found / of, "%", at_least(70), ours=found, peer=of)
    below = sum(all(answers[POOR].worth < answers[which].worth for which in GOOD) for answers in held)
    share = 100 * below / len(held)
    yield figure(f"{name}_wrong_below_both", share, "%", at_least(90), ours=below, peer=len(held))
    one = sum(answers[POOR].worth < answers[which].worth for answers in held for which in GOOD)
    yield figure(f"{name}_wrong_below_one", 100 * one / len(good), "%", ours=one, peer=len(good))


async def _all_judged(entries: list[dict[str, str]]) -> list[dict[str, Judged]]:
    domains, bank = load_domains("en", []), Bank()
    held = []
    for entry in entries:
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
    return Judged(points, len(question.points), weighed(material, question))
