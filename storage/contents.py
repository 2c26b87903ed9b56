"""The exact text behind a content's hash; a domain's content, nobody's words, so in clear."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from storage.tables import contents
from storage.work import Work, in_batches


class Contents:
    """Contents by hash; a content never changes once it is there."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def put(self, texts: Mapping[str, str]) -> None:
        """Keeps the `texts` (JSON by hash) that are not there yet."""
        rows = [{"hash": hash_, "content": content} for hash_, content in texts.items()]
        if rows:
            await self._work.run(self._work.upsert(contents).on_conflict_do_nothing(), rows)

    async def get(self, hashes: Iterable[str]) -> dict[str, str]:
        """The texts of `hashes`, without those that are not there."""
        texts: dict[str, str] = {}
        for batch in in_batches(hashes):
            found = await self._work.run(
                select(contents.c.hash, contents.c.content).where(contents.c.hash.in_(batch))
            )
            texts |= {row.hash: row.content for row in found}
        return texts
