"""The lists of commands that apps show, by chat and by language; changed only where they differ."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
)
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.adapters.telegram.commands import MENU, MENU_OF_GROUPS
from core.texts.catalog import Texts

log = logging.getLogger(__name__)

ANY_LANGUAGE = ""  # whoever's app has a language of which there is no menu
SCOPES: Sequence[tuple[BotCommandScope, Sequence[str]]] = (
    (BotCommandScopeDefault(), MENU_OF_GROUPS),
    (BotCommandScopeAllPrivateChats(), MENU),
    (BotCommandScopeAllGroupChats(), MENU_OF_GROUPS),
)


async def keep_menus(bot: ExtBot[None], texts: Mapping[str, Texts]) -> None:
    """Sets the menus to what `texts`, by language, say. Where that fails the bot works without."""
    try:
        for language, said in texts.items():
            for scope, names in SCOPES:
                await _keep(bot, scope, language, [_command(said, name) for name in names])
    except TelegramError as error:
        log.warning("the menus could not be set: %s", type(error).__name__)


async def _keep(bot: ExtBot[None], scope: BotCommandScope, language: str, wanted: list[BotCommand]) -> None:
    there = await bot.get_my_commands(scope, language or None)
    if list(there) != wanted:
        await bot.set_my_commands(wanted, scope, language or None)


def _command(said: Texts, name: str) -> BotCommand:
    return BotCommand(name, said.say(f"telegram-command-{name}"))
