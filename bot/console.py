"""Puts the console adapter together for the person at this terminal: the system's own user."""

from __future__ import annotations

import getpass
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from bot.adapters.console.aloud import voice
from bot.adapters.console.drawing import Drawing, a_console
from bot.adapters.console.lines import standard_input
from bot.adapters.console.talk import Talk
from bot.attach import attached
from bot.bootstrap import build
from bot.port import Account, Practice, Query
from bot.settings import Settings
from core.texts.own import texts_with
from storage.lock import Owned

PLATFORM = "console"


def account() -> Account:
    """The account of whoever runs this; the user's number where the system has no name for it."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        name = str(os.getuid())
    return Account(PLATFORM, name)


async def talk(settings: Settings, chosen: Mapping[str, str], *, plain: bool, is_aloud: bool = False) -> None:
    """An interview at this terminal, until its input ends; with its questions read aloud if `is_aloud`."""
    async with reach(settings) as practice:
        me, drawing = account(), _drawing(settings, plain=plain)
        reader = voice(settings.language) if is_aloud else None
        if is_aloud and reader is None:
            drawing.problem("console-no-voice")
        try:
            conversation = Talk(practice, me, standard_input(), drawing, chosen, reader)
            await conversation.run(await practice.last(me))
        finally:
            if reader:
                await reader.hush()


async def shown(settings: Settings, query: str, *, plain: bool) -> None:
    """One document."""
    async with reach(settings) as practice:
        _drawing(settings, plain=plain).document(await practice.view(account(), Query(query)))


async def exported(settings: Settings) -> dict[str, Any]:
    """Everything kept about whoever runs this."""
    async with reach(settings) as practice:
        return await practice.export(account())


async def forgotten(settings: Settings) -> None:
    """Forgets whoever runs this."""
    async with reach(settings) as practice:
        await practice.forget(account())


@asynccontextmanager
async def reach(settings: Settings) -> AsyncIterator[Practice]:
    """Greenroom in this process, or the one that runs on the data folder already.

    Raises Owned where that one lets nobody attach (another terminal), and what `build` raises.
    """
    async with AsyncExitStack() as stack:
        try:
            practice: Practice = await stack.enter_async_context(build(settings))
        except Owned:
            practice = await stack.enter_async_context(attached(settings.data_dir))
        yield practice


def _drawing(settings: Settings, *, plain: bool) -> Drawing:
    return Drawing(a_console(plain=plain), texts_with(settings.texts, settings.language))
