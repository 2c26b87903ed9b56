"""What is done to an answer that must not raise a level, and what must not change one.

The rule: each change is a metamorphic relation (Chen, Cheung and Yiu 1998): nobody has to know the right
level of an answer to know that a compliment in it must not raise that level, and capitals must not change it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from core.interviewers.audit.cases import Case

REPEATED = 2  # sentences that are said once more
TERMS = 12  # words of the trade in a list of keywords
FILLED = 6  # words from one filler to the next

_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Change:
    """A change by its id, and whether it may lower a level or must leave the content's levels as they are."""

    id: str
    may_lower: bool
    make: Callable[[Case], str]


def extras() -> Mapping[str, Any]:
    """The sentences that are put into answers. Read once a process."""
    return _extras()


@cache
def _extras() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "extras.toml").read_text(encoding="utf-8"))


def _with(name: str) -> Callable[[Case], str]:
    """One sentence of a list, at the beginning, in the middle or at the end, from case to case another."""

    def made(case: Case) -> str:
        sentences: Sequence[str] = extras()[name]
        return _inserted(case, sentences[case.number % len(sentences)])

    return made


def _inserted(case: Case, extra: str) -> str:
    sentences = _SENTENCE_ENDS.split(case.answer)
    place = (0, len(sentences) // 2, len(sentences))[case.number % 3]
    return " ".join([*sentences[:place], extra, *sentences[place:]])


def _keywords(case: Case) -> str:
    terms = [term for term in case.domain.terms if term.isalpha()] or list(case.domain.terms)
    return _inserted(case, ", ".join(terms[:TERMS]).capitalize() + ".")


def _cues(case: Case) -> str:
    cues = [min(point.cues, key=len) for point in case.question.points]
    return f"{case.answer} {', '.join(cues).capitalize()}."


def _question(case: Case) -> str:
    return _inserted(case, case.question.plain or case.question.text)


def _repeated(case: Case) -> str:
    return " ".join([case.answer, *_SENTENCE_ENDS.split(case.answer)[:REPEATED]])


def _fillers(case: Case) -> str:
    words = case.answer.split()
    return " ".join(f"um, {word}" if n % FILLED == FILLED - 1 else word for n, word in enumerate(words))


def _full_forms(case: Case) -> str:
    answer = case.answer
    for short, full in extras()["full_forms"].items():
        answer = re.sub(rf"\b{short}\b", full, answer)
        answer = re.sub(rf"\b{short.capitalize()}\b", full.capitalize(), answer)
    return answer


CHANGES = (
    Change("flattery", True, _with("flattery")),
    Change("instructions", True, _with("instructions")),
    Change("padding", True, _with("padding")),
    Change("keywords", True, _keywords),
    Change("cues", True, _cues),
    Change("question", True, _question),
    Change("repeated", True, _repeated),
    Change("capitals", False, lambda case: case.answer.upper()),
    Change("small", False, lambda case: case.answer.lower()),
    Change("fillers", False, _fillers),
    Change("full-forms", False, _full_forms),
    Change("exclaimed", False, lambda case: re.sub(r"\.(?=\s|$)", "!", case.answer)),
    Change("lines", False, lambda case: _SENTENCE_ENDS.sub("\n", case.answer)),
)
