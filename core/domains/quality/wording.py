"""Questions that lead or that no interviewer may ask, and words that leave people out.

The phrases are data (`wording.toml`); the rule: what the candidate is asked must not ask about their age,
family, health and the like, nor put the answer into their mouth; whatever is read or said leaves nobody out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from core.domains.faults import Found, found
from core.domains.quality.source import Source, Use

FILE = Path(__file__).with_suffix(".toml")
_QUOTE = re.compile(r'["“”]')
ASKED = (Use.QUESTION, Use.PROBE)


def wording(source: Source) -> Iterator[Found]:
    """Each wording of the file that does not belong into an interview."""
    for place, use, text in source.texts():
        if use in ASKED:
            for about, match in _found(_illegal(), text):
                yield found(place, "quality-illegal", phrase=match, about=about)
            for _, match in _found(_leading(), text):
                yield found(place, "quality-leading", phrase=match)
        if use is Use.PROBE and _QUOTE.search(text):
            yield found(place, "quality-quote")
        if use is not Use.CUE:  # people may say what they like
            for instead, match in _found(_inclusive(), text):
                yield found(place, "quality-inclusive", phrase=match, instead=instead)


@cache
def phrases() -> Mapping[str, Any]:
    """The tables of `wording.toml`."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


Patterns = tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _illegal() -> Patterns:
    return tuple((about, _whole("|".join(some))) for about, some in phrases()["illegal"].items())


@cache
def _leading() -> Patterns:
    return (("", _whole("|".join(phrases()["leading"]["phrases"]))),)


@cache
def _inclusive() -> Patterns:
    return tuple((instead, _whole(phrase)) for phrase, instead in phrases()["inclusive"].items())


def _whole(pattern: str) -> re.Pattern[str]:
    """`pattern` over whole words."""
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


def _found(patterns: Patterns, text: str) -> Iterator[tuple[str, str]]:
    plain = text.replace("’", "'")
    for name, pattern in patterns:
        match = pattern.search(plain)
        if match:
            yield name, match[0]
