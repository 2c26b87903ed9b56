"""From what the port gives to Telegram's messages: pure functions, no request and no state.

The rule: nothing of what is drawn is read as markup; a message that is too long becomes several, the last
of which has the buttons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from telegram import ForceReply, InlineKeyboardMarkup

from bot.adapters.telegram.keyboards import Keyboards
from bot.adapters.telegram.presses import tag_of
from bot.adapters.telegram.styled import (
    CAPTION_LIMIT,
    EMPTY,
    Look,
    Span,
    Styled,
    clipped,
    joined,
    split,
    styled,
)
from bot.port import Attachment, Letter, Outgoing, Shown
from bot.practices.port import Notice
from core.interview.values import Choice
from core.texts.blocks import Block, Document, Style
from core.texts.catalog import Texts

FULL, EMPTY_MARK, NO_MARK = "●", "○", "·"
Markup = InlineKeyboardMarkup | ForceReply


@dataclass(frozen=True, slots=True)
class Words:
    """One message of text."""

    said: Styled = field(repr=False)
    markup: Markup | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture with its caption."""

    file: Attachment


@dataclass(frozen=True, slots=True)
class File:
    """One file as a document."""

    file: Attachment


Part = Words | Picture | File


def words(said: Styled | str, markup: Markup | None = None) -> tuple[Words, ...]:
    """A text as one message or, where it is too long, as several; the last has the buttons."""
    parts = [Words(one) for one in split(styled(said) if isinstance(said, str) else said)]
    if parts and markup is not None:
        parts[-1] = replace(parts[-1], markup=markup)
    return tuple(parts)


def attached(file: Attachment) -> Part:
    """A file as it is sent best."""
    return Picture(file) if file.media_type in ("image/png", "image/jpeg") else File(file)


def caption(file: Attachment) -> str:
    """What a picture shows, in words, as far as there is room."""
    return clipped(file.alt, CAPTION_LIMIT)


class Draws(Protocol):
    """Draws what a group's practice shows (`notices.Notices`)."""

    def parts(self, notice: Notice, files: Sequence[Attachment] = ()) -> tuple[Part, ...]: ...


class Rendering:
    """Draws letters in one language."""

    def __init__(self, texts: Texts, keyboards: Keyboards, notices: Draws) -> None:
        self._texts = texts
        self._keyboards = keyboards
        self._notices = notices

    def letter(self, letter: Letter) -> tuple[Part, ...]:
        """The messages that a letter becomes: none for one's own typed words, which stand there already."""
        outgoing = letter.outgoing
        if letter.notice is not None:
            return self._notices.parts(letter.notice, letter.files)
        if outgoing.shown is Shown.REPORT:
            return self._report(letter)
        return self._message(outgoing, tag_of(outgoing.of))

    def _message(self, outgoing: Outgoing, tag: str) -> tuple[Part, ...]:
        said, keyboards, markup = self._said(outgoing), self._keyboards, None
        match outgoing.shown:
            case Shown.QUESTION:
                markup = keyboards.question(tag, outgoing.sequence)
            case Shown.CHOICE:
                markup = keyboards.choice(tag, outgoing.choice, outgoing.options)
            case Shown.READY:
                markup = keyboards.ready(tag)
            case Shown.TRANSCRIPT:
                markup = keyboards.transcript(tag, outgoing.part)
            case Shown.SAY if not outgoing.of:
                markup = keyboards.start()  # no interview is open
            case Shown.RATING:
                markup = keyboards.rating(tag, outgoing.choice, outgoing.options)
        return words(said, markup)

    def _said(self, outgoing: Outgoing) -> Styled:
        match outgoing.shown:
            case Shown.QUESTION:
                return self._question(outgoing)
            case Shown.CHOICE:
                return choosing(self._texts, outgoing.choice, outgoing.text)
            case Shown.TRANSCRIPT:
                return transcript(outgoing)
            case Shown.RATING:
                return levels(outgoing)
            case Shown.ECHO:
                return self._heard(outgoing) if outgoing.about else EMPTY
        return joined([styled(outgoing.head, Look.ITALIC), styled(outgoing.text)], "\n\n")

    def _question(self, outgoing: Outgoing) -> Styled:
        return joined([styled(outgoing.head.strip(), Look.ITALIC), styled(outgoing.text, Look.BOLD)], "\n\n")

    def _heard(self, outgoing: Outgoing) -> Styled:
        head = self._texts.say("telegram-heard")
        return joined([styled(head), quoted(outgoing.text), styled(outgoing.about, Look.ITALIC)], "\n\n")

    def _report(self, letter: Letter) -> tuple[Part, ...]:
        files = tuple(map(attached, letter.files))
        return (
            *words(letter.outgoing.text),
            *files,
            *words(document(letter.document), self._keyboards.report(letter.outgoing.of, letter.document)),
        )

    def report(self, written: Document, of: str, files: Sequence[Attachment] = ()) -> tuple[Part, ...]:
        """A report that somebody asked for."""
        return (*map(attached, files), *words(document(written), self._keyboards.report(of, written)))


