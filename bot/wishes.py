"""What a person wishes for themself, beyond one interview: so far, whether their recordings are kept."""

from __future__ import annotations

from collections.abc import Callable

from bot.port import Account, Wish
from storage.store import Store


class Wishes:
    """The wishes of everybody; nobody wishes for anything until they say so."""

    def __init__(self, store: Store, now: Callable[[], int]) -> None:
        self._store = store
        self._now = now

    async def of(self, account: Account) -> tuple[Wish, ...]:
        """What the person wishes for."""
        async with self._store.read() as tx:
            person = await tx.people.find(account.platform, account.id)
            kept = await tx.settings.of(person) if person else {}
        return tuple(wish for wish in Wish if kept.get(wish))

    async def set(self, account: Account, wish: Wish, wanted: bool) -> None:
        """Notes a wish or takes it back; with the wish for recordings those that were kept go too."""
        async with self._store.begin() as tx:
            person = await tx.people.find_or_create(account.platform, account.id, self._now())
            await tx.settings.keep(person, {**await tx.settings.of(person), wish: wanted})
            if wish is Wish.KEEP_CLIPS and not wanted:
                await tx.clips.drop_heard(person)
