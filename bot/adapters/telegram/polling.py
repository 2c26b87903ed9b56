"""Asks Telegram for updates: takes all there are, and confirms those that are kept.

The rule: an update is confirmed by the next request, and only once it and all before it were taken. One
person's updates are taken in their order; others do not wait for them, not even for a large recording: what
is still in hand is asked for once more and told apart by its number.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.adapters.telegram.faults import seconds
from bot.adapters.telegram.lanes import Lanes
from bot.adapters.telegram.updates import WANTED
from core.interview.errors import GreenroomError, SettingsFault, StorageFault

log = logging.getLogger(__name__)

GRACE = 10.0  # seconds that its answer may take beyond that
MOMENT = 0.25  # seconds that what was just taken has until the next request is made without waiting
LONGEST_PAUSE = 30.0  # seconds
CONFLICTS = 8  # in a row, until one that was here before gives up as well
BATCH = 100
Take = Callable[[Update], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds: that Telegram holds a request while there is nothing; of the first pause after a failure,
    twice as long each time; and in which whoever meets another receiver is the second of them, and leaves."""

    long_poll: int = 25
    pause: float = 0.5
    probation: float = 3.0


PACE = Pace()


class Window:
    """The updates between the last that is confirmed and the newest that was handed out."""

    def __init__(self) -> None:
        self.offset: int | None = None
        self._taken: dict[int, bool] = {}  # in their order: whether each is done
        self._confirmed: deque[int] = deque(maxlen=2 * BATCH)  # an answer under way may still have them

    def new(self, updates: Sequence[Update]) -> list[Update]:
        """Those that were not handed out before."""
        known = self._taken.keys() | self._confirmed
        new = [update for update in updates if update.update_id not in known]
        self._taken.update((update.update_id, False) for update in new)
        return new

    def done(self, id_: int) -> None:
        """Notes that an update is kept; with all before it, it is confirmed by the next request."""
        self._taken[id_] = True
        while self._taken and self._taken[first := next(iter(self._taken))]:
            del self._taken[first]
            self._confirmed.append(first)
            self.offset = first + 1

    @property
    def busy(self) -> bool:
        """Whether any is not kept yet."""
        return bool(self._taken)


class Polling:
    """Receives until it is cancelled. `take` keeps an update, and raises StorageFault where it cannot."""

    def __init__(self, bot: ExtBot[None], take: Take, lanes: Lanes, pace: Pace = PACE) -> None:
        self._bot = bot
        self._take = take
        self._pace = pace
        self._window = Window()
        self._lanes = lanes
        self._tasks: set[asyncio.Task[None]] = set()
        self._began = 0.0
        self._conflicts = 0
        self._failures = 0

    async def run(self) -> None:
        """Receives. Raises SettingsFault where the token is wrong or another process receives as well."""
        try:
            await self._alone()
            self._began = asyncio.get_running_loop().time()
            while True:
                await self._round()
        finally:
            await self._leave()

    async def _alone(self) -> None:
        """Takes an earlier webhook away: while there is one, Telegram gives nothing out."""
        while True:
            try:
                await self._bot.delete_webhook(drop_pending_updates=False)
                return
            except InvalidToken:  # a server that has no webhooks; who the bot is was answered before
                return
            except TelegramError as error:
                await self._failed(error)

    async def _round(self) -> None:
        try:
            updates = await self._ask(0 if self._window.busy else self._pace.long_poll)
        except TelegramError as error:
            await self._failed(error)
            return
        self._failures = self._conflicts = 0
        for update in self._window.new(updates):
            task = asyncio.create_task(self._keep(update))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=MOMENT)

    async def _ask(self, wait: int) -> Sequence[Update]:
        offset = self._window.offset
        try:
            return await self._bot.get_updates(
                offset, BATCH, wait, allowed_updates=WANTED, read_timeout=GRACE
            )
        except TelegramError:
            raise
        except Exception as error:  # one of them is of no form that the library knows
            log.error("updates could not be read: %s", type(error).__name__)
            return await self._one_by_one(offset)

    async def _one_by_one(self, offset: int | None) -> Sequence[Update]:
        """The updates that can be read; the others are confirmed with them."""
        raw = await self._bot.do_api_request("getUpdates", {"offset": offset, "limit": BATCH})
        return [_read(one, self._bot) for one in raw]

    async def _keep(self, update: Update) -> None:
        """Takes an update in its turn, until it is kept."""
        async with self._lanes.of(update):
            pause = self._pace.pause
            while True:
                try:
                    await self._take(update)
                    break
                except StorageFault as fault:
                    log.error("an update waits: %s", fault.key)
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
        self._window.done(update.update_id)

    async def _failed(self, error: TelegramError) -> None:
        """Waits before the next request, or gives up."""
        match error:
            case InvalidToken():
                raise SettingsFault("telegram-token-wrong") from None
            case Conflict():
                self._conflicts += 1
                new = asyncio.get_running_loop().time() - self._began < self._pace.probation
                if new or self._conflicts >= CONFLICTS:
                    raise GreenroomError("telegram-another-poller") from None
                log.warning("another process asked for updates too")
                await asyncio.sleep(self._pace.pause)
            case RetryAfter():
                await asyncio.sleep(seconds(error))
            case _:
                self._failures += 1
                log.warning("no updates could be had, time %d: %s", self._failures, type(error).__name__)
                await asyncio.sleep(min(self._pace.pause * 2.0 ** (self._failures - 1), LONGEST_PAUSE))

    async def _leave(self) -> None:
        """Confirms what is kept; what is not comes again, and is known by its number."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._window.offset is not None and not self._conflicts:
            with suppress(TelegramError, TimeoutError):
                async with asyncio.timeout(2):
                    await self._bot.get_updates(self._window.offset, 1, 0, allowed_updates=WANTED)


def _read(raw: dict[str, object], bot: ExtBot[None]) -> Update:
    try:
        return Update.de_json(raw, bot)
    except Exception as error:
        log.error("an update is left out: %s", type(error).__name__)
        return Update(int(str(raw["update_id"])))
