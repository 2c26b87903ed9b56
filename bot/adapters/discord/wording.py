"""Names and descriptions of commands, in every language that there are texts for.

A command's name in code is its English one. Discord shows each person the one of their language, where
`core/texts` has a folder for it.
"""

from __future__ import annotations

import discord
from discord import app_commands
from discord.app_commands import TranslationContextTypes, locale_str

from core.texts.catalog import FOLDER, Texts, texts

DESCRIPTION_LIMIT = 100


def worded(said: Texts, key: str) -> locale_str:
    """The text of `key`, ready to be translated."""
    return locale_str(said.say(key)[:DESCRIPTION_LIMIT], key=key)


def named(name: str) -> locale_str:
    """A name, ready to be translated."""
    return locale_str(name, key=f"discord-name-{name}")


class Translator(app_commands.Translator):
    """Translates what has a text in the language of a locale."""

    async def translate(
        self, string: locale_str, locale: discord.Locale, context: TranslationContextTypes
    ) -> str | None:
        """The text in that language, None where there is none."""
        key, language = string.extras.get("key"), locale.value.partition("-")[0]
        if key is None or not (FOLDER / language).is_dir():
            return None
        said = texts(language)
        return said.say(key)[:DESCRIPTION_LIMIT] if said.has(key) else None
