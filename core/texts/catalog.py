"""What the bot says, by key: Project Fluent files, one folder a language, plural rules included.

Keys are the message ids of the `.ftl` files (`rubric-substance-3`); values fill their variables.
A missing key or variable is a programming error and raises, so that a test finds it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

FOLDER = Path(__file__).parent


class Texts:
    """The texts of one language; those in the files `own` take the place of the bundled ones."""

    def __init__(self, language: str, folder: Path = FOLDER, own: Sequence[Path] = ()) -> None:
        # Isolating marks around values would show up as boxes in some terminals and fonts.
        self._bundle = FluentBundle([language], use_isolating=False)
        for file in sorted((folder / language).glob("*.ftl")):
            self._bundle.add_resource(FluentResource(file.read_text(encoding="utf-8")))
        for file in own:
            resource = FluentResource(file.read_text(encoding="utf-8"))
            self._bundle.add_resource(resource, allow_overrides=True)

    def say(self, key: str, values: Mapping[str, str | int | float] | None = None) -> str:
        """The text of `key` with `values` filled in.

        Raises KeyError for an unknown key, ValueError where a variable is missing.
        """
        message = self._bundle.get_message(key)
        if message.value is None:
            raise KeyError(key)
        text, errors = self._bundle.format_pattern(message.value, dict(values or {}))
        if errors:
            raise ValueError(f"{key}: {errors[0]}")
        return str(text)

    def has(self, key: str) -> bool:
        """Whether there is a text for `key`."""
        return bool(self._bundle.has_message(key))


def texts(language: str = "en") -> Texts:
    """The texts of `language`, parsed once a process."""
    return _parsed(language)


@cache
def _parsed(language: str) -> Texts:  # apart, because a cache knows `texts()` and `texts("en")` as two calls
    return Texts(language)
