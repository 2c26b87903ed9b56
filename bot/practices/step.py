"""One row's work of a practice, inside its transaction: load, receive, fulfil what can be, write.

As `bot.step` for interviews: an event goes into the machine, what it asks for is answered at once or becomes
a job, what comes out becomes rows of the channel's conversation and of each member's own; all is committed
with the row's `done`, or nothing is.
"""

from __future__ import annotations

import json
import secrets
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.ledger import OURS, Effects
from bot.practices.fulfil import Fulfil
from bot.practices.ledger import FORGOTTEN, Ledger, told
from bot.practices.notices import Notices
from bot.practices.port import PracticeKind
from bot.practices.room import Room, Rooms, load, past
from bot.practices.settings import LEVEL, ChannelSettings
from bot.step import RESULT, TIMER
from core.interview.actions import CancelTimer, Drop, SetTimer
from core.interview.errors import Refused
from core.interview.practice import actions as do
from core.interview.practice import events as ev
from core.interview.practice.codec import decode, encode
from core.interview.practice.machine import receive
from core.interview.practice.state import State
from core.interview.practice.values import Played
from core.interview.values import Criterion, Level
from storage.ids import new_id
from storage.rows import Practice, Received
from storage.store import Transaction

SIMPLE: dict[str, Callable[[int, int], ev.Event]] = {
    PracticeKind.LEAVE: ev.Left,
    PracticeKind.BEGIN: ev.Begun,
    PracticeKind.CONSENT: ev.Consented,
    PracticeKind.START: ev.AnswerStarted,
    PracticeKind.DONE: ev.Done,
}


@dataclass(frozen=True, slots=True)
class Desk:
    """What every step works with. `now` gives milliseconds since the epoch.

    Where `listens` is false nothing spoken is listened to, so nobody is asked to agree to it.
    """

    rooms: Rooms
    fulfil: Fulfil
    notices: Notices
    settings: ChannelSettings
    now: Callable[[], int]
    listens: bool = True


