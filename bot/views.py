"""What can be read at any time, in any state: nothing here waits for anything or changes anything."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from bot.history import practised, state_of
from bot.once_more import waiting
from bot.port import Account, Offer, Outgoing, Query, Situation
from bot.preferences import DEFAULT_PACE, GRAMMAR, PACE, YES, chosen
from bot.room import Room, Rooms, load
from bot.showing import Showing, outgoing
from core.domains.loader import Loaded
from core.interview import actions as do
from core.interview.ports import Grammar, Tip
from core.interview.state import Kind, PartStatus, Stage, State, Turn
from core.interview.values import Domain, Purpose
from core.report import history, text, trend, why
from core.report.drawing.chart import Past
from core.report.model import Report
from core.report.saying import Clips
from core.report.sheet import Earlier, Sheet
from core.report.view import build
from core.speech.bands import Bands, bands
from core.speech.interview import spoken, usual
from core.texts.blocks import Block, Document, Style
from core.texts.catalog import Texts
from storage.rows import Interview
from storage.store import Store, Transaction

Found = TypeVar("Found")
LOOKED_AT = 50  # interviews of a history


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a report is made from, as it was read: nobody waits for a report in a transaction.

    `before` are the person's interviews before this one, `kept` what they have set, `first` the interview
    that this one repeats, `later` those that repeat it, `clips` the recordings that are still there.
    """

    room: Room
    before: Sequence[tuple[Interview, State]]
    kept: Mapping[str, Any]
    first: Room | None
    later: Sequence[Room]
    clips: Clips


