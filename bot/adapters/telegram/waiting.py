"""What a person sees while something takes longer: that the bot is typing, and after a while a sentence.

The rule: nothing here is needed. An action that fails is left out, and the sentence's place is taken by the
answer, or the sentence is taken away.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from telegram.constants import ChatAction

from bot.adapters.telegram.place import Place
from bot.adapters.telegram.post import Post
from bot.adapters.telegram.rendering import words
from bot.port import Account, Practice
from core.interview.errors import GreenroomError
from core.interview.state import Stage

log = logging.getLogger(__name__)

AT_ONCE = 20  # chats; each is looked after twice a second, and where many wait, answers are worth more
AT_WORK = frozenset({Stage.PLANNING, Stage.EXAMINING, Stage.WORDING, Stage.JUDGING, Stage.DRAWING})


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: until an action is shown, between two looks, until it is renewed (Telegram shows it for five),
    until a sentence is sent, until it is taken away where no answer took its place, and until all ends."""

    action: float = 0.5
    look: float = 0.5
    renewed: float = 4.0
    sentence: float = 3.0
    taken: float = 5.0
    longest: float = 600.0


PATIENCE = Patience()


@dataclass
class Placeholders:
    """The sentences that wait to be replaced, one a chat."""

    _messages: dict[Place, int] = field(default_factory=dict)
    _locks: dict[Place, asyncio.Lock] = field(default_factory=dict)

    @asynccontextmanager
    async def of(self, place: Place) -> AsyncIterator[int]:
        """The message of a chat, 0 without one; it is gone from here once the block ended well."""
        if place not in self._locks:
            yield 0
            return
        async with self._locks[place]:
            yield self._messages.get(place, 0)
            self._messages.pop(place, None)

    @asynccontextmanager
    async def announced(self, place: Place) -> AsyncIterator[Callable[[int], None]]:
        """Holds the answer back while its announcement is sent; takes the message's number."""
        async with self._locks.setdefault(place, asyncio.Lock()):
            yield lambda message: self._messages.__setitem__(place, message)

    def waits(self, place: Place) -> bool:
        """Whether there is one."""
        return place in self._messages

    def forget(self, place: Place) -> int:
        """The message that nothing took the place of, 0 without one."""
        self._locks.pop(place, None)
        return self._messages.pop(place, 0)


class Waiting:
    """Shows that something is going on, for one chat once at a time. `announcement` is the sentence."""

    def __init__(
        self,
        post: Post,
        practice: Practice,
        placeholders: Placeholders,
        announcement: str,
        patience: Patience = PATIENCE,
    ) -> None:
        self._post = post
        self._practice = practice
        self._placeholders = placeholders
        self._announcement = announcement
        self._patience = patience
        self._running: dict[Place, asyncio.Task[None]] = {}

    def watch(self, account: Account, place: Place) -> None:
        """Begins to show it, where something goes on after a moment; for so many chats at once."""
        if place not in self._running and len(self._running) < AT_ONCE:
            task = self._running[place] = asyncio.create_task(self._watch(account, place))
            task.add_done_callback(lambda _: self._running.pop(place, None))

    async def close(self) -> None:
        """Ends."""
        running = list(self._running.values())
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _watch(self, account: Account, place: Place) -> None:
        try:
            await asyncio.sleep(self._patience.action)
            await self._show(account, place)
            await self._tidy(place)
        except GreenroomError as error:
            log.info("not shown: %s", error.key)
        except Exception as error:
            log.warning("not shown: %s", type(error).__name__)
        finally:
            self._placeholders.forget(place)

    async def _show(self, account: Account, place: Place) -> None:
        now = asyncio.get_running_loop().time
        began, acted = now(), 0.0
        while now() - began < self._patience.longest and (busy := await self._busy(account)):
            if now() - acted >= self._patience.renewed:
                acted = now()
                await self._post.acts(place, ChatAction.TYPING)
            late = now() - began >= self._patience.sentence
            if late and busy == "listening" and not self._placeholders.waits(place):
                await self._announce(place)
            await asyncio.sleep(self._patience.look)

    async def _busy(self, account: Account) -> str:
        """What goes on, "" where nothing does."""
        settled = await self._practice.settled(account, 0)
        situation = await self._practice.situation(account)
        if situation.listening:
            return "listening"
        return "" if settled and (situation.stage not in AT_WORK or situation.paused) else "working"

    async def _announce(self, place: Place) -> None:
        async with self._placeholders.announced(place) as sent:
            sent(await self._post.send(place, words(self._announcement)[0]))

    async def _tidy(self, place: Place) -> None:
        """Takes the sentence away where the answer did not take its place."""
        until = asyncio.get_running_loop().time() + self._patience.taken
        while self._placeholders.waits(place) and asyncio.get_running_loop().time() < until:  # noqa: ASYNC110
            await asyncio.sleep(self._patience.look)
        if message := self._placeholders.forget(place):
            await self._post.delete(place, message)
