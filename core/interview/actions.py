"""What comes out of the machine: what to show, what to work out, what to be woken for.

Requests carry a number; the event that answers one carries it back. An action is never stored: it is
turned into rows (outbox, jobs, timers) in the transaction that stores its event.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.interview.values import Choice, Criterion, Gap


class Manner(StrEnum):
    """How a question is put."""

    FIRST = "first"
    REPEATED = "repeated"
    RESUMED = "resumed"


# ── requests ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class MakePlan:
    request: int


@dataclass(frozen=True, slots=True)
class Transcribe:
    request: int
    clip: str


@dataclass(frozen=True, slots=True)
class Examine:
    """Find signals and gaps in the answers of turn `turn`'s slot."""

    request: int
    turn: int


@dataclass(frozen=True, slots=True)
class Word:
    """Word the question of a generated slot (`gap` is None) or a probe that asks for `gap`."""

    request: int
    slot: int
    gap: Gap | None


@dataclass(frozen=True, slots=True)
class Judge:
    """Judge a slot by the five criteria; `by_bank` once the interviewer has taken too long."""

    request: int
    slot: int
    by_bank: bool = False


@dataclass(frozen=True, slots=True)
class Draw:
    """Make the report ready, with a debrief if the interviewer writes one; `plain` once it took too long."""

    request: int
    plain: bool = False


# ── to show ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class OfferChoice:
    """Let the person choose; `None` when all is chosen that must be, and they may begin."""

    choice: Choice | None


@dataclass(frozen=True, slots=True)
class Ask:
    """Show the question of a turn."""

    turn: int
    manner: Manner = Manner.FIRST


@dataclass(frozen=True, slots=True)
class ShowHint:
    turn: int


@dataclass(frozen=True, slots=True)
class ShowTranscript:
    """Show what was heard in a part, to use, correct or say again."""

    part: int


@dataclass(frozen=True, slots=True)
class AskRating:
    """Ask the person for their own level of a criterion."""

    criterion: Criterion


@dataclass(frozen=True, slots=True)
class ShowReport:
    pass


@dataclass(frozen=True, slots=True)
class Say:
    """Show the text of a key."""

    key: str


# ── the clock, and what came to nothing ──────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class SetTimer:
    """Wake me at `at` (ms since the epoch); a timer of the same name is replaced."""

    name: str
    at: int


@dataclass(frozen=True, slots=True)
class CancelTimer:
    name: str


class Unused(StrEnum):
    """Why an event had no effect."""

    NOT_AWAITED = "not_awaited"  # the request was answered or given up before
    TIMER_OUTDATED = "timer_outdated"  # something happened after the timer was set


@dataclass(frozen=True, slots=True)
class Drop:
    """An event came too late to matter."""

    reason: Unused


Request = MakePlan | Transcribe | Examine | Word | Judge | Draw
Show = OfferChoice | Ask | ShowHint | ShowTranscript | AskRating | ShowReport | Say
Action = Request | Show | SetTimer | CancelTimer | Drop
