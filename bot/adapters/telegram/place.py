"""Where a message goes: a chat, and in it a topic where it has topics; written as one word for the store."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """A chat's number and the number of a topic in it, 0 without one."""

    chat: int = field(repr=False)
    topic: int = 0

    def __str__(self) -> str:
        return f"{self.chat}/{self.topic}" if self.topic else str(self.chat)


def place(written: str) -> Place:
    """The place of what `str` made. Raises ValueError for anything else.

    >>> str(place("5")), str(place("-5/7"))
    ('5', '-5/7')
    """
    chat, _, topic = written.partition("/")
    return Place(int(chat), int(topic or 0))
