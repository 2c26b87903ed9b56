"""What can be read at any time, in any state: nothing here waits for anything or changes anything."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from bot.history import state_of
from bot.port import Account, Query
from bot.room import Room, Rooms, load
from core.domains.loader import Loaded
from core.interview.ports import Grammar, Tip
from core.interview.state import Stage, State
from core.report import history, text, trend, why
from core.report.model import Report
from core.report.sheet import Earlier, Sheet
from core.report.view import build
from core.texts.blocks import Block, Document, Style
from core.texts.catalog import Texts
from storage.rows import Interview
from storage.store import Store, Transaction

LOOKED_AT = 50  # interviews of a history


class Views:
    """Reads for `account`; somebody unknown has nothing yet."""

    def __init__(self, store: Store, rooms: Rooms, domains: Loaded, grammar: Grammar, texts: Texts) -> None:
        self._store = store
        self._rooms = rooms
        self._domains = domains
        self._grammar = grammar
        self._texts = texts

    async def view(self, account: Account, query: Query) -> Document:
        """The document for `query`. Raises StorageFault."""
        if query is Query.DOMAINS:
            return self._domains_view()
        if query is Query.PRIVACY:
            return self._privacy()
        async with self._store.read() as tx:
            person = await tx.people.find(account.platform, account.id)
            if person is None:
                return self._note("view-nothing-yet")
            views: dict[Query, Callable[[Transaction, str], Coroutine[Any, Any, Document]]] = {
                Query.STATUS: self._status,
                Query.GRAMMAR: self._grammar_view,
                Query.REPORT: self._report,
                Query.WHY: self._why,
                Query.HISTORY: self._history,
            }
            return await views[query](tx, person)

    async def _status(self, tx: Transaction, person: str) -> Document:
        interview = await tx.interviews.open_of(person)
        if interview is None:
            return self._note("status-none")
        state = await state_of(tx, interview)
        stage = "paused" if state.paused else state.stage.value
        slot = min(state.turn.slot + 1, len(state.slots)) if state.turns else 0
        values: dict[str, str | int] = {"number": slot, "total": len(state.slots)}
        return (Block(Style.TEXT, self._texts.say(f"status-{stage.replace('_', '-')}", values)),)

    async def _grammar_view(self, tx: Transaction, person: str) -> Document:
        for interview in await tx.interviews.interviews_of(person, LOOKED_AT):
            room = await load(tx, interview, self._rooms.get(interview.id))
            answers = [room.answer(turn) for turn in room.state.turns if turn.taken]
            if answers:
                return text.grammar(answers[-1], self._tips(room, answers[-1]), self._texts)
        return self._note("view-nothing-yet")

    async def _report(self, tx: Transaction, person: str) -> Document:
        report = await self._newest(tx, person)
        return text.document(report, self._texts) if report else self._note("view-no-report")

    async def _why(self, tx: Transaction, person: str) -> Document:
        report = await self._newest(tx, person)
        return why.document(report, self._texts) if report else self._note("view-no-report")

    async def _history(self, tx: Transaction, person: str) -> Document:
        reported = await self._reported(tx, person)
        earlier = [self._totals(interview, state) for interview, state in reported]
        return history.document(earlier, self._texts) if earlier else self._note("view-no-report")

    async def _newest(self, tx: Transaction, person: str) -> Report | None:
        """The report of the newest interview that has one."""
        reported = await self._reported(tx, person)
        if not reported:
            return None
        (interview, _), *older = reported
        room = await load(tx, interview, self._rooms.get(interview.id))
        return build(self._sheet(room, [self._totals(*one) for one in older]))

    async def _reported(self, tx: Transaction, person: str) -> list[tuple[Interview, State]]:
        """The interviews that have a report, newest first."""
        found = await tx.interviews.interviews_of(person, LOOKED_AT)
        states = [(interview, await state_of(tx, interview)) for interview in found if not interview.open]
        return [(interview, state) for interview, state in states if state.stage is Stage.REPORTED]

    def _totals(self, interview: Interview, state: State) -> Earlier:
        known = self._domains.domains.get(interview.domain or "")
        return trend.earlier(state, known.title if known else interview.domain or "")

    def _sheet(self, room: Room, earlier: Sequence[Earlier]) -> Sheet:
        answers = tuple(room.answer(turn) for turn in room.state.turns)
        return Sheet(
            state=room.state,
            domain=room.domain,
            asked=tuple(room.asked(turn) for turn in room.state.turns),
            answers=answers,
            questions=tuple(room.question(slot) for slot in range(len(room.state.slots))),
            tips=tuple(self._tips(room, answer) for answer in answers),
            earlier=tuple(earlier),
        )

    def _tips(self, room: Room, answer: str) -> tuple[Tip, ...]:
        return self._grammar.tips(answer, (*room.domain.terms, *room.domain.skills)) if answer else ()

    def _domains_view(self) -> Document:
        entries = sorted(self._domains.domains.values(), key=lambda domain: domain.title)
        return tuple(Block(Style.ITEM, f"{domain.title}: {domain.summary}") for domain in entries)

    def _privacy(self) -> Document:
        text_ = self._texts.say("privacy-policy")
        return tuple(Block(Style.TEXT, paragraph) for paragraph in text_.split("\n\n"))

    def _note(self, key: str) -> Document:
        return (Block(Style.TEXT, self._texts.say(key)),)
