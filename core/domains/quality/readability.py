"""Whether questions can be understood when they are heard once: their length and reading grade.

The grade is Flesch and Kincaid's, 0.39 words per sentence + 11.8 syllables per word - 15.59 (Kincaid et al.,
"Derivation of new readability formulas", 1975): about the years at school a text wants. Syllables are
counted as runs of vowels without a silent e, which is right to about one in twenty words of English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.domains.faults import Found, found
from core.domains.quality.source import Source, Use

WORDS = (6, 45)
"""A shorter question says too little to be answered well, a longer one is not kept in mind."""

GRADE = 12
"""The highest grade; of the bundled domains' questions none is above 11."""

SHORTEST = 10
"""Words from which on a text has a grade: in a shorter one a single word decides it."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_END = re.compile(r"[.!?]+(?=\s|$)")
_VOWELS = re.compile(r"[aeiouyáéíóúäöü]+")


def readability(source: Source) -> Iterator[Found]:
    """Each question and warm-up that is too short, too long or too hard to read."""
    least, most = WORDS
    for place, use, text in source.texts():
        if use is not Use.QUESTION:
            continue
        words = len(text.split())
        if not least <= words <= most:
            yield found(place, "quality-length", count=words, least=least, most=most)
        elif words >= SHORTEST and grade(text) > GRADE:
            yield found(place, "quality-grade", grade=f"{grade(text):.0f}", most=GRADE)


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of an English text; 0 without words.

    >>> round(grade("The cat sat on the mat."), 1)
    -1.4
    """
    words = _WORD.findall(text)
    if not words:
        return 0
    sentences = max(1, len(_END.findall(text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def syllables(word: str) -> int:
    """About how many syllables an English word has, at least one.

    >>> [syllables(word) for word in ("nurse", "table", "people", "escalate")]
    [1, 2, 2, 3]
    """
    small = word.lower()
    runs = len(_VOWELS.findall(small))
    silent = small.endswith("e") and not small.endswith(("le", "ee")) and runs > 1
    return max(1, runs - silent)
