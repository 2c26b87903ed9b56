"""What one step of a practice has to write: events, words, messages to all and to each, timers, jobs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.ledger import OURS, Effects
from storage.practices import aside
from storage.rows import NewEvent, NewMessage, Place, Received
from storage.store import Transaction

FORGOTTEN = "forgotten"  # the row that takes a person out of a practice or a question


@dataclass
class Ledger:
    """Collects while a step works; `write` makes rows of it. `words` are those of whoever sent the row.

    `chat` is where the practice lives, where that is known from the row.
    """

    row: Received
    chat: str = field(default="", repr=False)
    events: list[NewEvent] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict, repr=False)
    public: list[NewMessage] = field(default_factory=list, repr=False)
    private: dict[str, list[NewMessage]] = field(default_factory=dict, repr=False)
    timers: dict[str, int | None] = field(default_factory=dict)
    requests: dict[int, str] = field(default_factory=dict)
    _jobs: list[int] = field(default_factory=list)
    _send: list[tuple[str, str]] = field(default_factory=list)

    def event(self, encoded: tuple[str, int, str], at: int) -> None:
        """One more event, as its codec writes it."""
        name, version, payload = encoded
        self.events.append(NewEvent(name, version, at, payload))

    def show(self, payload: Mapping[str, Any], name: str | None = None) -> None:
        """One more message to the channel."""
        self.public.append(_written(payload, name))

    def aside(self, person: str, payload: Mapping[str, Any], name: str | None = None) -> None:
        """One more message to one person alone."""
        self.private.setdefault(person, []).append(_written(payload, name))

    async def write(self, tx: Transaction, sequence: int, now: int, *, ended: bool) -> int:
        """Writes everything, the events after `sequence`; the sequence of the last one."""
        practice = self.row.conversation
        if self.words:
            await tx.practices.put_words(practice, self.row.person, self.words)
        sequence = await tx.events.append(practice, practice, sequence, self.events)
        gone = [name for name, at in self.timers.items() if at is None]
        await tx.timers.cancel(practice, practice, *gone)
        for name, at in self.timers.items():
            if at is not None:
                await tx.timers.set(practice, practice, name, at)
        for request in self.requests.items():
            job = await tx.jobs.add(practice, practice, *request, now)
            self._jobs += [job] if job else []
        if ended:
            await tx.practices.end(practice, now)
        known = await tx.practices.get(practice)
        await self.send(tx, known.platform if known else self.row.platform, now)
        return sequence

    async def send(self, tx: Transaction, platform: str, now: int) -> None:
        """Puts the messages into the outbox."""
        practice = self.row.conversation
        if self.public:
            place = await self._place(tx, platform)
            await tx.outbox.add(practice, practice, self.public, place, now)
            self._send.append((practice, platform))
        for person, messages in sorted(self.private.items()):
            conversation = aside(practice, person)
            await tx.outbox.add(person, conversation, messages, Place(platform), now)
            self._send.append((conversation, platform))

    def effects(self) -> Effects:
        """What follows from it."""
        return Effects(jobs=tuple(self._jobs), also=tuple(self._send))

    async def _place(self, tx: Transaction, platform: str) -> Place:
        """The chat of the practice: where its first message went, and every other."""
        if self.chat:
            return Place(platform, self.chat)
        last = await tx.outbox.place_of_last(self.row.conversation, self.row.conversation)
        assert last is not None
        return last


async def told(tx: Transaction, row: Received, sentence: Mapping[str, Any], now: int) -> Effects:
    """A sentence for whoever did what could not be taken; a row that nobody sent has nobody to tell."""
    if row.platform in OURS:
        return Effects()
    ledger = Ledger(row)
    ledger.aside(row.person, sentence)
    await ledger.send(tx, row.platform, now)
    return ledger.effects()


def _written(payload: Mapping[str, Any], name: str | None) -> NewMessage:
    return NewMessage(f"practice-{payload['shown']}", json.dumps(payload, ensure_ascii=False), name=name)
