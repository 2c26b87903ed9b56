"""People and their accounts.

The rule: an account id stands in the database as a mark to look it up by and as ciphertext to send to.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, insert, select

from storage.ids import new_id
from storage.rows import Account
from storage.tables import ACCOUNT, absorbed, accounts, people
from storage.work import Work


class People:
    """Who there is."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def create(self, now: int) -> str:
        """A new person without an account; returns their id."""
        person = new_id(now)
        wrapped = self._work.keys.new_wrapped_key(person)
        await self._work.run(insert(people).values(id=person, created_at=now, wrapped_key=wrapped))
        return person

    async def find(self, platform: str, account: str) -> str | None:
        """The person of an account."""
        mark = self.mark(platform, account)
        found = await self._work.run(select(accounts.c.person).where(accounts.c.mark == mark))
        person: str | None = found.scalar()
        return person

    async def find_or_create(self, platform: str, account: str, now: int) -> str:
        """The person of an account, made with it where it is new."""
        person = await self.find(platform, account)
        if person is not None:
            return person
        person = await self.create(now)
        if await self.add_account(person, platform, account, now):
            return person
        # Another worker was first; its transaction is committed, or the insert would still wait for it.
        await self._work.run(delete(people).where(people.c.id == person))
        other = await self.find(platform, account)
        return other or await self.find_or_create(platform, account, now)

    async def add_account(self, person: str, platform: str, account: str, now: int) -> bool:
        """Gives `person` the account; False where it belongs to somebody already. Raises Gone."""
        cipher = await self._work.cipher(person)
        mark = self.mark(platform, account)
        new = self._work.upsert(accounts).values(
            mark=mark,
            person=person,
            platform=platform,
            account=cipher.seal(account, ACCOUNT, mark),
            linked_at=now,
        )
        added = await self._work.run(new.on_conflict_do_nothing().returning(accounts.c.mark))
        return added.scalar() is not None

    async def accounts_of(self, person: str) -> Sequence[Account]:
        """The accounts of `person`, the oldest first. Raises Gone."""
        cipher = await self._work.cipher(person)
        query = select(accounts).where(accounts.c.person == person)
        found = await self._work.run(query.order_by(accounts.c.linked_at, accounts.c.mark))
        return [
            Account(row.platform, cipher.open(row.account, ACCOUNT, row.mark), row.linked_at) for row in found
        ]

    async def resolve(self, person: str) -> str | None:
        """`person`, or the one they were joined into; None for somebody forgotten or unknown."""
        known = await self._work.run(select(people.c.id).where(people.c.id == person))
        if known.scalar() is not None:
            return person
        joined = await self._work.run(select(absorbed.c.person).where(absorbed.c.id == person))
        into: str | None = joined.scalar()
        return into

    def mark(self, platform: str, account: str) -> str:
        """What an account is looked up by."""
        return self._work.keys.mark("account", platform, account)
