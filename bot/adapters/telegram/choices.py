"""The choices of the set-up as a chat makes them: pages, a search by typing, and what a button stood for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.adapters.telegram.presses import meant
from bot.port import Offer, Option, Practice
from core.interview.values import Choice

NOTHING = Offer("", "", ())
WORD = re.compile(r"\w+")


class Choices:
    """What `practice` offers."""

    def __init__(self, practice: Practice) -> None:
        self._practice = practice

    async def offer(self, choice: str) -> Offer:
        """A choice with its options; an empty one where there is no such choice."""
        offers = await self._practice.offers()
        return next((offer for offer in offers if offer.choice == choice), NOTHING)

    async def value(self, choice: str, data: str) -> str:
        """The value that a button stands for."""
        offer = await self.offer(choice)
        return meant(data, (option.value for option in offer.options))

    async def label(self, choice: str, value: str) -> str:
        """What an option is called."""
        offer = await self.offer(choice)
        return next((option.label for option in offer.options if option.value == value), value)

    async def domains(self, typed: str) -> tuple[Option, ...]:
        """The domains that fit what was typed: one alone where it is named exactly."""
        return search(typed, (await self.offer(Choice.DOMAIN)).options)

    async def named(self, typed: str) -> tuple[str, str] | None:
        """The choice and value whose name was typed, of those with few options."""
        for offer in await self._practice.offers():
            for option in offer.options:
                if offer.choice != Choice.DOMAIN and typed.strip().casefold() == option.label.casefold():
                    return offer.choice, option.value
        return None


def search(typed: str, options: Sequence[Option]) -> tuple[Option, ...]:
    """The options that have all the words that were typed, or words that begin so; in their order.

    >>> found = search("sal man", [Option("a", "Sales Manager"), Option("b", "Sales clerk")])
    >>> [option.value for option in found]
    ['a']
    """
    wanted = typed.strip().casefold()
    exact = tuple(one for one in options if wanted in (one.value.casefold(), one.label.casefold()))
    if exact:
        return exact[:1]
    words = WORD.findall(wanted)
    for about in (False, True):  # by their names first, by what is said about them where that finds nothing
        if found := tuple(one for one in options if words and _has(_words(one, about=about), words)):
            return found
    return ()


def _words(option: Option, *, about: bool) -> list[str]:
    text = f"{option.label} {option.value.replace('_', ' ')}" + (f" {option.about}" if about else "")
    return WORD.findall(text.casefold())


def _has(there: Sequence[str], wanted: Sequence[str]) -> bool:
    return all(any(word.startswith(one) for word in there) for one in wanted)
