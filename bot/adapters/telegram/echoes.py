"""What a chat has in front of it already: words that were confirmed there are not sent back once more.

The rule: this is a courtesy and no truth. Once its process is gone, the words come once more.
"""

from __future__ import annotations

from collections import OrderedDict

from bot.adapters.telegram.place import Place
from bot.port import Outgoing, Shown

REMEMBERED = 2_000  # chats


class Echoes:
    """The newest words that each chat has seen of its own."""

    def __init__(self) -> None:
        self._seen: OrderedDict[Place, int] = OrderedDict()

    def shown(self, place: Place, outgoing: Outgoing) -> None:
        """Notes what was sent."""
        if outgoing.shown is Shown.TRANSCRIPT:
            self.typed(place, outgoing.text)

    def typed(self, place: Place, text: str) -> None:
        """Notes what the person wrote themself."""
        self._seen[place] = hash(text)
        self._seen.move_to_end(place)
        while len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)

    def known(self, place: Place, outgoing: Outgoing) -> bool:
        """Whether it is an echo of what stands there."""
        return outgoing.shown is Shown.ECHO and self._seen.get(place) == hash(outgoing.text)
