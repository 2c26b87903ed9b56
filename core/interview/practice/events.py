"""What goes into the practice's machine: facts, in the order in which they happened.

The rule is that of `core.interview.events`: ids, enums, numbers, never what was said; whatever was decided
(who plays what, a level) is in the event that brings it. `seat` is whose doing it is, 0 for somebody who is
no member; `moderator` says that the platform gives them the right to keep order in the channel.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.interview.practice.values import NEVER_PLAYED, Cast, Levels, Played
from core.interview.values import Finding, Heard, Level, Speech

# ── what a person does ───────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Opened:
    """A lobby opens; whoever opens it has seat 1 and is the host. `consented` as in `Joined`."""

    at: int
    seed: int
    domain: str
    level: Level
    played: Played = NEVER_PLAYED
    consented: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody takes part: a new seat is the next number, an old one somebody who comes back.

    `consented` says that they agreed to recordings in this channel before.
    """

    at: int
    seat: int
    played: Played = NEVER_PLAYED
    consented: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    at: int
    seat: int


@dataclass(frozen=True, slots=True)
class Begun:
    """The host begins the first round."""

    at: int
    seat: int


@dataclass(frozen=True, slots=True)
class Consented:
    """Somebody agrees that what they say is recorded and written down."""

    at: int
    seat: int


@dataclass(frozen=True, slots=True)
class AnswerStarted:
    """The candidate starts answering; the lights run."""

    at: int
    seat: int


@dataclass(frozen=True, slots=True)
class TextSent:
    """Something typed: a part of the candidate's answer, or the interviewer's follow-up."""

    at: int
    seat: int
    words: str


@dataclass(frozen=True, slots=True)
class VoiceSent:
    """A part of the candidate's answer, spoken; `clip` is the recording's id."""

    at: int
    seat: int
    clip: str


@dataclass(frozen=True, slots=True)
class Done:
    """The answer is complete."""

    at: int
    seat: int


@dataclass(frozen=True, slots=True)
class Scored:
    """Something for the member's own card: levels, a top, a tip, any of them; the newest counts.

    For the candidate these are the levels they give themself.
    """

    at: int
    seat: int
    levels: Levels = ()
    top: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class MovedOn:
    """On to what comes next: after a reveal anybody's right, before it the host's and the moderators'."""

    at: int
    seat: int
    moderator: bool = False


@dataclass(frozen=True, slots=True)
class Removed:
    """The host or a moderator takes `who` out of the practice."""

    at: int
    seat: int
    who: int
    moderator: bool = False


@dataclass(frozen=True, slots=True)
class Stopped:
    """The host or a moderator ends the practice."""

    at: int
    seat: int
    moderator: bool = False


# ── what comes from elsewhere ────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The person of a seat had themself forgotten; also long after the end."""

    at: int
    seat: int


@dataclass(frozen=True, slots=True)
class RoundMade:
    """Who plays what, and the question by content hash; `edition` is the whole domain's as it was."""

    at: int
    request: int
    cast: Cast
    question: str
    content: str
    edition: str


@dataclass(frozen=True, slots=True)
class Transcribed:
    """What was heard in a clip, and how it was spoken where that could be measured."""

    at: int
    request: int
    heard: Heard
    words: str
    speech: Speech | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """The bot's findings on the round's answer, and who judged it."""

    at: int
    request: int
    findings: tuple[Finding, ...]
    by: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """For each follow-up of the round, in order, the limits of the guard that it breaks."""

    at: int
    request: int
    refused: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class TimerFired:
    at: int
    name: str


PersonEvent = (
    Opened
    | Joined
    | Left
    | Begun
    | Consented
    | AnswerStarted
    | TextSent
    | VoiceSent
    | Done
    | Scored
    | MovedOn
    | Removed
    | Stopped
)
ResultEvent = RoundMade | Transcribed | Judged | Weighed
Event = PersonEvent | ResultEvent | Forgotten | TimerFired
