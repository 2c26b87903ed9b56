"""Draws messages and documents on a terminal with rich. Nothing a person said is read as markup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from bot.port import Outgoing, Setting, Shown
from core.texts.blocks import Block, Document, Style
from core.texts.catalog import Texts

Values = Mapping[str, str | int]
NOTHING: Values = MappingProxyType({})

WIDTH = 100  # columns at most: longer lines are hard to read
FULL, EMPTY = "●", "○"

STYLES = {
    Style.TEXT: "",
    Style.STRONG: "bold",
    Style.NOTE: "dim",
    Style.QUOTE: "italic cyan",
}


class Drawing:
    """Draws on `console`; its own sentences come from `texts`."""

    def __init__(self, console: Console, texts: Texts) -> None:
        self._console = console
        self._texts = texts

    def message(self, outgoing: Outgoing) -> None:
        """One message of the bot."""
        match outgoing.shown:
            case Shown.QUESTION:
                self._question(outgoing)
            case Shown.CHOICE:
                self._choice(outgoing)
            case Shown.RATING:
                self._rating(outgoing)
            case _:
                self._console.print(Text(outgoing.text, style="green"))

    def word(self, key: str) -> str:
        """A text of the terminal's own."""
        return self._texts.say(key)

    def say(self, key: str, values: Values = NOTHING) -> None:
        """A sentence of the terminal's own."""
        self._console.print(Text(self._texts.say(key, values), style="green"))

    def problem(self, key: str, values: Values = NOTHING) -> None:
        """A sentence about something that did not work."""
        self._console.print(Text(self._texts.say(key, values), style="yellow"))

    def document(self, document: Document) -> None:
        """A document, block by block."""
        for block in document:
            self._block(block)
        self._console.print()

    def _question(self, outgoing: Outgoing) -> None:
        title = Text(outgoing.head, style="dim") if outgoing.head else None
        text = Text(outgoing.text, style="bold")
        self._console.print()
        if title is not None:
            self._console.print(title)
        self._console.print(Panel(text, border_style="blue", width=min(WIDTH, self._console.width)))

    def _choice(self, outgoing: Outgoing) -> None:
        self._console.print()
        self._console.print(Text(outgoing.text, style="bold"))
        table = Table.grid(padding=(0, 2, 0, 0))
        for number, option in enumerate(outgoing.options, 1):
            table.add_row(
                Text(f"  {number}", style="bold blue"), Text(option.label), Text(option.about, "dim")
            )
        self._console.print(table)

    def _rating(self, outgoing: Outgoing) -> None:
        self._console.print()
        self._console.print(Text(outgoing.head, style="dim"))
        self._console.print(Text(outgoing.text, style="bold"))
        table = Table.grid(padding=(0, 2, 0, 0))
        for option in outgoing.options:
            table.add_row(Text(f"  {option.label}", style="bold blue"), Text(option.about))
        self._console.print(table)
        self._console.print(Text(self._texts.say("console-rate"), style="dim"))

    def settings(self, settings: Sequence[Setting]) -> None:
        """Every setting with its values; the one that holds is marked."""
        for setting in settings:
            self._console.print(Text.assemble((setting.text, "bold"), f"  ({setting.name})"))
            for option in setting.options:
                mark = FULL if option.value == setting.chosen else EMPTY
                self._console.print(Text(f"  {mark} {option.value}: {option.label}"))
        self._console.print(Text(self._texts.say("console-settings"), style="dim"))

    def _block(self, block: Block) -> None:
        match block.style:
            case Style.TITLE:
                self._console.print()
                self._console.print(Rule(Text(block.text, style="bold"), style="blue"))
            case Style.HEADING:
                self._console.print()
                self._console.print(Text(block.text, style="bold blue"))
            case Style.ITEM:
                self._console.print(Padding(Text.assemble("• ", block.text), (0, 0, 0, 2)))
            case Style.METER:
                self._console.print(Text.assemble("  ", (_meter(block), "blue"), "  ", block.text))
            case Style.QUOTE:
                self._console.print(Padding(Text(f"“{block.text}”", style=STYLES[block.style]), (0, 0, 0, 4)))
            case _:
                self._console.print(Text(block.text, style=STYLES[block.style]))


def _meter(block: Block) -> str:
    """Dots, so that a level can be seen without colour; blank where nothing could be judged."""
    if not block.value:
        return "·" * block.of
    return FULL * block.value + EMPTY * (block.of - block.value)


def a_console(*, plain: bool = False) -> Console:
    """A console of a readable width; without colours where `plain`."""
    console = Console(highlight=False, no_color=plain, soft_wrap=False)
    console.width = min(console.width, WIDTH)
    return console
