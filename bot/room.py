"""One interview as the mailbox has it in hand: its state, and the texts behind the ids in it.

Rooms are kept between messages, so that a step costs the same at the end of a long interview as at its
beginning. A room is only ever behind the store, never ahead: it is replaced after a commit.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import dataclass, field, replace

from core.domains.contents import edition_from, question_from, warm_up_from
from core.interview.codec import decode
from core.interview.codec import load as typed
from core.interview.errors import CorruptLog
from core.interview.machine import fold
from core.interview.ports import Correction, Debrief, Said
from core.interview.state import State, Turn, TurnKind
from core.interview.values import Domain, Question
from core.report.model import REMOVED
from core.report.sheet import Sheet
from storage.rows import Interview
from storage.store import Transaction

ROOMS = 1_000


@dataclass(frozen=True, slots=True)
class Room:
    """`sequence` is that of the last event folded into `state`; `words` holds every text named in it.

    `heard` keeps what `said` gave for each turn, so that an answer does not cost more the more came before.
    """

    interview: Interview
    sequence: int = 0
    state: State = field(default_factory=State)
    words: dict[str, str] = field(default_factory=dict, repr=False)
    contents: dict[str, str] = field(default_factory=dict, repr=False)
    heard: dict[int, tuple[Turn, Said]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def domain(self) -> Domain:
        """The domain as it was when the interview was planned."""
        assert self.state.plan is not None
        return edition_from(self.contents[self.state.plan.edition])

    def domain_of(self, slot: int) -> Domain:
        """The domain of a slot, which in a review is its own; else the interview's."""
        edition = self.state.slots[slot].edition if 0 <= slot < len(self.state.slots) else ""
        return edition_from(self.contents[edition]) if edition else self.domain

    def question(self, slot: int) -> Question:
        """The question of a slot, as it was when the interview was planned."""
        return question_from(self.contents[self.state.slots[slot].content])

    def asked(self, turn: Turn) -> str:
        """The question of a turn in words."""
        if turn.words:
            return self.words.get(turn.words, REMOVED)
        if turn.kind is TurnKind.OWN:
            return ""
        text = self.contents[turn.content]
        return warm_up_from(text) if turn.slot < 0 else question_from(text).text

    def answer(self, turn: Turn) -> str:
        """The answer of a turn: its parts in order, a line each."""
        return "\n".join(self.words.get(part.words, REMOVED) for part in turn.taken)

    def said(self, number: int) -> Said:
        """A turn as interviewers see it."""
        turn = self.state.turns[number]
        known = self.heard.get(number)
        if known is None or known[0] is not turn:  # a turn is replaced when anything of it changes
            known = self.heard[number] = turn, Said(number, self.asked(turn), self.answer(turn))
        return known[1]

    @property
    def corrected(self) -> tuple[tuple[str, Correction], ...]:
        """An interviewer's own corrections, slot by slot, with its name; none whose words are gone."""
        return tuple(
            (judged.by, correction)
            for judged in sorted(self.state.judged, key=lambda judged: judged.slot)
            if judged.corrections in self.words
            for correction in typed(tuple[Correction, ...], json.loads(self.words[judged.corrections]))
        )

    @property
    def debrief(self) -> Debrief | None:
        """What an interviewer wrote for the report."""
        kept = self.state.debrief
        if not kept.words:
            return None
        if kept.words not in self.words:
            return Debrief(kept.by, REMOVED, REMOVED, REMOVED, REMOVED)
        written: Debrief = typed(Debrief, json.loads(self.words[kept.words]))
        return written

    @property
    def sheet(self) -> Sheet:
        """The interview by itself, without language tips, what was spoken, and other interviews."""
        return Sheet(
            state=self.state,
            domain=self.domain,
            asked=tuple(self.asked(turn) for turn in self.state.turns),
            answers=tuple(self.answer(turn) for turn in self.state.turns),
            questions=tuple(self.question(slot) for slot in range(len(self.state.slots))),
            corrected=self.corrected,
            debrief=self.debrief,
        )


async def load(tx: Transaction, interview: Interview, known: Room | None = None) -> Room:
    """The interview's room, brought up to date from `known`. Raises CorruptLog."""
    room = known or Room(interview)
    stored = await tx.events.load(interview.person, interview.id, room.sequence)
    if not stored and known:
        return known
    events = [decode(event.type, event.version, event.payload) for event in stored]
    state = fold(events, room.state)
    words = await tx.words.of_interview(interview.person, interview.id)
    contents = room.contents or await contents_of(tx, state)
    return replace(room, sequence=room.sequence + len(stored), state=state, words=words, contents=contents)


async def contents_of(tx: Transaction, state: State) -> dict[str, str]:
    """The exact texts behind a plan's hashes. Raises CorruptLog where one is missing."""
    if state.plan is None:
        return {}
    named = (hash_ for slot in state.plan.slots for hash_ in (slot.content, slot.edition))
    hashes = {state.plan.edition, state.plan.warm_up, *named} - {""}
    found = await tx.contents.get(hashes)
    if found.keys() != hashes:
        raise CorruptLog("error-contents-missing")
    return found


class Rooms:
    """The rooms used last."""

    def __init__(self, limit: int = ROOMS) -> None:
        self._rooms: OrderedDict[str, Room] = OrderedDict()
        self._limit = limit

    def get(self, interview: str) -> Room | None:
        """The room of an interview, where it is in memory."""
        return self._rooms.get(interview)

    def keep(self, room: Room) -> None:
        """Keeps `room`, after what is in it was committed."""
        self._rooms[room.interview.id] = room
        self._rooms.move_to_end(room.interview.id)
        if len(self._rooms) > self._limit:
            self._rooms.popitem(last=False)

    def drop(self, interview: str) -> None:
        """Forgets the room; it is read again when it is needed."""
        self._rooms.pop(interview, None)

    def drop_of(self, person: str) -> None:
        """Forgets every room of a person."""
        for id_ in [id_ for id_, room in self._rooms.items() if room.interview.person == person]:
            del self._rooms[id_]
