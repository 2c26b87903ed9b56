"""Finds the master key at start and makes sure that it is the one this database was made with.

The rule: a key is made only for a database that has none yet. A database whose key is missing is not
given another, because nothing in it could ever be read again.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.interview.errors import Conflict, KeyFault
from storage.engine import WRITE
from storage.faults import quietly
from storage.keys import KEY_FILE, Keyring, decode_master_key, make_key_file, read_key_file
from storage.tables import vault


async def unlock(engine: AsyncEngine, folder: Path, given: str | None) -> Keyring:
    """The keys of the database behind `engine`. Raises KeyFault, Unwritable, StorageFault.

    `given` is the master key from the settings; without it SQLite's is kept in `folder`.
    """
    try:
        return await _attempt(engine, folder, given)
    except Conflict:
        pass  # another worker opened the new database at the same moment; now the fingerprint is there
    return await _attempt(engine, folder, given)


async def _attempt(engine: AsyncEngine, folder: Path, given: str | None) -> Keyring:
    connection = await quietly(engine.connect())
    try:
        if engine.dialect.name == "sqlite":
            await connection.execution_options(**WRITE)
        return await _unlock(connection, folder, given)
    finally:
        await connection.close()


async def _unlock(connection: AsyncConnection, folder: Path, given: str | None) -> Keyring:
    known = (await quietly(connection.execute(select(vault.c.fingerprint)))).scalar()
    if given is not None:
        master = decode_master_key(given)
    elif connection.dialect.name == "sqlite":
        master = await asyncio.to_thread(_from_folder, folder, known is not None)
    else:
        raise KeyFault("storage-master-key-required")
    keys = Keyring(master)
    if known is None:
        await quietly(connection.execute(insert(vault).values(id=1, fingerprint=keys.fingerprint)))
        await quietly(connection.commit())
    elif known != keys.fingerprint:
        raise KeyFault("storage-master-key-wrong")
    else:
        # Rolled back; shows now, not at the first answer, whether the database can be written at all.
        await quietly(connection.execute(update(vault).values(fingerprint=known)))
    return keys


def _from_folder(folder: Path, in_use: bool) -> bytes:
    master = read_key_file(folder)
    if master is not None:
        return master
    if in_use:
        raise KeyFault("storage-master-key-lost", path=str(folder / KEY_FILE))
    return make_key_file(folder)
