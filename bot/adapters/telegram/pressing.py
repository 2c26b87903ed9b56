"""Buttons: what was pressed is done or read, every press is answered, the message shows what became of it.

The rule: something is stored first and the press answered then. A press in somebody else's chat, of another
interview, or of nothing we know, changes nothing and says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from telegram import InlineKeyboardMarkup

from bot.adapters.telegram.choices import Choices
from bot.adapters.telegram.commands import KINDS
from bot.adapters.telegram.hands import Hands, account_of
from bot.adapters.telegram.keyboards import Keyboards
from bot.adapters.telegram.post import Post
from bot.adapters.telegram.practising import Practising
from bot.adapters.telegram.presses import TAGGED, Press, Verb, meant, tag_of
from bot.adapters.telegram.reading import Reading
from bot.adapters.telegram.rendering import choosing, quoted, words
from bot.adapters.telegram.styled import Look, clipped, joined, styled
from bot.adapters.telegram.telling import Telling
from bot.adapters.telegram.updates import Pressed, Who
from bot.port import Form, Kind, NotSent, Practice, Query, Shown, Situation, Undeliverable
from core.interview.errors import GreenroomError, StorageFault
from core.texts.catalog import Texts

AT_A_BUTTON = (*KINDS.values(), Kind.BEGIN)
OF_GROUPS = frozenset({Verb.PRACTISE, Verb.CHANNEL})  # anybody presses them; the practice says who may
PRACTISED = OF_GROUPS | {Verb.CARD}
PARTS = {Verb.USE: Kind.USE, Verb.AGAIN: Kind.AGAIN}
EXCERPT = 2_000  # code units of what was heard that stand in the question for its correction


@dataclass(frozen=True, slots=True)
class Pressing:
    """Takes presses."""

    practice: Practice
    post: Post
    telling: Telling
    reading: Reading
    choices: Choices
    keyboards: Keyboards
    texts: Texts
    practising: Practising

    async def take(self, hands: Hands, who: Who, pressed: Pressed) -> None:
        """Does what a button wants. Raises StorageFault where it could not be kept."""
        if not (pressed.theirs or (pressed.press and pressed.press.verb in OF_GROUPS)):
            await self._answer(pressed, "telegram-not-yours", alert=True)
            return
        if pressed.press is None:
            await self._old(who, pressed)
            return
        try:
            toast = await self._do(hands, who, pressed.press)
        except StorageFault:
            raise  # it comes again, and is answered then
        except GreenroomError as error:
            await self.post.answers(pressed.query, self.telling.sentence(error), alert=True)
            return
        except Exception:
            await self.post.answers(pressed.query)
            raise
        if toast is None:
            await self._old(who, pressed)
        else:
            await self.post.answers(pressed.query, toast)

    async def _do(self, hands: Hands, who: Who, press: Press) -> str | None:
        """What is said in answer to the press; None where the button is of another interview."""
        if press.verb in PRACTISED:
            return await self.practising.press(hands, who, press)
        if press.verb not in TAGGED:
            return await self._anywhere(hands, who, press)
        situation = await self.practice.situation(hands.account)
        if tag_of(situation.interview) != press[0] or await self._left_behind(hands, press):
            return None
        return await self._in_interview(hands, who, press, situation)

    async def _left_behind(self, hands: Hands, press: Press) -> bool:
        """Whether the button belongs to a question that another one has followed."""
        if press.verb is not Verb.DO or not press[2]:
            return False
        since = await self.practice.news(hands.account, _number(press[2]))
        return any(message.shown is Shown.QUESTION for message in since)

    async def _in_interview(self, hands: Hands, who: Who, press: Press, situation: Situation) -> str | None:
        match press.verb:
            case Verb.DO:
                return await self._kind(hands, who, press)
            case Verb.ASK_STOP:
                await self._buttons(who, self.keyboards.stopping(press[0], press[1]))
                return self._say("telegram-stop-ask")
            case Verb.KEEP_GOING:
                await self._buttons(who, self._kept(press, situation))
            case Verb.CHOOSE:
                return await self._chosen(hands, who, press)
            case Verb.PAGE | Verb.CHANGE:
                await self._page(who, press)
            case Verb.RATE:
                await hands.does(Kind.RATE, press[2], choice=press[1])
                await self._buttons(who, None)
                return self._say("telegram-chosen", label=press[2])
            case Verb.CORRECT:
                await self._correct(who, press, situation)
            case Verb.USE | Verb.AGAIN:
                await hands.does(PARTS[press.verb], part=_number(press[1]))
                await self._buttons(who, None)
        return ""

    def _kept(self, press: Press, situation: Situation) -> InlineKeyboardMarkup:
        if situation.paused:
            return self.keyboards.paused(press[0])
        return self.keyboards.question(press[0], _number(press[1]))

    async def _kind(self, hands: Hands, who: Who, press: Press) -> str | None:
        kind = next((one for one in AT_A_BUTTON if one == press[1]), None)
        if kind is None:
            return None
        await hands.does(kind)
        if kind is Kind.PAUSE:
            await self._buttons(who, self.keyboards.paused(press[0]))
        elif kind in (Kind.BEGIN, Kind.STOP, Kind.RESUME):
            await self._buttons(who, None)
        return ""

    async def _chosen(self, hands: Hands, who: Who, press: Press) -> str:
        choice, value = press[1], await self.choices.value(press[1], press[2])
        await hands.does(Kind.CHOOSE, value, choice=choice)
        offer, label = await self.choices.offer(choice), await self.choices.label(choice, value)
        chosen = self._say("telegram-chosen", label=label)
        await self.telling.instead(who, joined([styled(offer.text), styled(chosen, Look.BOLD)], "\n"))
        return chosen

    async def _page(self, who: Who, press: Press) -> None:
        offer = await self.choices.offer(press[1])
        keyboard = self.keyboards.choice(press[0], press[1], offer.options, _number(press[2]))
        said = choosing(self.texts, press[1], offer.text)
        if press.verb is Verb.CHANGE:
            await self.telling.text(who.place, said, keyboard)
        else:
            await self._buttons(who, keyboard)

    async def _correct(self, who: Who, press: Press, situation: Situation) -> None:
        """Asks for what was said instead, with a mark by which the answer is known."""
        part = _number(press[1])
        heard = situation.heard.text if situation.heard and situation.heard.part == part else ""
        mark = styled(f"#{part}-{press[0]}", Look.CODE)
        asked = [styled(self._say("telegram-correct")), quoted(clipped(heard, EXCERPT)), mark]
        await self.telling.parts(who.place, words(joined(asked, "\n\n"), self.keyboards.correction()))

    async def _anywhere(self, hands: Hands, who: Who, press: Press) -> str | None:
        match press.verb:
            case Verb.FILE:
                return (
                    "" if await self.reading.file(who, press[0], press[1]) else self._say("telegram-no-file")
                )
            case Verb.REPORT:
                await self.reading.report(who, press[0])
            case Verb.WHY:
                await self.reading.query(who, Query.WHY, press[0])
            case Verb.SOUND:
                there = await self.reading.file(who, Form.SOUND, press[0])
                return "" if there else self._say("telegram-no-file")
            case Verb.REDO:
                await hands.does(Kind.REDO, press[0])
            case Verb.START:
                await hands.does(Kind.OPEN)
            case Verb.SETTINGS:
                return await self._settings(who, press)
            case Verb.EXPORT:
                await self.reading.export(who)
            case Verb.FORGET:
                await self._forget(who, press[0])
        return ""

    async def _settings(self, who: Who, press: Press) -> str | None:
        """All settings, one of them, or one of them set."""
        account = account_of(who)
        if press[1]:
            known = {one.name: one for one in await self.practice.settings(account)}
            values = [option.value for option in known[press[0]].options] if press[0] in known else []
            await self.practice.prefer(account, press[0], meant(press[1], values))
        settings = await self.practice.settings(account)
        one = next((one for one in settings if one.name == press[0]), None)
        if press[0] and one is None:
            return None
        if one is not None and not press[1]:
            await self.telling.instead(who, styled(one.text), self.keyboards.setting(one))
            return ""
        await self.telling.instead(
            who, styled(self._say("telegram-settings")), self.keyboards.settings(settings)
        )
        return self._say("telegram-set") if press[1] else ""

    async def _forget(self, who: Who, word: str) -> None:
        if not word:
            await self.reading.ask_to_forget(who)
        elif word == "yes":
            await self.practice.forget(account_of(who))
            await self.telling.instead(who, styled(self._say("telegram-forgotten")))
        else:
            await self.telling.instead(who, styled(self._say("telegram-forget-kept")))

    async def _old(self, who: Who, pressed: Pressed) -> None:
        await self._answer(pressed, "telegram-old-button", alert=True)
        await self._buttons(who, None)

    async def _answer(self, pressed: Pressed, key: str, *, alert: bool) -> None:
        await self.post.answers(pressed.query, self._say(key), alert=alert)

    async def _buttons(self, who: Who, markup: InlineKeyboardMarkup | None) -> None:
        """Other buttons; where that does not succeed the old ones do no harm."""
        try:
            await self.post.buttons(who.place, who.message, markup)
        except (NotSent, Undeliverable):
            return

    def _say(self, key: str, **values: str | int) -> str:
        return self.texts.say(key, values)


def _number(data: str) -> int:
    """A number in a button's data; 0 for what is none.

    >>> _number("12"), _number(""), _number("twelve")
    (12, 0, 0)
    """
    return int(data) if data.isascii() and data.isdecimal() else 0
