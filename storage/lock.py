"""One owner per data directory, held by a file lock that the system lets go when the owner dies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from core.interview.errors import StorageFault, Unwritable
from storage.engine import make_folder

LOCK_FILE = "owner.lock"


class Owned(StorageFault):
    """Another process owns the data directory."""


@contextmanager
def own(data_dir: Path) -> Iterator[None]:
    """Owns `data_dir` while inside. Raises Owned where somebody else does, Unwritable.

    Nothing is waited for: whoever comes second attaches to the owner or says so.
    """
    make_folder(data_dir)
    lock = FileLock(data_dir / LOCK_FILE, mode=0o600)
    _take(lock, data_dir)
    try:
        yield
    finally:
        lock.release()


def _take(lock: FileLock, folder: Path) -> None:
    try:
        lock.acquire(timeout=0)
        return
    except Timeout:
        fault: StorageFault = Owned("storage-owned", path=str(folder))
    except OSError as error:
        fault = Unwritable("storage-folder", path=str(folder), reason=error.strerror or "")
    raise fault
