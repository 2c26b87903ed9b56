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


def find_particulars(text: str | Reading) -> tuple[Span, ...]:
    """The figures, moments, people and words of a text, in order.

    >>> said = "Last winter I asked her twice, and it fell from thirty to two."
    >>> [said[s.start:s.end] for s in find_particulars(said)]
    ['Last winter', 'I asked', 'twice', 'thirty', 'two']
    """
    reading = as_reading(text)
    return tuple(outermost({*find_figures(reading), *_found(reading, "particular_cues")}))


def find_generalities(text: str | Reading) -> tuple[Span, ...]:
    """What of a text could stand in anybody's answer, in order.

    >>> said = "Of course communication is key, so you have to be flexible."
    >>> [said[s.start:s.end] for s in find_generalities(said)]
    ['Of course', 'communication is', 'key', 'you have to', 'flexible']
    """
    return tuple(outermost(_found(as_reading(text), "generality_cues")))


def _found(reading: Reading, name: str) -> set[Span]:
    return {span for pattern in _patterns(name) for span in find(pattern, reading.text)}


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    """One pattern for each sort of a data file, the longest wordings first."""
    return tuple(any_of(sorted(sort, key=len, reverse=True)) for sort in cues(name).values())
