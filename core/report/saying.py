"""Phrases and figures in words, and the blocks they stand in; what every document of a report shares.

The rule: figures are put into words here and nowhere else, so that a level looks the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from core.interview.delivery import Remark, clock
from core.language.grammar import Change, Piece
from core.report.model import Direction, Found, Phrase, Quote, Words
from core.texts.blocks import Block, Style
from core.texts.catalog import Texts


def heading(text: str) -> Block:
    return Block(Style.HEADING, text)


def text(text: str) -> Block:
    return Block(Style.TEXT, text)


def strong(text: str) -> Block:
    return Block(Style.STRONG, text)


def item(text: str) -> Block:
    return Block(Style.ITEM, text)


def quoted(text: str) -> Block:
    return Block(Style.QUOTE, text)


def cited(quote: Quote, say: Saying) -> Iterator[Block]:
    """What was said, and when, if it was spoken."""
    yield Block(Style.QUOTE, whole(quote), sound=say.sound(quote))
    if quote.from_ms is not None:
        yield note(say("report-quote-at", at=clock(quote.from_ms)))


def note(text: str) -> Block:
    return Block(Style.NOTE, text)


Clips = Mapping[tuple[int, int], str]  # the recordings that were kept, by turn and part of its answer
NO_CLIPS: Clips = MappingProxyType({})


class Saying:
    """One language's words for what a report holds; `clips` are the recordings that can be listened to."""

    def __init__(self, texts: Texts, clips: Clips = NO_CLIPS) -> None:
        self._texts = texts
        self._clips = clips

    def sound(self, quote: Quote) -> str:
        """The seconds in which a quotation was said, "" where they were not kept."""
        clip = self._clips.get((quote.turn, -1 if quote.part is None else quote.part), "")
        return f"{clip}.{quote.from_ms}.{quote.to_ms}" if clip else ""

    def __call__(self, key: str, **values: str | int) -> str:
        return self._texts.say(key, values)

    def has(self, key: str) -> bool:
        """Whether there is a text by this key."""
        return self._texts.has(key)

    def words(self, words: Words) -> str:
        """A phrase with everything filled in; plain words as they are."""
        if isinstance(words, str):
            return words
        values = {
            name: self.words(value) if isinstance(value, Phrase) else value for name, value in words.values
        }
        return self._texts.say(words.key, values)

    def remark(self, remark: Remark) -> str:
        """A sentence about the delivery."""
        return self._texts.say(remark.key, dict(remark.values))

    def figure(self, hundredths: int) -> str:
        """A mean level with one decimal, rounded half up; a dash where there is none."""
        if not hundredths:
            return self("report-no-figure")
        tenths = (hundredths + 5) // 10
        return f"{tenths // 10}.{tenths % 10}"

    def reason(self, found: Found) -> str:
        """Why a finding has its level (or none), in a sentence."""
        said = found.because or found.anchor
        return self.words(said) if said else ""

    def name(self, found: Found) -> str:
        """The criterion, with its level unless that is hidden."""
        criterion = self(f"rubric-{found.criterion.value}")
        if found.level is None:
            return criterion
        return self("report-name-level", criterion=criterion, level=found.level)

    def moved(self, direction: Direction, by: int | None) -> str:
        """A difference to an earlier interview, with its figure unless that is hidden."""
        if by is None or direction in (Direction.SAME, Direction.UNKNOWN):
            return self(f"report-moved-{direction.value}")
        return self(f"report-moved-{direction.value}-by", by=self.figure(abs(by)))


def marked(pieces: Sequence[Piece]) -> str:
    """A sentence in one line with its change in brackets: `[written → better]`, `[+ new]` or `[- old]`."""
    old, new = (
        " ".join(piece.text.strip() for piece in pieces if piece.change is change)
        for change in (Change.REMOVED, Change.ADDED)
    )
    change = f"[{old} → {new}]" if old and new else f"[+ {new}]" if new else f"[- {old}]"
    line, open_ = "", True
    for piece in pieces:
        if piece.change is Change.SAME:
            line += piece.text
        elif open_:
            line, open_ = line + (" " if piece.text[:1].isspace() else "") + change, False
    return " ".join(line.split())


def whole(quote: Quote) -> str:
    """A quote's words, with an ellipsis where the sentence goes on."""
    return quote.text + (" …" if quote.goes_on else "")


def excerpt(text: str, most: int) -> str:
    """The first `most` words of a text in one line, with an ellipsis where it goes on."""
    words = text.split()
    return " ".join(words[:most]) + (" …" if len(words) > most else "")
