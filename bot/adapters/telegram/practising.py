"""Practice in a group: its commands, its buttons, what is said in it, and everybody's own part of it.

The rule: the group hears what all may hear; papers, cards and figures are in each member's private chat.
Something is stored first and the press answered then. Whether it may be done is decided by the practice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from bot.adapters.telegram.hands import Hands, account_of
from bot.adapters.telegram.keyboards import Keyboards
from bot.adapters.telegram.notices import ANSWER, PAYLOAD, TIP, TOP, Notices, whole
from bot.adapters.telegram.post import Post
from bot.adapters.telegram.presses import Press, Verb, meant
from bot.adapters.telegram.rendering import document
from bot.adapters.telegram.sender import PLATFORM
from bot.adapters.telegram.styled import styled
from bot.adapters.telegram.telling import Telling
from bot.adapters.telegram.updates import Meant, Practised, Who, Written
from bot.adapters.telegram.voice import Fetching
from bot.port import Practice, Setting
from bot.practices.port import Notice, PracticeIncoming, PracticeKind, Practices, PracticeShown
from core.interview.errors import Refused
from core.texts.catalog import Texts

# What stands behind /practice, and what it does. REMOVE is about whoever's message it answers.
COMMANDS = {
    "open": PracticeKind.OPEN,
    "join": PracticeKind.JOIN,
    "leave": PracticeKind.LEAVE,
    "begin": PracticeKind.BEGIN,
    "next": PracticeKind.NEXT,
    "done": PracticeKind.DONE,
    "remove": PracticeKind.REMOVE,
    "stop": PracticeKind.STOP,
}
SETTINGS, AGREEMENT = "settings", "agreement"
MANAGED = frozenset({PracticeKind.STOP, PracticeKind.REMOVE, PracticeKind.NEXT})
AT_A_BUTTON = frozenset(PracticeKind) - {PracticeKind.TEXT, PracticeKind.VOICE, PracticeKind.CARD}


@dataclass(frozen=True, slots=True)
class Practising:
    """Takes what is about a practice."""

    practice: Practice
    post: Post
    telling: Telling
    notices: Notices
    keyboards: Keyboards
    fetching: Fetching
    texts: Texts

    @property
    def _practices(self) -> Practices:
        return self.practice.practices

    async def command(self, hands: Hands, who: Who, given: Practised) -> None:
        """`/practice ...` in a group, or alone. Raises Refused and StorageFault."""
        name, _, rest = given.words.strip().partition(" ")
        if name == AGREEMENT:
            await self._agreement(who)
        elif who.private:
            await self.telling.say(who.place, "telegram-practice-private")
        elif name == SETTINGS:
            await self._settings(who)
        elif name in COMMANDS:
            await self._does(hands, who, COMMANDS[name], value=rest.strip(), about=given.about)
        else:
            await self.telling.say(who.place, "telegram-practice-help", reply_to=who.message)

    async def said(self, hands: Hands, who: Who, said: Meant) -> bool:
        """Something meant for the bot, if a practice is open there. Raises Refused and StorageFault."""
        if not await self._practices.open_at(PLATFORM, str(who.place)):
            return False
        if said.sound is not None:
            clip = await self.fetching.fetch(said.sound.file, said.sound.size)
            await self._submit(self._incoming(hands, who, PracticeKind.VOICE, clip=clip))
        elif said.value:
            await self._submit(self._incoming(hands, who, PracticeKind.TEXT, value=said.value))
        return True

    async def press(self, hands: Hands, who: Who, press: Press) -> str | None:
        """A button of a practice: what is said to the press; None where it is an old one."""
        if press.verb is Verb.PRACTISE:
            return await self._pressed(hands, who, press)
        if press.verb is Verb.CHANNEL:
            return await self._channel(who, press)
        return await self._card(hands, who, press)

    async def part(self, who: Who, payload: str) -> None:
        """What is for somebody alone, by the link that a group has. Raises Refused for others."""
        practice = whole(payload.removeprefix(PAYLOAD))
        try:
            mine = await self._practices.mine(account_of(who), practice)
        except Refused as refused:
            if refused.key != "own-time-first":
                raise
            await self.telling.parts(who.place, self.notices.asks(practice, 0, ANSWER))
            return
        for notice in mine:
            await self.telling.parts(who.place, self.notices.parts(notice))

    async def written(self, hands: Hands, who: Who, written: Written) -> None:
        """What a card says, or an answer to a group's question. Raises Refused and StorageFault."""
        practice = whole(written.practice)
        if written.what == ANSWER:
            answer = self._incoming(hands, who, PracticeKind.ANSWER, practice=practice, value=written.value)
            await self._submit(answer)
            return
        if await self._card_of(who, practice, written.round) is None:
            await self.telling.say(who.place, "telegram-old-card")
            return
        words = {written.what: written.value}
        await self._submit(self._incoming(hands, who, PracticeKind.CARD, practice=practice, **words))

    async def _pressed(self, hands: Hands, who: Who, press: Press) -> str | None:
        kind = next((one for one in AT_A_BUTTON if one == press[0]), None)
        if kind is None:
            return None
        await self._does(hands, who, kind, practice=whole(press[1]))
        return ""

    async def _does(self, hands: Hands, who: Who, kind: PracticeKind, **more: str) -> None:
        if kind is PracticeKind.REMOVE and not more.get("about"):
            raise Refused("telegram-practice-remove")
        moderator = kind in MANAGED and not who.private and await self.post.manages(who.place, who.id)
        await self._submit(replace(self._incoming(hands, who, kind, **more), moderator=moderator))

    def _incoming(
        self, hands: Hands, who: Who, kind: PracticeKind, *, about: str = "", **more: Any
    ) -> PracticeIncoming:
        incoming = PracticeIncoming(hands.account, hands.update, kind, name=who.name, who=about, **more)
        if who.private:
            return incoming
        return replace(incoming, chat=str(who.place), channel=str(who.place.chat))

    async def _submit(self, incoming: PracticeIncoming) -> None:
        await self._practices.submit(incoming)

    # ── a card ───────────────────────────────────────────────────────────────────────────────────

    async def _card(self, hands: Hands, who: Who, press: Press) -> str | None:
        """A card's button: opens the levels of a criterion, gives one, asks for words, or goes back."""
        practice, what = whole(press[0]), press[2]
        notice = await self._card_of(who, practice, int(press[1]) if press[1].isdecimal() else 0)
        if notice is None or notice.form is None:
            return None
        criterion, _, level = what.partition("=")
        line = next((one for one in notice.form.lines if one.criterion == criterion), None)
        if what in (TOP, TIP):
            await self.telling.parts(who.place, self.notices.asks(practice, notice.round, what))
        elif line is not None and level:
            levels = ((criterion, level),)
            incoming = self._incoming(hands, who, PracticeKind.CARD, practice=practice)
            await self._submit(replace(incoming, levels=levels))
            await self._card_again(who, self.notices.given(notice, criterion, level))
        elif line is not None:
            await self.telling.instead(
                who, self.notices.anchors(notice, line), self.notices.levels(notice, line)
            )
        else:
            await self._card_again(who, notice)
        return ""

    async def _card_again(self, who: Who, notice: Notice) -> None:
        assert notice.form is not None
        await self.telling.instead(who, self.notices.said(notice), self.notices.card(notice, notice.form))

    async def _card_of(self, who: Who, practice: str, round_: int) -> Notice | None:
        """Somebody's card, where it is of that round: an old card's buttons must not fill in the new one."""
        mine = await self._practices.mine(account_of(who), practice)
        return next((one for one in mine if one.shown is PracticeShown.CARD and one.round == round_), None)

    # ── a group's settings ───────────────────────────────────────────────────────────────────────

    async def _settings(self, who: Who) -> None:
        settings = await self._practices.settings(PLATFORM, str(who.place.chat))
        markup = self.keyboards.settings(settings, Verb.CHANNEL)
        await self.telling.say(who.place, "telegram-practice-settings", markup, who.message)

    async def _channel(self, who: Who, press: Press) -> str | None:
        """All settings of the group, one of them, or one of them set. Raises Refused."""
        channel = str(who.place.chat)
        known = {one.name: one for one in await self._practices.settings(PLATFORM, channel)}
        if press[0] and press[0] not in known:
            return None
        if press[1]:
            value = meant(press[1], [one.value for one in known[press[0]].options])
            moderator = await self.post.manages(who.place, who.id)
            await self._practices.set(PLATFORM, channel, press[0], value, moderator=moderator)
            known = {one.name: one for one in await self._practices.settings(PLATFORM, channel)}
        await self._show(who, known, press[0] if not press[1] else "")
        return self.texts.say("telegram-set") if press[1] else ""

    async def _show(self, who: Who, known: dict[str, Setting], name: str) -> None:
        if name:
            await self.telling.instead(
                who,
                styled(known[name].text),
                self.keyboards.setting(known[name], Verb.CHANNEL),
            )
        else:
            said = styled(self.texts.say("telegram-practice-settings"))
            await self.telling.instead(who, said, self.keyboards.settings(list(known.values()), Verb.CHANNEL))

    async def _agreement(self, who: Who) -> None:
        if not who.private:
            await self.telling.say(who.place, "telegram-practice-agreement", reply_to=who.message)
            return
        written = await self._practices.agreement(account_of(who))
        await self.telling.text(who.place, document(written))
