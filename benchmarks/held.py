"""Interviews held through the real mailbox with the real bank, of any length, and copies of them.

The rule: every turn came about as in use, by a text that was put into the inbox and worked on. Only the plan
is written into the events instead of being made, since no interview of the three lengths comes to two hundred
turns: it has the questions of all bundled domains, each once, and time without end, and `of_any_length` lets
the machine take it. A copy has every row of the interview it is made from (events, words, inbox, outbox)
under a person of its own; only the slots still to come are others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from pathlib import Path

from bot import ingest
from bot.fulfil import Fulfil
from bot.ledger import Effects
from bot.mailbox import Mailbox
from bot.port import Account, Incoming, Kind
from bot.room import Room, Rooms
from bot.showing import Showing
from bot.step import Desk
from core.domains.contents import contents_of, edition_of, hashes_of
from core.domains.loader import Loaded, load_domains
from core.interview import events as ev
from core.interview.codec import decode, encode
from core.interview.planning import PROBES
from core.interview.values import SLOTS, Choice, Domain, Length, Level, Plan, Question, Slot
from core.interviewers.bank.bank import Bank
from core.language.measuring import measure
from core.texts.catalog import texts
from storage.interviews import conversation_of
from storage.rows import Arrival, NewEvent, NewMessage, Place
from storage.store import Store

PLATFORM = "bench"
HERE = Place(PLATFORM, read=True)
BEGAN = 1_800_000_000_000  # milliseconds since the epoch
NO_LIMIT = 10**12  # milliseconds
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class House:
    """What works on messages, over one store."""

    store: Store
    mailbox: Mailbox
    rooms: Rooms

    @classmethod
    async def open(cls, folder: Path) -> House:
        """A house over the database in `folder`, made where there is none; its store is to be closed."""
        store = await Store.open(f"sqlite:///{folder / 'greenroom.db'}", folder)
        loaded, bank, rooms, clock = domains(), Bank(), Rooms(), count(BEGAN)
        fulfil = Fulfil(loaded, bank, bank, measure)
        desk = Desk(rooms, loaded, fulfil, Showing(texts(), loaded), lambda: next(clock), 3_000)
        return cls(store, Mailbox(store, desk, _nothing_follows), rooms)

    async def keep(self, account: Account, update: str, kind: Kind, text: str = "") -> str:
        """Puts something into the inbox; returns the conversation to drain."""
        incoming = Incoming(account, update, kind, text, complete=kind is Kind.TEXT)
        conversation = await ingest.keep(self.store, incoming, BEGAN)
        assert conversation is not None
        return conversation

    def room(self, interview: str) -> Room:
        """An interview as it is in memory."""
        room = self.rooms.get(interview)
        assert room is not None
        return room


async def _nothing_follows(_conversation: str, _effects: Effects) -> None:
    """Whoever measures drains the mailbox themself."""


@dataclass(frozen=True, slots=True)
class Held:
    """The rows of an interview: events, words by id, the kinds and payloads of what was said to the person.

    `left` is the slot it stands at, -1 in the warm-up.
    """

    events: tuple[NewEvent, ...]
    words: dict[str, str]
    sent: tuple[tuple[str, str], ...]
    left: int


@contextmanager
def of_any_length(slots: int) -> Iterator[None]:
    """While this is open a long interview has `slots` slots, in this process."""
    usual = SLOTS[Length.LONG]
    SLOTS[Length.LONG] = slots
    try:
        yield
    finally:
        SLOTS[Length.LONG] = usual


@cache
def domains() -> Loaded:
    """The bundled domains; read once, since `of_any_length` would find fault with them."""
    return load_domains("en", [])


def everything() -> Domain:
    """The nurse's domain with the questions of all domains."""
    loaded = domains().domains
    questions = tuple(question for id_ in sorted(loaded) for question in loaded[id_].questions)
    return replace(loaded["nurse"], questions=questions)


def slot_of(question: Question, hashes: dict[str, str]) -> Slot:
    """The slot of a question."""
    limit = PROBES[question.difficulty - 1]
    content = hashes[question.id]
    return Slot(question.phase, question.id, content, question.difficulty, question.generated, limit)


def a_plan(domain: Domain, questions: Sequence[Question]) -> Plan:
    """A plan of these questions, without limit of time."""
    hashes = dict(hashes_of(domain))
    slots = tuple(slot_of(question, hashes) for question in questions)
    edition = edition_of(domain).hash
    return Plan(domain.id, hashes[domain.warm_ups[0]], slots, NO_LIMIT, 0, edition)


