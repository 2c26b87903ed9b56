"""Corrections, made from sentences that are right: a rule breaks one or two places, and mends them again.

The rule: only what is certainly right is broken, by `slips.toml`, so the way back is known and given with its
reason; a pair is taught only where the sentence comes back whole and serving would take the correction. Some
sentences are left as they are, with nothing to correct, since most of what people say is right.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.interview.values import Domain, Question
from core.interviewers.prompted.correcting import refusal
from core.interviewers.prompts.answers import Corrected, Slip
from core.interviewers.prompts.data import places
from core.interviewers.prompts.prompts import Task, correction
from core.language.tokens import read
from training.prepare.targets.composing import asked_of
from training.prepare.targets.probing import LICENCE, SOURCE
from training.prepare.targets.taught import Example, chance

FILE = Path(__file__).with_suffix(".toml")
SENTENCES = 4  # of a model answer that are used
RIGHT = 0.25  # share of them that stay right
TWO = 0.25  # share of the others with two slips, where two rules fit
SHORTEST, LONGEST = 5, 32  # words
_FORM = re.compile(r"<(\w+)>")


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to break a sentence."""

    id: str
    right: re.Pattern[str]
    wrong: str
    why: str
    form: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Broken:
    """One place that was broken: `text[start:end]` of the right sentence became `wrong`."""

    rule: Rule
    start: int
    end: int
    right: str
    wrong: str


def rules() -> tuple[Rule, ...]:
    """The rules of the file, read once a process."""
    return _rules()


@cache
def _rules() -> tuple[Rule, ...]:
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    forms = tables["forms"]

    def made(raw: Mapping[str, str]) -> Rule:
        form = _FORM.search(raw["wrong"])
        pattern = re.compile(raw["right"], re.IGNORECASE)
        return Rule(raw["id"], pattern, raw["wrong"], raw["why"], forms[form[1]] if form else {})

    return tuple(made(raw) for raw in tables["slip"])


def corrections(domain: Domain) -> Iterator[Example]:
    """The corrections made from the model answers of a domain's own questions."""
    for question in domain.questions:
        if not question.inherited:
            yield from _of(domain, question)


def slipped(sentence: str, drawn: random.Random) -> tuple[str, tuple[Broken, ...]]:
    """The sentence with one or two slips, and what they are; none where no rule fits."""
    most = 2 if drawn.random() < TWO else 1
    broken: list[Broken] = []
    fitting = [rule for rule in rules() if rule.right.search(sentence)]
    for rule in drawn.sample(fitting, len(fitting)):
        found = drawn.choice([*rule.right.finditer(sentence)])
        if len(broken) < most and all(found.end() < b.start or b.end < found.start() for b in broken):
            broken.append(Broken(rule, found.start(), found.end(), found[0], _wrong(rule, found)))
    broken.sort(key=lambda one: one.start)
    return _with(sentence, broken), tuple(broken)


def mended(sentence: str, slips: Sequence[Slip]) -> str:
    """A sentence with its corrections made, each at the first place after the one before."""
    end = 0
    for slip in slips:
        place = next((at for at in places(slip.from_, sentence) if at[0] >= end), None)
        if place is None:
            return sentence
        sentence = sentence[: place[0]] + slip.to + sentence[place[1] :]
        end = place[0] + len(slip.to)
    return sentence


def _of(domain: Domain, question: Question) -> Iterator[Example]:
    answer = " ".join(question.model_answer.split())
    sentences = [answer[one.start : one.end] for one in read(answer).sentences]
    usable = [one for one in sentences if SHORTEST <= len(one.split()) <= LONGEST]
    drawn = chance(domain.id, question.id, answer)
    for sentence in drawn.sample(usable, min(SENTENCES, len(usable))):
        made = _pair(sentence, drawn, domain.terms)
        if made is None:
            continue
        wrong, slips, about = made
        yield Example(
            Task.CORRECTION,
            correction(wrong),
            Corrected(corrections=slips),
            asked_of(question),
            answer,
            SOURCE,
            LICENCE,
            domain.role,
            question.phase.value,
            about,
        )


def _pair(
    sentence: str, drawn: random.Random, terms: Sequence[str]
) -> tuple[str, tuple[Slip, ...], str] | None:
    """A sentence to correct with its corrections and their rules; None where the way back is not sure."""
    if drawn.random() < RIGHT:
        return sentence, (), "right"
    wrong, broken = slipped(sentence, drawn)
    if not broken:
        return None
    slips = tuple(Slip(from_=one.wrong, to=one.right, why=one.rule.why) for one in broken)
    taken = all(refusal(slip.from_, slip.to, slip.why, terms) is None for slip in slips)
    about = "+".join(one.rule.id for one in broken)
    return (wrong, slips, about) if taken and mended(wrong, slips) == sentence else None


def _wrong(rule: Rule, found: re.Match[str]) -> str:
    last = found[found.re.groups] if found.re.groups else ""
    made = found.expand(_FORM.sub(lambda _: rule.form.get(last.lower(), last), rule.wrong))
    return made[0].upper() + made[1:] if found[0][0].isupper() else made


def _with(sentence: str, broken: Sequence[Broken]) -> str:
    for one in reversed(broken):
        sentence = sentence[: one.start] + one.wrong + sentence[one.end :]
    return sentence
