"""One practice as the mailbox has it in hand, and what was played in a channel before."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field, replace

from core.interview.practice.codec import decode
from core.interview.practice.machine import fold
from core.interview.practice.state import State
from core.interview.practice.values import Played, Role
from storage.store import Transaction

ROOMS = 200
LOOKED_AT = 20  # earlier practices of somebody in a channel; what was before counts as long ago


@dataclass(frozen=True, slots=True)
class Room:
    """`sequence` is that of the last event folded into `state`."""

    practice: str
    sequence: int = 0
    state: State = field(default_factory=State)


async def load(tx: Transaction, practice: str, known: Room | None = None) -> Room:
    """The practice's room, brought up to date from `known`. Raises CorruptLog."""
    room = known or Room(practice)
    stored = await tx.events.load(practice, practice, room.sequence)
    events = [decode(event.type, event.version, event.payload) for event in stored]
    return replace(room, sequence=room.sequence + len(events), state=fold(events, room.state))


class Rooms:
    """The rooms used last."""

    def __init__(self, limit: int = ROOMS) -> None:
        self._rooms: OrderedDict[str, Room] = OrderedDict()
        self._limit = limit

    def get(self, practice: str) -> Room | None:
        """The room of a practice, where it is in memory."""
        return self._rooms.get(practice)

    def keep(self, room: Room) -> None:
        """Keeps `room`, after what is in it was committed."""
        self._rooms[room.practice] = room
        self._rooms.move_to_end(room.practice)
        if len(self._rooms) > self._limit:
            self._rooms.popitem(last=False)

    def drop(self, practice: str) -> None:
        """Forgets the room; it is read again when it is needed."""
        self._rooms.pop(practice, None)


@dataclass(frozen=True, slots=True)
class Past:
    """What somebody played in a channel before, and which questions they answered."""

    played: Played
    met: frozenset[str]


async def past(tx: Transaction, practice: str, channel: str, person: str) -> Past:
    """Of `person`, up to now; pairs are with the seats of `practice`."""
    here = {member.person: member.seat for member in await tx.practices.members(practice)}
    counts, pairs, met = dict.fromkeys(Role, 0), dict[int, int](), set[str]()
    earlier = [one for one in await tx.practices.of_person(person) if one[0].id != practice]
    for one, seat in [found for found in earlier if found[0].channel == channel][:LOOKED_AT]:
        state = (await load(tx, one.id)).state
        seats = {member.seat: member.person for member in await tx.practices.members(one.id)}
        for round_ in state.rounds:
            cast, role = round_.cast, round_.cast.role_of(seat)
            if role is None or round_.void is not None:
                continue
            counts[role] += 1
            if role is Role.CANDIDATE:
                met.add(round_.question)
            other = cast.interviewer if role is Role.CANDIDATE else cast.candidate
            if role is not Role.OBSERVER and (known := here.get(seats.get(other or 0, ""))):
                pairs[known] = pairs.get(known, 0) + 1
    played = Played(
        counts[Role.CANDIDATE],
        counts[Role.INTERVIEWER],
        counts[Role.OBSERVER],
        tuple(sorted(pairs.items())),
    )
    return Past(played, frozenset(met))
