"""A sound domain file as the quality checks look at it: its values, and where each stands in the file.

The rule: only what a file says itself is looked at, never what it inherits; that is checked where it is
written.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from core.domains.faults import Place
from core.interview.values import Domain, Question


class Use(StrEnum):
    """What a text of a domain is for."""

    QUESTION = "question"  # asked of the candidate
    PROBE = "probe"  # asked of the candidate, after an answer
    OWN = "own"  # a question the candidate could ask
    HELP = "help"  # read by the candidate
    ANSWER = "answer"  # said by a good candidate
    CUE = "cue"  # compared with what candidates say


@dataclass(frozen=True, slots=True)
class Source:
    """A domain with the text and the parsed tables of its file."""

    file: Path
    text: str
    raw: Mapping[str, Any]
    domain: Domain

    def own(self) -> Iterator[tuple[Place, Question]]:
        """The file's own questions, each with its place."""
        for number, question in enumerate(self.domain.questions):
            if not question.inherited:
                yield ("question", number), question

    def asked(self) -> Iterator[tuple[Place, str]]:
        """The questions as they are asked: the texts, and the plain wordings of templates."""
        for place, question in self.own():
            yield (*place, "text"), question.text
            if question.plain:
                yield (*place, "plain"), question.plain

    def texts(self) -> Iterator[tuple[Place, Use, str]]:
        """Every text of the file that somebody reads, hears or says."""
        domain = self.domain
        for key in ("title", "role", "summary"):
            yield (key,), Use.HELP, getattr(domain, key)
        for key, use in (("warm_ups", Use.QUESTION), ("own_questions", Use.OWN)):
            for number, text in enumerate(getattr(domain, key) if key in self.raw else ()):
                yield (key, number), use, text
        for place, text in self.asked():
            yield place, Use.QUESTION, text
        for place, question in self.own():
            yield from _within(place, question)


def _within(place: Place, question: Question) -> Iterator[tuple[Place, Use, str]]:
    yield (*place, "hint"), Use.HELP, question.hint
    yield (*place, "model_answer"), Use.ANSWER, question.model_answer
    for number, probe in enumerate(question.probes):
        yield (*place, "probe", number, "text"), Use.PROBE, probe.text
    for number, (_, _, text) in enumerate(question.anchors):
        yield (*place, "anchor", number, "text"), Use.HELP, text
    for number, point in enumerate(question.points):
        yield (*place, "point", number, "text"), Use.HELP, point.text
        for at, cue in enumerate(point.cues):
            yield (*place, "point", number, "cues", at), Use.CUE, cue


def source_of(file: Path, domain: Domain) -> Source:
    """The source of a domain that was read from `file`."""
    text = file.read_bytes().decode("utf-8").replace("\r\n", "\n")
    return Source(file, text, tomllib.loads(text), domain)
