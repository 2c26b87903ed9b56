"""Messages of practices as letters: the marks are filled in with names and words as they are now."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.port import Account, Attachment, Letter, Option, Outgoing, Shown
from bot.practices.marks import filled, ids_in
from bot.practices.notices import READS, Payload
from bot.practices.port import Control, Form, Line, Notice, PracticeKind, PracticeShown
from bot.practices.room import load
from core.domains.contents import question_from
from core.interview.errors import DrawingFault
from core.interview.practice.seals import sealed
from core.report.drawing.press import Job, Press
from core.report.drawing.reveal import Reveal, alt, reveal
from core.texts.catalog import Texts
from storage.practices import practice_of
from storage.rows import Message
from storage.store import Store, Transaction


class Letters:
    """Makes letters of outbox rows of practices, and notices of what is read."""

    def __init__(self, store: Store, texts: Texts) -> None:
        self._store = store
        self._texts = texts
        self._press = Press()

    async def letter(self, message: Message, account: Account) -> Letter:
        """The letter of an outbox row; `account` is the member's for what is private."""
        private = not message.place.chat
        async with self._store.read() as tx:
            notice = await self.notice(
                tx, practice_of(message.conversation), json.loads(message.payload), private=private
            )
            edits = await tx.outbox.edited(message)
            after = await tx.outbox.sent_before(message) if message.attempts else ""
        return Letter(
            to=message.place.chat or account.id,
            outgoing=Outgoing(message.sequence, Shown.SAY, notice.head, notice.text),
            nonce=f"gr{message.id}",
            again=message.attempts > 0,
            after=after,
            account=account if private else None,
            notice=notice,
            edits=edits,
            files=await self._files(notice),
        )

    async def _files(self, notice: Notice) -> tuple[Attachment, ...]:
        """The picture of a reveal; the message itself is not held up where it cannot be drawn."""
        if notice.shown is not PracticeShown.REVEAL:
            return ()
        drawn, at = await self._drawn(notice.practice, notice.round)
        try:
            content = await self._press.draw(Job("reveal.typ", "png", drawn, at=at))
        except DrawingFault:
            return ()
        return (Attachment("greenroom-round.png", "image/png", content, alt(drawn, self._texts)),)

    async def _drawn(self, practice: str, number: int) -> tuple[Reveal, int]:
        """What is drawn of a round and when it was revealed, in seconds; sealed as all else is."""
        async with self._store.read() as tx:
            round_ = sealed((await load(tx, practice)).state).rounds[number - 1]
            ids = [id_ for card in round_.cards for id_ in (card.top, card.tip) if id_]
            said = await tx.practices.words(practice, ids)
            somebody = self._texts.say("practice-somebody")
            members = await tx.practices.members(practice)
            question = question_from((await tx.contents.get([round_.content]))[round_.content])
        names = {member.seat: member.name or somebody for member in members}
        drawn = reveal(round_, number, names, said, question.text, self._texts)
        return drawn, (round_.revealed_at or 0) // 1000

    async def notice(self, tx: Transaction, practice: str, payload: Payload, *, private: bool) -> Notice:
        """A notice with its names and words."""
        ids = ids_in("".join(_strings(payload)))
        said = await tx.practices.words(practice, ids) if ids else {}
        somebody = self._texts.say("practice-somebody")
        members = await tx.practices.members(practice)
        names = {str(member.seat): member.name or somebody for member in members}
        gone = self._texts.say("practice-removed-person"), self._texts.say("practice-removed-words")
        return notice_of(practice, filled(payload, names, said, gone), private=private)


def notice_of(practice: str, payload: Mapping[str, Any], *, private: bool) -> Notice:
    """A payload as adapters see it."""
    return Notice(
        practice=practice,
        shown=PracticeShown(payload["shown"]),
        head=payload["head"],
        text=payload["text"],
        round=payload["round"],
        light=payload["light"],
        controls=tuple(_control(*one) for one in payload["controls"]),
        form=_form(payload["form"]) if payload["form"] else None,
        private=private,
    )


def _control(label: str, act: str) -> Control:
    return Control(label, reads=True) if act == READS else Control(label, PracticeKind(act))


def _form(form: Mapping[str, Any]) -> Form:
    lines = tuple(
        Line(line["criterion"], line["label"], tuple(Option(*one) for one in line["options"]), line["level"])
        for line in form["lines"]
    )
    return Form(lines, form["words"], form["top"], form["tip"], form["whole"])


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in _strings(one)]
