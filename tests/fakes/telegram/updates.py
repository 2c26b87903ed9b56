"""The updates that wait for a bot: kept until a higher offset confirms them, handed out again until then.

The rule: one poller at a time; who asks while another waits gets its place, and the other a conflict, as on
Telegram.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field

from tests.fakes.telegram.errors import Refused
from tests.fakes.telegram.rules import UPDATES
from tests.fakes.telegram.spec import Json

ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
USUAL = UPDATES - ON_REQUEST
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
HOOKED = "Conflict: terminated by setWebhook request"


@dataclass
class Updates:
    """`handed` counts how often each update was handed out; `confirmed` how many are done with."""

    next_id: int = 100_001
    waiting: dict[int, Json] = field(default_factory=dict)
    handed: Counter[int] = field(default_factory=Counter)
    confirmed: int = 0
    conflicts: int = 0
    polls: int = 0  # how many have waited
    wanted: frozenset[str] = USUAL
    _poller: asyncio.Future[None] | None = None
    _bell: asyncio.Event = field(default_factory=asyncio.Event)

    def add(self, kind: str, body: Json) -> Json | None:
        """A new update; None where the bot did not ask for its kind."""
        if kind not in self.wanted:
            return None
        update = {"update_id": self.next_id, kind: body}
        self.waiting[self.next_id] = update
        self.next_id += 1
        self._rings()
        return update

    def wants(self, kinds: list[str] | None) -> None:
        """Which kinds come from now on; None leaves it as it was."""
        if kinds is not None:
            self.wanted = frozenset(kinds) or USUAL

    def confirm(self, below: int) -> None:
        """All updates below are done with."""
        for id_ in [id_ for id_ in self.waiting if id_ < below]:
            del self.waiting[id_]
            self.confirmed += 1

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Json]:
        """The updates from `offset` on, once there is one. Raises Refused where another takes the place."""
        self.interrupt(CONFLICT)
        if offset < 0:
            self.confirm(min(list(self.waiting)[offset:], default=self.next_id))
        else:
            self.confirm(offset)
        if not self.waiting and seconds > 0:
            await self._first(seconds)
        handed = list(self.waiting.values())[:limit]
        self.handed.update(one["update_id"] for one in handed)
        return handed

    async def first(self) -> Json:
        """The oldest one, once there is one; for whoever pushes them."""
        while not self.waiting:
            self._bell.clear()
            await self._bell.wait()
        update = next(iter(self.waiting.values()))
        self.handed[update["update_id"]] += 1
        return update

    def interrupt(self, why: str) -> None:
        """Ends the poll that waits, if one does."""
        if self._poller and not self._poller.done():
            self.conflicts += 1
            self._poller.set_exception(Refused(409, why))

    def clear(self) -> None:
        """Drops all that wait."""
        self.waiting.clear()

    async def _first(self, seconds: float) -> None:
        poller = self._poller = asyncio.get_running_loop().create_future()
        self.polls += 1
        try:
            async with asyncio.timeout(seconds):
                await poller
        except TimeoutError:
            pass
        finally:
            poller.cancel()

    def _rings(self) -> None:
        self._bell.set()
        if self._poller and not self._poller.done():
            self._poller.set_result(None)
