"""The state of a practice: a fold over its events. It holds open cards; views get it through `seals`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from core.interview.practice.values import MOST, Card, Cast, Ending, FollowUp, Light, Played, Role, Void
from core.interview.state import PartStatus
from core.interview.values import Criterion, Finding, Level, Speech


class Stage(StrEnum):
    """Where a practice stands."""

    NEW = "new"
    LOBBY = "lobby"
    PREPARING = "preparing"  # who plays what and the question are being chosen
    BRIEFING = "briefing"  # all know their part; the candidate has not begun
    ANSWERING = "answering"
    SCORING = "scoring"  # cards are filled in, sealed
    REVEALED = "revealed"
    CLOSED = "closed"


class Kind(StrEnum):
    """What an open request is for."""

    ROUND = "round"
    TRANSCRIBE = "transcribe"
    JUDGE = "judge"
    WEIGH = "weigh"


@dataclass(frozen=True, slots=True)
class Open:
    """A request nobody has answered yet; `about` is the number of a part, 0 for the others."""

    request: int
    kind: Kind
    about: int = 0


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who took part; present while `left_at` is None.

    `base` is what a role counts at least: whoever comes late counts as having played what the others have.
    """

    seat: int
    played: Played
    joined_at: int
    left_at: int | None = None
    consented: bool = False
    removed: bool = False
    forgotten: bool = False
    no_shows: int = 0
    base: tuple[int, int] = (0, 0)  # as candidate, as interviewer

    @property
    def present(self) -> bool:
        return self.left_at is None


@dataclass(frozen=True, slots=True)
class Part:
    """A message of the answer, numbered through the practice; `words` is "" until it was heard."""

    number: int
    status: PartStatus
    words: str = ""
    clip: str = ""
    speech: Speech | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """One round. `findings` are the bot's, `judged_by` "" until they are there."""

    cast: Cast
    question: str
    content: str
    edition: str
    began_at: int
    started_at: int | None = None
    done_at: int | None = None
    revealed_at: int | None = None
    light: Light = Light.OFF
    parts: tuple[Part, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    cards: tuple[Card, ...] = ()
    findings: tuple[Finding, ...] = ()
    judged_by: str = ""
    void: Void | None = None

    @property
    def revealed(self) -> bool:
        return self.revealed_at is not None

    @property
    def taken(self) -> tuple[Part, ...]:
        """The parts whose words make the answer, in order."""
        return tuple(part for part in self.parts if part.status is PartStatus.TAKEN)

    def card_of(self, seat: int) -> Card | None:
        """The card of a member, where something is in it."""
        return next((card for card in self.cards if card.by == seat), None)

    def with_card(self, card: Card) -> Round:
        """The round with the card in the place of its owner's earlier one."""
        others = tuple(one for one in self.cards if one.by != card.by)
        return replace(self, cards=tuple(sorted((*others, card), key=lambda one: one.by)))


@dataclass(frozen=True, slots=True)
class State:
    """Everything that is known of a practice. Times in ms since the epoch; `rounds` in order, void ones too.

    `last_at` is the time of the last event that had an effect; `parts` counts the parts of all answers,
    `requests` the requests.
    """

    stage: Stage = Stage.NEW
    seed: int = 0
    domain: str = ""
    level: Level = Level.MID
    opened_at: int = 0
    ended_at: int | None = None
    ending: Ending | None = None
    last_at: int = 0
    host: int = 0
    members: tuple[Member, ...] = ()
    rounds: tuple[Round, ...] = ()
    open: tuple[Open, ...] = ()
    requests: int = 0
    parts: int = 0

    @property
    def ended(self) -> bool:
        return self.stage is Stage.CLOSED

    @property
    def number(self) -> int:
        """The number of the newest round, from 1; 0 before the first."""
        return len(self.rounds)

    @property
    def round(self) -> Round:
        """The newest round."""
        return self.rounds[-1]

    @property
    def present(self) -> tuple[int, ...]:
        """The seats of those who are there, in the order of joining."""
        here = sorted((m.joined_at, m.seat) for m in self.members if m.present)
        return tuple(seat for _, seat in here)

    @property
    def full(self) -> bool:
        return len(self.present) >= MOST

    def member(self, seat: int) -> Member | None:
        """The member of a seat, there or not."""
        return self.members[seat - 1] if 1 <= seat <= len(self.members) else None

    def is_present(self, seat: int) -> bool:
        """Whether somebody is a member and there."""
        member = self.member(seat)
        return member is not None and member.present

    def role_of(self, seat: int) -> Role | None:
        """What a member plays in the newest round."""
        return self.round.cast.role_of(seat) if self.rounds else None

    @property
    def missing(self) -> tuple[int, ...]:
        """Those who are there and whose card of the newest round is not whole."""
        whole = {card.by for card in self.round.cards if card.whole}
        return tuple(s for s in self.round.cast.seats if self.is_present(s) and s not in whole)

    def awaited(self, request: int, kind: Kind) -> Open | None:
        """The open request with this number and kind."""
        return next((open for open in self.open if (open.request, open.kind) == (request, kind)), None)

    def is_open(self, *kinds: Kind) -> bool:
        """Whether a request of one of these kinds is open."""
        return any(open.kind in kinds for open in self.open)

    def with_member(self, member: Member) -> State:
        """The state with this member in the place of the earlier one of their seat."""
        members = (*self.members[: member.seat - 1], member, *self.members[member.seat :])
        return replace(self, members=members)

    def with_round(self, round_: Round) -> State:
        """The state with its newest round replaced."""
        return replace(self, rounds=(*self.rounds[:-1], round_))

    def with_request(self, kind: Kind, about: int = 0) -> State:
        """The state with one more open request, whose number is the new `requests`."""
        number = self.requests + 1
        return replace(self, requests=number, open=(*self.open, Open(number, kind, about)))

    def closed(self, request: int) -> State:
        """The state with one request answered."""
        return replace(self, open=tuple(open for open in self.open if open.request != request))


def whole(levels: tuple[tuple[Criterion, int], ...]) -> bool:
    """Whether there is a level for each criterion."""
    return len(levels) == len(Criterion)
