"""Forgetting a person: at once, whole, and for good.

The rules: the id goes onto the list beside the master key before anything is deleted, so that a crash or
a restored backup only means that it is done again; the key and all rows go in one transaction; of the
inbox stay marks without content, so that an update fetched again stays seen.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import delete, select, update

from core.interview.errors import Unwritable
from storage.keys import sync_folder
from storage.tables import absorbed, accounts, inbox, link_tries, people
from storage.work import Work, in_batches

LIST_FILE = "forgotten"


async def erase(work: Work, person: str) -> None:
    """Deletes everything of `person`; nothing happens where there is no such person.

    The row is locked first: what another worker is just adding is then either refused or deleted too.
    """
    await work.run(select(people.c.id).where(people.c.id == person).with_for_update())
    marks = select(accounts.c.mark).where(accounts.c.person == person)
    await work.run(delete(link_tries).where(link_tries.c.mark.in_(marks)))
    blank = dict.fromkeys(("platform", "conversation", "person", "kind", "payload", "received_at"))
    theirs = update(inbox).where(inbox.c.person == person)
    await work.run(theirs.values(**blank, attempts=0, state="forgotten"))
    await work.run(delete(people).where(people.c.id == person))
    work.keys.drop(person)


async def all_ids(work: Work, person: str) -> list[str]:
    """`person` and whoever was joined into them: in a restored backup they may be apart again."""
    joined = await work.run(select(absorbed.c.id).where(absorbed.c.person == person))
    return [person, *joined.scalars()]


async def still_there(work: Work, ids: Iterable[str]) -> list[str]:
    """Which of `ids` are people of this database."""
    found: list[str] = []
    for batch in in_batches(ids):
        found += (await work.run(select(people.c.id).where(people.c.id.in_(batch)))).scalars()
    return found


def note(folder: Path, ids: Iterable[str]) -> None:
    """Appends `ids` to the list, on the disk when this returns. Raises Unwritable."""
    try:
        handle = os.open(folder / LIST_FILE, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "r+b") as file:
            # The newline before keeps a line that a crash cut short from running into this one.
            file.write(b"\n" + "".join(f"{id_}\n" for id_ in ids).encode())
            file.flush()
            os.fsync(file.fileno())
        sync_folder(folder)
        return
    except OSError as error:
        reason = error.strerror or ""
    raise Unwritable("storage-folder", path=str(folder / LIST_FILE), reason=reason)


def noted(folder: Path) -> list[str]:
    """The ids on the list. Raises Unwritable where it cannot be read: nobody may come back by that."""
    try:
        lines = (folder / LIST_FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []
    except OSError as error:
        reason = error.strerror or ""
    else:
        return [line for line in lines if line]
    raise Unwritable("storage-folder", path=str(folder / LIST_FILE), reason=reason)
