"""Says something at once that is no message of the interview: a document, a file, a sentence, a refusal.

The rule: what is said here is said again if its update comes again, so nothing else needs to keep it; whoever
cannot be told is left alone.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Sequence

from telegram.error import TelegramError

from bot.adapters.telegram.place import Place
from bot.adapters.telegram.post import Post
from bot.adapters.telegram.rendering import Markup, Part, words
from bot.adapters.telegram.styled import Styled
from bot.port import NotSent, Undeliverable
from core.interview.errors import GreenroomError
from core.texts.catalog import Texts

log = logging.getLogger(__name__)

TRIES = 4
LONGEST_WAIT = 30.0  # seconds that a message is held back before it is given up
ALBUMS = 500  # that are remembered


class Telling:
    """Tells people things, in one language."""

    def __init__(self, post: Post, texts: Texts) -> None:
        self._post = post
        self._texts = texts
        self._albums: OrderedDict[str, None] = OrderedDict()

    async def parts(self, place: Place, parts: Sequence[Part], reply_to: int = 0) -> int:
        """Sends messages in order; the number of the last, 0 where it could not be sent."""
        sent = 0
        for part in parts:
            sent = await self._part(place, part, reply_to)
            if not sent:
                break
        return sent

    async def text(
        self, place: Place, said: Styled | str, markup: Markup | None = None, reply_to: int = 0
    ) -> int:
        """Sends a text."""
        return await self.parts(place, words(said, markup), reply_to)

    async def say(
        self, place: Place, key: str, markup: Markup | None = None, reply_to: int = 0, **values: str | int
    ) -> int:
        """Sends a sentence by its key."""
        return await self.text(place, self._texts.say(key, values), markup, reply_to)

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

    async def _part(self, place: Place, part: Part, reply_to: int) -> int:
        """Sends one message, again where it certainly was not sent."""
        for number in range(TRIES):
            try:
                return await self._post.send(place, part, reply_to)
            except NotSent as refusal:
                if refusal.wait > LONGEST_WAIT:
                    break
                await asyncio.sleep(max(refusal.wait, 0.5 * 2**number))
            except Undeliverable:
                break
            except TelegramError as error:  # it may have been sent: once more is better than never
                log.info("perhaps not told: %s", type(error).__name__)
        log.warning("somebody could not be told something")
        return 0
