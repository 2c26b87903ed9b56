"""What is typed: answers that can be told apart, each with a word that stands nowhere else.

The rule: a canary is a word of consonants, so no text of the program can hold one by chance, and whoever
finds its beginning in a file has found what somebody said.
"""

from __future__ import annotations

import re
from pathlib import Path

MARK = "zqxv"
CANARY = re.compile(MARK + "[bcdfghjklm]{6}")
DIGITS = "bcdfghjklm"
STORIES = (
    "In my last job on a surgical ward I was responsible for twelve patients. I noticed that one got worse, "
    "so I measured his blood pressure and called the doctor. As a result he was treated in ten minutes.",
    "I talked to the team about {canary} first, then I wrote down who does what, because nobody knew.",
    "It went well.",
    "Last winter two colleagues were ill for 3 weeks. I made a new rota, asked everybody, and nobody left.",
    "We used a checklist. I do not know more about it than that.",
)


def canary(number: int) -> str:
    """The word that only answer `number` has."""
    return MARK + "".join(DIGITS[int(digit)] for digit in f"{number:06}")


def number_of(text: str) -> int | None:
    """The number of the answer that `text` is."""
    found = CANARY.search(text)
    return int("".join(str(DIGITS.index(letter)) for letter in found[0][len(MARK) :])) if found else None


def answer(number: int) -> str:
    """Answer `number`: short and long ones, with and without a result."""
    story = STORIES[number % len(STORIES)]
    return f"At {canary(number)} hospital: " + story.replace("{canary}", canary(number))


def in_clear(folder: Path) -> list[str]:
    """The files below `folder` in which a canary can be read."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return [str(path.relative_to(folder)) for path in files if MARK.encode() in _bytes(path)]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:  # a server's own files come and go
        return b""
