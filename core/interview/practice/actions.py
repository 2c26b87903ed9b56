"""What comes out of the practice's machine: what to show and to whom, what to work out, when to wake it.

The rule of the seals: an action names rounds and seats and carries nothing that anybody gave or wrote. What
it shows is read from `seals.sealed(state, recipient)` and from nowhere else, so nothing can be shown before
its time. A message that is shown again under the same name is an edit of the earlier one (`named`).
"""

from __future__ import annotations

from dataclasses import dataclass

from core.interview.actions import CancelTimer, Drop, SetTimer
from core.interview.practice.values import Ending, Light

# ── requests ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class MakeRound:
    """Choose who plays what and a question; `RoundMade` answers it."""

    request: int


@dataclass(frozen=True, slots=True)
class Transcribe:
    """Listen to what the member of a seat said."""

    request: int
    seat: int
    clip: str


@dataclass(frozen=True, slots=True)
class Judge:
    """Judge the answer of a round by the five criteria."""

    request: int
    round: int


@dataclass(frozen=True, slots=True)
class Weigh:
    """Measure the human interviewer's follow-ups of a round with the guard."""

    request: int
    round: int


# ── to everybody, in the channel ─────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class ShowLobby:
    """Who is there: one message, edited; a new one where it is a lobby again after round `round`."""

    round: int = 0


@dataclass(frozen=True, slots=True)
class ShowRound:
    """Who plays what, with *Start answering* for the candidate; edited where somebody else steps in.

    Where the bot asks, it shows the question too.
    """

    round: int


@dataclass(frozen=True, slots=True)
class ShowConsent:
    """The line on recordings, before the first one of the candidate in this channel."""

    round: int


@dataclass(frozen=True, slots=True)
class ShowLights:
    """That the candidate is answering, and for how long: one message, edited."""

    round: int
    light: Light


@dataclass(frozen=True, slots=True)
class ShowFollowUp:
    """What the interviewer asked, by its number in the round."""

    round: int
    number: int


@dataclass(frozen=True, slots=True)
class ShowProgress:
    """Whose cards are in and whose are not, and nothing of what is in them: one message, edited."""

    round: int


@dataclass(frozen=True, slots=True)
class ShowReveal:
    """All cards of a round side by side."""

    round: int


@dataclass(frozen=True, slots=True)
class Announce:
    """A sentence about a member."""

    key: str
    seat: int


@dataclass(frozen=True, slots=True)
class ShowClosed:
    """That it is over, and why."""

    why: Ending


# ── to one member alone ──────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Brief:
    """The interviewer's papers: the question, its key points, hints for follow-ups."""

    seat: int
    round: int


@dataclass(frozen=True, slots=True)
class ShowCard:
    """The member's own card as it stands: one message, edited. The candidate's has levels alone."""

    seat: int
    round: int


@dataclass(frozen=True, slots=True)
class ShowDelivery:
    """The candidate's figures of how they spoke."""

    seat: int
    round: int


@dataclass(frozen=True, slots=True)
class ShowFollowUps:
    """How good an interviewer's follow-ups were."""

    seat: int
    round: int


@dataclass(frozen=True, slots=True)
class OfferInterview:
    """Alone in a practice: offer an interview of their own."""

    seat: int


@dataclass(frozen=True, slots=True)
class Tell:
    """A sentence for whoever did what has just happened, member or not."""

    key: str


@dataclass(frozen=True, slots=True)
class TellSeat:
    """A sentence for a member."""

    seat: int
    key: str


Request = MakeRound | Transcribe | Judge | Weigh
Public = (
    ShowLobby
    | ShowRound
    | ShowConsent
    | ShowLights
    | ShowFollowUp
    | ShowProgress
    | ShowReveal
    | Announce
    | ShowClosed
)
Private = Brief | ShowCard | ShowDelivery | ShowFollowUps | OfferInterview | TellSeat
Show = Public | Private | Tell
Action = Request | Show | SetTimer | CancelTimer | Drop


NAMES = {
    ShowLobby: "lobby",
    ShowRound: "round",
    ShowLights: "lights",
    ShowProgress: "progress",
    Brief: "brief",
    ShowCard: "card",
}


def named(action: Show) -> str:
    """The name under which a message is edited, "" for one that stands for itself.

    >>> named(ShowLobby()), named(ShowCard(seat=2, round=3)), named(ShowReveal(3))
    ('lobby', 'card:3', '')
    """
    name = NAMES.get(type(action), "")
    number = getattr(action, "round", None)
    return f"{name}:{number}" if name and number else name
