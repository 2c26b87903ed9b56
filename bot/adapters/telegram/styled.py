"""Text with looks, cut into messages as Telegram takes them: entities, never a parse mode.

The rule: lengths and places are counted in UTF-16 code units when they leave here, since Telegram counts so;
a cut comes at the border of a paragraph or sentence where there is one, and never inside a character as
people see it (an emoji of several code points, a letter with its accents).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import accumulate

import regex
from telegram import MessageEntity

TEXT_LIMIT = 4096  # UTF-16 code units of a message (Bot API, sendMessage)
CAPTION_LIMIT = 1024  # and of a caption (sendPhoto, sendDocument)
MOST_SPANS = 100  # entities of a message; what goes beyond is left out without a word
# Where to cut, the best first. A sentence ends before white space, closing quotes and brackets included.
BORDERS = tuple(
    re.compile(pattern)
    for pattern in (r"\n\s*\n", r"\n", r"[.!?…。！？]+[\"'”’»)\]]*(?:\s+|(?<=[。！？]))", r"\s+")
)


class Look(StrEnum):
    """How a span looks; the values are Telegram's names."""

    BOLD = MessageEntity.BOLD
    ITALIC = MessageEntity.ITALIC
    UNDERLINE = MessageEntity.UNDERLINE
    CODE = MessageEntity.CODE
    QUOTE = MessageEntity.BLOCKQUOTE


@dataclass(frozen=True, slots=True)
class Span:
    """The characters of a text, from `start` up to and without `end`, that have a look."""

    start: int
    end: int
    look: Look


@dataclass(frozen=True, slots=True)
class Styled:
    """A text and its spans, which are counted in code points and ordered by their start."""

    text: str
    spans: tuple[Span, ...] = ()

    def __add__(self, other: Styled) -> Styled:
        moved = (
            replace(one, start=one.start + len(self.text), end=one.end + len(self.text))
            for one in other.spans
        )
        return Styled(self.text + other.text, (*self.spans, *moved))

    def between(self, start: int, end: int) -> Styled:
        """The part from code point `start` up to `end`, with what of the spans lies there."""
        inside = (one for one in self.spans if one.start < end and one.end > start)
        spans = (Span(max(one.start, start) - start, min(one.end, end) - start, one.look) for one in inside)
        return Styled(self.text[start:end], tuple(spans))


EMPTY = Styled("")


def styled(text: str, look: Look | None = None) -> Styled:
    """A text that looks the same all through."""
    return Styled(text, (Span(0, len(text), look),) if look and text.strip() else ())


def joined(pieces: Iterable[Styled], between: str = "") -> Styled:
    """Several texts as one; empty ones are left out."""
    whole = EMPTY
    for piece in pieces:
        if piece.text:
            whole = whole + Styled(between) + piece if whole.text else piece
    return whole


def units(text: str) -> int:
    """The length in UTF-16 code units.

    >>> units("né"), units("🎤")
    (2, 2)
    """
    return len(text) + sum(character > "\uffff" for character in text)


def entities(whole: Styled) -> tuple[MessageEntity, ...]:
    """The spans as Telegram wants them."""
    return tuple(
        MessageEntity(one.look.value, units(whole.text[: one.start]), units(whole.text[one.start : one.end]))
        for one in whole.spans
    )


def split(whole: Styled, limit: int = TEXT_LIMIT, spans: int = MOST_SPANS) -> tuple[Styled, ...]:
    """The text in parts of at most `limit` code units and `spans` spans, without white space around them."""
    clusters = _clusters(whole.text, limit)
    starts = [0, *accumulate(map(len, clusters))]
    parts, begin = [], 0
    while (begin := _forward(clusters, begin)) < len(clusters):
        room = _room(clusters, starts, begin, limit, _last_start(whole.spans, starts[begin], spans))
        end = room if room == len(clusters) else _border(whole.text, starts, begin, room)
        parts.append(whole.between(starts[begin], starts[_back(clusters, begin, end)]))
        begin = end
    return tuple(parts)


def clipped(text: str, limit: int) -> str:
    """The beginning of `text`, in at most `limit` code units, with an ellipsis where some is left out."""
    if units(text) <= limit:
        return text
    return split(Styled(text), limit - 1)[0].text + "…"


def _clusters(text: str, limit: int) -> list[str]:
    """The characters as people see them; one that is larger than a message is taken apart all the same."""
    found: list[str] = regex.findall(r"\X", text)
    return [piece for cluster in found for piece in ([cluster] if units(cluster) <= limit else cluster)]


def _forward(clusters: Sequence[str], at: int) -> int:
    while at < len(clusters) and clusters[at].isspace():
        at += 1
    return at


def _back(clusters: Sequence[str], begin: int, end: int) -> int:
    while end > begin and clusters[end - 1].isspace():
        end -= 1
    return end


def _last_start(spans: Sequence[Span], begin: int, most: int) -> int | None:
    """Where the first span starts that is too many for a part from `begin` on."""
    later = [one.start for one in spans if one.end > begin]
    return later[most] if len(later) > most else None


def _room(clusters: Sequence[str], starts: Sequence[int], begin: int, limit: int, before: int | None) -> int:
    """The number of the first cluster that has no room in a part that begins with cluster `begin`."""
    used = 0
    for at in range(begin, len(clusters)):
        used += units(clusters[at])
        if used > limit or (before is not None and at > begin and starts[at + 1] > before):
            return at
    return len(clusters)


def _border(text: str, starts: Sequence[int], begin: int, end: int) -> int:
    """The cluster to cut before: a border in the part's second half, else any space, else where it ends."""
    cuts = {starts[at]: at for at in range(begin + 1, end + 1)}
    half = (starts[begin] + starts[end]) // 2
    for pattern in BORDERS:
        if found := [
            at for at in _ends(pattern, text, starts[begin], starts[end]) if at in cuts and at > half
        ]:
            return cuts[found[-1]]
    spaces = [at for at in _ends(BORDERS[-1], text, starts[begin], starts[end]) if at in cuts]
    return cuts[spaces[-1]] if spaces else end


def _ends(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[int]:
    return (match.end() for match in pattern.finditer(text, start, end))
