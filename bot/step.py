"""One row's work, inside its transaction: load, receive, fulfil what can be fulfilled, write.

An event of the person goes into the machine; what the machine asks for is answered at once where the
interviewer is instant; what comes out becomes rows. Everything is committed together with the row's
`done`, or nothing is.
"""

from __future__ import annotations

import json
import secrets
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.fulfil import Fulfil, Result
from bot.history import met_before
from bot.port import Kind
from bot.room import Room, Rooms, load
from bot.showing import Showing
from core.domains.loader import Loaded
from core.interview import actions as do
from core.interview import events as ev
from core.interview.codec import encode
from core.interview.machine import receive
from core.interview.state import Stage
from core.interview.values import Choice
from storage.ids import new_id
from storage.rows import Interview, NewEvent, Received
from storage.store import Transaction

TIMER = "timer"  # the clock's own kind of row
COLLECTING = (Stage.WARMING_UP, Stage.ANSWERING, Stage.OWN_QUESTIONS)
SIMPLE: dict[str, Callable[[int], ev.Event]] = {
    Kind.BEGIN: ev.Begun,
    Kind.DONE: ev.Done,
    Kind.HINT: ev.HintAsked,
    Kind.REPEAT: ev.RepeatAsked,
    Kind.SKIP: ev.Skipped,
    Kind.PAUSE: ev.Paused,
    Kind.RESUME: ev.Resumed,
    Kind.STOP: ev.Stopped,
}

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Desk:
    """What every step works with. `now` gives milliseconds since the epoch."""

    rooms: Rooms
    domains: Loaded
    fulfil: Fulfil
    showing: Showing
    now: Callable[[], int]
    quiet_ms: int


class Step:
    """The work on one inbox row."""

    def __init__(self, desk: Desk, tx: Transaction, row: Received) -> None:
        self._desk = desk
        self._tx = tx
        self._row = row
        self._events: list[ev.Event] = []
        self._words: dict[str, str] = {}
        self._timers: dict[str, int | None] = {}

    async def run(self) -> Room | None:
        """Does the work; returns the interview's room as it will be once this is committed.

        Raises Refused, IllegalEvent or FaultyDomains where the person is to be told so, and StorageFault.
        """
        payload = json.loads(self._row.payload)
        interview = await self._tx.interviews.open_of(self._row.person)
        if self._row.kind == Kind.OPEN:
            return await self._open(interview)
        if interview is None:
            if self._row.kind != TIMER:
                await self.say("no-interview")
            return None
        room = await load(self._tx, interview, self._desk.rooms.get(interview.id))
        return await self._written(await self._received(room, payload))

    async def say(self, key: str, values: Mapping[str, str | int] | None = None) -> None:
        """A plain message to the person."""
        await self._send(self._desk.showing.say(key, values))

    async def _open(self, interview: Interview | None) -> Room:
        """A new interview; where one is open it is shown where it stands."""
        row = self._row
        if interview is not None:
            room = await load(self._tx, interview, self._desk.rooms.get(interview.id))
            await self.say("already-open")
            if room.state.paused:
                return await self._written(await self._feed(room, ev.Resumed(row.received_at)))
            await self._send(self._desk.showing.message(room, _where_it_stands(room)))
            return room
        id_ = await self._tx.interviews.create(row.person, row.received_at)
        created = await self._tx.interviews.get(row.person, id_)
        assert created is not None
        opened = ev.Opened(row.received_at, secrets.randbits(32), self._desk.quiet_ms)
        return await self._written(await self._feed(Room(created), opened))

    async def _received(self, room: Room, payload: Payload) -> Room:
        at, kind = self._row.received_at, self._row.kind
        if kind in SIMPLE:
            return await self._feed(room, SIMPLE[kind](at))
        if kind == TIMER:
            return await self._feed(room, ev.TimerFired(at, payload["name"]))
        if kind == Kind.CHOOSE:
            return await self._chosen(room, Choice(payload["choice"]), payload["value"])
        return await self._text(room, payload)

    async def _chosen(self, room: Room, choice: Choice, value: str) -> Room:
        if choice is Choice.DOMAIN:
            self._desk.domains.get(value)
            await self._tx.interviews.choose_domain(self._row.person, room.interview.id, value)
        return await self._feed(room, ev.Chosen(self._row.received_at, choice, value))

    async def _text(self, room: Room, payload: Payload) -> Room:
        id_, at = new_id(self._row.received_at), self._row.received_at
        parts = room.state.parts
        room = await self._feed(room, ev.TextSent(at, id_), {id_: payload["text"]})
        if room.state.parts == parts:
            self._words.pop(id_)  # it was not taken, so it is not kept
        elif payload["complete"]:
            room = await self._feed(room, ev.Done(at))
        return room

    async def _feed(self, room: Room, event: ev.Event, words: Mapping[str, str] | None = None) -> Room:
        """`event` and the results of all it leads to, in order."""
        waiting = deque([Result(event, words or {})])
        while waiting:
            result = waiting.popleft()
            self._words.update(result.words)
            await self._tx.contents.put(result.contents)
            room = _with(room, result)
            state, actions = receive(room.state, result.event)
            self._events.append(result.event)
            room = replace(room, state=state)
            for action in actions:
                waiting.extend(await self._act(room, action))
        return room

    async def _act(self, room: Room, action: do.Action) -> list[Result]:
        match action:
            case do.SetTimer(name, at):
                self._timers[name] = at
            case do.CancelTimer(name):
                self._timers[name] = None
            case do.Drop():
                pass
            case do.MakePlan():
                met = await met_before(self._tx, self._row.person, room.state.choices.domain)
                return [await self._desk.fulfil.result(room, action, self._desk.now(), met)]
            case do.Transcribe() | do.Examine() | do.Word() | do.Judge() | do.Draw():
                return [await self._desk.fulfil.result(room, action, self._desk.now())]
            case _:
                await self._send(self._desk.showing.message(room, action))
        return []

    async def _send(self, message: Mapping[str, Any]) -> None:
        row = self._row
        payload = json.dumps(message, ensure_ascii=False)
        await self._tx.outbox.add(
            row.person, row.conversation, str(message["shown"]), payload, self._desk.now()
        )

    async def _written(self, room: Room) -> Room:
        """The rows of everything that happened; the room as it is after them."""
        person, interview = self._row.person, room.interview.id
        await self._tx.words.put(person, interview, self._words)
        events = [NewEvent(*_stored(event)) for event in self._events]
        sequence = await self._tx.events.append(person, interview, room.sequence, events)
        for name, at in self._timers.items():
            if at is None:
                await self._tx.timers.cancel(person, interview, name)
            else:
                await self._tx.timers.set(person, interview, name, at)
        if room.state.ended:
            await self._tx.interviews.end(person, interview, self._desk.now())
        return replace(room, sequence=sequence)


def _stored(event: ev.Event) -> tuple[str, int, int, str]:
    name, version, payload = encode(event)
    return name, version, event.at, payload


def _with(room: Room, result: Result) -> Room:
    if not result.words and not result.contents:
        return room
    return replace(room, words={**room.words, **result.words}, contents={**room.contents, **result.contents})


def _where_it_stands(room: Room) -> do.Show:
    """What shows an open interview again; nothing happens by it, so it is no event."""
    state = room.state
    if state.stage is Stage.SETTING_UP:
        return do.OfferChoice(state.choices.missing())
    if state.stage in COLLECTING:
        return do.Ask(len(state.turns) - 1, do.Manner.RESUMED)
    return do.Say("reply-one-moment")
