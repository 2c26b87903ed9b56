"""Jobs: what takes long is worked out beside the conversation; the result is a new inbox row.

An attempt is counted before the work. After `ATTEMPTS` errors (a death counts less, as in the mailbox) the
bank takes the turn, the job counts as failed, and the person is told. A request that nobody awaits any more
costs nothing. A job that runs twice at once is a waste and does no harm: its result is kept once.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from bot.errors import where
from bot.fulfil import Fulfil, Note, Result
from bot.ledger import written
from bot.listening import FAILED, Listening, refused
from bot.mailbox import ATTEMPTS, ERROR
from bot.preferences import KEEP_CLIPS, YES, chosen
from bot.room import Room, Rooms, load
from bot.showing import Showing
from bot.step import RESULT
from core.interview import actions as do
from core.interview import events as ev
from core.interview.codec import encode
from core.interview.errors import StorageFault
from core.interview.state import Kind, Open, State
from core.interview.values import Refusal
from storage.interviews import conversation_of
from storage.rows import Arrival, Job
from storage.store import Store, Transaction

log = logging.getLogger(__name__)

PAUSES = (1.0, 5.0)  # seconds after the first and the second attempt that failed
PLATFORM = "job"
STOOD_IN = Note("interviewer-stood-in")


class Jobs:
    """Works jobs out with `fulfil`; what fails too often with `bank`. Recordings go to `listening`."""

    def __init__(  # noqa: PLR0913, PLR0917 - what a job is worked out with
        self,
        store: Store,
        rooms: Rooms,
        fulfil: Fulfil,
        bank: Fulfil,
        showing: Showing,
        now: Callable[[], int],
        pauses: Sequence[float] = PAUSES,
        listening: Listening | None = None,
    ) -> None:
        self._store = store
        self._rooms = rooms
        self._fulfil = fulfil
        self._bank = bank
        self._showing = showing
        self._now = now
        self._pauses = pauses
        self._listening = listening

    async def run(self, id_: int) -> str | None:
        """Works the job out; the conversation to wake, None where there is nothing (more) to do.

        Raises StorageFault.
        """
        return await persistently(self._store, id_, self._attempt, self._give_up, self._pauses)

    async def _attempt(self, job: Job, by_bank: bool) -> str | None:
        room = await self._room(job)
        request = None if room is None else awaited(room, job.request)
        if room is None or request is None:
            await self._close(job, room)
            return None
        result = await self._result(job, room, request, by_bank=by_bank)
        async with self._store.begin() as tx:
            await tx.inbox.add(job.person, _arrival(job, result), self._now())
            await tx.jobs.settle(job, failed=by_bank)
            if result.clip:
                keep = chosen(await tx.settings.of(job.person), KEEP_CLIPS) == YES
                await tx.clips.heard(job.person, *result.clip, keep=keep)
        return conversation_of(job.person)

    async def _result(self, job: Job, room: Room, request: do.Request, *, by_bank: bool) -> Result:
        if not isinstance(request, do.Transcribe):
            fulfil = self._bank if by_bank else self._fulfil
            result = await fulfil.result(room, request, self._now())
            return _stood_in(result) if by_bank else result
        if by_bank or self._listening is None:  # nobody can stand in for the ears
            return refused(request, FAILED, self._now())
        return await self._listening.result(job.person, request, self._now)

    async def _room(self, job: Job) -> Room | None:
        """The interview as it is now, read in a transaction that ends before the work begins."""
        async with self._store.read() as tx:
            interview = await tx.interviews.get(job.person, job.interview)
            return await load(tx, interview, self._rooms.get(job.interview)) if interview else None

    async def _close(self, job: Job, room: Room | None) -> None:
        """Nobody awaits it any more; recordings that nobody will listen to go with it."""
        async with self._store.begin() as tx:
            await tx.jobs.settle(job)
            if room is not None:
                await _drop_unheard(tx, job.person, room.state)

    async def _give_up(self, job: Job) -> None:
        """Even the bank could not: the person is told, and can skip the question or stop."""
        async with self._store.begin() as tx:
            await tx.jobs.settle(job, failed=True)
            conversation = conversation_of(job.person)
            place = await tx.outbox.place_of_last(job.person, conversation)
            if place is not None:
                sorry = written(self._showing.say("job-failed"), job.interview)
                await tx.outbox.add(job.person, conversation, [sorry], place, self._now())


async def persistently(
    store: Store,
    id_: int,
    attempt: Callable[[Job, bool], Awaitable[str | None]],
    give_up: Callable[[Job], Awaitable[None]],
    pauses: Sequence[float] = PAUSES,
) -> str | None:
    """Works a job out in as many attempts as it may have; the conversation to wake, None for none.

    `attempt` is told whether it is the last one; what fails then as well is given up. Raises StorageFault.
    """
    while True:
        job, count = await take(store, id_)
        if job is None:
            return None
        last = count > ATTEMPTS * ERROR
        try:
            return await attempt(job, last)
        except StorageFault:
            raise
        except Exception as error:  # whatever it is: it is tried again, and given up in the end
            log.error("job %d failed, counting %d: %s", job.id, count + ERROR - 1, where(error))
        if last:
            await give_up(job)
            return None
        async with store.begin() as tx:
            await tx.jobs.count_attempt(job, ERROR - 1)
        await asyncio.sleep(pauses[min(count // ERROR, len(pauses) - 1)] if pauses else 0)


async def take(store: Store, id_: int) -> tuple[Job | None, int]:
    """The job, if it is open, and its attempts with this one, which is counted."""
    async with store.begin() as tx:
        job = await tx.jobs.open(id_)
        return job, await tx.jobs.count_attempt(job) if job else 0


def _stood_in(result: Result) -> Result:
    """What the bank worked out in another's place, told to the person where a turn of theirs rests on it."""
    if not isinstance(result.event, ev.Worded | ev.Judged | ev.Drawn):
        return replace(result, note=STOOD_IN)
    refused = (*result.event.refused, Refusal.NO_ANSWER.value)
    note = None if isinstance(result.event, ev.Drawn) else STOOD_IN
    return replace(result, event=replace(result.event, refused=refused), note=note)


