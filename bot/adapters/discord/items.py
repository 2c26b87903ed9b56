"""Controls as discord.py's items: dynamic ones, which work whoever built them and whenever.

What was pressed goes to the client's desk by its name alone, so nothing has to be remembered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

import discord
from discord.enums import ButtonStyle

from bot.adapters.discord.controls import BUTTON, MENU, OPTION_LIMIT, Button, Look, Menu, Row
from bot.adapters.discord.plain import short
from bot.port import Option

if TYPE_CHECKING:
    from bot.adapters.discord.client import Client

STYLES = {
    Look.FIRST: ButtonStyle.primary,
    Look.PLAIN: ButtonStyle.secondary,
    Look.ENDS: ButtonStyle.danger,
}
PLACEHOLDER_LIMIT = 150


class Press(discord.ui.DynamicItem[discord.ui.Button[Any]], template=BUTTON):
    """A button."""

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        assert isinstance(item, discord.ui.Button)
        return cls(item)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        client: Client = interaction.client
        found = self.template.fullmatch(self.custom_id)
        assert found is not None
        await client.pressed(interaction, found["verb"], found["of"], found["about"], "")


class Pick(discord.ui.DynamicItem[discord.ui.Select[Any]], template=MENU):
    """A menu."""

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        assert isinstance(item, discord.ui.Select)
        return cls(item)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        client: Client = interaction.client
        found = self.template.fullmatch(self.custom_id)
        assert found is not None
        value = self.item.values[0] if self.item.values else ""
        await client.pressed(interaction, found["verb"], found["of"], found["about"], str(value))


def view(rows: tuple[Row, ...]) -> discord.ui.View | None:
    """The controls of a message; None where it has none."""
    if not rows:
        return None
    built = discord.ui.View(timeout=None)
    for number, row in enumerate(rows):
        if isinstance(row, Menu):
            built.add_item(Pick(_menu(row), row=number))
        else:
            for button in row:
                built.add_item(Press(_button(button), row=number))
    return built


def _button(button: Button) -> discord.ui.Button[Any]:
    return discord.ui.Button(label=button.label, custom_id=button.name, style=STYLES[button.look])


def _menu(menu: Menu) -> discord.ui.Select[Any]:
    return discord.ui.Select(
        custom_id=menu.name,
        placeholder=short(menu.hint, PLACEHOLDER_LIMIT),
        options=selectable(menu.options, menu.chosen),
    )


def selectable(options: Iterable[Option], chosen: str) -> list[discord.SelectOption]:
    """What can be chosen in a menu, cut to what Discord takes."""
    return [
        discord.SelectOption(
            label=short(option.label, OPTION_LIMIT),
            value=option.value,
            description=short(option.about, OPTION_LIMIT) if option.about else None,
            default=option.value == chosen,
        )
        for option in options
    ]
