"""Says something at once that is no message of the interview: a document, a file, a sentence, a refusal.

The rule: what is said here is said again if its update comes again, so nothing else needs to keep it; whoever
cannot be told is left alone.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Sequence
from weakref import WeakValueDictionary

from telegram.error import TelegramError

from bot.adapters.telegram.place import Place
from bot.adapters.telegram.post import Post
from bot.adapters.telegram.rendering import Markup, Part, Words, words
from bot.adapters.telegram.styled import Styled
from bot.adapters.telegram.updates import Who
from bot.port import NotSent, Undeliverable
from core.interview.errors import GreenroomError
from core.texts.catalog import Texts

log = logging.getLogger(__name__)

TRIES = 4
LONGEST_WAIT = 300.0  # seconds that a message is held back before it is given up
PATIENCE = 3.0  # seconds that whoever tells something waits for it to be told
ALBUMS = 500  # that are remembered


class Telling:
    """Tells people things, in one language."""

    def __init__(self, post: Post, texts: Texts) -> None:
        self._post = post
        self._texts = texts
        self._locks: WeakValueDictionary[Place, asyncio.Lock] = WeakValueDictionary()
        self._telling: set[asyncio.Task[None]] = set()
        self._albums: OrderedDict[str, None] = OrderedDict()

    async def parts(self, place: Place, parts: Sequence[Part], reply_to: int = 0) -> None:
        """Sends messages in order. Where Telegram asks to wait, that goes on after this has returned."""
        task = asyncio.create_task(self._parts(place, parts, reply_to))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)
        await asyncio.wait([task], timeout=PATIENCE)

    async def close(self) -> None:
        """Ends what still waits."""
        telling = list(self._telling)
        for task in telling:
            task.cancel()
        await asyncio.gather(*telling, return_exceptions=True)

    async def _parts(self, place: Place, parts: Sequence[Part], reply_to: int) -> None:
        lock = self._locks.setdefault(place, asyncio.Lock())
        async with lock:
            for part in parts:
                if not await self._part(place, part, reply_to):
                    return

    async def text(
        self, place: Place, said: Styled | str, markup: Markup | None = None, reply_to: int = 0
    ) -> None:
        """Sends a text."""
        await self.parts(place, words(said, markup), reply_to)

    async def say(
        self, place: Place, key: str, markup: Markup | None = None, reply_to: int = 0, **values: str | int
    ) -> None:
        """Sends a sentence by its key."""
        await self.text(place, self._texts.say(key, values), markup, reply_to)

    async def instead(self, who: Who, said: Styled, markup: Markup | None = None) -> None:
        """Puts a text in the place of the message that was pressed, or sends it anew where that is gone."""
        part = Words(said, markup)
        try:
            if await self._post.edit(who.place, who.message, part):
                return
        except (NotSent, Undeliverable):
            pass
        await self.parts(who.place, (part,))

    async def error(self, place: Place, error: GreenroomError) -> None:
        """Says what is wrong and what to do."""
        await self.text(place, self.sentence(error))

    def sentence(self, error: GreenroomError) -> str:
        """What an error says."""
        return self._texts.say(error.key, error.values)

    def first_of(self, album: str) -> bool:
        """Whether nothing was said to this album yet; each is answered once."""
        if not album:
            return True
        if album in self._albums:
            return False
        self._albums[album] = None
        while len(self._albums) > ALBUMS:
            self._albums.popitem(last=False)
        return True

    async def _part(self, place: Place, part: Part, reply_to: int) -> bool:
        """Sends one message, again where it was not sent; whether that came to something."""
        for number in range(TRIES):
            try:
                await self._post.send(place, part, reply_to)
                return True
            except NotSent as refusal:
                if refusal.wait > LONGEST_WAIT:
                    break
                await asyncio.sleep(max(refusal.wait, 0.5 * 2**number))
            except Undeliverable:
                break
            except TelegramError as error:  # it may have been sent: once more is better than never
                log.info("perhaps not told: %s", type(error).__name__)
        log.warning("somebody could not be told something")
        return False
