"""Erasure: everything kept about a person, to take away or to be gone for good."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.port import Account
from bot.room import Rooms
from storage.store import Store

Leave = Callable[[str], Awaitable[None]]


class Erasure:
    """Exports and forgets, also in the middle of an interview; `leave` takes a person out of practices."""

    def __init__(self, store: Store, rooms: Rooms, leave: Leave | None = None) -> None:
        self._store = store
        self._rooms = rooms
        self._leave = leave

    async def export(self, account: Account) -> dict[str, Any]:
        """Everything that is kept about a person, ready for JSON; empty for somebody unknown."""
        person = await self._person(account)
        return await self._store.export(person) if person else {}

    async def forget(self, account: Account) -> None:
        """Forgets a person, at once and for good. Their words leave the memory too, before and after."""
        person = await self._person(account)
        if person is None:
            return
        self._rooms.drop_of(person)
        if self._leave is not None:
            await self._leave(person)
        await self._store.forget(person)
        self._rooms.drop_of(person)  # what was being worked on meanwhile

    async def _person(self, account: Account) -> str | None:
        async with self._store.read() as tx:
            return await tx.people.find(account.platform, account.id)
