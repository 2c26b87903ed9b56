"""Jobs: requests of interviews that take long, each once, until it is answered or given up."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select, update

from storage.rows import Job
from storage.tables import jobs
from storage.work import AnyRow, Work


class Jobs:
    """What is being worked out beside the conversations."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, person: str, interview: str, request: int, kind: str, now: int) -> int | None:
        """A job for a request; its id, or None where the request has one. Raises Gone."""
        await self._work.hold(person)
        new = self._work.upsert(jobs).values(
            person=person,
            interview=interview,
            request=request,
            kind=kind,
            created_at=now,
            attempts=0,
            state="open",
        )
        unique = ["interview", "request"]
        added = await self._work.run(new.on_conflict_do_nothing(index_elements=unique).returning(jobs.c.id))
        id_: int | None = added.scalar()
        return id_

    async def open(self, id_: int) -> Job | None:
        """The job, where it is still open."""
        query = select(jobs).where(jobs.c.id == id_, jobs.c.state == "open")
        row = (await self._work.run(query)).first()
        return _job(row) if row else None

    async def all_open(self, limit: int = 1_000) -> Sequence[Job]:
        """The jobs that wait, the oldest first."""
        query = select(jobs).where(jobs.c.state == "open").order_by(jobs.c.id).limit(limit)
        return [_job(row) for row in await self._work.run(query)]

    async def count_attempt(self, job: Job, by: int = 1) -> int:
        """Counts an attempt, to be committed before the work begins; returns the count now."""
        mine = (jobs.c.id == job.id) & (jobs.c.person == job.person)
        counting = update(jobs).where(mine).values(attempts=jobs.c.attempts + by)
        await self._work.hold(job.person)
        return (await self._work.run(counting.returning(jobs.c.attempts))).scalar() or 0

    async def settle(self, job: Job, *, failed: bool = False) -> None:
        """Closes the job; committed together with what came of it."""
        mine = (jobs.c.id == job.id) & (jobs.c.person == job.person)
        await self._work.hold(job.person)
        await self._work.run(update(jobs).where(mine).values(state="failed" if failed else "done"))

    async def count(self, state: str) -> int:
        """How many jobs are "open" or have "failed"."""
        return (await self._work.run(select(func.count()).where(jobs.c.state == state))).scalar() or 0


def _job(row: AnyRow) -> Job:
    return Job(row.id, row.person, row.interview, row.request, row.kind, row.attempts)
