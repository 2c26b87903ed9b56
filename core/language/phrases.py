"""Fixed phrases and patterns in a text, found without moving a single character.

The rule it keeps: `plain(text)` has the length of `text`, so an offset in one is an offset in the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase
from tomllib import loads
from typing import cast

from core.language.tokens import Span

_BLANKS = re.compile(r"\[[^]]*\]| ")  # among others, or alone
# Where a filler was taken out already, its comma is left.
_BLANK = r"\s+(?:(?:(?:u[hm]|erm?),?|,)\s+)*"
_PLAIN = str.maketrans(ascii_uppercase + "’ʼ＇`´“”", ascii_lowercase + "'''''\"\"")


def plain(text: str) -> str:
    r"""`text` with small ASCII letters and straight quotes, character for character.

    >>> plain("I\u2019m OK")
    "i'm ok"
    """
    return text.translate(_PLAIN)


def any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern for whole phrases of a `plain` text: regular expressions, where a blank is any white space.

    Whoever hesitates at a blank ("in um, May") says the same.

    A blank that may be missing (" ?") is one character at most: a phrase that begins with a run of any
    length would walk through all white space of a text from each place in it.

    >>> [m.group() for m in any_of(["last (?:year|week)", "once"]).finditer("last  week, at once; lasting")]
    ['last  week', 'once']
    >>> [m.group() for m in any_of(["110 ?%?"]).finditer("110, 110% and 110 %")]
    ['110', '110%', '110 %']
    >>> [m.group() for m in any_of(["last week"]).finditer("last um, week")]
    ['last um, week']
    """
    alternatives = "|".join(_BLANKS.sub(_blank, phrase.replace(" ?", r"\s?")) for phrase in phrases)
    return re.compile(rf"(?<![\w'])(?:{alternatives})(?!\w)")


def _blank(found: re.Match[str]) -> str:
    return _BLANK if found[0] == " " else found[0].replace(" ", r"\s")


def find(pattern: re.Pattern[str], text: str) -> tuple[Span, ...]:
    """Where a pattern stands in `text`, case and kind of apostrophe aside."""
    return tuple(Span(m.start(), m.end()) for m in pattern.finditer(plain(text)))


@cache
def cues(name: str) -> dict[str, list[str]]:
    """The lists of the data file `name`.toml of this package."""
    data = loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))
    return cast("dict[str, list[str]]", data)