def halves(question: Question) -> tuple[str, str]:
    """The model answer in two parts: what is said at once, and what only when asked for."""
    sentences = SENTENCE_END.split(question.model_answer.strip())
    middle = (len(sentences) + 1) // 2
    return " ".join(sentences[:middle]), " ".join(sentences[middle:])


async def begun(house: House, account: Account, domain: Domain, plan: Plan, length: Length) -> str:
    """Begins an interview by its first events and shows its warm-up; returns its id."""
    opening: list[ev.Event] = [
        ev.Opened(BEGAN, 1, 3_000),
        ev.Chosen(BEGAN, Choice.DOMAIN, domain.id),
        ev.Chosen(BEGAN, Choice.LEVEL, Level.MID),
        ev.Chosen(BEGAN, Choice.LENGTH, length),
        ev.Begun(BEGAN),
        ev.Planned(BEGAN, 1, plan),
    ]
    named = (*contents_of(domain), edition_of(domain))
    async with house.store.begin() as tx:
        person = await tx.people.find_or_create(account.platform, account.id, BEGAN)
        interview = await tx.interviews.create(person, BEGAN, domain.id)
        await tx.contents.put({content.hash: content.text for content in named})
        await tx.events.append(person, interview, 0, [_new(event) for event in opening])
    await house.mailbox.drain(await house.keep(account, f"{interview}-repeat", Kind.REPEAT))
    return interview


async def hold(house: House, account: Account, interview: str, domain: Domain, turns: int = NO_LIMIT) -> None:
    """Answers until `turns` questions and follow-ups were asked, the warm-up among them, or to the end."""
    questions = {question.id: question for question in domain.questions}
    while len((state := house.room(interview).state).turns) < turns and not state.ended:
        text = "I like working with people."
        if 0 <= state.turn.slot < len(state.slots):
            first, rest = halves(questions[state.slots[state.turn.slot].question])
            text = first if len(state.of_slot(state.turn.slot)) == 1 else rest
        await house.mailbox.drain(
            await house.keep(account, f"{interview}-{len(state.turns)}", Kind.TEXT, text)
        )


async def rows_of(house: House, interview: str) -> Held:
    """Everything that is stored of an interview, with all that was said to its person."""
    room = house.room(interview)
    person = room.interview.person
    async with house.store.read() as tx:
        events = await tx.events.load(person, interview)
        words = await tx.words.of_interview(person, interview)
        sent = await tx.outbox.after(person, conversation_of(person), 0)
    return Held(
        events=tuple(NewEvent(event.type, event.version, event.at, event.payload) for event in events),
        words=words,
        sent=tuple((message.kind, message.payload) for message in sent),
        left=room.state.turn.slot,
    )


async def copy(house: House, held: Held, account: Account, domain: Domain, to_come: Sequence[Slot]) -> str:
    """The interview once more, for `account`, with other slots after the one it stands at; returns its id.

    The inbox gets a row for each message sent. The contents must be in the database.
    """
    async with house.store.begin() as tx:
        person = await tx.people.find_or_create(account.platform, account.id, BEGAN)
        interview = await tx.interviews.create(person, BEGAN, domain.id)
        conversation = conversation_of(person)
        fresh = {id_: f"{interview[:22]}{number:010x}" for number, id_ in enumerate(held.words)}
        events = [_copied(event, fresh, held.left, to_come) for event in held.events]
        await tx.events.append(person, interview, 0, events)
        await tx.words.put(person, interview, {fresh[id_]: text for id_, text in held.words.items()})
        for number, (kind, payload) in enumerate(held.sent):
            arrival = Arrival(PLATFORM, f"{interview}-{number}", conversation, Kind.TEXT, payload)
            added = await tx.inbox.add(person, arrival, BEGAN)
            assert added is not None
            await tx.inbox.done(person, added)
            await tx.outbox.add(person, conversation, [NewMessage(kind, payload)], HERE, BEGAN)
    return interview


def _copied(event: NewEvent, fresh: dict[str, str], left: int, to_come: Sequence[Slot]) -> NewEvent:
    payload = ID.sub(lambda found: fresh.get(found[0], found[0]), event.payload)
    if event.type != "Planned":
        return replace(event, payload=payload)
    planned = decode(event.type, event.version, event.payload)
    assert isinstance(planned, ev.Planned)
    slots = (*planned.plan.slots[: left + 1], *to_come)
    return _new(replace(planned, plan=replace(planned.plan, slots=slots)))


def _new(event: ev.Event) -> NewEvent:
    name, version, payload = encode(event)
    return NewEvent(name, version, event.at, payload)
