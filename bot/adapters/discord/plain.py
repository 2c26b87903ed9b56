"""Words for Discord: nothing that people said is read as markup, and no message is longer than it may be.

Discord counts characters (code points). A text that is too long is cut between paragraphs, lines, sentences
or words, in this order, and only where there is none of these between two characters as people see them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

MESSAGE_LIMIT = 2_000
BLANK = "\u200b"  # zero width: what stands around it is no mention any more

_EVERYWHERE = re.compile(r"([\\`*_~|\[\]<])|(?<=\w)(:)(?=//)")
_AT_LINE_START = re.compile(r"^(\s*)([#>+-]|\d+(?=[.)]))", re.MULTILINE)
_MENTION = re.compile(r"@(?=everyone|here|[!&]?\d)")
_CHARACTER = regex.compile(r"\\?\X")

# Where a text may be cut, best first, and how much of the room a piece has to fill for that to be worth it.
_BORDERS = (
    (re.compile(r"\n\s*\n\s*"), 0.5),
    (re.compile(r"\n\s*"), 0.5),
    (re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+|(?<=[。！？])"), 0.3),
    (re.compile(r"\s+"), 0.0),
)


def neutral(text: str) -> str:
    """`text` as Discord shows it letter by letter: no markup, no link, no mention.

    >>> neutral("*a* <@1>")
    '\\\\*a\\\\* \\\\<@\\u200b1>'
    """
    text = _EVERYWHERE.sub(lambda found: f"\\{found[0]}", text)
    text = _AT_LINE_START.sub(_line_start, text)
    return _MENTION.sub(f"@{BLANK}", text)


def _line_start(found: re.Match[str]) -> str:
    """A list, a heading or a quotation would begin here; after a digit its full stop is what makes it one."""
    return f"{found[1]}{found[2]}\\" if found[2].isdigit() else f"{found[1]}\\{found[2]}"


def as_shown(text: str) -> str:
    """What a person reads of `neutral` text: its inverse.

    >>> as_shown(neutral("1. *a* @everyone"))
    '1. *a* @everyone'
    """
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", text.replace(f"@{BLANK}", "@"))


def pieces(text: str, limit: int = MESSAGE_LIMIT) -> Iterator[str]:
    """`text` in pieces of at most `limit` characters, none of them empty."""
    text = text.strip()
    while len(text) > limit:
        end, onwards = _cut(text, limit)
        yield text[:end].rstrip()
        text = text[onwards:].lstrip()
    if text:
        yield text


def _cut(text: str, limit: int) -> tuple[int, int]:
    """Where the first piece of `text` ends and where the next one begins."""
    for border, filled in _BORDERS:
        found = [one for one in border.finditer(text, 1, limit + 1) if limit * filled <= one.start()]
        ends = [(_end(one), one.end()) for one in found if _end(one) <= limit]
        if ends:
            return ends[-1]
    at = 0
    for character in _CHARACTER.finditer(text):
        if character.end() > limit:
            break
        at = character.end()
    return (at or limit,) * 2


def _end(border: re.Match[str]) -> int:
    """Where the text before a border ends: closing quotation marks belong to their sentence."""
    return border.start() + len(border[0].rstrip())


def short(text: str, limit: int) -> str:
    """`text` in at most `limit` characters, with an ellipsis where something is left out."""
    return text if len(text) <= limit else f"{next(pieces(text, limit - 1))}…"
