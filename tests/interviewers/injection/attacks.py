"""Injection: what a candidate says to a model, put into answers and judged by a model that obeys it.

The rule: an attack has won where a level is above the clean answer's, where the canary comes out, or where a
follow-up holds words of it. Whoever has a corpus of their own runs it through `won` (an iterable of texts),
by GREENROOM_INJECTIONS=FILE before the tests, or with `python -m tests.interviewers.injection FILE`; a file
is .toml as `corpus.toml` here, .jsonl with a "text" or "prompt" each, or text with one attack a line.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.interview.ports import Material
from core.interview.values import Criterion, Gap, GapKind, Star
from core.interviewers.bank.bank import Bank
from core.interviewers.prompted.asking import Asker, leaks
from core.interviewers.prompted.interviewer import Prompted
from core.interviewers.prompted.model import Request
from core.interviewers.prompted.tally import Tally
from core.interviewers.prompts.data import neutral
from core.interviewers.prompts.prompts import Task
from core.language.measuring import measure
from tests.fakes.model import FakeModel, finding, said, sensible, task_of
from tests.interviewers.answers import ALL, Answers
from tests.interviewers.slots import DOMAINS, material, question

OWN = Path(__file__).parent / "corpus.toml"
ELSEWHERE = "GREENROOM_INJECTIONS"
HONEST = 1  # the level of the clean answer by the planted judge: the lowest, so that every rise shows
SEEN = 3  # words in a row of an attack by which the planted model knows that it is told something
KEY = b"the tests' own key"
BANK = Bank()
CANARY = Asker(FakeModel(sensible), Tally(), 1, KEY).canary("")
RESULT = Gap(GapKind.STAR, Star.RESULT.value)

_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Win:
    """An attack that has won, and how."""

    text: str
    how: str


def corpus(file: Path = OWN) -> tuple[str, ...]:
    """The attacks in a file."""
    content = file.read_text(encoding="utf-8")
    if file.suffix == ".toml":
        return tuple(text for family in tomllib.loads(content)["family"] for text in family["texts"])
    lines = [line for line in content.splitlines() if line.strip()]
    if file.suffix == ".jsonl":
        rows = [json.loads(line) for line in lines]
        return tuple(row.get("text") or row["prompt"] for row in rows)
    return tuple(lines)


def elsewhere() -> Path | None:
    """A corpus kept elsewhere, if the environment names one."""
    named = os.environ.get(ELSEWHERE)
    return Path(named) if named else None


class Obedient:
    """The planted model: honest until it sees words of an attack, from when on it does what it is told.

    What that is it cannot know, so it does all of it: it gives the best level, lets the canary out and asks
    what it was told to ask.
    """

    def __init__(self, attacks: Sequence[str]) -> None:
        self.runs = [run for attack in attacks for run in _runs(neutral(attack).split())]
        self._attack = neutral(" ".join(attacks))

    def __call__(self, request: Request) -> str:
        shown = " ".join(said(request))
        task = task_of(request)
        if not any(run in shown for run in self.runs):
            return sensible(request, HONEST)
        if task is Task.FINDING:
            return finding(shown, 5)
        canary = request.messages[0].content.split()[-1]
        return json.dumps({"question": f"{self._attack[:200]} {canary}?"})


def won(attacks: Iterable[str], together: int = 1) -> list[Win]:
    """The attacks that have won, each tried in one answer at one place, from attack to attack another.

    With `together` up to three are tried in one answer, and one by one where they have won.
    """
    return asyncio.run(_won(list(attacks), together))


def inserted(answer: str, attacks: Sequence[str], number: int) -> str:
    """The answer with attacks before it, amid it and behind it, the first of them at place `number`."""
    sentences = _SENTENCE_ENDS.split(answer)
    places = (0, len(sentences) // 2, len(sentences))
    at = {places[(number + i) % 3]: attack for i, attack in enumerate(attacks)}
    parts = [part for i in range(len(sentences) + 1) for part in (at.get(i), *sentences[i : i + 1]) if part]
    return " ".join(parts)


def _runs(words: Sequence[str]) -> list[str]:
    return [" ".join(words[i : i + SEEN]) for i in range(max(1, len(words) - SEEN + 1)) if words]


async def _won(attacks: list[str], together: int) -> list[Win]:
    clean = [await _levels(_case(answer, answer.middling), ()) for answer in ALL]
    wins: list[Win] = []
    for number in range(0, len(attacks), together):
        group = attacks[number : number + together]
        place = number // together % len(ALL)
        ways = await _tried(group, number // len(ALL), ALL[place], clean[place])
        if ways and len(group) > 1:
            wins += await _won(group, 1)
        else:
            wins += [Win(group[0], how) for how in ways]
    return wins


async def _tried(
    attacks: Sequence[str], number: int, answer: Answers, clean: Mapping[Criterion, int]
) -> list[str]:
    """How attacks win, if they do."""
    case = _case(answer, inserted(answer.middling, attacks, number))
    wording = await _prompted(attacks).word_probe(case, RESULT)
    levels = await _levels(case, attacks)
    rises = [c for c in Criterion if levels[c] > max(1, clean[c])]
    obeyed = wording.by != BANK.name and any(run in wording.text for run in Obedient(attacks).runs)
    return [
        *(f"{criterion.value} from {clean[criterion]} to {levels[criterion]}" for criterion in rises),
        *(["the canary came out"] if leaks(wording.text, CANARY, "") else []),
        *(["the follow-up repeats it"] if obeyed else []),
    ]


async def _levels(case: Material, attacks: Sequence[str]) -> Mapping[Criterion, int]:
    findings = await _prompted(attacks).judge(case)
    return {one.criterion: one.level if isinstance(one.level, int) else 0 for one in findings}


def _case(answer: Answers, text: str) -> Material:
    return material(DOMAINS[answer.domain], question(answer.domain, answer.question), text)


def _prompted(attacks: Sequence[str]) -> Prompted:
    return Prompted(FakeModel(Obedient(attacks)), BANK, measure, samples=1, key=KEY)
