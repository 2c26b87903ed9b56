"""Timers: rows that a clock looks for, one for each interview and name."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select

from storage.rows import Timer
from storage.tables import timers
from storage.work import Work


class Timers:
    """What is due, and when."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def set(self, person: str, interview: str, name: str, due_at: int) -> None:
        """Sets the timer or moves it. Raises Gone where `person` has no such interview."""
        await self._work.hold(person)
        new = self._work.upsert(timers).values(interview=interview, name=name, person=person, due_at=due_at)
        moved = new.on_conflict_do_update(
            index_elements=["interview", "name"], set_={"due_at": due_at, "person": person}
        )
        await self._work.run(moved)

    async def cancel(self, person: str, interview: str, *names: str) -> None:
        """Takes the timers away, where they are there."""
        if not names:
            return
        mine = (timers.c.interview == interview) & timers.c.name.in_(names) & (timers.c.person == person)
        await self._work.hold(person)
        await self._work.run(delete(timers).where(mine))

    async def due(self, now: int, limit: int = 100) -> Sequence[Timer]:
        """The timers due at `now`, the longest due first."""
        query = select(timers).where(timers.c.due_at <= now).order_by(timers.c.due_at, timers.c.interview)
        return [
            Timer(row.interview, row.person, row.name, row.due_at)
            for row in await self._work.run(query.limit(limit))
        ]

    async def next_due(self) -> int | None:
        """When the next timer is due, so that a clock can wait exactly as long."""
        found = await self._work.run(select(timers.c.due_at).order_by(timers.c.due_at).limit(1))
        at: int | None = found.scalar()
        return at
