"""The buttons below messages: pure functions, from what can be chosen to rows of buttons."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import ForceReply, InlineKeyboardButton, InlineKeyboardMarkup

from bot.adapters.telegram.presses import Verb, press
from bot.adapters.telegram.styled import clipped
from bot.port import Form, Kind, Option, Setting
from core.interview.values import Choice
from core.texts.blocks import Document
from core.texts.catalog import Texts

PAGE = 8  # options that are shown at once
LABEL = 56  # code units; a phone shows about half of that in a row
PLACEHOLDER_LIMIT = 64  # of an empty answer field (ForceReply)
SOUNDS = 5  # of a report that can be listened to by a button
REPORTS = 10  # of a history that get a button
SET_UP = (Choice.DOMAIN, Choice.LEVEL, Choice.LENGTH)
Row = list[InlineKeyboardButton]


class Keyboards:
    """The keyboards in one language."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def question(self, tag: str, sequence: int) -> InlineKeyboardMarkup:
        """What can be done at a question but answer it; nothing any more once there is another one."""
        at = str(sequence)
        return InlineKeyboardMarkup(
            [
                [self._do(tag, Kind.DONE, at)],
                [self._do(tag, kind, at) for kind in (Kind.HINT, Kind.REPEAT, Kind.SKIP)],
                [self._do(tag, Kind.PAUSE), self._button("stop", press(Verb.ASK_STOP, tag, at))],
            ]
        )

    def paused(self, tag: str) -> InlineKeyboardMarkup:
        """What can be done in a pause."""
        return InlineKeyboardMarkup(
            [[self._do(tag, Kind.RESUME), self._button("stop", press(Verb.ASK_STOP, tag, "0"))]]
        )

    def stopping(self, tag: str, at: str) -> InlineKeyboardMarkup:
        """Whether it is really to be stopped."""
        return InlineKeyboardMarkup(
            [
                [self._button("stop-yes", press(Verb.DO, tag, Kind.STOP))],
                [self._button("stop-no", press(Verb.KEEP_GOING, tag, at))],
            ]
        )

    def ready(self, tag: str) -> InlineKeyboardMarkup:
        """Begin, or change something first."""
        change = [self._button(f"change-{one}", press(Verb.CHANGE, tag, one)) for one in SET_UP]
        return InlineKeyboardMarkup([[self._do(tag, Kind.BEGIN)], change])

    def transcript(self, tag: str, part: int) -> InlineKeyboardMarkup:
        """What can become of something that was heard."""
        about = {"use": Verb.USE, "again": Verb.AGAIN, "correct": Verb.CORRECT}
        buttons = [self._button(name, press(verb, tag, str(part))) for name, verb in about.items()]
        return InlineKeyboardMarkup([buttons[:1], buttons[1:]])

    def choice(self, tag: str, choice: str, options: Sequence[Option], page: int = 0) -> InlineKeyboardMarkup:
        """A page of what there is to choose, one a row; pages count from 0."""
        pages = max(1, -(-len(options) // PAGE))
        page = max(0, min(page, pages - 1))
        labels = _labels(options)
        rows = [
            [
                InlineKeyboardButton(
                    labels[number], callback_data=press(Verb.CHOOSE, tag, choice, option.value)
                )
            ]
            for number, option in enumerate(options)
            if number // PAGE == page
        ]
        if pages > 1:
            rows.append(self._turning(tag, choice, page, pages))
        return InlineKeyboardMarkup(rows)

    def _turning(self, tag: str, choice: str, page: int, pages: int) -> Row:
        row = []
        if page > 0:
            row.append(self._button("earlier", press(Verb.PAGE, tag, choice, str(page - 1))))
        if page < pages - 1:
            row.append(self._button("later", press(Verb.PAGE, tag, choice, str(page + 1))))
        return row

    def rating(self, tag: str, criterion: str, options: Sequence[Option]) -> InlineKeyboardMarkup:
        """The levels one can give oneself, or the report at once."""
        levels = [
            InlineKeyboardButton(one.label, callback_data=press(Verb.RATE, tag, criterion, one.value))
            for one in options
        ]
        return InlineKeyboardMarkup([levels, [self._button("rate-skip", press(Verb.DO, tag, Kind.SKIP))]])

    def report(self, of: str, written: Document = ()) -> InlineKeyboardMarkup:
        """What there is beside a report: what was said to listen to, files, and what comes next."""
        heard = [block for block in written if block.sound][:SOUNDS]
        sounds = [
            [InlineKeyboardButton(self._listen(block.text), callback_data=press(Verb.SOUND, block.sound))]
            for block in heard
        ]
        files = [self._button(form, press(Verb.FILE, form, of)) for form in (Form.PDF, Form.JSON)]
        why = self._button("why", press(Verb.WHY, of))
        more = [self._button("redo", press(Verb.REDO, of)), self._start()]
        return InlineKeyboardMarkup([*sounds, [*files, why], more])

    def _listen(self, text: str) -> str:
        return clipped(self._texts.say("telegram-listen", {"words": text}), LABEL)

    def history(self, document: Document) -> InlineKeyboardMarkup | None:
        """The reports of earlier interviews, those that the document names."""
        named = [block for block in document if block.ref][:REPORTS]
        rows = [
            [InlineKeyboardButton(clipped(block.text, LABEL), callback_data=press(Verb.REPORT, block.ref))]
            for block in named
        ]
        return InlineKeyboardMarkup(rows) if rows else None

    def start(self) -> InlineKeyboardMarkup:
        """Start an interview."""
        return InlineKeyboardMarkup([[self._start()]])

    def elsewhere(self, link: str) -> InlineKeyboardMarkup:
        """The way from a group into the private chat."""
        text = self._texts.say("telegram-button-private")
        return InlineKeyboardMarkup([[InlineKeyboardButton(text, url=link)]])

    def settings(self, settings: Sequence[Setting], verb: Verb = Verb.SETTINGS) -> InlineKeyboardMarkup:
        """Every setting with how it is set: a person's own, or with another verb a group's."""
        return InlineKeyboardMarkup([[self._setting(one, verb)] for one in settings])

    def _setting(self, setting: Setting, verb: Verb) -> InlineKeyboardButton:
        chosen = next((one.label for one in setting.options if one.value == setting.chosen), "")
        label = self._texts.say("telegram-setting", {"setting": setting.text, "chosen": chosen})
        return InlineKeyboardButton(label, callback_data=press(verb, setting.name))

    def setting(self, setting: Setting, verb: Verb = Verb.SETTINGS) -> InlineKeyboardMarkup:
        """What one setting can be set to; what holds is marked."""
        rows = [
            [
                InlineKeyboardButton(
                    self._texts.say("telegram-chosen", {"label": one.label})
                    if one.value == setting.chosen
                    else one.label,
                    callback_data=press(verb, setting.name, one.value),
                )
            ]
            for one in setting.options
        ]
        return InlineKeyboardMarkup([*rows, [self._button("back", press(verb))]])

    def privacy(self) -> InlineKeyboardMarkup:
        """Take everything along, or have it deleted."""
        return InlineKeyboardMarkup(
            [
                [self._button("export", press(Verb.EXPORT))],
                [self._button("forget", press(Verb.FORGET))],
            ]
        )

    def forgetting(self) -> InlineKeyboardMarkup:
        """Whether everything is really to be deleted."""
        return InlineKeyboardMarkup(
            [
                [self._button("forget-yes", press(Verb.FORGET, "yes"))],
                [self._button("forget-no", press(Verb.FORGET, "no"))],
            ]
        )

    def correction(self) -> ForceReply:
        """Opens the answer to a message, so that what comes is known to be the correction."""
        placeholder = clipped(self._texts.say("telegram-correct-here"), PLACEHOLDER_LIMIT)
        return ForceReply(input_field_placeholder=placeholder)

    def _start(self) -> InlineKeyboardButton:
        return self._button("start", press(Verb.START))

    def _do(self, tag: str, kind: Kind, *at: str) -> InlineKeyboardButton:
        return self._button(kind, press(Verb.DO, tag, kind, *at))

    def _button(self, name: str, data: str) -> InlineKeyboardButton:
        return InlineKeyboardButton(self._texts.say(f"telegram-button-{name}"), callback_data=data)


def _labels(options: Sequence[Option]) -> list[str]:
    """What stands on the buttons: with what is said about the options where all of it fits."""
    full = [f"{one.label} · {one.about}" if one.about else one.label for one in options]
    if all(len(label) <= LABEL for label in full):
        return full
    return [clipped(one.label, LABEL) for one in options]
