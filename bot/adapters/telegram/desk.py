"""Takes one update: hands in what somebody did, answers what they ask, says what cannot be taken.

The rule: when `take` has returned, what the person did is kept by the practice, or they were told why not;
only then is the update acknowledged. It decides nothing about the interview.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from telegram import Update

from bot.adapters.telegram.answering import Answering
from bot.adapters.telegram.commands import KINDS, QUERIES, Command
from bot.adapters.telegram.hands import Hands
from bot.adapters.telegram.keyboards import Keyboards
from bot.adapters.telegram.lanes import Lanes
from bot.adapters.telegram.notices import PAYLOAD
from bot.adapters.telegram.practising import Practising
from bot.adapters.telegram.pressing import Pressing
from bot.adapters.telegram.reading import Reading
from bot.adapters.telegram.setting_up import SettingUp
from bot.adapters.telegram.telling import Telling
from bot.adapters.telegram.updates import (
    Correction,
    Elsewhere,
    Me,
    Meant,
    Nothing,
    Practised,
    Pressed,
    Sound,
    Text,
    Told,
    Wanted,
    Who,
    Written,
    read,
)
from core.interview.errors import GreenroomError, StorageFault

log = logging.getLogger(__name__)


CROWD = 6  # updates of one person that wait


def is_read(wanted: Wanted) -> bool:
    """Whether something only asks to be shown something, and changes nothing."""
    if isinstance(wanted, Command):
        return wanted.name not in KINDS and wanted.name not in ("start", "interview", "link")
    return isinstance(wanted, Told | Elsewhere)


@dataclass(frozen=True, slots=True)
class Desk:
    """One bot's desk."""

    me: Me
    lanes: Lanes
    hands: Hands
    telling: Telling
    keyboards: Keyboards
    reading: Reading
    setting_up: SettingUp
    answering: Answering
    pressing: Pressing
    practising: Practising

    async def take(self, update: Update) -> None:
        """Takes an update. Raises StorageFault where it could not be kept: it has to come again."""
        found = read(update, self.me)
        if found is None:
            return
        who, wanted = found
        hands = self.hands.of(who, f"{self.me.id}:{update.update_id}")
        if is_read(wanted) and await self._too_fast(who, self.lanes.behind(update)):
            return
        try:
            await self._take(hands, who, wanted)
        except StorageFault:
            raise
        except GreenroomError as error:
            await self.telling.error(who.place, error)
        except Exception as error:  # one update must not hold up all others for ever
            log.error("an update could not be taken: %s", type(error).__name__)
            await self.telling.say(who.place, "went-wrong")

    async def _too_fast(self, who: Who, behind: int) -> bool:
        """Whether so much of one person waits that what only asks something goes unanswered.

        Others would have to wait for all these answers; it is said once, and nothing that counts is left out.
        """
        if behind == CROWD:
            await self.telling.say(who.place, "telegram-too-fast")
        return behind >= CROWD

    async def _take(self, hands: Hands, who: Who, wanted: Wanted) -> None:
        match wanted:
            case Nothing():
                pass
            case Told(key, what, album):
                if self.telling.first_of(album):
                    await self.telling.say(who.place, key, what=what)
            case Elsewhere(payload):
                await self._elsewhere(who, payload)
            case Command():
                await self._command(hands, who, wanted)
            case Text(value):
                await self.answering.text(hands, who, value)
            case Correction():
                await self.answering.correction(hands, who, wanted)
            case Sound():
                await self.answering.sound(hands, who, wanted)
            case Pressed():
                await self.pressing.take(hands, who, wanted)
            case Practised() | Written() | Meant():
                await self._practises(hands, who, wanted)

    async def _practises(self, hands: Hands, who: Who, wanted: Practised | Written | Meant) -> None:
        if isinstance(wanted, Practised):
            await self.practising.command(hands, who, wanted)
        elif isinstance(wanted, Written):
            await self.practising.written(hands, who, wanted)
        elif not await self.practising.said(hands, who, wanted):
            await self._elsewhere(who, "interview")

    async def _command(self, hands: Hands, who: Who, command: Command) -> None:
        name, argument = command.name, command.argument
        if name in KINDS:
            await hands.does(KINDS[name])
        elif name in QUERIES:
            await self.reading.query(who, QUERIES[name])
        elif name == "start":
            await self._start(hands, who, argument)
        elif name == "interview":
            await self.setting_up.interview(hands, who, argument)
        elif name == "link":
            await self.reading.link(hands, who, argument)
        else:
            await self.reading.command(who, name)

    async def _start(self, hands: Hands, who: Who, payload: str) -> None:
        """`/start`, with what a link carries: a code, a domain, or another command."""
        if payload.startswith(PAYLOAD):
            await self.practising.part(who, payload)
        elif self.reading.is_code(payload):
            await self.reading.link(hands, who, payload)
        elif payload in self.reading.PAGES:
            await self.reading.command(who, payload)
        else:
            await self.setting_up.start(hands, who, "" if payload == "interview" else payload)

    async def _elsewhere(self, who: Who, payload: str) -> None:
        """In a group or channel: the way to the private chat, as an answer to what was written."""
        link = f"https://t.me/{self.me.name}?start={payload}"
        markup = self.keyboards.elsewhere(link)
        await self.telling.say(who.place, "telegram-elsewhere", markup, who.message)
