"""What goes into the machine: the facts of one interview, in the order in which they happened.

Events are what is stored, for good. They hold ids, enums, numbers and spans, never what was said;
whatever was decided (a plan, the rule that fired, a level) is in the event that brings it and is never
decided again. `at` is milliseconds since the epoch, given by whoever stores the event.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.interview.values import (
    Again,
    Choice,
    Criterion,
    Decision,
    Examination,
    Finding,
    Heard,
    Plan,
    Purpose,
    Speech,
)

# ── what a person does ───────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Opened:
    """An interview begins to be set up. `quiet_ms` of silence end an answer of several messages.

    `again` is there for a redo and says which answer of which interview it follows.
    """

    at: int
    seed: int
    quiet_ms: int
    purpose: Purpose = Purpose.PRACTICE
    again: Again | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice of the set-up; that `value` exists was checked before."""

    at: int
    choice: Choice
    value: str


@dataclass(frozen=True, slots=True)
class Begun:
    """The set-up is done."""

    at: int


@dataclass(frozen=True, slots=True)
class TextSent:
    """A part of an answer, typed."""

    at: int
    words: str


@dataclass(frozen=True, slots=True)
class VoiceSent:
    """A part of an answer, spoken; `clip` is the recording's id."""

    at: int
    clip: str


@dataclass(frozen=True, slots=True)
class TranscriptUsed:
    """The person takes the transcript of a part as it is."""

    at: int
    part: int


@dataclass(frozen=True, slots=True)
class TranscriptCorrected:
    """The person puts their own words in place of a part's transcript."""

    at: int
    part: int
    words: str


@dataclass(frozen=True, slots=True)
class SaidAgain:
    """The person throws a part away to record it again."""

    at: int
    part: int


@dataclass(frozen=True, slots=True)
class Done:
    """The answer is complete."""

    at: int


@dataclass(frozen=True, slots=True)
class HintAsked:
    at: int


@dataclass(frozen=True, slots=True)
class RepeatAsked:
    at: int


@dataclass(frozen=True, slots=True)
class Skipped:
    at: int


@dataclass(frozen=True, slots=True)
class Paused:
    at: int


@dataclass(frozen=True, slots=True)
class Resumed:
    at: int


@dataclass(frozen=True, slots=True)
class Rated:
    """The person's own level, 1 to 5, of a criterion over the interview, before they see the judged one."""

    at: int
    criterion: Criterion
    level: int


@dataclass(frozen=True, slots=True)
class Stopped:
    """The person ends the interview early."""

    at: int


# ── what a request brings ────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Planned:
    at: int
    request: int
    plan: Plan


@dataclass(frozen=True, slots=True)
class Transcribed:
    """What was heard in a clip, and how it was spoken where that could be measured.

    `confirmed` where a setting takes a sure transcript without asking.
    """

    at: int
    request: int
    heard: Heard
    words: str
    confirmed: bool
    speech: Speech | None = None


@dataclass(frozen=True, slots=True)
class Examined:
    """What the answer has and lacks, and the rule that fired on it."""

    at: int
    request: int
    examination: Examination
    decision: Decision


@dataclass(frozen=True, slots=True)
class Worded:
    """A question or probe in words, and who worded it.

    `refused` lists why other wordings before were refused (`Refusal`).
    """

    at: int
    request: int
    words: str
    by: str
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """The findings of one slot and who judged it, unless a finding says otherwise.

    `corrections` names the words of the judge's corrections of language, "" where there are none, and
    `corrections_refused` lists why others were not taken (`Refusal`). `refused` says why the bank judged in
    another's place.
    """

    at: int
    request: int
    findings: tuple[Finding, ...]
    by: str
    refused: tuple[str, ...] = ()
    corrections: str = ""
    corrections_refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """The report can be shown.

    `debrief` names the words of a debrief and `by` who wrote it, both "" where there is none; `refused` lists
    why what was written before was not taken (`Refusal`).
    """

    at: int
    request: int
    debrief: str = ""
    by: str = ""
    refused: tuple[str, ...] = ()


# ── what the clock brings ────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class TimerFired:
    at: int
    name: str


PersonEvent = (
    Opened
    | Chosen
    | Begun
    | TextSent
    | VoiceSent
    | TranscriptUsed
    | TranscriptCorrected
    | SaidAgain
    | Done
    | HintAsked
    | RepeatAsked
    | Skipped
    | Paused
    | Resumed
    | Rated
    | Stopped
)
ResultEvent = Planned | Transcribed | Examined | Worded | Judged | Drawn
Event = PersonEvent | ResultEvent | TimerFired
