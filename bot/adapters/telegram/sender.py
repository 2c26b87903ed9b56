"""Implements the port's `Sender`: a letter as one message of Telegram or as several, in order.

The rule: what went out of a letter is remembered until all of it has, so that after a failure only the
message that failed, and those behind it, go out once more. That memory is this process's: a letter that a
death interrupts begins anew.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from contextlib import suppress

from telegram.error import TelegramError

from bot.adapters.telegram.echoes import Echoes
from bot.adapters.telegram.place import Place, place
from bot.adapters.telegram.post import Post
from bot.adapters.telegram.rendering import Part, Rendering, Words
from bot.adapters.telegram.waiting import Placeholders
from bot.port import Letter, NotSent, Shown, Undeliverable

log = logging.getLogger(__name__)

PLATFORM = "telegram"
REMEMBERED = 1_000  # letters that are on their way
CLOSING = 5.0  # seconds that what is being sent has to arrive
FILLS = (Shown.TRANSCRIPT, Shown.ECHO)  # what can take a placeholder's place


class Sending:
    """Sends letters while it is open: the connection belongs to one process, and so do the letters."""

    def __init__(self, post: Post, rendering: Rendering, placeholders: Placeholders, echoes: Echoes) -> None:
        self._post = post
        self._rendering = rendering
        self._placeholders = placeholders
        self._echoes = echoes
        self._sent: OrderedDict[str, list[int]] = OrderedDict()
        self._active = 0
        self._idle = asyncio.Event()
        self._open = False

    @property
    def platform(self) -> str:
        return PLATFORM

    async def send(self, letter: Letter) -> str:
        """Sends it; the number of its first message, "" where nothing of it is to be seen.

        Raises NotSent, Undeliverable, or TelegramError where it may have arrived.
        """
        if not self._open:
            raise NotSent(1)
        self._active += 1
        try:
            return await self._send(letter)
        finally:
            self._active -= 1
            if not self._active:
                self._idle.set()

    def open(self) -> None:
        """Takes letters from now on."""
        self._open = True

    async def close(self) -> None:
        """Takes nothing more, and lets what is on its way arrive."""
        self._open = False
        if self._active:
            self._idle.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._idle.wait(), CLOSING)

    async def _send(self, letter: Letter) -> str:
        there = _place(letter)
        if letter.again and letter.nonce not in self._sent:
            await self._post.reachable()  # an attempt that may repeat is not spent on a network that is down
        if letter.edits and await self._edited(there, letter):
            return letter.edits
        parts = () if self._echoes.known(there, letter.outgoing) else self._rendering.letter(letter)
        sent = self._begun(letter.nonce)
        if not sent and parts and letter.outgoing.shown in FILLS:
            await self._fill(there, parts[0], sent)
        for part in parts[len(sent) :]:
            sent.append(await self._part(there, part))
        del self._sent[letter.nonce]
        self._echoes.shown(there, letter.outgoing)
        return str(sent[0]) if sent else ""

    async def _part(self, there: Place, part: Part) -> int:
        """Sends one message; where it may not have arrived, once more as soon as Telegram answers again."""
        try:
            return await self._post.send(there, part)
        except TelegramError as error:
            log.info("a message may not have arrived: %s", type(error).__name__)
        await self._post.reachable()
        return await self._post.send(there, part)

    async def _edited(self, there: Place, letter: Letter) -> bool:
        """Puts a letter in an earlier message's place; False where it has no room or that one is gone."""
        match self._rendering.letter(letter):
            case (Words() as part,):
                return await self._post.edit(there, int(letter.edits), part)
        return False

    def _begun(self, nonce: str) -> list[int]:
        sent = self._sent.setdefault(nonce, [])
        while len(self._sent) > REMEMBERED:
            self._sent.popitem(last=False)
        return sent

    async def _fill(self, there: Place, part: Part, sent: list[int]) -> None:
        """Lets the answer take the place of the message that announced it."""
        async with self._placeholders.of(there) as message:
            if message and isinstance(part, Words) and await self._post.edit(there, message, part):
                sent.append(message)


def _place(letter: Letter) -> Place:
    try:
        return place(letter.to)
    except ValueError:  # the person has no account here any more
        raise Undeliverable from None
