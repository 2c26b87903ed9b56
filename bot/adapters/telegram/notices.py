"""Draws what a group's practice shows, and the card that a member fills in: pure functions, no request.

The rule: a button says what is wanted and of which practice, never more; what is for one alone stands in the
private chat, where a link leads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from telegram import ForceReply, InlineKeyboardButton, InlineKeyboardMarkup

from bot.adapters.telegram.keyboards import LABEL, PLACEHOLDER_LIMIT, Row
from bot.adapters.telegram.presses import Verb, press
from bot.adapters.telegram.rendering import Markup, Part, attached, words
from bot.adapters.telegram.styled import Look, Styled, clipped, joined, styled
from bot.port import Attachment
from bot.practices.port import Control, Form, Line, Notice, PracticeKind, PracticeShown
from core.texts.catalog import Texts

PREFIX = "practice:"  # of a practice's id; a button has no room for it
PAYLOAD = "p_"  # what a link to one's own part begins with
LIGHTS = {"off": "⚪", "green": "🟢", "amber": "🟡", "red": "🔴"}
TOP, TIP, ANSWER = "top", "tip", "answer"
BY_LINK = frozenset({PracticeKind.ANSWER})  # what is written where nobody else reads it
IN_A_ROW = 3


def short(practice: str) -> str:
    """A practice's or a question's id as it stands in a button or a link."""
    return practice.removeprefix(PREFIX)


def whole(practice: str) -> str:
    """The id of the practice that `short` made."""
    return PREFIX + practice


class Notices:
    """The notices in one language; `link` makes the address of the private chat with a payload."""

    def __init__(self, texts: Texts, link: Callable[[str], str]) -> None:
        self._texts = texts
        self._link = link

    def parts(self, notice: Notice, files: Sequence[Attachment] = ()) -> tuple[Part, ...]:
        """The messages that a notice becomes; pictures come before the words, which say what they show."""
        pictures = (attached(replace(one, alt="")) for one in files)
        return (*pictures, *words(self.said(notice), self.markup(notice)))

    def said(self, notice: Notice) -> Styled:
        """A notice's words."""
        light = LIGHTS.get(notice.light, "") if notice.shown is PracticeShown.LIGHTS else ""
        text = f"{light} {notice.text}" if light else notice.text
        return joined([styled(notice.head, Look.BOLD), styled(text)], "\n\n")

    def markup(self, notice: Notice) -> Markup | None:
        """A notice's buttons."""
        if notice.form is not None:
            return self.card(notice, notice.form)
        buttons = [self._control(notice.practice, one) for one in notice.controls]
        if notice.shown is PracticeShown.OFFER:
            buttons.append(self._button("telegram-button-start", press(Verb.START)))
        rows = [buttons[at : at + IN_A_ROW] for at in range(0, len(buttons), IN_A_ROW)]
        return InlineKeyboardMarkup(rows) if rows else None

    def _control(self, practice: str, control: Control) -> InlineKeyboardButton:
        if control.reads or control.act is None or control.act in BY_LINK:
            return InlineKeyboardButton(control.label, url=self._link(PAYLOAD + short(practice)))
        data = press(Verb.PRACTISE, control.act, short(practice))
        return InlineKeyboardButton(control.label, callback_data=data)

    def card(self, notice: Notice, form: Form) -> InlineKeyboardMarkup:
        """A card: a row for each criterion, which opens its levels, and what is to be written."""
        rows = [[self._line(notice, line)] for line in form.lines]
        if form.words:
            rows.append([self._writing(notice, TOP), self._writing(notice, TIP)])
        return InlineKeyboardMarkup(rows)

    def _line(self, notice: Notice, line: Line) -> InlineKeyboardButton:
        return InlineKeyboardButton(self._told(line), callback_data=self._of_card(notice, line.criterion))

    def _told(self, line: Line) -> str:
        level = line.level or self._texts.say("practice-card-none")
        return self._texts.say("practice-card-line", {"criterion": line.label, "level": level})

    def _writing(self, notice: Notice, what: str) -> InlineKeyboardButton:
        return self._button(f"telegram-button-{what}", self._of_card(notice, what))

    def levels(self, notice: Notice, line: Line) -> InlineKeyboardMarkup:
        """The levels of one criterion with what each looks like, and the way back."""
        rows: list[Row] = []
        for one in line.options:
            label = clipped(f"{one.label} · {one.about}", LABEL)
            if one.value == line.level:
                label = self._texts.say("telegram-chosen", {"label": label})
            data = self._of_card(notice, f"{line.criterion}={one.value}")
            rows.append([InlineKeyboardButton(label, callback_data=data)])
        back = self._button("telegram-button-card", self._of_card(notice))
        return InlineKeyboardMarkup([*rows, [back]])

    def given(self, notice: Notice, criterion: str, level: str) -> Notice:
        """A card as it is once it has this level; it is kept already, and will come as this."""
        assert notice.form is not None
        old = next(one for one in notice.form.lines if one.criterion == criterion)
        new = replace(old, level=level)
        lines = tuple(new if one is old else one for one in notice.form.lines)
        text = notice.text.replace(self._told(old), self._told(new), 1)
        return replace(notice, text=text, form=replace(notice.form, lines=lines))

    def anchors(self, notice: Notice, line: Line) -> Styled:
        """What each level of a criterion looks like, in full."""
        head = joined([styled(notice.head, Look.ITALIC), styled(line.label, Look.BOLD)], "\n\n")
        return joined([head, *(styled(f"{one.label}  {one.about}") for one in line.options)], "\n")

    def asks(self, practice: str, round_: int, what: str) -> tuple[Part, ...]:
        """Asks for what is to be written, with a mark by which the answer is known."""
        mark = styled(f"#{what}-{short(practice)}-{round_}", Look.CODE)
        asked = styled(self._texts.say(f"telegram-card-{what}"))
        placeholder = clipped(self._texts.say(f"telegram-button-{what}"), PLACEHOLDER_LIMIT)
        return words(joined([asked, mark], "\n\n"), ForceReply(input_field_placeholder=placeholder))

    def _of_card(self, notice: Notice, *more: str) -> str:
        return press(Verb.CARD, short(notice.practice), str(notice.round), *more)

    def _button(self, key: str, data: str) -> InlineKeyboardButton:
        return InlineKeyboardButton(self._texts.say(key), callback_data=data)
