"""One person on several platforms: a code made in one account joins another one to it.

The rule: joining is done at once and not queued, since it is refused while anything of either side waits for
work; what was in memory of either is read again afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.port import Account, Place
from bot.room import Rooms
from core.texts.catalog import Texts
from storage.rows import Message
from storage.store import Store

LATELY_MS = 24 * 3600 * 1000  # after its report, somebody may still write


class Linking:
    """Makes codes and takes them."""

    def __init__(self, store: Store, rooms: Rooms, texts: Texts, now: Callable[[], int]) -> None:
        self._store = store
        self._rooms = rooms
        self._texts = texts
        self._now = now

    async def code(self, account: Account) -> str:
        """A code for the person of `account`, who need not have said anything before. Raises StorageFault."""
        async with self._store.begin() as tx:
            person = await tx.people.find_or_create(account.platform, account.id, self._now())
            return await tx.links.make_link_code(person, self._now())

    async def join(self, account: Account, code: str) -> str:
        """Joins `account` with the person who made `code`; what came of it, in words. Raises StorageFault."""
        async with self._store.begin() as tx:
            before = await tx.people.find(account.platform, account.id)
            redeemed = await tx.links.redeem(code, account.platform, account.id, self._now())
        for person in (before, redeemed.person):
            if person is not None:
                self._rooms.drop_of(person)
        return self._texts.say(f"storage-link-{redeemed.outcome.value.replace('_', '-')}")

    async def places(self, platform: str) -> Sequence[Place]:
        """Where whoever has an open interview on `platform`, or had one lately, was last spoken to, the
        newest first.
        """
        async with self._store.read() as tx:
            found = await tx.outbox.ends_of(platform, self._now() - LATELY_MS)
            return [
                Place(
                    Account(platform, one.account), newest.place.chat, _since(first, newest, is_open), began
                )
                for first, newest, began, is_open in found
                for one in await tx.people.accounts_of(newest.person)
                if one.platform == platform
            ]


def _since(first: Message | None, newest: Message, is_open: bool) -> str:
    """From where on what is said is of interest: all of an open interview, and what follows an ended one."""
    known = first if is_open or newest.message is None else newest
    return (known.message or "") if known else ""
