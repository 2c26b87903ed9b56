"""What a line that a model wrote for a person may not be, whatever it is about.

The rule: it is plain words on one line, asks nothing private, and brings back nothing of an answer that the
model was not shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tomllib import loads

from core.interview.values import Refusal
from core.interviewers.prompted.suspects import hidden
from core.interviewers.prompts.data import changed
from core.language.phrases import any_of, plain
from core.language.tokens import read

REPEATED_RUN = 4  # words in a row of what was not shown that repeat it

_MARKS = ("://", "@", "{", "}", "`", "\\", "www.")


def unfit(text: str) -> Iterator[Refusal]:
    """Why a line may not be asked of a person."""
    if _private().search(plain(text)):
        yield Refusal.PRIVATE
    if not plain_words(text):
        yield Refusal.OUTSIDE_SCHEMA


def plain_words(text: str) -> bool:
    """Whether a line is plain words: no markup, no address, nothing written in code."""
    marked = changed(text) or not text.isprintable() or any(mark in text for mark in _MARKS)
    return not marked and not hidden(text)


def repeats(text: str, left_out: str, shown: str) -> bool:
    """Whether words in a row of what was left out, and not of what was shown, come back in `text`."""
    known, said = f" {' '.join(_words(shown))} ", f" {' '.join(_words(text))} "
    words = _words(left_out)
    runs = (f" {' '.join(words[i : i + REPEATED_RUN])} " for i in range(len(words) - REPEATED_RUN + 1))
    return any(run in said and run not in known for run in runs)


def _words(text: str) -> list[str]:
    return [token.word for token in read(text).tokens]


@cache
def _private() -> re.Pattern[str]:
    file = Path(__file__).parent / "private.toml"
    return any_of(loads(file.read_text(encoding="utf-8"))["private"])
