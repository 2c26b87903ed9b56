"""Leases: what only one process may do at a time, held until a time and renewed before it.

A holder that dies loses its lease by the clock; one that is stopped gives it back.
"""

from __future__ import annotations

from sqlalchemy import delete, or_, select

from storage.tables import leases
from storage.work import Work


class Leases:
    """Who holds what."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def take(self, name: str, holder: str, now: int, until: int) -> bool:
        """Takes or renews the lease; False where another holder has it beyond `now`."""
        new = self._work.upsert(leases).values(name=name, holder=holder, until=until)
        taken = await self._work.run(
            new.on_conflict_do_update(
                index_elements=["name"],
                set_={"holder": holder, "until": until},
                where=or_(leases.c.holder == holder, leases.c.until <= now),
            ).returning(leases.c.holder)
        )
        return taken.scalar() == holder

    async def give_back(self, name: str, holder: str) -> None:
        """Ends the lease, where it is `holder`'s."""
        mine = (leases.c.name == name) & (leases.c.holder == holder)
        await self._work.run(delete(leases).where(mine))

    async def holder(self, name: str, now: int) -> str | None:
        """Who holds the lease at `now`."""
        query = select(leases.c.holder).where(leases.c.name == name, leases.c.until > now)
        found: str | None = (await self._work.run(query)).scalar()
        return found
