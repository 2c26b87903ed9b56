"""The shape of a domain file: which keys there are and what kind of value each has.

Nothing is guessed: an unknown key, a missing one and a value of another kind are faults. What the values
have to mean together is in `rules`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from annotated_types import Len
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    PrivateAttr,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from core.domains.faults import Found, Place, found
from core.interview.planning import PROBES
from core.interview.values import (
    MINUTES,
    Budget,
    Criterion,
    Domain,
    KeyPoint,
    Length,
    Phase,
    Probe,
    Question,
    Quota,
    Shape,
)

EXAMPLES = {
    "title": 'title = "Nurse"',
    "role": 'role = "registered nurse"',
    "summary": 'summary = "Hospital and ward nursing: safety, priorities, families, handover."',
    "terms": 'terms = ["SBAR", "triage"]',
    "skills": 'skills = ["wound care", "handover"]',
    "warm_ups": 'warm_ups = ["How did you find your way into nursing?", "What is a good day for you?"]',
    "own_questions": 'own_questions = ["How are new nurses supported on nights?"]',
    "flow": "[flow.short], [flow.standard] and [flow.long]",
    "short": "[flow.short]",
    "standard": "[flow.standard]",
    "long": "[flow.long]",
    "preset": "technical = { preset = 1, generated = 0 }",
    "generated": "technical = { preset = 1, generated = 0 }",
    "question": "[[question]]",
    "id": 'id = "deteriorating-patient"',
    "phase": 'phase = "technical"',
    "difficulty": "difficulty = 2",
    "shape": 'shape = "story"',
    "text": 'text = "..."',
    "hint": 'hint = "Think of what you would measure, and whom you would call."',
    "model_answer": 'model_answer = """60 to 150 words, as a good candidate would say it aloud."""',
    "point": "[[question.point]]",
    "cues": 'cues = ["rapid response", "call the doctor"]',
    "probe": "[[question.probe]]",
    "gap": 'gap = "result"',
    "criterion": 'criterion = "substance"',
    "level": "level = 3",
}
"""How each required key is written, for the fault that says it is missing."""


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_PARAGRAPH = re.compile(r"\n\s*\n")


def tidy(text: str) -> str:
    """`text` with every run of white space as one blank; an empty line still parts paragraphs."""
    return "\n\n".join(" ".join(part.split()) for part in _PARAGRAPH.split(text.strip()))


def _said(text: str) -> str:
    if _CONTROL.search(text):
        raise PydanticCustomError("domains-control", "control character")
    if not text.strip():
        raise PydanticCustomError("domains-empty", "empty")
    return tidy(text)


def _one_of(words: type[StrEnum]) -> Callable[[object], StrEnum]:
    def check(value: object) -> StrEnum:
        if isinstance(value, str) and value in list(words):
            return words(value)
        raise PydanticCustomError(
            "domains-not-one-of", "not one of", {"got": str(value), "allowed": " ".join(words)}
        )

    return check


def _between(least: int, most: int) -> Callable[[object], int]:
    allowed = range(least, most + 1)

    def check(value: object) -> int:
        if type(value) is int and value in allowed:
            return value
        raise PydanticCustomError(
            "domains-not-one-of", "not one of", {"got": str(value), "allowed": " ".join(map(str, allowed))}
        )

    return check


Said = Annotated[str, AfterValidator(_said)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


T = TypeVar("T", bound=_Table)


class QuotaTable(_Table):
    """`technical = { preset = 1, generated = 0 }`."""

    preset: Annotated[int, Field(ge=0)]
    generated: Annotated[int, Field(ge=0)]


class PhasesTable(_Table):
    """`[flow.short]`: a phase that is left out is not asked; they are asked in the order of the file."""

    minutes: Annotated[int, BeforeValidator(_between(5, 120))] | None = None
    probes: Annotated[list[Annotated[int, BeforeValidator(_between(0, 4))]], Len(3, 3)] | None = None
    introduction: QuotaTable | None = None
    behavioral: QuotaTable | None = None
    communication: QuotaTable | None = None
    technical: QuotaTable | None = None
    situational: QuotaTable | None = None
    conclusion: QuotaTable | None = None
    _order: tuple[str, ...] = PrivateAttr(())

    @model_validator(mode="wrap")
    @classmethod
    def _in_order(cls, raw: Any, made: ModelWrapValidatorHandler[PhasesTable]) -> PhasesTable:
        table = made(raw)
        table._order = tuple(raw)
        return table

    def value(self) -> tuple[Quota, ...]:
        quotas = ((Phase(key), getattr(self, key)) for key in self._order if key in list(Phase))
        return tuple(Quota(phase, quota.preset, quota.generated) for phase, quota in quotas)

    def budget(self, length: Length) -> Budget | None:
        if self.minutes is None and self.probes is None:
            return None
        first, second, third = self.probes or PROBES
        return Budget(self.minutes or MINUTES[length], (first, second, third))


class FlowTable(_Table):
    """`[flow]`: one table for each length."""

    short: PhasesTable
    standard: PhasesTable
    long: PhasesTable

    def value(self) -> tuple[tuple[Length, tuple[Quota, ...]], ...]:
        return tuple((length, getattr(self, length.value).value()) for length in Length)

    def budgets(self) -> tuple[tuple[Length, Budget], ...]:
        found = ((length, getattr(self, length.value).budget(length)) for length in Length)
        return tuple((length, budget) for length, budget in found if budget)


class FlowFile(_Table):
    """A file with a flow for all domains."""

    flow: FlowTable


class PointTable(_Table):
    """`[[question.point]]`."""

    id: Said
    text: Said
    cues: list[Said]

    def value(self) -> KeyPoint:
        return KeyPoint(self.id, self.text, tuple(self.cues))


class ProbeTable(_Table):
    """`[[question.probe]]`."""

    gap: Said
    text: Said

    def value(self) -> Probe:
        return Probe(self.gap, self.text)


class AnchorTable(_Table):
    """`[[question.anchor]]`: this question's own words for one level of one criterion."""

    criterion: Annotated[Criterion, BeforeValidator(_one_of(Criterion))]
    level: Annotated[int, BeforeValidator(_between(1, 5))]
    text: Said

    def value(self) -> tuple[Criterion, int, str]:
        return (self.criterion, self.level, self.text)


