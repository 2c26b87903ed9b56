"""The first step of a message: checked, cleaned and kept as an inbox row before anything is done with it.

What cannot be taken is refused here, with a sentence, and changes nothing. What is kept is kept once,
however often the platform sends it.
"""

from __future__ import annotations

import json
import unicodedata

from bot.port import Incoming, Kind
from core.interview.errors import Refused
from core.interview.values import Choice
from storage.interviews import conversation_of
from storage.rows import Arrival
from storage.store import Store

ANSWER_LIMIT = 20_000  # characters; a quarter of an hour of speech
CHOICE_LIMIT = 100


async def keep(store: Store, incoming: Incoming, now: int) -> str | None:
    """Keeps `incoming`; the conversation to wake, or None where it was kept before.

    Raises Refused and StorageFault.
    """
    account, payload = incoming.account, payload_of(incoming)
    async with store.begin() as tx:
        person = await tx.people.find_or_create(account.platform, account.id, now)
        conversation = conversation_of(person)
        arrival = Arrival(account.platform, incoming.update, conversation, incoming.kind.value, payload)
        added = await tx.inbox.add(person, arrival, now)
    return None if added is None else conversation


def payload_of(incoming: Incoming) -> str:
    """What is kept of `incoming`, as JSON. Raises Refused."""
    fields = checked(incoming) | ({"chat": incoming.chat} if incoming.chat else {})
    return json.dumps(fields, ensure_ascii=False)


def checked(incoming: Incoming) -> dict[str, str | bool]:
    """The fields of `incoming` that its kind has, cleaned. Raises Refused."""
    match incoming.kind:
        case Kind.TEXT:
            return {"text": answer(incoming.value), "complete": incoming.complete}
        case Kind.CHOOSE:
            return {"choice": choice(incoming.choice), "value": clean(incoming.value)[:CHOICE_LIMIT]}
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


def choice(name: str) -> str:
    """The name of a choice. Raises Refused."""
    if name not in set(Choice):
        raise Refused("refused-choice")
    return name


def clean(text: str) -> str:
    """Text without control characters (but line breaks and tabs), halves of characters and outer space.

    >>> clean(" a\\x00b\\r\\nc ")
    'ab\\nc'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in lines if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(kept).strip()
