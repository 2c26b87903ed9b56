"""The words of a practice as values. Members are named by their seat and by nothing else.

A seat is a number from 1 in the order of joining; who sits there stands outside, so that a person who is
forgotten leaves a number behind. Times are integer milliseconds since the epoch (UTC); what anybody said or
wrote appears as the id under which the store keeps it (`words`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.interview.values import Criterion

FEWEST, MOST = 2, 6  # members of a round and of a practice
LEVELS = range(1, 6)


class Role(StrEnum):
    """What somebody does in a round."""

    CANDIDATE = "candidate"
    INTERVIEWER = "interviewer"
    OBSERVER = "observer"


class Light(StrEnum):
    """How long somebody has been answering: an answer is good between green and red."""

    OFF = "off"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


# When each light comes on, in milliseconds of answering.
LIGHTS = ((Light.GREEN, 60_000), (Light.AMBER, 90_000), (Light.RED, 120_000))


class Void(StrEnum):
    """Why a round came to nothing."""

    NO_SHOW = "no_show"  # the candidate did not begin, or began and said nothing
    LEFT = "left"  # the candidate left before the answer was complete
    PASSED = "passed"  # the host went on


class Ending(StrEnum):
    """Why a practice is over."""

    STOPPED = "stopped"
    EMPTY = "empty"  # everybody left
    IDLE = "idle"  # nothing was said for a while
    NOBODY = "nobody"  # nobody answered when it was their turn


@dataclass(frozen=True, slots=True)
class Played:
    """What somebody played in earlier practices of the channel.

    `pairs` says how often they and the member of a seat were candidate and interviewer together, in
    whichever of the two roles; only those above 0.
    """

    candidate: int = 0
    interviewer: int = 0
    observer: int = 0
    pairs: tuple[tuple[int, int], ...] = ()


NEVER_PLAYED = Played()


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays what in a round. Without an `interviewer` the bot asks; without observers it observes."""

    candidate: int
    interviewer: int | None
    observers: tuple[int, ...] = ()

    @property
    def judges(self) -> tuple[int, ...]:
        """Who fills in a scorecard."""
        return (*(() if self.interviewer is None else (self.interviewer,)), *self.observers)

    @property
    def seats(self) -> tuple[int, ...]:
        """Everybody in the round."""
        return (self.candidate, *self.judges)

    def role_of(self, seat: int) -> Role | None:
        """What a member plays, None for somebody who is not in the round."""
        if seat == self.candidate:
            return Role.CANDIDATE
        if seat == self.interviewer:
            return Role.INTERVIEWER
        return Role.OBSERVER if seat in self.observers else None


Levels = tuple[tuple[Criterion, int], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A scorecard, whole or not, in the order of the criteria; the candidate's own has levels alone.

    `top` and `tip` are words' ids, "" where nothing was written. `whole` says that nothing is missing, so
    that this much can be told of a sealed card.
    """

    by: int
    levels: Levels = ()
    top: str = ""
    tip: str = ""
    whole: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing was put into it."""
        return not (self.levels or self.top or self.tip)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question that the human interviewer asked during the answer.

    `refused` are the limits of the guard that it breaks (`core.interview.guard`), None until it was measured.
    """

    by: int
    words: str
    after: int  # how many parts the answer had by then
    refused: tuple[str, ...] | None = None
