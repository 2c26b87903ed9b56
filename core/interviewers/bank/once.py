"""What is made once: of a domain file for a whole process, of a person's words for as long as they last.

The rule: what is made of what somebody said is kept beside it, by `keep`, and never by `once`, so it goes
where the words go.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

MOST = 4_000  # domains and questions whose like is kept

Thing = TypeVar("Thing")
Made = TypeVar("Made")


def once(make: Callable[[Thing], Made]) -> Callable[[Thing], Made]:
    """`make`, called once for each of the last things it was given.

    Things are told apart by identity, since to hash a domain takes a tenth of a millisecond.
    """
    known: dict[int, tuple[Thing, Made]] = {}  # the thing too, else its id could become another's

    def made(thing: Thing) -> Made:
        found = known.get(id(thing))
        if found is None:
            if len(known) >= MOST:
                known.pop(next(iter(known)))
            found = known[id(thing)] = thing, make(thing)
        return found[1]

    return made


def keep(kept: dict[Any, Any], what: Hashable, make: Callable[[], Made]) -> Made:
    """What `make` gives, made once and kept in `kept`, where `what` stands for it."""
    if what not in kept:
        kept[what] = make()
    made: Made = kept[what]
    return made
