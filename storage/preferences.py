"""A person's settings: one small JSON object, sealed whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from storage.tables import SETTINGS, settings
from storage.work import Work


class Preferences:
    """What people chose for themselves."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def of(self, person: str) -> dict[str, Any]:
        """The settings of `person`, empty where none were kept. Raises Gone."""
        cipher = await self._work.cipher(person)
        found = await self._work.run(select(settings.c.content).where(settings.c.person == person))
        sealed = found.scalar()
        content: dict[str, Any] = json.loads(cipher.open(sealed, SETTINGS, person)) if sealed else {}
        return content

    async def keep(self, person: str, content: Mapping[str, Any]) -> None:
        """Replaces the settings of `person`; `content` is what JSON can hold. Raises Gone."""
        cipher = await self._work.cipher(person)
        sealed = cipher.seal(json.dumps(dict(content)), SETTINGS, person)
        new = self._work.upsert(settings).values(person=person, content=sealed)
        await self._work.run(new.on_conflict_do_update(index_elements=["person"], set_={"content": sealed}))
