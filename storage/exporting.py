"""Everything kept about one person, as plain values that JSON can hold."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import ColumnElement, Table, select

from storage.events import Events
from storage.interviews import Interviews
from storage.people import People
from storage.practices import Practices
from storage.preferences import Preferences
from storage.rows import Interview, Practice
from storage.tables import (
    CHAT,
    CLIP,
    MESSAGE,
    RECEIVED,
    SENT,
    Sealed,
    clips,
    inbox,
    outbox,
    people,
    timers,
)
from storage.words import Words
from storage.work import Work


async def export(work: Work, person: str) -> dict[str, Any]:
    """The whole of `person`; times are milliseconds since the epoch, UTC. Raises Gone."""
    await work.cipher(person)
    created = await work.run(select(people.c.created_at).where(people.c.id == person))
    return {
        "person": person,
        "created_at": created.scalar(),
        "accounts": [
            {"platform": account.platform, "account": account.account, "linked_at": account.linked_at}
            for account in await People(work).accounts_of(person)
        ],
        "settings": await Preferences(work).of(person),
        "interviews": [
            await _interview(work, person, interview)
            for interview in await Interviews(work).interviews_of(person)
        ],
        "practices": [
            await _practice(work, person, practice, seat)
            for practice, seat in await Practices(work).of_person(person, questions=True)
        ],
        "clips": await _rows(work, person, clips, {"content": CLIP}),
        "received": await _rows(work, person, inbox, {"payload": RECEIVED}),
        "sent": await _rows(work, person, outbox, {"payload": SENT, "message": MESSAGE, "chat": CHAT}),
    }


async def _interview(work: Work, person: str, interview: Interview) -> dict[str, Any]:
    waiting = select(timers.c.name, timers.c.due_at).where(timers.c.interview == interview.id)
    return {
        "id": interview.id,
        "domain": interview.domain,
        "open": interview.open,
        "created_at": interview.created_at,
        "ended_at": interview.ended_at,
        "events": [
            {
                "sequence": event.sequence,
                "type": event.type,
                "version": event.version,
                "at": event.at,
                "payload": _readable(event.payload),
            }
            for event in await Events(work).load(person, interview.id)
        ],
        "words": await Words(work).of_interview(person, interview.id),
        "timers": [dict(row) for row in (await work.run(waiting)).mappings()],
    }


async def _practice(work: Work, person: str, practice: Practice, seat: int) -> dict[str, Any]:
    """What one member did, said and wrote in a practice, and nothing of the others."""
    events = [
        (event, _readable(event.payload)) for event in await Events(work).load(practice.id, practice.id)
    ]
    members = await Practices(work).members(practice.id)
    return {
        "id": practice.id,
        "seat": seat,
        "name": next((member.name for member in members if member.person == person), ""),
        "opened_at": practice.opened_at,
        "open": practice.open,
        "events": [
            {"type": event.type, "version": event.version, "at": event.at, "payload": payload}
            for event, payload in events
            if isinstance(payload, dict) and payload.get("seat") == seat
        ],
        "words": await Practices(work).words_of(practice.id, person),
    }


async def _rows(work: Work, person: str, table: Table, sealed: dict[str, Sealed]) -> list[dict[str, Any]]:
    """The rows of `table`, opened, without the columns that only serve the machinery."""
    cipher = await work.cipher(person)
    mine: ColumnElement[bool] = table.c.person == person
    rows = []
    for row in (await work.run(select(table).where(mine).order_by(table.c.id))).mappings():
        shown = {name: value for name, value in row.items() if name not in ("mark", "person", "attempts")}
        for name, column in sealed.items():
            if row[name] is not None:
                shown[name] = _readable(
                    cipher.open(row[name], column, *(row[key.name] for key in column.key))
                )
        rows.append(shown)
    return rows


def _readable(payload: str) -> Any:
    """What a payload holds; the text itself where it is no JSON."""
    try:
        return json.loads(payload)
    except ValueError:
        return payload
