"""What somebody says: words, recordings, corrections. While something is to be chosen, words are a search."""

from __future__ import annotations

from bot.adapters.telegram.echoes import Echoes
from bot.adapters.telegram.hands import Hands
from bot.adapters.telegram.keyboards import Keyboards
from bot.adapters.telegram.presses import tag_of
from bot.adapters.telegram.setting_up import SettingUp
from bot.adapters.telegram.telling import Telling
from bot.adapters.telegram.updates import Correction, Sound, Who
from bot.adapters.telegram.voice import Fetching
from bot.port import Ears, Kind, Practice, Situation
from core.interview.state import Stage

NO_INTERVIEW = frozenset({"", Stage.REPORTED, Stage.CLOSED})
BEFORE = NO_INTERVIEW | {Stage.SETTING_UP}
MOMENT = 2.0  # seconds that what was done just before has to be worked on


class Answering:
    """Takes what is said."""

    def __init__(  # noqa: PLR0913, PLR0917 - what an answer may need
        self,
        practice: Practice,
        telling: Telling,
        keyboards: Keyboards,
        setting_up: SettingUp,
        fetching: Fetching,
        echoes: Echoes,
    ) -> None:
        self._practice = practice
        self._telling = telling
        self._keyboards = keyboards
        self._setting_up = setting_up
        self._fetching = fetching
        self._echoes = echoes

    async def text(self, hands: Hands, who: Who, value: str) -> None:
        """Words. Raises Refused and StorageFault."""
        situation = await self._standing(hands)
        if situation.stage == Stage.SETTING_UP:
            await self._setting_up.typed(hands, who, situation, value)
        else:
            await hands.does(Kind.TEXT, value)

    async def sound(self, hands: Hands, who: Who, sound: Sound) -> None:
        """A recording, fetched only where somebody will listen to it. Raises Refused and StorageFault."""
        situation = await self._standing(hands)
        if situation.stage in NO_INTERVIEW:
            await self._telling.say(who.place, "telegram-no-interview", self._keyboards.start())
            return
        if (await self._practice.hearing()).ears is Ears.OFF:
            await self._telling.say(who.place, "refused-voice-off")
            return
        await hands.says(await self._fetching.fetch(sound.file, sound.size))
        if sound.caption:
            await hands.does(Kind.TEXT, sound.caption, step="caption")

    async def correction(self, hands: Hands, who: Who, correction: Correction) -> None:
        """What was said instead of what was heard. Raises Refused and StorageFault."""
        situation = await self._practice.situation(hands.account)
        if tag_of(situation.interview) != correction.tag:
            await self._telling.say(who.place, "telegram-old-button")
            return
        self._echoes.typed(who.place, correction.value.strip())
        await hands.does(Kind.CORRECT, correction.value, part=correction.part)

    async def _standing(self, hands: Hands) -> Situation:
        """Where the person stands, after what they did just before."""
        situation = await self._practice.situation(hands.account)
        if situation.stage not in BEFORE:
            return situation
        await self._practice.settled(hands.account, MOMENT)
        return await self._practice.situation(hands.account)
