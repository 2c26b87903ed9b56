"""What the interview needs from outside, as protocols over plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from core.interview.readiness import Verdict
from core.interview.values import (
    Criterion,
    Domain,
    Draft,
    Examination,
    Finding,
    Gap,
    Heard,
    Level,
    Question,
)


@dataclass(frozen=True, slots=True)
class Said:
    """One answered turn with its words: what was asked and what was answered.

    `turn` is the turn's number in the interview, which receipts refer to. `kept` is where an interviewer
    keeps what it made of the words, so that it lasts no longer than they do; it is no part of what was said.
    """

    turn: int
    asked: str
    answer: str
    kept: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Material:
    """All an interviewer may look at: the question, this slot's turns, and what was said before.

    `question` is None in the warm-up and for the candidate's own questions. `here` holds the slot's
    turns, the newest last; `before` the earlier slots' and the warm-up's turns. `interview` is whose turn it
    is, an id that says nothing else; "" outside of interviews.
    """

    domain: Domain
    level: Level
    question: Question | None
    asked: str
    here: tuple[Said, ...]
    before: tuple[Said, ...]
    interview: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """A worded question or probe and who worded it.

    `refused` lists why other words before these were refused (`values.Refusal`).
    """

    text: str
    by: str
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """A change of grammar or wording: `text[start:end]` of turn `turn`'s answer would better be `better`.

    `why` is the reason in a sentence. A turn's text is that of its `Said`.
    """

    turn: int
    start: int
    end: int
    better: str
    why: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """The corrections of a slot's answers, and why others were refused (`values.Refusal`)."""

    corrections: tuple[Correction, ...] = ()
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding in words: what its level means, and the quotes that show it.

    `number` is the question's, counted from 1; `level` is None where levels are hidden.
    """

    number: int
    criterion: Criterion
    level: int | None
    meaning: str
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what was found in the answers to it; `missing` completes "a good answer ..."."""

    number: int
    question: str
    findings: tuple[Shown, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """What a debrief is written from: everything in it was decided by code before.

    `role` completes "as a ..."; `readiness` says the verdict in a sentence; `strength` and `upgrade` are the
    findings chosen for them, `advice` what to do about the upgrade.
    """

    interview: str
    role: str
    level: Level
    verdict: Verdict
    readiness: str
    strength: Shown | None
    upgrade: Shown | None
    advice: str
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Debrief:
    """A report's words to the person, a sentence or a few each, and who wrote them.

    All are empty where what was written was refused, `refused` says why (`values.Refusal`).
    """

    by: str
    summary: str = ""
    strength: str = ""
    upgrade: str = ""
    readiness: str = ""
    refused: tuple[str, ...] = ()


class Interviewer(Protocol):
    """Words questions and probes and judges answers; decides nothing about what comes next.

    An `instant` interviewer answers without waiting, so it is run inside the mailbox's step; so is the
    examination of one that `examines_at_once`. Who `debriefs` may be waited for before a report is shown.
    """

    @property
    def name(self) -> str: ...

    @property
    def instant(self) -> bool: ...

    @property
    def examines_at_once(self) -> bool: ...

    @property
    def debriefs(self) -> bool: ...

    async def examine(self, material: Material) -> Examination:
        """What the slot's answers have and lack."""
        ...

    async def word_question(self, material: Material) -> Wording:
        """The question of a generated slot."""
        ...

    async def word_probe(self, material: Material, gap: Gap) -> Wording:
        """A follow-up that asks for `gap` and nothing else."""
        ...

    async def judge(self, material: Material) -> tuple[Finding, ...]:
        """One finding for each criterion, in the rubric's order."""
        ...

    async def correct(self, material: Material) -> Corrected | None:
        """Grammar and fluency of the slot's answers, beside the rule-based tips; None where none are made."""
        ...

    async def debrief(self, outline: Outline) -> Debrief | None:
        """The report's words to the person; None where none are written."""
        ...


class Measure(Protocol):
    """Measures a worded probe for the guard."""

    def __call__(self, text: str, answer: str, earlier: Sequence[str]) -> Draft: ...


@dataclass(frozen=True, slots=True)
class Tip:
    """One grammar tip: `text[start:end]` would better be `better`, for the reason `why`."""

    start: int
    end: int
    better: str
    why: str


class Grammar(Protocol):
    """Finds slips in what a person wrote; never rewrites."""

    def tips(self, text: str, terms: Sequence[str]) -> tuple[Tip, ...]:
        """At most three tips, in the order of the text; `terms` are never flagged."""
        ...


@dataclass(frozen=True, slots=True)
class HeardWord:
    """A word of a transcript, from `from_ms` to `to_ms` of the clip, heard with a probability of 0 to 1."""

    text: str
    from_ms: int
    to_ms: int
    probability: float


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was heard in a clip of `length_ms`.

    `voiced` are the stretches of voice in milliseconds, in order, none of which touch. Where nothing could be
    heard or understood, `heard` says so and `words` may hold what was made out of it.
    """

    heard: Heard
    words: tuple[HeardWord, ...]
    language: str
    length_ms: int
    voiced: tuple[tuple[int, int], ...]


class Transcriber(Protocol):
    """Hears what was said in a clip, given as the bytes of a sound file of whatever kind."""

    async def transcribe(self, clip: bytes, language: str | None = None) -> Transcript:
        """What was heard; `language` is what the person speaks (ISO 639-1), found out where it is None.

        Raises Refused where the clip cannot be taken (no sound, unreadable, too long, too short), with the
        reason as its text, and SpeechFault where nothing can be heard at the moment.
        """
        ...
