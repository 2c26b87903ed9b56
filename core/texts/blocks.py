"""A document as blocks: what every adapter can draw in its own way, without markup of any platform.

A block is one paragraph with one meaning. Its text is plain: adapters escape it, nobody parses it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """What a block is."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    STRONG = "strong"  # the one sentence of a section that must be read
    ITEM = "item"  # an entry of a list
    QUOTE = "quote"  # a person's own words
    NOTE = "note"  # small print: where a figure comes from, what was left out
    METER = "meter"  # a level: `value` of `of`, with `text` as its name


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph. `value` and `of` belong to a meter; `value` 0 means it could not be judged.

    `ref` is the id of the interview a block stands for, so that its report can be asked for; in a report a
    heading has "question-2" where it is about a question that can be answered again, "attempts" over two
    attempts side by side; in the history an item has "domain-nurse" where it sums up a domain; else "".
    `sound` names the seconds in which what it quotes was said, where they were kept; else "".
    """

    style: Style
    text: str
    value: int = 0
    of: int = 0
    ref: str = ""
    sound: str = ""


Document = tuple[Block, ...]
