"""The seconds in which a quotation was said, cut out of a recording that its person kept.

The rule: the recording is asked for with its person, so nobody hears another's, and it is read as untrusted
bytes as it was the first time.
"""

from __future__ import annotations

import re

from bot.port import Account
from core.interview.errors import GreenroomError
from storage.store import Store

_PLACE = re.compile(r"(?P<clip>[0-9A-Za-z_-]{1,64})\.(?P<from_ms>\d{1,8})\.(?P<to_ms>\d{1,8})")


class Quoting:
    """Cuts out of the recordings in `store`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def sound(self, account: Account, place: str) -> bytes | None:
        """The seconds at `place`, the `sound` of a block, as WAV; None where there are none (any more)."""
        found = _PLACE.fullmatch(place)
        clip = await self._clip(account, found["clip"]) if found else None
        if found is None or clip is None:
            return None
        from_ms, to_ms = int(found["from_ms"]), int(found["to_ms"])
        return await _cut(clip, from_ms, to_ms) if from_ms < to_ms else None

    async def _clip(self, account: Account, id_: str) -> bytes | None:
        async with self._store.read() as tx:
            person = await tx.people.find(account.platform, account.id)
            return await tx.clips.get(person, id_) if person else None


async def _cut(clip: bytes, from_ms: int, to_ms: int) -> bytes | None:
    try:
        # Only who has what it takes to hear has recordings; text alone needs none of it.
        from core.speech.audio import decode  # noqa: PLC0415
        from core.speech.cutting import cut  # noqa: PLC0415

        return cut(await decode(clip), from_ms, to_ms)
    except (GreenroomError, ImportError):
        return None
