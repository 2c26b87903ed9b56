"""Windows: where people type a correction, an answer, or that they want to be forgotten.

discord.py knows a window only in the process that opened it, so what is sent from one is read from the
interaction itself: a window that was open over a restart still works.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import discord

from bot.adapters.discord.shared import Interaction

FIELD = "text"
FIELD_LIMIT = 4_000
OPEN_SECONDS = 900.0  # discord.py forgets it then; the interaction is as old as that, too


@dataclass(frozen=True, slots=True)
class Sent:
    """What came from a window: which one, of which interview, about what, and what was typed."""

    verb: str
    of: str
    about: str
    text: str


def window(  # noqa: PLR0913 - the words of a window
    verb: str, title: str, label: str, *, of: str = "", about: str = "", text: str = "", long: bool = True
) -> discord.ui.Modal:
    """A window with one field; `text` stands in it already."""
    built = discord.ui.Modal(title=title, custom_id=f"gw:{verb}:{of}:{about}", timeout=OPEN_SECONDS)
    style = discord.TextStyle.paragraph if long else discord.TextStyle.short
    field: discord.ui.TextInput[Any] = discord.ui.TextInput(
        custom_id=FIELD, style=style, default=text[:FIELD_LIMIT] or None, max_length=FIELD_LIMIT
    )
    built.add_item(discord.ui.Label(text=label, component=field))
    return built


def sent(interaction: Interaction) -> Sent | None:
    """What came from one of our windows, None where it is another's."""
    data: dict[str, Any] = dict(interaction.data or {})
    kind, *rest = str(data.get("custom_id", "")).split(":")
    if kind != "gw" or len(rest) != 3:
        return None
    typed = {field["custom_id"]: field.get("value", "") for field in _fields(data.get("components", ()))}
    verb, of, about = rest
    return Sent(verb, of, about, str(typed.get(FIELD) or ""))


def _fields(components: Any) -> Iterator[dict[str, Any]]:
    """The fields of a window, whatever they stand in."""
    for component in components:
        if "value" in component:
            yield component
        inside = component.get("components") or [component.get("component")]
        yield from _fields([one for one in inside if one])
