"""Puts the console adapter together for the person at this terminal: the system's own user."""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping
from typing import Any

from bot.adapters.console.drawing import Drawing, a_console
from bot.adapters.console.lines import standard_input
from bot.adapters.console.talk import Talk
from bot.bootstrap import build
from bot.port import Account, Query
from bot.settings import Settings
from core.texts.catalog import texts

PLATFORM = "console"


def account() -> Account:
    """The account of whoever runs this; the user's number where the system has no name for it."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        name = str(os.getuid())
    return Account(PLATFORM, name)


async def talk(settings: Settings, chosen: Mapping[str, str], *, plain: bool) -> None:
    """An interview at this terminal, until its input ends."""
    async with build(settings) as practice:
        me, drawing = account(), _drawing(settings, plain=plain)
        conversation = Talk(practice, me, standard_input(), drawing, chosen)
        await conversation.run(await practice.last(me))


async def shown(settings: Settings, query: str, *, plain: bool) -> None:
    """One document."""
    async with build(settings) as practice:
        _drawing(settings, plain=plain).document(await practice.view(account(), Query(query)))


async def exported(settings: Settings) -> dict[str, Any]:
    """Everything kept about whoever runs this."""
    async with build(settings) as practice:
        return await practice.export(account())


async def forgotten(settings: Settings) -> None:
    """Forgets whoever runs this."""
    async with build(settings) as practice:
        await practice.forget(account())


def _drawing(settings: Settings, *, plain: bool) -> Drawing:
    return Drawing(a_console(plain=plain), texts(settings.language))
