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
from core.texts.catalog import FOLDER, Texts, texts

log = logging.getLogger(__name__)

CODE = 2  # letters of a language's code (Bot API, setMyCommands: ISO 639-1)
ANY_LANGUAGE = ""  # whoever's app has a language of which there is no menu
SCOPES: Sequence[tuple[BotCommandScope, Sequence[str]]] = (
    (BotCommandScopeDefault(), MENU_OF_GROUPS),
    (BotCommandScopeAllPrivateChats(), MENU),
    (BotCommandScopeAllGroupChats(), MENU_OF_GROUPS),
)


def menus(said: Texts) -> dict[str, Texts]:
    """The texts of every language that has menus, by its code; `said` for all that have none."""
    codes = (folder.parent.name for folder in FOLDER.glob("*/telegram.ftl"))
    others = (code for code in codes if len(code) == CODE and code != said.say("web-language"))
    return {ANY_LANGUAGE: said, **{code: texts(code) for code in others}}


async def keep_menus(bot: ExtBot[None], languages: Mapping[str, Texts]) -> None:
    """Sets the menus to what `languages` say. Where that fails the bot works without."""
    try:
        for language, said in languages.items():
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
