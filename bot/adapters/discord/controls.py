"""Buttons and menus under messages, as values, and the names by which Discord hands them back.

A name (`custom_id`) holds what was pressed and the id of the interview it belongs to, nothing a person said
and nobody's account: whoever presses it is looked up again, so a button works after a restart, does nothing
for anybody else and nothing once its interview is over.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bot.adapters.discord.plain import short
from bot.port import Option

NAME_LIMIT, LABEL_LIMIT, OPTIONS, ROWS, BUTTONS = 100, 80, 25, 5, 5
OPTION_LIMIT = 100
BUTTON = r"gb:(?P<verb>[a-z]+):(?P<of>[\w.-]*):(?P<about>[\w.-]*)"
MENU = r"gm:(?P<verb>[a-z]+):(?P<of>[\w.-]*):(?P<about>[\w.-]*)"


class Look(StrEnum):
    """How a button looks."""

    FIRST = "first"  # what most people want next
    PLAIN = "plain"
    ENDS = "ends"  # what cannot be taken back


@dataclass(frozen=True, slots=True)
class Button:
    """One button; `of` is the interview it belongs to, `about` what of it."""

    verb: str
    label: str
    of: str = ""
    about: str = ""
    look: Look = Look.PLAIN

    @property
    def name(self) -> str:
        return f"gb:{self.verb}:{self.of}:{self.about}"


@dataclass(frozen=True, slots=True)
class Menu:
    """One menu of at most 25 options; `chosen` is the value of the one that holds."""

    verb: str
    hint: str
    options: tuple[Option, ...] = field(default=())
    of: str = ""
    about: str = ""
    chosen: str = ""

    @property
    def name(self) -> str:
        return f"gm:{self.verb}:{self.of}:{self.about}"


Row = tuple[Button, ...] | Menu


def menus(verb: str, hints: tuple[str, ...], options: tuple[Option, ...], of: str, about: str) -> list[Menu]:
    """All `options` in as many menus as they take, five at most; `hints` has one for each."""
    parts = [options[at : at + OPTIONS] for at in range(0, min(len(options), OPTIONS * ROWS), OPTIONS)]
    return [
        Menu(verb, hints[number], part, of, f"{about}.{number}" if number else about)
        for number, part in enumerate(parts)
    ]


def label(text: str) -> str:
    """A button's label, as long as it may be."""
    return short(text, LABEL_LIMIT)
