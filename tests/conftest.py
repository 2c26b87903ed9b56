"""What all tests share: the order (what is fast comes first, so that a mistake shows within seconds), and
what nearly every one of them needs, made once.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import bootstrap, fulfil
from bot.settings import Settings
from core.domains.contents import printed
from core.domains.loader import Loaded
from core.interviewers.bank.once import once
from storage import store
from tests import bundled, migrated

MEMORY = Path("/dev/shm")  # a file system in memory, on Linux
ROOM = 2 * 1024**3  # bytes
SLOW = ("browser", "process", "postgres", "soak")


def pytest_configure() -> None:
    """Puts the tests' folders into memory, where there is room and nobody has chosen another place.

    Databases wait for the disk at every commit, a hundred times in one test. What the tests kill are
    processes, and what those have written outlives them in memory too.
    """
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Moves what starts processes or servers to the end; all else keeps its order."""
    items.sort(key=_slowness)


def _slowness(item: pytest.Item) -> int:
    marks = [SLOW.index(mark.name) + 1 for mark in item.iter_markers() if mark.name in SLOW]
    return max(marks, default=0)


@pytest.fixture(scope="session")
def loaded() -> Loaded:
    """The bundled domains, read once."""
    return bootstrap.domains(Settings())


@pytest.fixture(scope="session", autouse=True)
def _what_every_house_needs_is_made_once() -> Iterator[None]:
    """Half the tests open a house, and each would read and print its domain and make the tables anew."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(bootstrap, "load_domains", bundled.load)
        patched.setattr(fulfil, "printed", once(printed))
        patched.setattr(store, "upgrade", migrated.upgrade)
        yield
