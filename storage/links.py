"""One person, several accounts: a one-time code made in one account and typed in the other.

The rules: a code is good once and for ten minutes, stands in the database only as a mark, and five wrong
ones close the door to that account for ten minutes. Of two people the older one stays, and everything of
the younger is sealed anew with the older one's key, in the caller's transaction. Nothing is raised for a
refusal, because the count of wrong tries has to be committed.
"""

from __future__ import annotations

import secrets

from sqlalchemy import delete, exists, insert, literal_column, select, update

from storage.outbox import Outbox
from storage.people import People
from storage.preferences import Preferences
from storage.resealing import reseal
from storage.rows import Linking, Redeemed
from storage.tables import (
    absorbed,
    accounts,
    clips,
    inbox,
    interviews,
    link_codes,
    link_tries,
    people,
    practice_members,
    practice_words,
)
from storage.work import Work

CODE_LIFE_MS = 10 * 60_000
TRIES = 5
TRIES_WINDOW_MS = 10 * 60_000
CODE_LENGTH = 8

# Crockford's base 32: no letter that reads like a digit or another letter. 8 of them are 40 bits.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("OIL", "011")


class Links:
    """Codes that join accounts."""

    def __init__(self, work: Work, persons: People, preferences: Preferences, sent: Outbox) -> None:
        self._work = work
        self._people = persons
        self._preferences = preferences
        self._outbox = sent

    async def make_link_code(self, person: str, now: int) -> str:
        """A code such as `7KQ2-M9TX` for `person`, in place of an earlier one. Raises Gone."""
        await self._work.hold(person)
        await self._sweep(now)
        await self._work.run(delete(link_codes).where(link_codes.c.person == person))
        code = "".join(secrets.choice(_LETTERS) for _ in range(CODE_LENGTH))
        new = insert(link_codes).values(mark=self._mark(code), person=person, expires_at=now + CODE_LIFE_MS)
        await self._work.run(new)
        return f"{code[:4]}-{code[4:]}"

    async def redeem(self, code: str, platform: str, account: str, now: int) -> Redeemed:
        """Joins the person who made `code` and the account it was typed in.

        The update that carries the code must be marked done before, in the same transaction: it would
        count as undone otherwise.
        """
        await self._sweep(now)
        tries = self._people.mark(platform, account)
        if await self._tries(tries) >= TRIES:
            return Redeemed(Linking.TOO_MANY_TRIES, None)
        maker = await self._maker(code, now)
        if maker is None and (joined := await self._joined_lately(tries, now)):
            return Redeemed(Linking.ALREADY, joined)
        if maker is None:
            await self._count_try(tries, now)
            return Redeemed(Linking.UNKNOWN_CODE, None)
        return await self._join(maker, platform, account, now)

    async def _join(self, maker: str, platform: str, account: str, now: int) -> Redeemed:
        joining = await self._people.find(platform, account)
        if joining == maker:
            return Redeemed(Linking.ALREADY, maker)
        if joining is None:
            await self._people.add_account(maker, platform, account, now)
            kept = maker
        else:
            kept, younger = await self._by_age(maker, joining)
            if await self._is_busy(joining, younger):
                return Redeemed(Linking.BUSY, None)
            await self._absorb(younger, kept)
        await self._work.run(delete(link_codes).where(link_codes.c.person == kept))
        return Redeemed(Linking.LINKED, kept)

    async def _by_age(self, one: str, other: str) -> tuple[str, str]:
        """The older and the younger; both stay locked until the transaction ends."""
        query = select(people.c.id).where(people.c.id.in_([one, other])).order_by(people.c.id)
        locked = list((await self._work.run(query.with_for_update())).scalars())
        ages = select(people.c.id).where(people.c.id.in_(locked)).order_by(people.c.created_at, people.c.id)
        older, younger = (await self._work.run(ages)).scalars()
        return older, younger

    async def _is_busy(self, joining: str, younger: str) -> bool:
        """An open interview of the joining account would make two; what is undone would lose its place."""
        is_open = (interviews.c.person == joining) & (interviews.c.status == literal_column("'open'"))
        undone = (inbox.c.state == "undone") & inbox.c.person.in_([joining, younger])
        opened = (await self._work.run(select(interviews.c.id).where(is_open).limit(1))).first()
        waiting = (await self._work.run(select(inbox.c.id).where(undone).limit(1))).first()
        return opened is not None or waiting is not None

    async def _absorb(self, younger: str, older: str) -> None:
        settled = {**await self._preferences.of(younger), **await self._preferences.of(older)}
        await reseal(self._work, younger, older)
        await self._outbox.join(younger, older)
        for table in (accounts, interviews, inbox, clips, practice_members, practice_words, absorbed):
            await self._work.run(update(table).where(table.c.person == younger).values(person=older))
        if settled:
            await self._preferences.keep(older, settled)
        await self._work.run(delete(people).where(people.c.id == younger))
        await self._work.run(insert(absorbed).values(id=younger, person=older))
        self._work.keys.drop(younger)

    async def _joined_lately(self, account: str, now: int) -> str | None:
        """Whom an account was joined with while a code is good: the platform may bring its code once more."""
        other = accounts.alias()
        joined_to = exists().where(other.c.person == accounts.c.person, other.c.mark != accounts.c.mark)
        lately = (accounts.c.mark == account) & (accounts.c.linked_at > now - CODE_LIFE_MS)
        query = select(accounts.c.person).where(lately, joined_to)
        found: str | None = (await self._work.run(query)).scalar()
        return found

    async def _maker(self, code: str, now: int) -> str | None:
        good = (link_codes.c.mark == self._mark(code)) & (link_codes.c.expires_at > now)
        maker: str | None = (await self._work.run(select(link_codes.c.person).where(good))).scalar()
        return maker

    async def _tries(self, mark: str) -> int:
        found = await self._work.run(select(link_tries.c.count).where(link_tries.c.mark == mark))
        return found.scalar() or 0

    async def _count_try(self, mark: str, now: int) -> None:
        new = self._work.upsert(link_tries).values(mark=mark, since=now, count=1)
        again = {"count": link_tries.c.count + 1}
        await self._work.run(new.on_conflict_do_update(index_elements=["mark"], set_=again))

    async def _sweep(self, now: int) -> None:
        await self._work.run(delete(link_codes).where(link_codes.c.expires_at <= now))
        await self._work.run(delete(link_tries).where(link_tries.c.since <= now - TRIES_WINDOW_MS))

    def _mark(self, code: str) -> str:
        letters = "".join(letter for letter in code.upper().translate(_READ_AS) if letter in _LETTERS)
        return self._work.keys.mark("link", letters)
