"""What the interview needs from outside, as protocols over plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from core.interview.values import (
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

    `refused` lists why the guard refused other words before these.
    """

    text: str
    by: str
    refused: tuple[str, ...] = ()


class Interviewer(Protocol):
    """Words questions and probes and judges answers; decides nothing about what comes next.

    An `instant` interviewer answers without waiting, so it is run inside the mailbox's step.
    """

    @property
    def name(self) -> str: ...

    @property
    def instant(self) -> bool: ...

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
