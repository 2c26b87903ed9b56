"""What people said, by id: kept apart from the events, which hold only the ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import insert, select

from storage.tables import WORDS, words
from storage.work import Work, in_batches


class Words:
    """The words of everybody, each asked for with its person."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def put(self, person: str, interview: str, texts: Mapping[str, str]) -> None:
        """Keeps `texts`, by id. Raises Gone where `person` has no such interview, Conflict for an id
        that is taken.
        """
        cipher = await self._work.cipher(person)
        rows = [
            {"id": id_, "interview": interview, "person": person, "content": cipher.seal(said, WORDS, id_)}
            for id_, said in texts.items()
        ]
        if rows:
            await self._work.run(insert(words), rows)

    async def get(self, person: str, ids: Iterable[str]) -> dict[str, str]:
        """The texts of `ids`, without those that are not there or not `person`'s. Raises Gone."""
        cipher = await self._work.cipher(person)
        texts: dict[str, str] = {}
        for batch in in_batches(ids):
            mine = words.c.id.in_(batch) & (words.c.person == person)
            found = await self._work.run(select(words.c.id, words.c.content).where(mine))
            texts |= {id_: cipher.open(sealed, WORDS, id_) for id_, sealed in found}
        return texts

    async def of_interview(self, person: str, interview: str) -> dict[str, str]:
        """All words of `person`'s interview, by id. Raises Gone."""
        cipher = await self._work.cipher(person)
        mine = (words.c.interview == interview) & (words.c.person == person)
        found = await self._work.run(select(words.c.id, words.c.content).where(mine).order_by(words.c.id))
        return {id_: cipher.open(sealed, WORDS, id_) for id_, sealed in found}