class Step:
    """The work on one inbox row of a practice."""

    def __init__(self, desk: Desk, tx: Transaction, row: Received) -> None:
        self._desk = desk
        self._tx = tx
        self._row = row
        self._ledger = Ledger(row)

    async def run(self) -> tuple[Room | None, Effects]:
        """Does the work; the room as it will be once this is committed, and what follows.

        Raises Refused, IllegalEvent or FaultyDomains where whoever did it is to be told so, and StorageFault.
        """
        payload = json.loads(self._row.payload)
        await self._hold()
        known = await self._tx.practices.get(self._row.conversation)
        if self._row.kind == PracticeKind.OPEN:
            room = await self._open(payload)
        elif known is None:
            return None, await self.say("practice-gone")
        else:
            room = await self._loaded()
            room = await self._received(room, payload, known, await self._seat(room.state))
        now, ended = self._desk.now(), room.state.ended
        sequence = await self._ledger.write(self._tx, room.sequence, now, ended=ended)
        return replace(room, sequence=sequence), self._ledger.effects()

    async def say(self, key: str, values: Mapping[str, str | int] | None = None) -> Effects:
        """Nothing but a sentence for whoever did it."""
        sentence = self._desk.notices.say(key, **dict(values or {}))
        return await told(self._tx, self._row, sentence, self._desk.now())

    async def _hold(self) -> None:
        """Everybody whose rows may be written, in one order."""
        members = await self._tx.practices.seats(self._row.conversation)
        await self._tx.practices.hold(self._row.person, self._row.conversation, *members)

    async def _loaded(self) -> Room:
        """The room in memory as it is: where another worker was here meanwhile, appending conflicts."""
        practice = self._row.conversation
        return self._desk.rooms.get(practice) or await load(self._tx, practice)

    async def _seat(self, state: State) -> int:
        if self._row.platform in OURS:
            return 0
        return await self._tx.practices.seat(self._row.conversation, self._row.person)

    async def _open(self, payload: Mapping[str, Any]) -> Room:
        tx, row, chat = self._tx, self._row, payload["chat"]
        if await tx.practices.open_at(row.platform, chat) is not None:
            raise Refused("practice-open-already")
        channel = await tx.channels.find_or_create(row.platform, payload["channel"], row.received_at)
        domain = self._desk.settings.domain(payload["domain"], channel.content)
        level = Level(self._desk.settings.chosen(channel.content)[LEVEL])
        await tx.practices.create(row.conversation, channel.id, row.platform, chat, row.received_at)
        self._ledger.chat = chat
        before = await past(tx, row.conversation, channel.id, row.person)
        agreed = await tx.practices.consented(channel.id, row.person)
        seed = secrets.randbits(32)
        opened = ev.Opened(row.received_at, seed, domain, level, before.played, agreed)
        room = await self._feed(Room(row.conversation), opened)
        await tx.practices.sit(row.conversation, 1, row.person, payload["name"])
        return room

    async def _received(  # noqa: PLR0911 - one way for each kind
        self, room: Room, payload: Mapping[str, Any], practice: Practice, seat: int
    ) -> Room:
        at, kind = self._row.received_at, self._row.kind
        match kind:
            case _ if kind in SIMPLE:
                return await self._simple(room, SIMPLE[kind](at, seat), seat)
            case PracticeKind.JOIN:
                return await self._join(room, payload, practice, seat)
            case PracticeKind.TEXT:
                return await self._text(room, payload["text"], seat)
            case PracticeKind.VOICE:
                return await self._voice(room, payload["clip"], seat)
            case PracticeKind.CARD:
                return await self._card(room, payload, seat)
            case PracticeKind.NEXT:
                return await self._feed(room, ev.MovedOn(at, seat, payload["moderator"]))
            case PracticeKind.REMOVE:
                return await self._feed(room, ev.Removed(at, seat, payload["who"], payload["moderator"]))
            case PracticeKind.STOP:
                return await self._feed(room, ev.Stopped(at, seat, payload["moderator"]))
            case _ if kind == TIMER:
                return await self._feed(room, ev.TimerFired(at, payload["name"]))
            case _ if kind == RESULT:
                return await self._result(room, payload)
            case _ if kind == FORGOTTEN:
                return await self._feed(room, ev.Forgotten(at, payload["seat"]))
        raise Refused("went-wrong")

    async def _result(self, room: Room, payload: Mapping[str, Any]) -> Room:
        """What a job worked out; its words are kept where somebody still awaits them."""
        self._ledger.words.update(payload["words"])
        after = await self._feed(room, decode(*payload["event"]))
        if after.state == room.state:
            self._ledger.words.clear()
        return after

    async def _simple(self, room: Room, event: ev.Event, seat: int) -> Room:
        after = await self._feed(room, event)
        if isinstance(event, ev.Consented) and after.state != room.state:
            await self._tx.practices.consent(room.practice, self._row.person)
        return after

    async def _join(self, room: Room, payload: Mapping[str, Any], practice: Practice, seat: int) -> Room:
        tx, person, at = self._tx, self._row.person, self._row.received_at
        new = seat or len(room.state.members) + 1
        before = await past(tx, practice.id, practice.channel, person) if not seat else None
        agreed = await tx.practices.consented(practice.channel, person)
        after = await self._feed(
            room, ev.Joined(at, new, before.played if before else Played(), consented=agreed)
        )
        if after.state.is_present(new):
            await tx.practices.sit(practice.id, new, person, payload["name"])
        return after

    async def _text(self, room: Room, text: str, seat: int) -> Room:
        words = new_id(self._row.received_at)
        self._ledger.words[words] = text
        after = await self._feed(room, ev.TextSent(self._row.received_at, seat, words))
        if after.state == room.state:
            self._ledger.words.pop(words)  # it was not taken, so it is not kept
        return after

    async def _voice(self, room: Room, clip: str, seat: int) -> Room:
        after = await self._feed(room, ev.VoiceSent(self._row.received_at, seat, clip))
        if after.state.parts == room.state.parts:  # it was not taken, so nobody will listen to it
            await self._tx.clips.drop_unheard(self._row.person, [clip])
        return after

    async def _card(self, room: Room, payload: Mapping[str, Any], seat: int) -> Room:
        at = self._row.received_at
        levels = tuple((Criterion(criterion), level) for criterion, level in payload["levels"])
        ids = {key: new_id(at) if payload[key] else "" for key in ("top", "tip")}
        self._ledger.words.update({ids[key]: payload[key] for key in ids if ids[key]})
        after = await self._feed(room, ev.Scored(at, seat, levels, ids["top"], ids["tip"]))
        card = after.state.round.card_of(seat) if after.state.rounds else None
        for id_ in ids.values():
            if id_ and (card is None or id_ not in (card.top, card.tip)):
                self._ledger.words.pop(id_)  # it was not taken, so it is not kept
        return after

    async def _feed(self, room: Room, first: ev.Event) -> Room:
        """`first` and the results of all it leads to, in order."""
        waiting = deque([first])
        while waiting:
            event = waiting.popleft()
            state, actions = receive(room.state, event)
            self._ledger.event(encode(event), event.at)
            room = replace(room, state=state)
            for action in actions:
                waiting.extend(await self._act(room, action))
        return room

    async def _act(self, room: Room, action: do.Action) -> list[ev.Event]:
        match action:
            case SetTimer(name, at):
                self._ledger.timers[name] = at
            case CancelTimer(name):
                self._ledger.timers[name] = None
            case Drop():
                pass
            case do.ShowConsent() if not self._desk.listens:
                pass
            case do.MakeRound() | do.Transcribe() | do.Judge() | do.Weigh():
                return await self._fulfil(room, action)
            case _:
                await self._show(room, action)
        return []

    async def _fulfil(self, room: Room, request: do.Request) -> list[ev.Event]:
        """The result of what is answered at once; what takes longer becomes a job."""
        if not self._desk.fulfil.at_once(request):
            self._ledger.requests[request.request] = type(request).__name__
            return []
        now = self._desk.now()
        texts = {**await self._tx.practices.words(room.practice, named(room.state)), **self._ledger.words}
        return [await self._desk.fulfil.result(self._tx, room, request, texts, now)]

    async def _show(self, room: Room, action: do.Show) -> None:
        question = await self._desk.fulfil.question(self._tx, room.state, getattr(action, "round", 0))
        days = await self._days(room.practice) if isinstance(action, do.ShowConsent) else 0
        payload = self._desk.notices.of(room.state, action, question, days)
        name = do.named(action) or None
        if isinstance(action, do.Tell):
            if self._row.platform not in OURS:
                self._ledger.aside(self._row.person, payload)
        elif isinstance(action, do.Private):
            person = await self._person(room.practice, action.seat)
            if person is not None:
                self._ledger.aside(person, payload, name)
        else:
            self._ledger.show(payload, name)

    async def _person(self, practice: str, seat: int) -> str | None:
        """Who sits there; whoever joins or opens with this row has no seat in the store yet."""
        known = await self._tx.practices.person(practice, seat)
        return known or (self._row.person if self._row.platform not in OURS else None)

    async def _days(self, practice: str) -> int:
        known = await self._tx.practices.get(practice)
        channel = await self._tx.channels.get(known.channel) if known else None
        return self._desk.settings.days(channel.content if channel else "{}")


def named(state: State) -> set[str]:
    """The ids of the words that the newest round's answer and follow-ups are made of."""
    if not state.rounds:
        return set()
    parts = {part.words for part in state.round.parts} | {one.words for one in state.round.follow_ups}
    return parts - {""}