def awaited(room: Room, request: int) -> do.Request | None:
    """The open request with this number, as an action again."""
    found = next((open_ for open_ in room.state.open if open_.request == request), None)
    return None if found is None else _action(room, found)


def _action(room: Room, open_: Open) -> do.Request | None:
    match open_.kind:
        case Kind.EXAMINE:
            return do.Examine(open_.request, len(room.state.turns) - 1)
        case Kind.WORD:
            return do.Word(open_.request, open_.about, open_.gap)
        case Kind.JUDGE:
            return do.Judge(open_.request, open_.about)
        case Kind.DRAW:
            return do.Draw(open_.request)
        case Kind.TRANSCRIBE:
            return do.Transcribe(open_.request, _clips(room.state)[open_.about])
        case _:
            return None  # answered at once


def _clips(state: State) -> dict[int, str]:
    """The recordings of an interview, by the number of their part."""
    return {part.number: part.clip for turn in state.turns for part in turn.parts if part.clip}


async def _drop_unheard(tx: Transaction, person: str, state: State) -> None:
    awaited = {open_.about for open_ in state.open if open_.kind is Kind.TRANSCRIBE}
    await tx.clips.drop_unheard(person, [clip for part, clip in _clips(state).items() if part not in awaited])


def _arrival(job: Job, result: Result) -> Arrival:
    payload = {
        "interview": job.interview,
        "event": encode(result.event),
        "words": dict(result.words),
        "contents": dict(result.contents),
        "note": [result.note.key, dict(result.note.values)] if result.note else [],
    }
    text = json.dumps(payload, ensure_ascii=False)
    return Arrival(PLATFORM, f"{job.interview}:{job.request}", conversation_of(job.person), RESULT, text)