class QuestionTable(_Table):
    """`[[question]]`."""

    id: Said
    phase: Annotated[Phase, BeforeValidator(_one_of(Phase))]
    difficulty: Annotated[int, BeforeValidator(_between(1, 3))]
    shape: Annotated[Shape, BeforeValidator(_one_of(Shape))]
    text: Said
    hint: Said
    model_answer: Said
    wrong: list[Said] = []
    generated: bool = False
    plain: Said | None = None
    point: list[PointTable]
    probe: list[ProbeTable]
    anchor: list[AnchorTable] = []

    def value(self, *, inherited: bool = False) -> Question:
        return Question(
            id=self.id,
            phase=self.phase,
            difficulty=self.difficulty,
            shape=self.shape,
            text=self.text,
            points=tuple(point.value() for point in self.point),
            probes=tuple(probe.value() for probe in self.probe),
            model_answer=self.model_answer,
            hint=self.hint,
            wrong=tuple(self.wrong),
            generated=self.generated,
            plain=self.plain or "",
            anchors=tuple(anchor.value() for anchor in self.anchor),
            inherited=inherited,
        )


class DomainTable(_Table):
    """A whole domain file."""

    title: Said
    role: Said
    summary: Said
    inherits: Said | None = None
    leave_out: list[Said] = []
    company: Said = ""
    terms: list[Said]
    skills: list[Said]
    warm_ups: list[Said]
    own_questions: list[Said]
    flow: FlowTable
    question: list[QuestionTable]

    def value(self, id: str, language: str, own: int | None = None) -> Domain:
        """The domain as the interview knows it. Says nothing about the rules between the values.

        The first `own` questions are the file's own, those behind them are inherited; all are its own
        without it.
        """
        own = len(self.question) if own is None else own
        return Domain(
            id=id,
            language=language,
            title=self.title,
            role=self.role,
            summary=self.summary,
            terms=tuple(self.terms),
            skills=tuple(self.skills),
            warm_ups=tuple(self.warm_ups),
            own_questions=tuple(self.own_questions),
            flow=self.flow.value(),
            questions=tuple(
                question.value(inherited=number >= own) for number, question in enumerate(self.question)
            ),
            budgets=self.flow.budgets(),
            company=self.company,
        )


def shaped(raw: Mapping[str, Any]) -> tuple[DomainTable | None, tuple[Found, ...]]:
    """A parsed file as tables, or every unknown key, missing key and value of a wrong kind in it."""
    return _shaped(DomainTable, raw)


def shaped_flow(raw: Mapping[str, Any]) -> tuple[FlowFile | None, tuple[Found, ...]]:
    """As `shaped`, a file with nothing but a flow."""
    return _shaped(FlowFile, raw)


def _shaped(kind: type[T], raw: Mapping[str, Any]) -> tuple[T | None, tuple[Found, ...]]:
    try:
        return kind.model_validate(raw), ()
    except ValidationError as error:
        return None, tuple(_told(detail) for detail in error.errors(include_url=False))


# pydantic's name of an error -> the kind of value that belongs there (a variant in the text)
_WANTED = {
    "string_type": "text",
    "int_type": "number",
    "greater_than_equal": "number",
    "bool_type": "bool",
    "list_type": "list",
    "model_type": "table",
    "too_short": "three",
    "too_long": "three",
}


def _told(detail: ErrorDetails) -> Found:
    path: Place = detail["loc"]
    name = str(path[-1])
    match detail["type"]:
        case "missing":
            return found(path, "domains-key-missing", example=EXAMPLES.get(name, f"{name} = ..."))
        case "extra_forbidden":
            allowed = _keys_of(path[:-1])
            return found(path, "domains-key-unknown", near=near(name, allowed), allowed=listed(allowed))
        case "domains-not-one-of":
            got, allowed = detail["ctx"]["got"], detail["ctx"]["allowed"].split()
            return found(
                path, "domains-not-one-of", got=got, near=near(got, allowed), allowed=listed(allowed)
            )
        case "domains-control" | "domains-empty" as key:
            return found(path, key)
        case kind:
            return found(path, "domains-kind", wanted=_WANTED.get(kind, "other"))


_KEYS: dict[Place, type[BaseModel]] = {
    (): DomainTable,
    ("flow",): FlowTable,
    ("flow", "short"): PhasesTable,
    ("flow", "standard"): PhasesTable,
    ("flow", "long"): PhasesTable,
    ("question",): QuestionTable,
    ("question", "point"): PointTable,
    ("question", "probe"): ProbeTable,
    ("question", "anchor"): AnchorTable,
}


def _keys_of(path: Place) -> list[str]:
    """The keys a table may have; `path` as pydantic gives it."""
    names = tuple(part for part in path if isinstance(part, str))
    return list(_KEYS.get(names, QuotaTable).model_fields)


def near(word: str, allowed: list[str]) -> str:
    """The allowed word that `word` most resembles, or "none"."""
    return next(iter(get_close_matches(word.lower(), allowed, n=1)), "none")


def listed(words: list[str]) -> str:
    """Words as a list to be read: `preset`, `generated`."""
    return ", ".join(f"`{word}`" for word in words)
