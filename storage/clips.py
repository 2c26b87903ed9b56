"""Recordings: kept until their transcript is, or for as long as their person wants to keep them."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Sequence

from sqlalchemy import func, insert, select, update

from storage.tables import CLIP, clips
from storage.work import Work, in_batches


class Clips:
    """The recordings of everybody, each asked for with its person."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def put(self, person: str, id_: str, sound: bytes, now: int) -> None:
        """Keeps the bytes of a recording as they came. Raises Gone, Conflict for an id that is taken."""
        cipher = await self._work.cipher(person)
        content = cipher.seal(b64encode(sound).decode(), CLIP, id_)
        row = {"id": id_, "person": person, "created_at": now, "content": content}
        await self._work.run(insert(clips).values(row))

    async def get(self, person: str, id_: str) -> bytes | None:
        """The bytes again; None where there are none (any more) or they are another's. Raises Gone."""
        cipher = await self._work.cipher(person)
        mine = (clips.c.id == id_) & (clips.c.person == person)
        sealed = (await self._work.run(select(clips.c.content).where(mine))).scalar()
        return b64decode(cipher.open(sealed, CLIP, id_)) if sealed else None

    async def kept(self, person: str, ids: Sequence[str]) -> frozenset[str]:
        """Those among `ids` that are the person's and whose sound is still there."""
        found: set[str] = set()
        for batch in in_batches(ids):
            there = clips.c.id.in_(batch) & (clips.c.person == person) & clips.c.content.is_not(None)
            found.update((await self._work.run(select(clips.c.id).where(there))).scalars())
        return frozenset(found)

    async def heard(self, person: str, id_: str, length_ms: int, *, keep: bool = False) -> None:
        """Notes how long it was, 0 where it could not be taken; the sound itself goes unless it is kept."""
        await self._work.hold(person)
        mine = (clips.c.id == id_) & (clips.c.person == person)
        gone = {} if keep else {"content": None}
        await self._work.run(update(clips).where(mine).values(length_ms=length_ms, **gone))

    async def drop_unheard(self, person: str, ids: Sequence[str]) -> None:
        """Lets go of the sound of those among `ids` that were not listened to."""
        await self._work.hold(person)
        for batch in in_batches(ids):
            unheard = clips.c.id.in_(batch) & (clips.c.person == person) & clips.c.length_ms.is_(None)
            await self._work.run(update(clips).where(unheard).values(length_ms=0, content=None))

    async def drop_heard(self, person: str) -> None:
        """Lets go of the sound of all that `person` had kept."""
        await self._work.hold(person)
        kept = (clips.c.person == person) & clips.c.length_ms.is_not(None)
        await self._work.run(update(clips).where(kept).values(content=None))

    async def spoken_ms(self, person: str, since: int) -> int:
        """How much of what `person` sent since then was listened to, in milliseconds."""
        theirs = (clips.c.person == person) & (clips.c.created_at >= since)
        spoken = await self._work.run(select(func.coalesce(func.sum(clips.c.length_ms), 0)).where(theirs))
        return spoken.scalar() or 0
