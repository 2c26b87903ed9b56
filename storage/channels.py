"""Channels in which groups practise: where they are and what is set for them, under a key of their own."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import insert, select, update

from storage.ids import new_id
from storage.rows import Channel
from storage.tables import CHANNEL, CHANNEL_PLACE, channels, people
from storage.work import AnyRow, Work

CHANNEL_ID = "channel:"


class Channels:
    """The channels, each looked up by the platform's id of it."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def find(self, platform: str, place: str) -> Channel | None:
        """The channel, where a practice was held or something set there."""
        mark = self._work.keys.mark("channel", platform, place)
        row = (await self._work.run(select(channels).where(channels.c.mark == mark))).first()
        return await self._channel(row) if row else None

    async def find_or_create(self, platform: str, place: str, now: int) -> Channel:
        """The channel, made where it is new. Raises Conflict where another worker makes it just now."""
        found = await self.find(platform, place)
        if found is not None:
            return found
        id_ = f"{CHANNEL_ID}{new_id(now)}"
        owner = {"id": id_, "created_at": now, "wrapped_key": self._work.keys.new_wrapped_key(id_)}
        await self._work.run(insert(people).values(**owner))
        cipher = await self._work.cipher(id_)
        row = {
            "id": id_,
            "person": id_,
            "mark": self._work.keys.mark("channel", platform, place),
            "platform": platform,
            "place": cipher.seal(place, CHANNEL_PLACE, id_),
            "content": cipher.seal("{}", CHANNEL, id_),
        }
        await self._work.run(insert(channels).values(**row))
        return Channel(id_, platform, place, "{}")

    async def get(self, id_: str) -> Channel | None:
        """The channel of an id."""
        row = (await self._work.run(select(channels).where(channels.c.id == id_))).first()
        return await self._channel(row) if row else None

    async def all(self) -> Sequence[Channel]:
        """All channels."""
        rows = list(await self._work.run(select(channels).order_by(channels.c.id)))
        return [await self._channel(row) for row in rows]

    async def keep(self, id_: str, content: str) -> None:
        """Keeps what is set for a channel."""
        cipher = await self._work.cipher(id_)
        mine = update(channels).where(channels.c.id == id_)
        await self._work.run(mine.values(content=cipher.seal(content, CHANNEL, id_)))

    async def _channel(self, row: AnyRow) -> Channel:
        cipher = await self._work.cipher(row.id)
        place = cipher.open(row.place, CHANNEL_PLACE, row.id)
        return Channel(row.id, row.platform, place, cipher.open(row.content, CHANNEL, row.id))
