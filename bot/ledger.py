"""What one step has to write: events, words, messages, timers, jobs, all in the step's transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.port import READ_BY_SEQUENCE, Shown
from bot.room import Room
from core.interview import events as ev
from core.interview.codec import encode
from storage.rows import NewEvent, NewMessage, Place, Received
from storage.store import Transaction

OURS = frozenset({"clock", "job"})  # platforms of rows that nobody sent


@dataclass(frozen=True, slots=True)
class Effects:
    """What is to be set going once a step is committed: jobs by id, and a platform to send to.

    `also` are further conversations with something to send, each with its platform.
    """

    jobs: tuple[int, ...] = ()
    send_to: str = ""
    also: tuple[tuple[str, str], ...] = ()


@dataclass
class Ledger:
    """Collects while a step works; `write` makes rows of it."""

    events: list[ev.Event] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict, repr=False)
    messages: list[NewMessage] = field(default_factory=list, repr=False)
    timers: dict[str, int | None] = field(default_factory=dict)
    requests: dict[int, str] = field(default_factory=dict)

    def show(self, message: Mapping[str, Any], interview: str | None = None) -> None:
        """One more message to the person."""
        self.messages.append(written(message, interview))

    async def write(self, tx: Transaction, row: Received, room: Room, now: int) -> tuple[Room, Effects]:
        """Writes everything; the room as it is after that, and what follows."""
        person, interview = row.person, room.interview.id
        await tx.words.put(person, interview, self.words)
        events = [NewEvent(*_stored(event)) for event in self.events]
        sequence = await tx.events.append(person, interview, room.sequence, events)
        await tx.timers.cancel(person, interview, *(name for name, at in self.timers.items() if at is None))
        for name, at in self.timers.items():
            if at is not None:
                await tx.timers.set(person, interview, name, at)
        jobs = [await tx.jobs.add(person, interview, *request, now) for request in self.requests.items()]
        if room.state.ended:
            await tx.interviews.end(person, interview, now)
        send_to = await self.send(tx, row, now)
        return replace(room, sequence=sequence), Effects(tuple(job for job in jobs if job), send_to)

    async def send(self, tx: Transaction, row: Received, now: int) -> str:
        """Puts the messages into the outbox; the platform to send to, "" where nothing is sent."""
        if not self.messages:
            return ""
        place = await _place(tx, row)
        await tx.outbox.add(row.person, row.conversation, self.messages, place, now)
        return "" if place.read else place.platform


def written(message: Mapping[str, Any], interview: str | None = None) -> NewMessage:
    """A message as it stands in the outbox. What somebody typed stands in their chat already."""
    typed = message["shown"] == Shown.ECHO and not message.get("about")
    return NewMessage(str(message["shown"]), json.dumps(message, ensure_ascii=False), interview, read=typed)


async def _place(tx: Transaction, row: Received) -> Place:
    """Where an answer goes: back to where its row came from; what nobody sent, to where they were last."""
    if row.platform in OURS:
        last = await tx.outbox.place_of_last(row.person, row.conversation)
        if last is None or last.platform in OURS:
            return Place(row.platform, read=True)
        return replace(last, read=last.platform in READ_BY_SEQUENCE)  # an echo is read wherever it stands
    chat = json.loads(row.payload).get("chat", "")
    return Place(row.platform, chat, row.platform in READ_BY_SEQUENCE)


def _stored(event: ev.Event) -> tuple[str, int, int, str]:
    name, version, payload = encode(event)
    return name, version, event.at, payload
