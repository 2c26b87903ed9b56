"""An answer read once, and what was made of it, kept with the turn it was given in.

The rule: nothing made of a person's words is kept anywhere but with their `Said`, so it goes where the words
go. A reading is large and goes as soon as its slot is judged or a later one is spoken of; what stays with an
earlier turn is small.
"""

from __future__ import annotations

from collections.abc import Iterable

from core.interview.ports import Said
from core.interviewers.bank.once import keep
from core.language.contradiction import Statements, statements
from core.language.fillers import find_fillers, without_fillers
from core.language.matching import Index, index
from core.language.tokens import Reading, group, read

LARGE = ("spoken", "account")


class Spoken:
    """An answer as it was said, `raw`, and with blanks where fillers stood, so that "I, um, called the, you
    know, doctor" is read as "I called the doctor"; the offsets of `index` are those of the answer.
    """

    def __init__(self, text: str) -> None:
        self.raw = read(text)
        self.index: Index = index(_blanked(self.raw))


def _blanked(reading: Reading) -> Reading:
    """A reading with blanks in the place of its fillers."""
    fillers = find_fillers(reading)
    if not fillers:
        return reading
    blank = {i for filler in fillers for i in range(filler.start, filler.end)}
    tokens = tuple(token for token in reading.tokens if token.start not in blank)
    return group(without_fillers(reading.text, fillers), tokens)


def spoken(said: Said) -> Spoken:
    """The answer of a turn, read once for as long as its slot lasts."""
    return keep(said.kept, "spoken", lambda: Spoken(said.answer))


def left(said: Said) -> Reading:
    """The answer of a turn as it is without its fillers; of an earlier turn it is not kept."""
    known: Spoken | None = said.kept.get("spoken")
    return known.index.reading if known else _blanked(read(said.answer))


def stated(said: Said) -> Statements:
    """What the answer of a turn states that a later one can contradict."""
    known = said.kept.get("spoken")
    return keep(said.kept, "stated", lambda: statements(known.raw if known else said.answer))


def let_go(turns: Iterable[Said]) -> None:
    """Lets go of the readings of turns that are done with; they are made again if they are needed."""
    for said in turns:
        for name in LARGE:
            said.kept.pop(name, None)
