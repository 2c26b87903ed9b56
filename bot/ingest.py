"""The first step of a message: checked, cleaned and kept as an inbox row before anything is done with it.

What cannot be taken is refused here, with a sentence, and changes nothing. What is kept is kept once,
however often the platform sends it.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass

from bot.port import Incoming, Kind
from core.interview.errors import Refused
from core.interview.values import Choice, Criterion
from storage.ids import new_id
from storage.interviews import conversation_of
from storage.rows import Arrival
from storage.store import Store, Transaction

ANSWER_LIMIT = 20_000  # characters; a quarter of an hour of speech
CHOICE_LIMIT = 100
LEVELS = ("1", "2", "3", "4", "5")
DAY_MS = 24 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much may be spoken: bytes of a recording, and minutes a person may speak in a day.

    The day is the last 24 hours. Where nothing is listened to, `listens` is false.
    """

    listens: bool = False
    clip_bytes: int = 0
    day_minutes: int = 0


NOTHING = Allowance()


async def keep(store: Store, incoming: Incoming, now: int, allowance: Allowance = NOTHING) -> str | None:
    """Keeps `incoming`; the conversation to wake, or None where it was kept before.

    A recording is kept in the same transaction. Raises Refused and StorageFault.
    """
    account, clip = incoming.account, new_id(now) if incoming.kind is Kind.VOICE else ""
    payload = payload_of(incoming, clip, allowance)
    async with store.begin() as tx:
        person = await tx.people.find_or_create(account.platform, account.id, now)
        conversation = conversation_of(person)
        arrival = Arrival(account.platform, incoming.update, conversation, incoming.kind.value, payload)
        added = await tx.inbox.add(person, arrival, now)
        if clip and added is not None:
            await within_the_day(tx, person, now, allowance)
            await tx.clips.put(person, clip, incoming.clip, now)
    return None if added is None else conversation


async def within_the_day(tx: Transaction, person: str, now: int, allowance: Allowance) -> None:
    """Raises Refused where the person has spoken for as long as a day allows."""
    if await tx.clips.spoken_ms(person, now - DAY_MS) >= allowance.day_minutes * 60_000:
        raise Refused("refused-voice-day", minutes=allowance.day_minutes)


def payload_of(incoming: Incoming, clip: str = "", allowance: Allowance = NOTHING) -> str:
    """What is kept of `incoming`, as JSON; of a recording its id. Raises Refused."""
    fields = checked(incoming, clip, allowance) | ({"chat": incoming.chat} if incoming.chat else {})
    return json.dumps(fields, ensure_ascii=False)


def checked(  # noqa: PLR0911 - one way of checking for each kind
    incoming: Incoming, clip: str, allowance: Allowance
) -> dict[str, str | int | bool]:
    """The fields of `incoming` that its kind has, cleaned. Raises Refused."""
    match incoming.kind:
        case Kind.TEXT:
            return {"text": answer(incoming.value), "complete": incoming.complete}
        case Kind.VOICE:
            check_clip(incoming.clip, allowance)
            return {"clip": clip, "complete": incoming.complete}
        case Kind.USE | Kind.AGAIN:
            return {"part": incoming.part}
        case Kind.CORRECT:
            return {"part": incoming.part, "text": answer(incoming.value)}
        case Kind.CHOOSE:
            return {"choice": choice(incoming.choice), "value": clean(incoming.value)[:CHOICE_LIMIT]}
        case Kind.REDO:
            return {"of": clean(incoming.value)[:CHOICE_LIMIT], "number": incoming.part}
        case Kind.RATE:
            return rating(incoming.choice, incoming.value)
        case _:
            return {}


def answer(text: str) -> str:
    """An answer as it is kept. Raises Refused where it is empty or too long."""
    cleaned = clean(text)
    if not cleaned:
        raise Refused("refused-empty")
    if len(cleaned) > ANSWER_LIMIT:
        raise Refused("refused-long", count=len(cleaned), limit=ANSWER_LIMIT)
    return cleaned


def check_clip(clip: bytes, allowance: Allowance) -> None:
    """Raises Refused where a recording is empty, too large, or nobody would listen to it."""
    if not allowance.listens:
        raise Refused("refused-voice-off")
    if not clip:
        raise Refused("refused-voice-empty")
    if len(clip) > allowance.clip_bytes:
        raise Refused("refused-voice-large", megabytes=allowance.clip_bytes // 1_000_000)


def choice(name: str) -> str:
    """The name of a choice. Raises Refused."""
    if name not in set(Choice):
        raise Refused("refused-choice")
    return name


def rating(criterion: str, level: str) -> dict[str, str | int | bool]:
    """A level of one's own. Raises Refused where there is no such criterion or level."""
    if criterion not in set(Criterion) or level not in LEVELS:
        raise Refused("refused-rating")
    return {"criterion": criterion, "level": int(level)}


def clean(text: str) -> str:
    """Text without control characters (but line breaks and tabs), halves of characters and outer space.

    >>> clean(" a\\x00b\\r\\nc ")
    'ab\\nc'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in lines if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(kept).strip()