def choosing(texts: Texts, choice: str, text: str) -> Styled:
    """What is asked above the options; a domain can be typed as well."""
    search = styled(texts.say("telegram-search"), Look.ITALIC) if choice == Choice.DOMAIN else EMPTY
    return joined([styled(text), search], "\n\n")


def transcript(outgoing: Outgoing) -> Styled:
    """What was heard; the words that were not heard clearly are underlined."""
    spans = [Span(0, len(outgoing.text), Look.QUOTE)] if outgoing.text.strip() else []
    found = enumerate(re.finditer(r"\S+", outgoing.text))
    spans += [Span(*one.span(), Look.UNDERLINE) for number, one in found if number in outgoing.doubtful]
    heard = Styled(outgoing.text, tuple(spans))
    return joined([styled(outgoing.head), heard, styled(outgoing.about, Look.ITALIC)], "\n\n")


def levels(outgoing: Outgoing) -> Styled:
    """What each level looks like, to rate oneself by."""
    anchors = [Styled(f"{one.label}  {one.about}") for one in outgoing.options]
    head = joined([styled(outgoing.head, Look.ITALIC), styled(outgoing.text, Look.BOLD)], "\n\n")
    return joined([head, joined(anchors, "\n")], "\n\n")


def quoted(text: str) -> Styled:
    """Somebody's own words."""
    return styled(text, Look.QUOTE)


def document(blocks: Document) -> Styled:
    """A document as one text."""
    whole, before = EMPTY, None
    for block in blocks:
        for piece in _block(block):
            whole = whole + Styled(_gap(before, block.style)) + piece if whole.text else piece
            before = block.style
    return whole


def _gap(before: Style | None, style: Style) -> str:
    """Items of a list stand close together, everything else with a line between."""
    close = {Style.ITEM, Style.METER, Style.NOTE}
    tight = (before in close and style in close) or before is Style.HEADING
    return "\n" if tight else "\n\n"


def _block(block: Block) -> Iterator[Styled]:
    if not block.text.strip():
        return
    match block.style:
        case Style.TITLE | Style.HEADING | Style.STRONG:
            yield styled(block.text, Look.BOLD)
        case Style.ITEM:
            yield styled(f"• {block.text}")
        case Style.QUOTE:
            yield quoted(block.text)
        case Style.NOTE:
            yield styled(block.text, Look.ITALIC)
        case Style.METER:
            yield styled(f"{_marks(block)} {block.text}")
        case _:
            yield styled(block.text)


def _marks(block: Block) -> str:
    """Dots for a level; small ones where nothing could be judged."""
    if not block.value:
        return NO_MARK * block.of
    return FULL * block.value + EMPTY_MARK * (block.of - block.value)
