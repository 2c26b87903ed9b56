"""The first step of what somebody does in a channel: checked, cleaned, its practice found, kept.

The conversation is fixed here: the practice that a control or a reply names, else the open one in the chat.
What cannot be taken is refused with a sentence and changes nothing.
"""

from __future__ import annotations

import json
from typing import Any

from bot.ingest import Allowance, answer, check_clip, clean, rating, within_the_day
from bot.practices.port import PracticeIncoming, PracticeKind
from core.interview.errors import Refused
from storage.ids import new_id
from storage.practices import new_practice_id, question_place
from storage.rows import Arrival
from storage.store import Store, Transaction

NAME_LIMIT = 40
ANSWER_LIMIT = 2_000  # of an answer to a channel's question, which all of them read
WORDS_LIMIT = 300  # of a top or a tip: a sentence or two


async def keep(store: Store, incoming: PracticeIncoming, now: int, allowance: Allowance) -> tuple[str, bool]:
    """Keeps `incoming`; its practice, and whether it is new. Raises Refused and StorageFault."""
    account, clip = incoming.account, new_id(now) if incoming.kind is PracticeKind.VOICE else ""
    fields = checked(incoming, clip, allowance)
    async with store.begin() as tx:
        person = await tx.people.find_or_create(account.platform, account.id, now)
        practice = await _practice(tx, incoming, now)
        if incoming.who:
            fields["who"] = await _seat(tx, incoming, practice)
        payload = json.dumps(fields, ensure_ascii=False)
        arrival = Arrival(account.platform, incoming.update, practice, incoming.kind.value, payload)
        added = await tx.inbox.add(person, arrival, now)
        if incoming.kind is PracticeKind.OPEN and added is None:
            return await tx.practices.open_at(account.platform, incoming.chat) or "", False
        if incoming.kind is PracticeKind.OPEN:
            await _nothing_open(tx, incoming)
        if added is not None and clip:
            await _member(tx, practice, person)
            await within_the_day(tx, person, now, allowance)
            await tx.clips.put(person, clip, incoming.clip, now)
    return practice, added is not None


async def _practice(tx: Transaction, incoming: PracticeIncoming, now: int) -> str:
    """Which practice it is about. Raises Refused where there is none."""
    platform, here = incoming.account.platform, incoming.chat
    if incoming.kind is PracticeKind.OPEN:
        return new_practice_id(now)
    if not incoming.practice and incoming.kind is PracticeKind.ANSWER:
        found = await tx.practices.open_at(platform, question_place(incoming.channel or here))
        if found is None:
            raise Refused("own-time-none-here")
        return found
    if not incoming.practice:
        found = await tx.practices.open_at(platform, here)
        if found is None:
            raise Refused("practice-none-here")
        return found
    known = await tx.practices.get(incoming.practice)
    if known is None or known.platform != platform:
        raise Refused("practice-gone")
    return known.id


async def _nothing_open(tx: Transaction, incoming: PracticeIncoming) -> None:
    if await tx.practices.open_at(incoming.account.platform, incoming.chat) is not None:
        raise Refused("practice-open-already")


async def _member(tx: Transaction, practice: str, person: str) -> None:
    """Raises Refused for the recording of somebody who does not take part: nobody would listen to it."""
    if not await tx.practices.seat(practice, person):
        raise Refused("practice-join-first")


async def _seat(tx: Transaction, incoming: PracticeIncoming, practice: str) -> int:
    """The seat of the account in `who`. Raises Refused where nobody of that account takes part."""
    person = await tx.people.find(incoming.account.platform, incoming.who)
    seat = await tx.practices.seat(practice, person) if person else 0
    if not seat:
        raise Refused("practice-no-member")
    return seat


def checked(incoming: PracticeIncoming, clip: str, allowance: Allowance) -> dict[str, Any]:
    """The fields of `incoming` that its kind has, cleaned. Raises Refused."""
    fields: dict[str, Any] = {"name": name(incoming.name), "moderator": incoming.moderator}
    match incoming.kind:
        case PracticeKind.OPEN:
            where = {"chat": incoming.chat, "channel": incoming.channel or incoming.chat}
            return {**fields, **where, "domain": clean(incoming.value)[:100]}
        case PracticeKind.TEXT:
            return {**fields, "text": answer(incoming.value)}
        case PracticeKind.ANSWER:
            return {**fields, "text": _short(answer(incoming.value))}
        case PracticeKind.VOICE:
            check_clip(incoming.clip, allowance)
            return {**fields, "clip": clip}
        case PracticeKind.CARD:
            return {**fields, **_card(incoming)}
        case _:
            return fields


def _card(incoming: PracticeIncoming) -> dict[str, Any]:
    levels = [rating(criterion, level) for criterion, level in incoming.levels]
    top, tip = _words(incoming.top), _words(incoming.tip)
    if not (levels or top or tip):
        raise Refused("practice-card-empty")
    given = {one["criterion"]: one["level"] for one in levels}
    return {"levels": [[criterion, level] for criterion, level in given.items()], "top": top, "tip": tip}


def _short(text: str) -> str:
    if len(text) > ANSWER_LIMIT:
        raise Refused("refused-long", count=len(text), limit=ANSWER_LIMIT)
    return text


def _words(text: str) -> str:
    """A top or a tip, on one line: a line of its own could pass for another member's in a reveal."""
    cleaned = " ".join(clean(text).split())
    if len(cleaned) > WORDS_LIMIT:
        raise Refused("practice-words-long", count=len(cleaned), limit=WORDS_LIMIT)
    return cleaned


def name(called: str) -> str:
    """What somebody is called, in one short line.

    >>> name(" Ada\\n Lovelace ")
    'Ada Lovelace'
    """
    return " ".join(clean(called).split())[:NAME_LIMIT]
