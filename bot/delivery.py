"""Delivery: outbox rows to their platform, in order for each conversation, by its sender.

An attempt is counted before the message goes out, so that after a death in between the sender is told that
it may have arrived (`Letter.again`). What certainly did not arrive is tried until it does; what may have
arrived is tried `ATTEMPTS` times and then given up, so that one message does not hold up the rest for ever.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from bot.errors import where
from bot.files import Files
from bot.port import Account, Letter, NotSent, Sender, Shown, Undeliverable
from bot.practices.letters import Letters
from bot.showing import outgoing
from bot.turns import Turns
from bot.views import Views
from core.interview.errors import DrawingFault
from storage.practices import is_practice
from storage.rows import Delivery as Became
from storage.rows import Message
from storage.store import Store, Transaction

log = logging.getLogger(__name__)

ATTEMPTS = 3
PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds; twice as long each time


class Delivery:
    """Sends by `senders`, by platform; what has no sender here waits.

    With the news that a report is there goes the report, as `views` and `files` have it; `practices` makes
    the letters of practices.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what letters are made of
        self,
        store: Store,
        senders: Mapping[str, Sender],
        views: Views,
        files: Files,
        pause: float = PAUSE,
        practices: Letters | None = None,
    ) -> None:
        self._practices = practices
        self._store = store
        self._senders = senders
        self._views = views
        self._files = files
        self._pause = pause
        self._reports = Turns()
        self._refused: dict[tuple[str, str], int] = {}  # how often in a row

    def serves(self, platform: str) -> bool:
        """Whether there is a sender for the platform in this process."""
        return platform in self._senders

    async def run(self, conversation: str, platform: str) -> float | None:
        """Sends until nothing is left (None), or the platform takes nothing for the moment: how many seconds
        the conversation rests then. Raises StorageFault.
        """
        sender = self._senders.get(platform)
        while sender is not None:
            message, account = await self._take(conversation, platform)
            wait = await self._attempt(sender, message, account) if message else None
            if wait is not None:
                return self._rest((conversation, platform), wait)
            self._refused.pop((conversation, platform), None)
            if message is None:
                return None
        return None

    def _rest(self, key: tuple[str, str], wait: float) -> float:
        """At least what the platform asks for, and longer each time."""
        refused = self._refused[key] = self._refused.get(key, 0) + 1
        return max(wait, min(self._pause * 2.0 ** (refused - 1), LONGEST_PAUSE))

    async def _take(self, conversation: str, platform: str) -> tuple[Message | None, Account]:
        """The next message and whose it is; its attempt is counted."""
        async with self._store.begin() as tx:
            message = await tx.outbox.next_unsent(conversation, platform)
            if message is None:
                return None, Account(platform, "")
            await tx.outbox.count_attempt(message.person, message.id)
            return message, await _account(tx, message)

    async def _attempt(self, sender: Sender, message: Message, account: Account) -> float | None:
        """Sends it once; the seconds to wait before the next attempt, None where none is needed."""
        try:
            sent = await sender.send(await self._letter(message, account))
        except NotSent as refusal:
            async with self._store.begin() as tx:
                await tx.outbox.uncount_attempt(message.person, message.id)
            return refusal.wait
        except Undeliverable:
            await self._settle(message, Became.FAILED)
            return None
        except Exception as error:  # it may have arrived
            log.error("outbox row %d, attempt %d: %s", message.id, message.attempts + 1, where(error))
            if message.attempts + 1 < ATTEMPTS:
                return 0
            await self._settle(message, Became.FAILED)
            return None
        await self._settle(message, Became.SENT, sent)
        return None

    async def _letter(self, message: Message, account: Account) -> Letter:
        if self._practices is not None and is_practice(message.conversation):
            return await self._practices.letter(message, account)
        shown = outgoing(message.sequence, message.payload, message.interview)
        again = message.attempts > 0
        letter = Letter(
            message.place.chat or account.id,
            shown,
            f"gr{message.id}",
            again,
            await self._before(message) if again else "",
            account,
        )
        if shown.shown is not Shown.REPORT:
            return letter
        return await self._with_report(letter, message.id, account)

    async def _with_report(self, letter: Letter, number: int, account: Account) -> Letter:
        async with self._reports.turn(number):
            found = await self._views.report(account, letter.outgoing.of)
            if found is None:
                return letter
            report, document = found
            picture = None
            with suppress(DrawingFault):  # the report itself is not held up by its picture
                picture = await self._files.picture(report)
        return replace(letter, document=document, files=(picture,) if picture else ())

    async def _before(self, message: Message) -> str:
        async with self._store.read() as tx:
            return await tx.outbox.sent_before(message)

    async def _settle(self, message: Message, became: Became, sent: str | None = None) -> None:
        async with self._store.begin() as tx:
            await tx.outbox.settle(message.person, message.id, became, sent)


async def _account(tx: Transaction, message: Message) -> Account:
    """The person's account on the platform; its id is "" where they have none there (any more)."""
    platform, accounts = message.place.platform, await tx.people.accounts_of(message.person)
    return Account(platform, next((one.account for one in accounts if one.platform == platform), ""))
