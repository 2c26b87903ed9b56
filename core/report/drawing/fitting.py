"""Words made fit to be drawn: nothing of them is markup, nothing runs out of its column, nothing is skipped.

The rule: words reach the typesetter as data and are never read as its language. A sign that no font can have
(unassigned, private, a half of a pair) stands as a box; very long words may be broken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import Any

BOX = "\u25a1"  # stands for what cannot be drawn
BREAK = "\u200b"  # a line may end here
LONGEST = 24  # letters without a place to break
MOST_WORDS = 1_000  # characters that say what a picture shows; Discord takes 1,024
_ONE_LONG = re.compile(rf"\S{{{LONGEST}}}(?=\S)")
_NEVER_DRAWN = frozenset({"Cc", "Cn", "Co", "Cs"})


def fit(words: str) -> str:
    """The words as they are drawn: one line, white space single.

    >>> fit("a\\x00b\\n c")
    'a\u25a1b c'
    """
    line = " ".join(words.split())
    drawn = "".join(BOX if unicodedata.category(sign) in _NEVER_DRAWN else sign for sign in line)
    return _ONE_LONG.sub(lambda found: found.group() + BREAK, drawn)


def told(sentences: Iterable[str]) -> str:
    """What a picture shows, in as many characters as every platform takes."""
    words = " ".join(sentences)
    return words if len(words) <= MOST_WORDS else words[: MOST_WORDS - 1].rpartition(" ")[0] + "…"


def plain(value: Any) -> Any:
    """What a drawing is made from, as data for the typesetter: dataclasses as objects, all words made fit."""
    if isinstance(value, str):
        return fit(value)
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return value
