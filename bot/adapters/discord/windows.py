"""Windows: where people type a correction, an answer, or that they want to be forgotten.

discord.py knows a window only in the process that opened it, so what is sent from one is read from the
interaction itself: a window that was open over a restart still works.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import discord

from bot.adapters.discord.items import selectable
from bot.adapters.discord.plain import short
from bot.adapters.discord.shared import Interaction
from bot.port import Option

FIELD = "text"
FIELD_LIMIT, TITLE_LIMIT = 4_000, 45
OPEN_SECONDS = 900.0  # discord.py forgets it then; the interaction is as old as that, too


@dataclass(frozen=True, slots=True)
class Sent:
    """What came from a window: which one, of which interview or practice, about what, and what was typed.

    `fields` is what stands in each field, those included in which nothing does.
    """

    verb: str
    of: str
    about: str
    text: str = field(repr=False)
    fields: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Field:
    """A field that may stay empty: to type in, or where there are `options`, to choose one."""

    name: str
    label: str
    text: str = field(default="", repr=False)
    options: tuple[Option, ...] = ()
    limit: int = FIELD_LIMIT


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


def fields_window(verb: str, title: str, fields: Sequence[Field], *, of: str, about: str) -> discord.ui.Modal:
    """A window with up to five fields; what was given already stands in them."""
    built = discord.ui.Modal(
        title=short(title, TITLE_LIMIT), custom_id=f"gw:{verb}:{of}:{about}", timeout=OPEN_SECONDS
    )
    for one in fields:
        component = _select(one) if one.options else _input(one)
        built.add_item(discord.ui.Label(text=short(one.label, TITLE_LIMIT), component=component))
    return built


def _input(one: Field) -> discord.ui.TextInput[Any]:
    return discord.ui.TextInput(
        custom_id=one.name,
        style=discord.TextStyle.paragraph,
        default=one.text[: one.limit] or None,
        max_length=one.limit,
        required=False,
    )


def _select(one: Field) -> discord.ui.Select[Any]:
    return discord.ui.Select(custom_id=one.name, options=selectable(one.options, one.text), required=False)


def sent(interaction: Interaction) -> Sent | None:
    """What came from one of our windows, None where it is another's."""
    data: dict[str, Any] = dict(interaction.data or {})
    kind, *rest = str(data.get("custom_id", "")).split(":")
    if kind != "gw" or len(rest) != 3:
        return None
    typed = {one["custom_id"]: _typed(one) for one in _fields(data.get("components", ()))}
    verb, of, about = rest
    return Sent(verb, of, about, typed.get(FIELD, ""), typed)


def _typed(one: dict[str, Any]) -> str:
    """What was typed in a field, or chosen."""
    chosen = one.get("values") or [""]
    return str(one.get("value") or chosen[0])


def _fields(components: Any) -> Iterator[dict[str, Any]]:
    """The fields of a window, whatever they stand in."""
    for component in components:
        if "value" in component or "values" in component:
            yield component
        inside = component.get("components") or [component.get("component")]
        yield from _fields([one for one in inside if one])
