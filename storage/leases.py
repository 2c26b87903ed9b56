"""Leases: what only one process may do at a time, held until a time and renewed before it.

A holder that dies loses its lease by the clock; one that is stopped gives it back. A worker's own lease is
ended by another worker that saw it not renewed for too long (`bot.workers`), whatever the clocks say.
"""

from __future__ import annotations

from sqlalchemy import delete, func, or_, select, true, update

from storage.tables import leases
from storage.work import Work

IDLE_MS = 10_000


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

    async def seize(self, name: str, holder: str, until: int) -> None:
        """Takes the lease from whoever has it."""
        new = self._work.upsert(leases).values(name=name, holder=holder, until=until)
        taking = {"holder": holder, "until": until}
        await self._work.run(new.on_conflict_do_update(index_elements=["name"], set_=taking))

    async def renew(self, name: str, holder: str, until: int) -> None:
        """Renews the lease, where it is `holder`'s."""
        mine = (leases.c.name == name) & (leases.c.holder == holder)
        await self._work.run(update(leases).where(mine).values(until=until))

    async def holds(self, name: str, holder: str) -> bool:
        """Whether `holder` has the lease, which then stays until the transaction is over.

        Renewing it does not wait for that (FOR KEY SHARE), ending it does; so a transaction in which nothing
        happens for `IDLE_MS`, because its process was stopped, is ended by the database.
        """
        limited = func.set_config("idle_in_transaction_session_timeout", str(IDLE_MS), true())
        query = select(leases.c.name, limited).where(leases.c.name == name, leases.c.holder == holder)
        return (await self._work.run(query.with_for_update(key_share=True, read=True))).first() is not None

    async def renewals(self, kind: str) -> dict[str, int]:
        """Until when the leases are held whose names begin with `kind`, by the rest of their names."""
        query = select(leases.c.name, leases.c.until).where(leases.c.name.startswith(kind, autoescape=True))
        return {row.name.removeprefix(kind): row.until for row in await self._work.run(query)}

    async def end(self, name: str, until: int) -> bool:
        """Ends a lease that was not renewed since it was held `until`; whether it was not."""
        same = (leases.c.name == name) & (leases.c.until == until)
        return (await self._work.run(delete(leases).where(same))).rowcount > 0

    async def end_all_of(self, holder: str) -> None:
        """Ends whatever a holder has."""
        await self._work.run(delete(leases).where(leases.c.holder == holder))

    async def give_back(self, name: str, holder: str) -> None:
        """Ends the lease, where it is `holder`'s."""
        mine = (leases.c.name == name) & (leases.c.holder == holder)
        await self._work.run(delete(leases).where(mine))

    async def holder(self, name: str, now: int) -> str | None:
        """Who holds the lease at `now`."""
        query = select(leases.c.holder).where(leases.c.name == name, leases.c.until > now)
        found: str | None = (await self._work.run(query)).scalar()
        return found
