"""The port's `Practice` over a store and an engine: what adapters hold.

What is submitted is stored, then the engine is asked to work on it; nothing here waits for that, unless an
adapter wants to (`settled`, `news`).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from typing import Any

from bot import ingest
from bot.bell import Bell
from bot.ears import Ears
from bot.erasure import Erasure
from bot.files import Files
from bot.linking import Linking
from bot.port import (
    Account,
    Attachment,
    Form,
    Hearing,
    Incoming,
    Kind,
    Offer,
    Outgoing,
    Place,
    Query,
    Setting,
    Situation,
)
from bot.practices.port import Practices
from bot.preferences import Preferences
from bot.showing import outgoing
from bot.views import Views
from bot.works import Engine
from core.interview.errors import StorageFault
from core.interview.state import Stage
from core.texts.blocks import Document
from storage.interviews import conversation_of
from storage.store import Store

log = logging.getLogger(__name__)

REVEALED = 10.0  # seconds that a report may take to be drawn before it is read
NUDGE = 2.0  # seconds after which whoever waits asks again for what should have begun


class Waiting(StorageFault):
    """A message is kept but cannot be worked on yet; whoever sent it again would be counted twice."""


class LocalPractice:
    """Implements `bot.port.Practice`."""

    def __init__(  # noqa: PLR0913, PLR0917 - the parts a port stands on
        self,
        store: Store,
        engine: Engine,
        bell: Bell,
        views: Views,
        erasure: Erasure,
        linking: Linking,
        preferences: Preferences,
        troubles: dict[str, StorageFault],
        now: Callable[[], int],
        ears: Ears,
        files: Files,
        practices: Practices,
    ) -> None:
        self._practices = practices
        self._store = store
        self._engine = engine
        self._bell = bell
        self._views = views
        self._erasure = erasure
        self._troubles = troubles
        self._now = now
        self._ears = ears
        self._files = files
        self._linking = linking
        self._preferences = preferences
        self._before: dict[str, int] = {}

    @property
    def practices(self) -> Practices:
        """The practices of groups in channels."""
        return self._practices

    async def note(self) -> None:
        """Notes for `last` what was said before this process goes on with what is undone."""
        async with self._store.read() as tx:
            for conversation in await tx.inbox.conversations_with_undone():
                row = await tx.inbox.lowest_undone(conversation)
                if row is not None:
                    self._before[conversation] = await tx.outbox.last(row.person, conversation)

    async def submit(self, incoming: Incoming) -> None:
        """Keeps what came in, and asks for it to be worked on. Raises Refused and StorageFault."""
        conversation = await ingest.keep(self._store, incoming, self._now(), self._ears.allowance)
        if conversation is not None:
            await self._wake(conversation)

    async def settled(self, account: Account, within: float) -> bool:
        """Waits up to `within` seconds until all that was submitted is worked on; whether it is.

        Raises Waiting where it is kept and could not be worked on: it is then, with whatever comes next.
        """
        person = await self._person(account)
        if person is None:
            return True
        conversation = conversation_of(person)
        fault: StorageFault | None = None

        async def done() -> bool:
            nonlocal fault
            async with self._store.read() as tx:
                undone = await tx.inbox.is_undone(conversation)
            fault = self._troubles.get(conversation) if undone else None
            return not undone or fault is not None

        if conversation in self._troubles:  # it may be over, and nothing else may ask again
            await self._wake(conversation)
        until = time.monotonic() + within
        while not (settled := await self._bell.until(conversation, done, min(within, NUDGE))):
            within = until - time.monotonic()
            if within <= 0:
                break
            await self._wake(conversation)
        if fault is not None:
            raise Waiting("kept-waiting", code=str(fault.values.get("code", fault.key)))
        return settled

    async def _wake(self, conversation: str) -> None:
        self._troubles.pop(conversation, None)  # whether it is over is seen now
        try:
            await self._engine.wake(conversation)
        except StorageFault as fault:  # what was kept is found by the sweep
            log.error("conversation %s waits: %s", conversation, fault.key)
            self._troubles[conversation] = fault

    async def news(self, account: Account, after: int, within: float = 0) -> Sequence[Outgoing]:
        """The messages to a person above sequence `after`, in order; waits up to `within` seconds for one."""
        person = await self._person(account)
        if person is None:
            return ()
        conversation = conversation_of(person)

        async def new() -> Sequence[Outgoing]:
            async with self._store.read() as tx:
                rows = await tx.outbox.after(person, conversation, after)
            return tuple(outgoing(row.sequence, row.payload, row.interview) for row in rows)

        return await self._bell.until(conversation, new, within)

    async def last(self, account: Account) -> int:
        """The sequence of the newest message that somebody can have seen already, 0 where there is none."""
        async with self._store.read() as tx:
            person = await tx.people.find(account.platform, account.id)
            if person is None:
                return 0
            known = self._before.get(conversation_of(person))
            return await tx.outbox.last(person, conversation_of(person)) if known is None else known

    async def situation(self, account: Account) -> Situation:
        """Where a person stands."""
        return await self._views.situation(account, self._now())

    async def offers(self) -> Sequence[Offer]:
        """What an interview can be set up with, in the order it is asked for."""
        return self._views.offers()

    async def hearing(self) -> Hearing:
        """Whether what is spoken can be heard."""
        return await self._ears.hearing()

    async def fetch_ears(self) -> None:
        """Begins to fetch what is missing for that."""
        await self._ears.fetch()

    async def settings(self, account: Account) -> Sequence[Setting]:
        """What a person can set for themself, and how it is set."""
        return await self._preferences.of(account)

    async def prefer(self, account: Account, setting: str, value: str) -> None:
        """Sets one thing for a person. Raises Refused."""
        await self._preferences.set(account, setting, value)

    async def link_code(self, account: Account) -> str:
        """A one-time code for another account of the same person."""
        return await self._linking.code(account)

    async def link(self, account: Account, code: str) -> str:
        """Joins the account with the person who made `code`; what came of it."""
        said = await self._linking.join(account, code)
        person = await self._person(account)
        if person is not None:  # what they are told now is another conversation's
            self._bell.ring(conversation_of(person))
        return said

    async def places(self, platform: str) -> Sequence[Place]:
        """Where the people with an open interview on a platform were last spoken to, newest first."""
        return await self._linking.places(platform)

    async def file(self, account: Account, form: Form, of: str = "") -> Attachment | None:
        """A file, None where there is nothing yet."""
        return await self._files.file(account, form, of)

    async def view(self, account: Account, query: Query, of: str = "") -> Document:
        """Something to read. Whoever asks for the report wants to see it, and not to rate themself before."""
        if query is Query.REPORT:
            await self._reveal(account, of)
        return await self._views.view(account, query, of)

    async def _reveal(self, account: Account, of: str) -> None:
        """Goes on to the report where it only waits for levels of the person's own; once, however often."""
        situation = await self.situation(account)
        if situation.stage == Stage.RATING and of in ("", situation.interview):
            await self.submit(Incoming(account, f"reveal:{situation.interview}", Kind.SKIP))
            await self.settled(account, REVEALED)

    async def export(self, account: Account) -> dict[str, Any]:
        """Everything that is kept about a person, ready for JSON; empty for somebody unknown."""
        return await self._erasure.export(account)

    async def forget(self, account: Account) -> None:
        """Forgets a person, at once and for good, also in the middle of an interview."""
        person = await self._person(account)
        await self._erasure.forget(account)
        if person is not None:
            self._bell.ring(conversation_of(person))

    async def _person(self, account: Account) -> str | None:
        async with self._store.read() as tx:
            return await tx.people.find(account.platform, account.id)
