"""A channel's question for everybody: set by the clock, answered by whoever likes, closed by the clock.

The rules: answers are sealed (`core.interview.practice.own_time.sealed`) until one's own is in or the time is
up; what is shown is made of the sealed state alone, with marks for names and words. Where nobody answers
`PAUSED_AFTER` questions in a row, there are no more until something is set for the channel.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.ledger import OURS, Effects
from bot.practices.ledger import FORGOTTEN, Ledger, told
from bot.practices.marks import member, words
from bot.practices.notices import READS, Payload
from bot.practices.port import PracticeKind, PracticeShown
from bot.practices.settings import ASKED, LEVEL, PAUSED_AFTER, REMEMBERED, UNANSWERED
from bot.step import TIMER
from core.domains.contents import content_of, question_from
from core.interview.actions import CancelTimer, Drop, SetTimer
from core.interview.errors import Refused
from core.interview.practice import own_time as ot
from core.interview.practice.choosing import choose
from core.interview.values import Level, Question
from storage.ids import new_id
from storage.practices import question_place
from storage.rows import Received
from storage.store import Transaction

if TYPE_CHECKING:
    from bot.practices.step import Desk

SET = "question"  # the clock's row that sets one
MARGIN_MS = 60_000  # between the end of a question and the next one


class Step:
    """The work on one inbox row of a channel's question."""

    def __init__(self, desk: Desk, tx: Transaction, row: Received) -> None:
        self._desk = desk
        self._tx = tx
        self._row = row
        self._ledger = Ledger(row)

    async def run(self) -> tuple[None, Effects]:
        """Does the work; nothing is kept in memory. Raises Refused, IllegalEvent, FaultyDomains."""
        payload, question = json.loads(self._row.payload), self._row.conversation
        await self._tx.practices.hold(self._row.person, question, *await self._tx.practices.seats(question))
        known = await self._tx.practices.get(question)
        if self._row.kind == SET:
            state, sequence = await self._set(payload["channel"]), 0
        elif known is None:
            return None, await self.say("practice-gone")
        else:
            before, sequence = await load(self._tx, question)
            state = await self._received(before, payload)
            if state.ended and not before.ended:
                await self._count(known.channel, 0 if state.answers else 1)
        await self._ledger.write(self._tx, sequence, self._desk.now(), ended=state.ended)
        return None, self._ledger.effects()

    async def say(self, key: str, values: Mapping[str, str | int] | None = None) -> Effects:
        """Nothing but a sentence for whoever did it."""
        sentence = self._desk.notices.say(key, **dict(values or {}))
        return await told(self._tx, self._row, sentence, self._desk.now())

    async def _set(self, channel_id: str) -> ot.State:
        channel, now, settings = (
            await self._tx.channels.get(channel_id),
            self._desk.now(),
            self._desk.settings,
        )
        if channel is None:
            raise Refused("practice-gone")
        kept = json.loads(channel.content)
        asked: list[str] = kept.get(ASKED, [])
        domain = self._desk.fulfil.domain(settings.chosen(channel.content)["domain"])
        level = Level(settings.chosen(channel.content)[LEVEL])
        question = choose(domain, level, now, set(asked), frozenset())
        content = content_of(question)
        await self._tx.contents.put({content.hash: content.text})
        kept[ASKED] = [*asked, question.id][-REMEMBERED:]
        await self._tx.channels.keep(channel.id, json.dumps(kept))
        place = question_place(channel.place)
        await self._tx.practices.create(self._row.conversation, channel.id, channel.platform, place, now)
        self._ledger.chat = channel.place
        closes_at = (settings.next(channel.content, now) or now + 24 * 3600 * 1000) - MARGIN_MS
        event = ot.Set(now, domain.id, question.id, content.hash, closes_at)
        return await self._feed(ot.State(), event)

    async def _received(self, state: ot.State, payload: Mapping[str, Any]) -> ot.State:
        at, kind = self._row.received_at, self._row.kind
        match kind:
            case PracticeKind.ANSWER:
                return await self._answer(state, payload)
            case PracticeKind.STOP:
                return await self._feed(state, ot.Stopped(at, payload["moderator"]))
            case _ if kind == TIMER:
                return await self._feed(state, ot.TimerFired(at, payload["name"]))
            case _ if kind == FORGOTTEN:
                return await self._feed(state, ot.Forgotten(at, payload["seat"]))
        raise Refused("own-time-only-answers")

    async def _answer(self, state: ot.State, payload: Mapping[str, Any]) -> ot.State:
        practices, row = self._tx.practices, self._row
        seat = await practices.seat(row.conversation, row.person) or state.seats + 1
        id_ = new_id(row.received_at)
        after = await self._feed(state, ot.Answered(row.received_at, seat, id_))
        if after != state:
            await practices.sit(row.conversation, seat, row.person, payload["name"])
            self._ledger.words[id_] = payload["text"]
        return after

    async def _feed(self, state: ot.State, event: ot.Event) -> ot.State:
        state, actions = ot.receive(state, event)
        self._ledger.event(ot.encode(event), event.at)
        for action in actions:
            match action:
                case SetTimer(name, at):
                    self._ledger.timers[name] = at
                case CancelTimer(name):
                    self._ledger.timers[name] = None
                case Drop():
                    pass
                case ot.Tell(key) if self._row.platform not in OURS:
                    self._ledger.aside(self._row.person, self._desk.notices.say(key))
                case ot.ShowQuestion() | ot.ShowAnswers():
                    public = ot.sealed(state)
                    payload, called = await shown(self._tx, self._desk, public, action)
                    self._ledger.show(payload, called)
                case ot.ShowModel(seat):
                    model, _ = await shown(self._tx, self._desk, ot.sealed(state, seat), action)
                    self._ledger.aside(self._row.person, model)
        return state

    async def _count(self, channel_id: str, unanswered: int) -> None:
        """Counts the questions in a row that nobody answered; the last one before a pause says so."""
        channel = await self._tx.channels.get(channel_id)
        if channel is None:
            return
        kept = json.loads(channel.content)
        kept[UNANSWERED] = kept.get(UNANSWERED, 0) + 1 if unanswered else 0
        await self._tx.channels.keep(channel.id, json.dumps(kept))
        if kept[UNANSWERED] == PAUSED_AFTER:
            self._ledger.show(self._desk.notices.say("own-time-paused"))


