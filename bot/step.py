"""One row's work, inside its transaction: load, receive, fulfil what can be fulfilled, write.

An event of the person goes into the machine; what the machine asks for is answered at once where the
interviewer is instant, and becomes a job where it is not; what comes out becomes rows. Everything is
committed together with the row's `done`, or nothing is.
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
from bot.ledger import OURS, Effects, Ledger, written
from bot.once_more import OnceMore, Waiting, redo, review
from bot.port import Kind
from bot.preferences import SCORES, SELF_RATING, YES, chosen
from bot.room import Room, Rooms, load
from bot.showing import Showing
from core.domains.loader import Loaded
from core.interview import actions as do
from core.interview import events as ev
from core.interview.codec import decode
from core.interview.machine import receive
from core.interview.state import Stage
from core.interview.values import Choice, Criterion, Purpose, Scores, SelfRating
from storage.ids import new_id
from storage.rows import Interview, Received
from storage.store import Transaction

TIMER = "timer"  # the clock's own kind of row
RESULT = "result"  # and the jobs'
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

AGAIN = (Kind.REVIEW, Kind.REDO)
ABOUT_A_PART = (Kind.USE, Kind.CORRECT, Kind.AGAIN)

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
        self._ledger = Ledger()
        self._once_more: OnceMore | None = None

    async def run(self) -> tuple[Room | None, Effects]:
        """Does the work; the interview's room as it will be once this is committed, and what follows.

        Raises Refused, IllegalEvent or FaultyDomains where the person is to be told so, and StorageFault.
        """
        payload = json.loads(self._row.payload)
        interview = await self._tx.interviews.open_of(self._row.person)
        if self._row.kind == Kind.OPEN:
            room = await self._open(interview)
        elif self._row.kind in AGAIN:
            opened = await self._ask_once_more(interview, payload)
            if opened is None:
                return None, Effects(send_to=await self._ledger.send(self._tx, self._row, self._desk.now()))
            room = opened
        elif interview is not None:
            room = await self._received(await self._load(interview), payload)
        else:
            return None, await self.say("reply-rate-over" if self._row.kind == Kind.RATE else "no-interview")
        return await self._ledger.write(self._tx, self._row, room, self._desk.now())

    async def say(self, key: str, values: Mapping[str, str | int] | None = None) -> Effects:
        """A plain message to the person, of no interview; a row that nobody sent has nobody to tell."""
        if self._row.platform in OURS:
            return Effects()
        self._ledger.show(self._desk.showing.say(key, values))
        return Effects(send_to=await self._ledger.send(self._tx, self._row, self._desk.now()))

    async def _load(self, interview: Interview) -> Room:
        """The room in memory as it is: where another worker was here meanwhile, appending to it conflicts."""
        return self._desk.rooms.get(interview.id) or await load(self._tx, interview)

    async def _open(self, interview: Interview | None) -> Room:
        """A new interview; where one is open it is shown where it stands."""
        if interview is not None:
            return await self._go_on(await self._load(interview))
        at, settings = self._row.received_at, await self._tx.settings.of(self._row.person)
        room = await self._created(Purpose.PRACTICE)
        if chosen(settings, SCORES) == Scores.HIDE:
            room = await self._feed(room, ev.Chosen(at, Choice.SCORES, Scores.HIDE), silent=True)
        if chosen(settings, SELF_RATING) == YES:
            room = await self._feed(room, ev.Chosen(at, Choice.SELF_RATING, SelfRating.ASK), silent=True)
        return room

    async def _go_on(self, room: Room) -> Room:
        """The open interview, where it stands."""
        interview, showing = room.interview.id, self._desk.showing
        self._ledger.show(showing.say("already-open"), interview)
        if room.state.paused:
            return await self._feed(room, ev.Resumed(self._row.received_at))
        self._ledger.show(showing.message(room, _where_it_stands(room)), interview)
        return room

    async def _created(self, purpose: Purpose, domain: str = "") -> Room:
        row, again = self._row, self._once_more.again if self._once_more else None
        id_ = await self._tx.interviews.create(row.person, row.received_at, domain or None)
        created = await self._tx.interviews.get(row.person, id_)
        assert created is not None
        opened = ev.Opened(row.received_at, secrets.randbits(32), self._desk.quiet_ms, purpose, again)
        return await self._feed(Room(created), opened)

    async def _ask_once_more(self, interview: Interview | None, payload: Payload) -> Room | None:
        """A review or a redo; the open interview where one has begun, None where nothing is due."""
        room = await self._load(interview) if interview else None
        if room is not None and room.state.stage is not Stage.SETTING_UP:
            return await self._go_on(room)
        found = await self._found(payload)
        if not isinstance(found, OnceMore):
            self._ledger.show(
                self._desk.showing.nothing_due(found.at if found else None, self._row.received_at)
            )
            return None
        if room is not None:
            await self._put_away(room)
        return await self._begin_once_more(found)

    async def _found(self, payload: Payload) -> OnceMore | Waiting | None:
        tx, person, now, desk = self._tx, self._row.person, self._row.received_at, self._desk
        if self._row.kind == Kind.REDO:
            return await redo(tx, person, payload["of"], payload["number"], now)
        return await review(tx, person, desk.domains, desk.fulfil, now)

    async def _put_away(self, room: Room) -> None:
        """Ends a set-up that nothing came of, without a word."""
        room = await self._feed(room, ev.Stopped(self._row.received_at), silent=True)
        await self._ledger.write(self._tx, self._row, room, self._desk.now())
        self._ledger = Ledger()

    async def _begin_once_more(self, found: OnceMore) -> Room:
        self._once_more, at = found, self._row.received_at
        purpose = Purpose.REDO if found.again else Purpose.REVIEW
        hidden = found.scores or Scores(chosen(await self._tx.settings.of(self._row.person), SCORES))
        room = await self._created(purpose, found.plan.domain)
        for choice, value in (
            (Choice.DOMAIN, found.plan.domain),
            (Choice.LEVEL, found.level),
            (Choice.SCORES, hidden),
        ):
            room = await self._feed(room, ev.Chosen(at, choice, value))
        counts = {"count": len(found.plan.slots), "more": found.more}
        self._ledger.show(self._desk.showing.say(f"{purpose}-begins", counts), room.interview.id)
        return await self._feed(room, ev.Begun(at))

    async def _received(self, room: Room, payload: Payload) -> Room:
        at, kind = self._row.received_at, self._row.kind
        if kind in SIMPLE:
            return await self._feed(room, SIMPLE[kind](at))
        if kind == TIMER:
            return await self._feed(room, ev.TimerFired(at, payload["name"]))
        if kind == RESULT:
            return await self._result(room, payload)
        if kind == Kind.RATE:
            return await self._feed(room, ev.Rated(at, Criterion(payload["criterion"]), payload["level"]))
        if kind == Kind.CHOOSE:
            return await self._chosen(room, Choice(payload["choice"]), payload["value"])
        return await self._said(room, payload)

    async def _said(self, room: Room, payload: Payload) -> Room:
        """A part of the answer, or what becomes of one."""
        at, kind = self._row.received_at, self._row.kind
        if kind in ABOUT_A_PART:
            return await self._about_a_part(room, payload)
        if kind == Kind.TEXT:
            return await self._text(room, payload)
        before = room.state.parts
        room = await self._feed(room, ev.VoiceSent(at, payload["clip"]))
        if room.state.parts == before:  # it was not taken, so nobody will listen to it
            await self._tx.clips.drop_unheard(self._row.person, [payload["clip"]])
            return room
        return await self._feed(room, ev.Done(at)) if payload["complete"] else room

    async def _about_a_part(self, room: Room, payload: Payload) -> Room:
        """What the person says to a transcript; what they take stands in the conversation as their own."""
        at, kind, part = self._row.received_at, self._row.kind, payload["part"]
        taken = len(room.state.turn.taken) if room.state.turns else 0
        if kind == Kind.AGAIN:
            return await self._feed(room, ev.SaidAgain(at, part))
        if kind == Kind.USE:
            return self._with_echo(await self._feed(room, ev.TranscriptUsed(at, part)), part, taken)
        words = new_id(at)
        corrected = Result(ev.TranscriptCorrected(at, part, words), {words: payload["text"]})
        room = await self._feed_result(room, corrected)
        if not any(known.words == words for turn in room.state.turns for known in turn.parts):
            self._ledger.words.pop(words)  # it was not taken, so it is not kept
        return self._with_echo(room, part, taken)

    def _with_echo(self, room: Room, number: int, taken: int) -> Room:
        part = next((part for turn in room.state.turns for part in turn.taken if part.number == number), None)
        if part is not None and len(room.state.turn.taken) > taken:
            echo = self._desk.showing.echo(room.words.get(part.words, ""), part.speech)
            self._ledger.messages.insert(0, written(echo, room.interview.id))
        return room

    async def _result(self, room: Room, payload: Payload) -> Room:
        """What a job worked out; nothing where it was for an interview that is over."""
        if payload["interview"] != room.interview.id:
            return room
        if payload["note"]:
            self._ledger.show(self._desk.showing.say(*payload["note"]), room.interview.id)
        event = decode(*payload["event"])
        return await self._feed_result(room, Result(event, payload["words"], payload["contents"]))

    async def _chosen(self, room: Room, choice: Choice, value: str) -> Room:
        if choice is Choice.DOMAIN:
            self._desk.domains.get(value)
            await self._tx.interviews.choose_domain(self._row.person, room.interview.id, value)
        return await self._feed(room, ev.Chosen(self._row.received_at, choice, value))

    async def _text(self, room: Room, payload: Payload) -> Room:
        id_, at, text = new_id(self._row.received_at), self._row.received_at, payload["text"]
        before = room.state.parts
        room = await self._feed_result(room, Result(ev.TextSent(at, id_), {id_: text}))
        if room.state.parts == before:
            self._ledger.words.pop(id_)  # it was not taken, so it is not kept
            return room
        self._ledger.messages.insert(0, written(self._desk.showing.echo(text), room.interview.id))
        return await self._feed(room, ev.Done(at)) if payload["complete"] else room

    async def _feed(self, room: Room, event: ev.Event, *, silent: bool = False) -> Room:
        """`event` and the results of all it leads to, in order; a silent one shows nothing."""
        shown = len(self._ledger.messages)
        room = await self._feed_result(room, Result(event))
        if silent:
            del self._ledger.messages[shown:]
        return room

    async def _feed_result(self, room: Room, first: Result) -> Room:
        waiting = deque([first])
        while waiting:
            result = waiting.popleft()
            state, actions = receive(room.state, result.event)
            self._ledger.events.append(result.event)
            if not any(isinstance(action, do.Drop) for action in actions):  # else nothing names its words
                self._ledger.words.update(result.words)
                await self._tx.contents.put(result.contents)
                room = _with(room, result)
            room = replace(room, state=state)
            for action in actions:
                waiting.extend(await self._act(room, action))
        return room

    async def _act(self, room: Room, action: do.Action) -> list[Result]:
        match action:
            case do.SetTimer(name, at):
                self._ledger.timers[name] = at
            case do.CancelTimer(name):
                self._ledger.timers[name] = None
            case do.Drop():
                pass
            case do.MakePlan() | do.Transcribe() | do.Examine() | do.Word() | do.Judge() | do.Draw():
                return await self._fulfil(room, action)
            case _:
                self._ledger.show(self._desk.showing.message(room, action), room.interview.id)
        return []

    async def _fulfil(self, room: Room, request: do.Request) -> list[Result]:
        """The result of what is answered at once; what takes longer becomes a job."""
        fulfil, now = self._desk.fulfil, self._desk.now()
        if not fulfil.at_once(request):
            self._ledger.requests[request.request] = type(request).__name__
            return []
        if isinstance(request, do.MakePlan) and self._once_more:
            planned = ev.Planned(now, request.request, self._once_more.plan)
            return [Result(planned, self._once_more.words, self._once_more.contents)]
        if isinstance(request, do.MakePlan):
            met = await met_before(self._tx, self._row.person, room.state.choices.domain)
            return [await fulfil.result(room, request, now, met)]
        return [await fulfil.result(room, request, now)]


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
    if state.stage is Stage.RATING and state.unrated:
        return do.AskRating(state.unrated)
    return do.Say("reply-one-moment")
