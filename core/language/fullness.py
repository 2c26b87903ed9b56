"""What fills an answer and what only sounds as if it did: particulars and generalities.

The rule it keeps: a particular is what another candidate's answer would not have: a figure, a moment,
somebody, what was said and asked. A generality could stand in anybody's answer to anything: what is so as a
rule or by itself, how very important it is, what one has to do, what one is praised for, what needs no
doing. Each wording counts once, so that neither a row of figures nor a habit of speech ("basically") runs
away with the count; and neither says whether the answer is right, which is for a domain's points and
mistakes.
"""

from __future__ import annotations

import re
from functools import cache

from core.language.phrases import any_of, cues, find
from core.language.specifics import find_figures, outermost
from core.language.tokens import Reading, Span, as_reading


def find_circumstances(text: str | Reading) -> tuple[Span, ...]:
    """The figures, moments and people of a text, in order.

    >>> said = "Last winter I asked her twice, and it fell from thirty to two."
    >>> [said[s.start:s.end] for s in find_circumstances(said)]
    ['Last winter', 'twice', 'thirty', 'two']
    """
    reading = as_reading(text)
    found = _found(reading, "particular_cues", ("moment", "person"))
    return tuple(outermost({*find_figures(reading), *found}))


def find_particulars(text: str | Reading) -> tuple[Span, ...]:
    """The circumstances of a text, and where somebody tells what they say, ask and write, in order.

    >>> said = "Last winter I asked her twice."
    >>> [said[s.start:s.end] for s in find_particulars(said)]
    ['Last winter', 'I asked', 'twice']
    """
    reading = as_reading(text)
    return tuple(outermost({*find_circumstances(reading), *_found(reading, "particular_cues", ("word",))}))


def find_generalities(text: str | Reading) -> tuple[Span, ...]:
    """What of a text could stand in anybody's answer, in order.

    >>> said = "Of course communication is key, so you have to be flexible."
    >>> [said[s.start:s.end] for s in find_generalities(said)]
    ['Of course', 'communication is', 'key', 'you have to', 'flexible']
    """
    reading = as_reading(text)
    return tuple(outermost(_found(reading, "generality_cues", tuple(cues("generality_cues")))))


def _found(reading: Reading, name: str, sorts: tuple[str, ...]) -> set[Span]:
    return {span for sort in sorts for span in find(_pattern(name, sort), reading.text)}


@cache
def _pattern(name: str, sort: str) -> re.Pattern[str]:
    """One list of a data file, the longest wordings first."""
    return any_of(sorted(cues(name)[sort], key=len, reverse=True))
