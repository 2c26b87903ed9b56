"""Words of a file that a spelling checker does not know.

The rule: a word that the file names as a term or a skill is right, and so is one that begins with a capital
or has digits in it; every other unknown word is told once, where it first stands. Cues are left alone: they
are full of what candidates say and no dictionary has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from core.domains.faults import Found, Place, found
from core.domains.quality.source import Source, Use
from core.domains.quality.wording import phrases

Misspelt = Callable[[Iterable[str]], Mapping[str, str]]
"""Gives the words that are not known, each with the nearest known one."""

SHORTEST = 4
_WORD = re.compile(r"(?<![\w'’{.-])[^\W\d_]+(?:['’][^\W\d_]+)?(?![\w}])")


def spelling(source: Source, misspelt: Misspelt) -> Iterator[Found]:
    """Each word of the file that is not known."""
    words: dict[str, Place] = {}
    for place, use, text in source.texts():
        for word in _WORD.findall(text) if use is not Use.CUE else ():
            if len(word) >= SHORTEST and word.islower():
                words.setdefault(word.replace("’", "'"), place)
    unknown = misspelt(word for word in words if word not in _right(source))
    for word, near in unknown.items():
        if word in words:
            yield found(words[word], "quality-spelling", word=word, near=near)


def _right(source: Source) -> set[str]:
    named = " ".join((*source.domain.terms, *source.domain.skills)).casefold()
    right = {*re.findall(r"[^\W\d_]+", named), *phrases()["spelling"]["right"]}
    return right | {f"{word}s" for word in right}