class Views:
    """Reads for `account`; somebody unknown has nothing yet.

    `grammars` are those for what was typed and for what was heard, `usual` the bands of whoever set no other.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what a view may look into
        self,
        store: Store,
        rooms: Rooms,
        domains: Loaded,
        grammars: tuple[Grammar, Grammar],
        showing: Showing,
        texts: Texts,
        usual: Bands,
        now: Callable[[], int],
    ) -> None:
        self._store = store
        self._rooms = rooms
        self._domains = domains
        self._grammar, self._grammar_heard = grammars
        self._bands = usual
        self._showing = showing
        self._texts = texts
        self._now = now
        self._thread = ThreadPoolExecutor(1, "grammar")

    async def situation(self, account: Account, now: int) -> Situation:
        """Where a person stands in their newest interview."""
        async with self._store.read() as tx:
            person = await tx.people.find(account.platform, account.id)
            newest = await tx.interviews.interviews_of(person, 1) if person else ()
            if person is None or not newest:
                return Situation()
            room = await load(tx, newest[0], self._rooms.get(newest[0].id))
            since = await tx.outbox.before(person, newest[0].id)
        return self._situation(room, since, now)

    def _situation(self, room: Room, since: int, now: int) -> Situation:
        state = room.state
        running = state.plan is not None and state.ended_at is None
        left = (state.plan.budget_ms - state.elapsed_ms(now)) if state.plan and running else 0
        return Situation(
            interview=room.interview.id,
            stage=state.stage.value,
            paused=state.paused,
            domain=self._title(state),
            number=max(0, min(state.turn.slot + 1, len(state.slots))) if state.turns else 0,
            total=len(state.slots),
            minutes_left=max(0, -(-left // 60_000)) if running else None,
            since=since,
            heard=self._heard(room),
            listening=any(open_.kind is Kind.TRANSCRIBE for open_ in state.open),
            rating=self._rating(room),
        )

    def _title(self, state: State) -> str:
        """What an interview is called: its domain, or that it is a review of several."""
        known = self._domains.domains.get(state.choices.domain)
        if state.purpose is Purpose.REVIEW:
            return self._texts.say("review-title")
        return known.title if known else state.choices.domain

    def _rating(self, room: Room) -> Outgoing | None:
        """The level of their own that the person is asked for."""
        criterion = room.state.unrated if room.state.stage is Stage.RATING else None
        if criterion is None:
            return None
        return outgoing(0, json.dumps(self._showing.message(room, do.AskRating(criterion))))

    def _heard(self, room: Room) -> Outgoing | None:
        """The first transcript of the open answer that waits for its person's word."""
        parts = room.state.turn.parts if room.state.turns else ()
        waiting = next((part.number for part in parts if part.status is PartStatus.HEARD), None)
        if waiting is None:
            return None
        return outgoing(0, json.dumps(self._showing.message(room, do.ShowTranscript(waiting))))

    def offers(self) -> tuple[Offer, ...]:
        """What an interview is set up with."""
        return self._showing.offers()

    async def sheet(self, account: Account, of: str = "") -> Sheet | None:
        """What the report of the interview `of` is made from; the newest that has one where none is named."""
        gathered = await self._found(account, of)
        return await self._sheet_of(gathered) if gathered else None

    async def report(self, account: Account, of: str = "") -> tuple[Report, Document] | None:
        """The same report, and how it reads."""
        gathered = await self._found(account, of)
        if gathered is None:
            return None
        report = build(await self._sheet_of(gathered))
        return report, text.document(report, self._texts, gathered.clips)

    async def _found(self, account: Account, of: str) -> Gathered | None:
        async with self._store.read() as tx:
            person = await tx.people.find(account.platform, account.id)
            return await self._gathered(tx, person, of) if person else None

    async def past(self, account: Account, domain: str = "") -> tuple[Past, ...]:
        """The practices that have a report, newest first; of one domain, where its id is given."""
        async with self._store.read() as tx:
            person = await tx.people.find(account.platform, account.id)
            if person is None:
                return ()
            band = self._bands_of(await tx.settings.of(person))
            reported = await self._reported(tx, person)
        return tuple(
            one for one in self._past(reported, band, domain) if one.earlier.purpose is Purpose.PRACTICE
        )

    def _past(self, reported: Sequence[tuple[Interview, State]], band: Bands, domain: str) -> list[Past]:
        held = [(one, state) for one, state in reported if domain in ("", one.domain)]
        return [Past(self._totals(one, state), spoken(state, band).whole) for one, state in held]

    async def view(self, account: Account, query: Query, of: str = "") -> Document:
        """The document for `query`, of the person's interview `of` if one is named. Raises StorageFault."""
        if query in (Query.DOMAINS, Query.PRIVACY):
            return self._domains_view() if query is Query.DOMAINS else self._privacy()
        if query in (Query.REPORT, Query.WHY):
            return await self._report(account, query, of)
        async with self._store.read() as tx:
            person = await tx.people.find(account.platform, account.id)
            if person is None:
                return self._note("view-nothing-yet")
            if query is Query.HISTORY:
                return await self._history(tx, person, of)
            views: dict[Query, Callable[[Transaction, str], Coroutine[Any, Any, Document]]] = {
                Query.STATUS: self._status,
                Query.GRAMMAR: self._grammar_view,
                Query.REVIEW: self._review,
            }
            return await views[query](tx, person)

    async def _report(self, account: Account, query: Query, of: str) -> Document:
        async with self._store.read() as tx:
            person = await tx.people.find(account.platform, account.id)
            gathered = await self._gathered(tx, person, of) if person else None
        if gathered is None:
            return self._note("view-no-report" if person else "view-nothing-yet")
        draw = text.document if query is Query.REPORT else why.document
        return draw(build(await self._sheet_of(gathered)), self._texts, gathered.clips)

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
            answered = [turn for turn in room.state.turns if turn.taken]
            if answered:
                newest = answered[-1]
                tips = await self._beside(self._tips, room, newest, {})  # asked for, so wanted
                number = room.state.turns.index(newest)
                corrected = [(by, one) for by, one in room.corrected if one.turn == number]
                return text.grammar(room.answer(newest), tips, self._texts, corrected)
        return self._note("view-nothing-yet")

    async def _history(self, tx: Transaction, person: str, domain: str) -> Document:
        """All interviews, or those of one domain."""
        band = self._bands_of(await tx.settings.of(person))
        past = self._past(await self._reported(tx, person), band, domain)
        if not past:
            return self._note("view-no-report")
        whole = [one.whole for one in past if one.whole and one.earlier.purpose is Purpose.PRACTICE]
        return history.document(past, self._texts, self._now(), usual(reversed(whole[1:])))

    async def _review(self, tx: Transaction, person: str) -> Document:
        """How many questions are due, with a block that has `value` for a review that can begin at once."""
        all_, now = waiting(await practised(tx, person), self._domains), self._now()
        due = [one for one in all_ if one.at <= now]
        if due:
            titles = sorted({self._domains.get(one.domain).title for one in due})
            said = self._texts.say("review-due", {"count": len(due), "domains": ", ".join(titles)})
            return (Block(Style.STRONG, said, value=len(due)),)
        return (Block(Style.TEXT, self._showing.nothing_due(all_[0].at if all_ else None, now)["text"]),)

    async def _gathered(self, tx: Transaction, person: str, interview: str) -> Gathered | None:
        """For the sheet of an interview; of the newest that has a report, where none is named."""
        reported = await self._reported(tx, person)
        found = [number for number, (one, _) in enumerate(reported) if interview in ("", one.id)]
        if not found:
            return None
        room = await self._loaded(tx, reported[found[0]][0])
        first = room.state.again.interview if room.state.again else ""
        again = [one for one, state in reported if state.again and state.again.interview == room.interview.id]
        attempt = next((one for one, _ in reported if one.id == first), None)
        return Gathered(
            room,
            reported[found[0] + 1 :],
            await tx.settings.of(person),
            await self._loaded(tx, attempt) if attempt else None,
            [await self._loaded(tx, one) for one in again],
            await _kept_clips(tx, person, room.state),
        )

    async def _sheet_of(self, gathered: Gathered) -> Sheet:
        kept = gathered.kept
        return replace(
            await self._sheet(gathered.room, gathered.before, kept),
            first=await self._sheet(gathered.first, (), kept) if gathered.first else None,
            later=tuple([await self._sheet(room, (), kept) for room in gathered.later]),
        )

    async def _loaded(self, tx: Transaction, interview: Interview) -> Room:
        return await load(tx, interview, self._rooms.get(interview.id))

    async def _reported(self, tx: Transaction, person: str) -> list[tuple[Interview, State]]:
        """The interviews that have a report, newest first."""
        found = await tx.interviews.interviews_of(person, LOOKED_AT)
        states = [(interview, await state_of(tx, interview)) for interview in found if not interview.open]
        return [(interview, state) for interview, state in states if state.stage is Stage.REPORTED]

    def _totals(self, interview: Interview, state: State) -> Earlier:
        return trend.earlier(state, self._title(state), interview.id)

    async def _sheet(
        self, room: Room, before: Sequence[tuple[Interview, State]], kept: Mapping[str, Any]
    ) -> Sheet:
        """The sheet of an interview; `before` are those before it, `kept` what its person has set."""
        band = self._bands_of(kept)
        spoken_before = [spoken(state, band) for _, state in before if state.purpose is Purpose.PRACTICE]
        tips = [await self._beside(self._tips, room, turn, kept) for turn in room.state.turns]
        return replace(
            room.sheet,
            domain=self._called(room),
            tips=tuple(tips),
            corrected=room.corrected if chosen(kept, GRAMMAR) == YES else (),
            earlier=tuple(self._totals(*one) for one in before),
            spoken=spoken(room.state, band, room.words, spoken_before),
        )

    async def _beside(self, work: Callable[..., Found], *given: Any) -> Found:
        """Does what takes its time beside the loop, which has heartbeats to send and presses to acknowledge.

        Always in the same thread, since each that checks grammar takes a second to make ready for it.
        """
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *given)

    def _called(self, room: Room) -> Domain:
        """The domain of a report; that of a review is called one, since its questions are of several."""
        if room.state.purpose is Purpose.REVIEW:
            return replace(room.domain, title=self._texts.say("review-title"))
        return room.domain

    def _bands_of(self, kept: Mapping[str, Any]) -> Bands:
        """The bands with the pace that a person has set for themself, if they have."""
        pace = chosen(kept, PACE)
        return self._bands if pace == DEFAULT_PACE else bands(pace)

    def _tips(self, room: Room, turn: Turn, kept: Mapping[str, Any]) -> tuple[Tip, ...]:
        """Tips on an answer, by what can be asked of a transcript where any of it was heard and not typed."""
        answer = room.answer(turn) if chosen(kept, GRAMMAR) == YES else ""
        heard = any(part.clip and not part.corrected for part in turn.taken)
        grammar = self._grammar_heard if heard else self._grammar
        domain = room.domain_of(turn.slot)
        return grammar.tips(answer, (*domain.terms, *domain.skills)) if answer else ()

    def _domains_view(self) -> Document:
        entries = sorted(self._domains.domains.values(), key=lambda domain: domain.title)
        return tuple(Block(Style.ITEM, f"{domain.title}: {domain.summary}") for domain in entries)

    def _privacy(self) -> Document:
        text_ = self._texts.say("privacy-policy")
        return tuple(Block(Style.TEXT, paragraph) for paragraph in text_.split("\n\n"))

    def _note(self, key: str) -> Document:
        return (Block(Style.TEXT, self._texts.say(key)),)


async def _kept_clips(tx: Transaction, person: str, state: State) -> Clips:
    """The recordings of an interview whose sound is still there."""
    clips = {
        (number, place): part.clip
        for number, turn in enumerate(state.turns)
        for place, part in enumerate(turn.taken)
        if part.clip
    }
    kept = await tx.clips.kept(person, tuple(clips.values())) if clips else frozenset()
    return {place: clip for place, clip in clips.items() if clip in kept}
