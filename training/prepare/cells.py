"""Cells that hold more than one: the answers of several people, or the rows after them.

The rule: what looks like several is taken apart only where the parts are as even as answers to one question
are; a list with headings is one answer.
"""

from __future__ import annotations

FEWEST_PARAGRAPHS = 4
FEWEST_WORDS = 18  # of each of several answers
EVENNESS = 1.7  # the longest of several answers is at most so many times as long as the shortest
HEADING = 45  # characters before a colon that are a heading at most
MOST_LINES = 25  # of a cell that a person wrote
ROWS_SHARE = 60  # percent of the lines with a separator from which on they are rows


def swallowed(cell: str, separator: str) -> bool:
    """Whether a cell of a text file holds the rows after it, since a quotation mark in it is never closed."""
    lines = cell.splitlines() if separator else []
    return len(lines) > MOST_LINES and 100 * sum(separator in line for line in lines) > ROWS_SHARE * len(
        lines
    )


def several(answer: str) -> tuple[str, ...]:
    """The answers in a cell: several even paragraphs without headings are answers of several people."""
    paragraphs = tuple(part for part in answer.split("\n\n") if part.strip())
    lengths = [len(part.split()) for part in paragraphs]
    if len(paragraphs) < FEWEST_PARAGRAPHS or min(lengths) < FEWEST_WORDS:
        return (answer,)
    headed = sum(":" in part[:HEADING] for part in paragraphs)
    even = max(lengths) <= EVENNESS * min(lengths)
    return paragraphs if even and headed < FEWEST_PARAGRAPHS - 1 else (answer,)
