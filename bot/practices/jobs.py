"""What takes long in a practice: listening to a recording, and judging where the interviewer is slow.

As `bot.jobs`: an attempt is counted before the work, the result is a new inbox row, what fails too often is
done by the bank; a recording that cannot be heard counts as not heard.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from bot.jobs import PAUSES, PLATFORM, persistently
from bot.listening import Listening
from bot.practices.fulfil import Fulfil
from bot.practices.room import Room, Rooms, load
from bot.practices.step import named
from bot.preferences import KEEP_CLIPS, YES, chosen
from bot.step import RESULT
from bot.works import RunsJobs
from core.interview import actions as interview
from core.interview import events as interviews
from core.interview.ports import Interviewer
from core.interview.practice import events as ev
from core.interview.practice.codec import encode
from core.interview.practice.state import Kind, Open, Part
from core.interview.state import PartStatus
from core.interview.values import Heard
from storage.practices import is_practice
from storage.rows import Arrival, Job
from storage.store import Store


class Jobs:
    """Works jobs of practices out."""

    def __init__(  # noqa: PLR0913, PLR0917 - what a job is worked out with
        self,
        store: Store,
        rooms: Rooms,
        fulfil: Fulfil,
        bank: Interviewer,
        now: Callable[[], int],
        listening: Listening | None = None,
        pauses: Sequence[float] = PAUSES,
    ) -> None:
        self._store = store
        self._rooms = rooms
        self._fulfil = fulfil
        self._bank = bank
        self._now = now
        self._listening = listening
        self._pauses = pauses

    async def run(self, id_: int) -> str | None:
        """Works the job out; the conversation to wake, None where there is nothing (more) to do.

        Raises StorageFault.
        """
        return await persistently(self._store, id_, self._attempt, self._give_up, self._pauses)

    async def _give_up(self, job: Job) -> None:
        """The cards are opened without it when time is up."""
        async with self._store.begin() as tx:
            await tx.jobs.settle(job, failed=True)

    async def _attempt(self, job: Job, last: bool) -> str | None:
        async with self._store.read() as tx:
            room = await load(tx, job.interview, self._rooms.get(job.interview))
        open_ = next((one for one in room.state.open if one.request == job.request), None)
        if open_ is None:
            await self._close(job, room)
            return None
        if open_.kind is Kind.TRANSCRIBE:
            return await self._listen(job, room, open_, last=last)
        return await self._judge(job, room, last=last)

    async def _judge(self, job: Job, room: Room, *, last: bool) -> str:
        judge = self._bank if last else None
        async with self._store.begin() as tx:
            texts = await tx.practices.words(room.practice, named(room.state))
            material = await self._fulfil.material(tx, room.state, room.state.number, texts)
        result = await self._fulfil.judged(material, job.request, self._now, judge)
        return await self._keep(job, job.person, result, {}, failed=last)

    async def _listen(self, job: Job, room: Room, open_: Open, *, last: bool) -> str | None:
        part = next(part for part in room.state.round.parts if part.number == open_.about)
        async with self._store.read() as tx:
            speaker = await tx.practices.person(room.practice, room.state.round.cast.candidate)
        if speaker is None:
            async with self._store.begin() as tx:
                await tx.jobs.settle(job)
            return None
        heard, words, length = await self._heard(speaker, job, part, last=last)
        return await self._keep(job, speaker, heard, words, (part.clip, length), failed=last)

    async def _heard(
        self, speaker: str, job: Job, part: Part, *, last: bool
    ) -> tuple[ev.Transcribed, dict[str, str], int]:
        """What was heard of a part, with its words and its length."""
        if last or self._listening is None:
            return ev.Transcribed(self._now(), job.request, Heard.REFUSED, ""), {}, 0
        request = interview.Transcribe(job.request, part.clip)
        result = await self._listening.result(speaker, request, self._now)
        told = result.event
        assert isinstance(told, interviews.Transcribed)
        clear = told.heard is Heard.CLEAR
        event = ev.Transcribed(
            told.at, told.request, told.heard, told.words if clear else "", told.speech if clear else None
        )
        length = result.clip[1] if result.clip else 0
        return event, dict(result.words) if clear else {}, length

    async def _keep(  # noqa: PLR0913 - what a result consists of
        self,
        job: Job,
        person: str,
        event: ev.Event,
        words: dict[str, str],
        clip: tuple[str, int] | None = None,
        *,
        failed: bool,
    ) -> str:
        """The result as an inbox row of whoever's words are in it; with it the recording goes.

        `failed` is whether the bank had to take it, or nobody could.
        """
        payload = json.dumps({"event": encode(event), "words": words}, ensure_ascii=False)
        update = f"{job.interview}:{job.request}"
        async with self._store.begin() as tx:
            await tx.inbox.add(person, Arrival(PLATFORM, update, job.interview, RESULT, payload), self._now())
            await tx.jobs.settle(job, failed=failed)
            if clip is not None:
                keep = chosen(await tx.settings.of(person), KEEP_CLIPS) == YES
                await tx.clips.heard(person, *clip, keep=keep)
        return job.interview

    async def _close(self, job: Job, room: Room) -> None:
        """Nobody awaits it any more; recordings that nobody will listen to go with it."""
        awaited = {one.about for one in room.state.open if one.kind is Kind.TRANSCRIBE}
        async with self._store.begin() as tx:
            await tx.jobs.settle(job)
            for round_ in room.state.rounds:
                unheard = [part for part in round_.parts if part.status is PartStatus.TRANSCRIBING]
                clips = [part.clip for part in unheard if part.clip and part.number not in awaited]
                speaker = await tx.practices.person(room.practice, round_.cast.candidate) if clips else None
                if speaker is not None:
                    await tx.clips.drop_unheard(speaker, clips)


class AllJobs:
    """Hands each job to those whose it is: an interview's to `interviews`, a practice's to `practices`."""

    def __init__(self, store: Store, interviews: RunsJobs, practices: RunsJobs) -> None:
        self._store = store
        self._interviews = interviews
        self._practices = practices

    async def run(self, id_: int) -> str | None:
        """Works the job out; the conversation to wake. Raises StorageFault."""
        async with self._store.read() as tx:
            job = await tx.jobs.open(id_)
        if job is None:
            return None
        return await (self._practices if is_practice(job.interview) else self._interviews).run(id_)
