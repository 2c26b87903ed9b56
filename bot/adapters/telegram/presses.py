"""What a button says when it is pressed: at most 64 bytes, nothing a person said, nothing that is believed.

The rule: a press names what is wanted and the interview it was offered in; whether that still makes sense is
looked up when it arrives, so that buttons of yesterday's messages can do no harm.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

DATA_LIMIT = 64  # bytes (Bot API, InlineKeyboardButton.callback_data)
TAG = 8  # the random end of an interview's id
DIGEST = "~"  # stands before the digest of a value that is too long for a button


class Verb(StrEnum):
    """What a button wants; what follows it is in the comment."""

    DO = "k"  # tag, kind, and for what is done at a question the sequence of its message
    ASK_STOP = "q"  # tag, and the sequence of the question that it stands below, 0 for none
    KEEP_GOING = "g"  # the same
    CHOOSE = "c"  # tag, choice, value
    PAGE = "p"  # tag, choice, number
    CHANGE = "o"  # tag, choice
    USE = "u"  # tag, part
    AGAIN = "a"  # tag, part
    CORRECT = "x"  # tag, part
    RATE = "l"  # tag, criterion, level
    REDO = "b"  # interview
    SOUND = "v"  # the place of a quotation
    FILE = "f"  # form, interview
    REPORT = "r"  # interview
    WHY = "w"  # interview
    START = "n"
    SETTINGS = "s"  # setting and value, or the setting, or nothing
    EXPORT = "e"
    FORGET = "d"  # "yes", "no", or nothing to be asked
    PRACTISE = "t"  # kind, practice
    CARD = "y"  # practice, round, and of its card a criterion, a criterion=level, a word to write, or nothing
    CHANNEL = "j"  # setting of a group and value, or the setting, or nothing


TAGGED = frozenset(
    {
        Verb.DO,
        Verb.ASK_STOP,
        Verb.KEEP_GOING,
        Verb.CHOOSE,
        Verb.PAGE,
        Verb.CHANGE,
        Verb.USE,
        Verb.AGAIN,
        Verb.CORRECT,
        Verb.RATE,
    }
)
ARGUMENTS = {
    Verb.DO: (2, 3),
    Verb.ASK_STOP: (2,),
    Verb.KEEP_GOING: (2,),
    Verb.CHOOSE: (3,),
    Verb.PAGE: (3,),
    Verb.CHANGE: (2,),
    Verb.USE: (2,),
    Verb.AGAIN: (2,),
    Verb.CORRECT: (2,),
    Verb.RATE: (3,),
    Verb.REDO: (1,),
    Verb.SOUND: (1,),
    Verb.FILE: (2,),
    Verb.REPORT: (1,),
    Verb.WHY: (1,),
    Verb.START: (0,),
    Verb.SETTINGS: (0, 1, 2),
    Verb.EXPORT: (0,),
    Verb.FORGET: (0, 1),
    Verb.PRACTISE: (2,),
    Verb.CARD: (2, 3),
    Verb.CHANNEL: (0, 1, 2),
}


@dataclass(frozen=True, slots=True)
class Press:
    """A button's meaning."""

    verb: Verb
    arguments: tuple[str, ...] = ()

    def __getitem__(self, number: int) -> str:
        return self.arguments[number] if number < len(self.arguments) else ""


def tag_of(interview: str) -> str:
    """What tells one interview of a person from another.

    >>> tag_of("0190c2a5f7e1aabbccddeeff01234567")
    '01234567'
    """
    return interview[-TAG:]


def press(verb: Verb, *arguments: str) -> str:
    """The data of a button; its last argument is digested where it is too long.

    >>> press(Verb.CHOOSE, "01234567", "domain", "nurse")
    'c:01234567:domain:nurse'
    """
    data = ":".join((verb, *arguments))
    if len(data.encode()) <= DATA_LIMIT:
        return data
    return ":".join((verb, *arguments[:-1], digest(arguments[-1])))


def digest(value: str) -> str:
    """What stands for a value that is too long."""
    return DIGEST + hashlib.sha256(value.encode()).hexdigest()[:16]


def pressed(data: str) -> Press | None:
    """What a button means; None where it is of no button we know."""
    verb, *arguments = data.split(":", 3)
    if verb not in set(Verb) or len(arguments) not in ARGUMENTS[Verb(verb)]:
        return None
    return Press(Verb(verb), tuple(arguments))


def meant(value: str, values: Iterable[str]) -> str:
    """The value a button stands for, its digest looked up among those there are."""
    if not value.startswith(DIGEST):
        return value
    return next((one for one in values if digest(one) == value), value)
