"""From a greeting to all that is chosen: what a chat needs to set an interview up."""

from __future__ import annotations

from bot.adapters.telegram.choices import Choices
from bot.adapters.telegram.hands import Hands
from bot.adapters.telegram.keyboards import PAGE, Keyboards
from bot.adapters.telegram.presses import tag_of
from bot.adapters.telegram.telling import Telling
from bot.adapters.telegram.updates import Who
from bot.port import Kind, Option, Practice, Situation
from core.interview.state import Stage
from core.interview.values import Choice

OPENS = frozenset({"", Stage.REPORTED, Stage.CLOSED, Stage.SETTING_UP})  # where a domain can be chosen


class SettingUp:
    """Sets interviews up."""

    def __init__(self, practice: Practice, choices: Choices, telling: Telling, keyboards: Keyboards) -> None:
        self._practice = practice
        self._choices = choices
        self._telling = telling
        self._keyboards = keyboards

    async def start(self, hands: Hands, who: Who, typed: str) -> None:
        """The first thing anybody does: a greeting to whoever is new, then as `interview`."""
        situation = await self._practice.situation(hands.account)
        if not situation.interview:
            await self._telling.say(who.place, "telegram-welcome")
        await self._interview(hands, who, situation, typed)

    async def interview(self, hands: Hands, who: Who, typed: str) -> None:
        """A new interview, or the open one where it stands; in the domain that was typed, where one fits."""
        await self._interview(hands, who, await self._practice.situation(hands.account), typed)

    async def _interview(self, hands: Hands, who: Who, situation: Situation, typed: str) -> None:
        found = await self._choices.domains(typed) if typed and situation.stage in OPENS else ()
        if len(found) == 1 and situation.stage == Stage.SETTING_UP:
            # By the same name as below: the update may come again after a death between the two.
            await hands.does(Kind.CHOOSE, found[0].value, choice=Choice.DOMAIN, step=Choice.DOMAIN)
            return
        if typed and situation.stage == Stage.SETTING_UP:
            await self._found(hands, who, found, typed)
            return
        await hands.does(Kind.OPEN)
        if len(found) == 1:
            await hands.does(Kind.CHOOSE, found[0].value, choice=Choice.DOMAIN, step=Choice.DOMAIN)
        elif typed and situation.stage in OPENS:
            await self._practice.settled(hands.account, 2)
            await self._found(hands, who, found, typed)

    async def typed(self, hands: Hands, who: Who, situation: Situation, value: str) -> None:
        """Words while something is to be chosen: a search for a domain, or the name of an option."""
        if not situation.domain:
            found = await self._choices.domains(value)
            if len(found) == 1:
                await hands.does(Kind.CHOOSE, found[0].value, choice=Choice.DOMAIN)
            else:
                await self._found(hands, who, found, value)
        elif (named := await self._choices.named(value)) is not None:
            await hands.does(Kind.CHOOSE, named[1], choice=named[0])
        else:
            await hands.does(Kind.TEXT, value)

    async def _found(self, hands: Hands, who: Who, found: tuple[Option, ...], typed: str) -> None:
        """Shows the domains that fit; all of them where none does."""
        situation = await self._practice.situation(hands.account)
        offer = await self._choices.offer(Choice.DOMAIN)
        key = "telegram-found" if found else "telegram-not-found"
        keyboard = self._keyboards.choice(
            tag_of(situation.interview), Choice.DOMAIN, found[:PAGE] or offer.options
        )
        await self._telling.say(who.place, key, keyboard, typed=typed[:60])