async def load(tx: Transaction, question: str) -> tuple[ot.State, int]:
    """A question's state and the sequence of its last event."""
    stored = await tx.events.load(question, question)
    return ot.fold(ot.decode(one.type, one.version, one.payload) for one in stored), len(stored)


async def mine(tx: Transaction, desk: Desk, question: str, seat: int) -> Payload:
    """What a member may see of a question."""
    state = ot.sealed((await load(tx, question))[0], seat)
    if not (state.ended or state.answered(seat)):
        return desk.notices.say("own-time-first")
    return (await shown(tx, desk, state, ot.ShowModel(seat)))[0]


async def shown(
    tx: Transaction, desk: Desk, state: ot.State, action: ot.ShowQuestion | ot.ShowAnswers | ot.ShowModel
) -> tuple[Payload, str | None]:
    """The message for an action, of a state that is sealed for its reader, and its name."""
    question = question_from((await tx.contents.get([state.content]))[state.content])
    if isinstance(action, ot.ShowQuestion):
        return _question(desk, state, question), "question"
    kind = PracticeShown.MODEL if isinstance(action, ot.ShowModel) else PracticeShown.ANSWERS
    return _answers(desk, state, question, kind), None


def _question(desk: Desk, state: ot.State, question: Question) -> Payload:
    say = desk.notices.word
    lines = [question.text, say("own-time-answered-by", count=len(state.answers))]
    lines.append(say("own-time-over" if state.ended else "own-time-how"))
    press = [say("own-time-press"), PracticeKind.ANSWER.value]
    reads = [say("own-time-press-mine"), READS]
    return desk.notices.made(
        PracticeShown.QUESTION,
        head=say("own-time-head", domain=desk.fulfil.domain(state.domain).title),
        text="\n".join(lines),
        controls=[] if state.ended else [press, reads],
    )


def _answers(desk: Desk, state: ot.State, question: Question, kind: PracticeShown) -> Payload:
    say = desk.notices.word
    lines = [say("practice-reveal-question", question=question.text), say("practice-brief-points")]
    lines += [say("practice-brief-point", point=point.text) for point in question.points]
    lines.append(say("practice-reveal-model", text=question.model_answer.strip()))
    lines += [say("own-time-answer", who=member(seat), words=words(id_)) for seat, id_ in state.answers]
    if not state.answers:
        lines.append(say("own-time-nobody"))
    head = say("own-time-model-head" if kind is PracticeShown.MODEL else "own-time-answers-head")
    return desk.notices.made(kind, head=head, text="\n".join(lines))
