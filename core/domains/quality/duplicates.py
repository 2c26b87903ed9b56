"""Questions that are nearly the same as another one, in the same domain or in another.

The rule: what is compared is the words of the questions in any order (rapidfuzz's `token_sort_ratio`), with a
template's variables left out. A question inherited is the same as where it comes from, and is not compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from core.domains.faults import Found, Place, found
from core.domains.quality.source import Source

ALIKE = 80
"""How alike two questions are, 0 to 100, from which on they are nearly the same; different ones reach 77."""

Entry = tuple[Source, Place, str, str]  # file, place, the question's id, its words


def duplicates(checked: Sequence[Source], others: Sequence[Source]) -> Iterator[tuple[Source, Found]]:
    """Each question of `checked` that is nearly the same as an earlier one of them, or one of `others`.

    Another file of the same id is no other domain: one takes the place of the other.
    """
    earlier = [entry for source in others for entry in _entries(source)]
    for source in checked:
        for entry in _entries(source):
            same = _nearest(entry, earlier)
            if same:
                yield source, _told(entry, same)
            earlier.append(entry)


def _entries(source: Source) -> Iterator[Entry]:
    for place, question in source.own():
        yield source, (*place, "text"), question.id, _words(question.text)


def _words(text: str) -> str:
    return " ".join(re.findall(r"[\w']+", re.sub(r"\{\w+\}", "", text).casefold()))


def _nearest(entry: Entry, earlier: Sequence[Entry]) -> Entry | None:
    source, _, _, words = entry
    choices = {
        number: other[3]
        for number, other in enumerate(earlier)
        if other[0] is source or other[0].domain.id != source.domain.id
    }
    best = process.extractOne(words, choices, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE)
    return earlier[best[2]] if best else None


def _told(entry: Entry, same: Entry) -> Found:
    source, place, _, _ = entry
    other, _, id, _ = same
    if other is source:
        return found(place, "quality-duplicate", id=id)
    return found(place, "quality-duplicate-elsewhere", id=id, domain=other.domain.id)
