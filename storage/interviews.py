"""Interviews: whose they are, and whether one is open.

A person has at most one open interview, which the database itself holds to.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import insert, literal_column, select, update

from storage.ids import new_id
from storage.rows import Interview
from storage.tables import interviews
from storage.work import AnyRow, Work

# Spelled out in the statement, because an index with a condition is not used for a parameter.
_IS_OPEN = interviews.c.status == literal_column("'open'")


def conversation_of(person: str) -> str:
    """The conversation in which `person` is interviewed."""
    return person


class Interviews:
    """The interviews of everybody, each asked for with its person."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def create(self, person: str, now: int, domain: str | None = None) -> str:
        """A new open interview; returns its id. Raises Conflict where one is open, Gone."""
        await self._work.hold(person)
        interview = new_id(now)
        new = insert(interviews).values(
            id=interview, person=person, domain=domain, status="open", created_at=now
        )
        await self._work.run(new)
        return interview

    async def choose_domain(self, person: str, interview: str, domain: str) -> None:
        """Notes the domain once it is chosen; nothing happens where the interview is another's."""
        mine = (interviews.c.id == interview) & (interviews.c.person == person)
        await self._work.hold(person)
        await self._work.run(update(interviews).where(mine).values(domain=domain))

    async def end(self, person: str, interview: str, now: int) -> None:
        """Closes the interview; nothing happens where it is closed already or another's."""
        mine = (interviews.c.id == interview) & (interviews.c.person == person) & _IS_OPEN
        await self._work.hold(person)
        await self._work.run(update(interviews).where(mine).values(status="ended", ended_at=now))

    async def open_of(self, person: str) -> Interview | None:
        """The open interview of `person`."""
        found = await self._work.run(select(interviews).where(interviews.c.person == person, _IS_OPEN))
        row = found.first()
        return _interview(row) if row else None

    async def get(self, person: str, interview: str) -> Interview | None:
        """The interview, where it is `person`'s."""
        mine = (interviews.c.id == interview) & (interviews.c.person == person)
        row = (await self._work.run(select(interviews).where(mine))).first()
        return _interview(row) if row else None

    async def interviews_of(self, person: str, limit: int | None = None) -> Sequence[Interview]:
        """The interviews of `person`, the newest first."""
        query = select(interviews).where(interviews.c.person == person)
        newest = query.order_by(interviews.c.created_at.desc(), interviews.c.id.desc()).limit(limit)
        return [_interview(row) for row in await self._work.run(newest)]


def _interview(row: AnyRow) -> Interview:
    return Interview(row.id, row.person, row.domain, row.status == "open", row.created_at, row.ended_at)
