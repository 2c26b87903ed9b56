"""What a practice shows, as messages of Discord: pure drawing, from a notice to posts and windows.

The rule: a control's name holds what it does, the id of the practice and the number of the round, and nothing
else. A card is two windows behind buttons, since five menus fill a message and leave no room for words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.adapters.discord.controls import BUTTONS, OPTIONS, ROWS, Button, Look, Menu, Row, label, menus
from bot.adapters.discord.drawing import Post
from bot.adapters.discord.plain import MESSAGE_LIMIT, neutral, pieces
from bot.adapters.discord.windows import Field
from bot.port import Attachment, Setting
from bot.practices.port import Control, Form, Notice, PracticeKind, PracticeShown
from core.texts.catalog import Texts

PREFIX = "practice:"  # of a practice's id; it stands in no control
PRACTICE, CHANNEL = "practice", "channel"  # verbs of controls: about a practice, about a channel's settings
MINE, LEVELS, WORDS, WRITE = "mine", "levels", "words", "write"  # what a control does beside acting
WINDOWED = frozenset({LEVELS, WORDS, WRITE, PracticeKind.ANSWER.value})
TOP, TIP = "top", "tip"
WORDS_LIMIT, ANSWER_LIMIT = 300, 2_000  # characters that are taken of a top or a tip, of an answer
LIGHTS = {"off": "⚪", "green": "🟢", "amber": "🟡", "red": "🔴"}
LATER = frozenset({PracticeKind.JOIN, PracticeKind.LEAVE})
ENDS = frozenset({PracticeKind.STOP})
IN_WRITING = frozenset({PracticeShown.ROUND, PracticeShown.LIGHTS})


def short_id(practice: str) -> str:
    """A practice's id as it stands in a control."""
    return practice.removeprefix(PREFIX)


def whole_id(short: str) -> str:
    """The id of the practice that a control names."""
    return f"{PREFIX}{short}"


class PracticeView:
    """Draws with the words of `texts`; `reads_all` says whether all that is said in threads can be read."""

    def __init__(self, texts: Texts, *, reads_all: bool = True) -> None:
        self._texts = texts
        self._reads_all = reads_all

    def posts(self, notice: Notice, files: Sequence[Attachment] = ()) -> list[Post]:
        """The messages a notice takes: controls under the last, files with the first."""
        posts = [Post(piece) for piece in pieces(self._said(notice), MESSAGE_LIMIT)]
        posts = posts or [Post()]
        posts[-1] = replace(posts[-1], rows=self._rows(notice))
        posts[0] = replace(posts[0], files=tuple(files))
        return posts

    def _said(self, notice: Notice) -> str:
        light = LIGHTS.get(notice.light, "")
        head = f"**{neutral(notice.head.strip())}**" if notice.head.strip() else ""
        text = " ".join(filter(None, (light, neutral(notice.text))))
        more = ""
        if notice.shown is PracticeShown.ROUND and notice.controls:
            key = "discord-practice-write" if self._reads_all else "discord-practice-write-unread"
            more = f"-# {neutral(self._texts.say(key))}"
        if notice.shown is PracticeShown.OFFER:
            more = neutral(self._texts.say("discord-practice-offer"))
        return "\n".join(filter(None, (head, text, more)))

    def _rows(self, notice: Notice) -> tuple[Row, ...]:
        of = short_id(notice.practice)
        if notice.form is not None:
            return (self._card(of, notice.round, notice.form),)
        buttons = [self._control(of, notice.round, one) for one in notice.controls]
        if notice.shown in IN_WRITING and buttons:
            buttons.insert(1, self._button(of, notice.round, WRITE, "discord-button-write"))
        return tuple(tuple(buttons[at : at + BUTTONS]) for at in range(0, len(buttons), BUTTONS))

    def _control(self, of: str, round_: int, control: Control) -> Button:
        if control.reads or control.act is None:
            return Button(PRACTICE, label(control.label), of, f"{MINE}.{round_}")
        look = Look.PLAIN if control.act in LATER else Look.ENDS if control.act in ENDS else Look.FIRST
        return Button(PRACTICE, label(control.label), of, f"{control.act.value}.{round_}", look)

    def _card(self, of: str, round_: int, form: Form) -> tuple[Button, ...]:
        levels = self._button(of, round_, LEVELS, "discord-button-levels", Look.FIRST)
        words = self._button(of, round_, WORDS, "discord-button-words", Look.FIRST)
        return (levels, words) if form.words else (levels,)

    def _button(self, of: str, round_: int, what: str, key: str, look: Look = Look.PLAIN) -> Button:
        return Button(PRACTICE, label(self._texts.say(key)), of, f"{what}.{round_}", look)

    def fields(self, what: str, form: Form | None) -> tuple[Field, ...]:
        """The fields of a window: of a card's levels or words, or for something in writing."""
        if form is not None and what == LEVELS:
            return tuple(Field(one.criterion, one.label, one.level, one.options) for one in form.lines)
        if form is not None:
            given = {TOP: form.top, TIP: form.tip}
            keys = {name: f"discord-window-{name}" for name in given}
            return tuple(
                Field(name, self._texts.say(keys[name]), given[name], limit=WORDS_LIMIT) for name in given
            )
        return (Field(what, self._texts.say("discord-window-write-field"), limit=ANSWER_LIMIT),)

    def title(self, what: str) -> str:
        """The title of a window."""
        return self._texts.say(f"discord-window-{what}")

    def settings(self, settings: Sequence[Setting]) -> list[Post]:
        """A channel's settings: what holds, then a menu for each, over as many messages as they take."""
        lines = [f"**{neutral(self._texts.say('discord-practice-settings'))}**"]
        rows: list[Menu] = []
        for one in settings:
            held = next((option.label for option in one.options if option.value == one.chosen), one.chosen)
            lines.append(f"{neutral(one.text)}: {neutral(held)}")
            rows += self._menus(one)
        pages = [tuple(rows[at : at + ROWS]) for at in range(0, len(rows), ROWS)]
        more = neutral(self._texts.say("discord-settings-more"))
        return [Post("\n".join(lines) if not at else more, rows=page) for at, page in enumerate(pages)]

    def _menus(self, one: Setting) -> list[Menu]:
        """A setting as menus of 25 options each."""
        count = -(-len(one.options) // OPTIONS)
        hints = tuple(
            one.text if count == 1 else self._part(one.text, number, count) for number in range(1, count + 1)
        )
        made = menus(CHANNEL, hints, one.options, "", one.name)
        return [replace(menu, chosen=one.chosen) for menu in made]

    def _part(self, text: str, number: int, count: int) -> str:
        return f"{text} ({number}/{count})"
