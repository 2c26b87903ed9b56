"""The order of the tests: what is fast comes first, so that a mistake shows within seconds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot import bootstrap
from bot.settings import Settings
from core.domains.loader import Loaded
from tests import bundled

SLOW = ("browser", "process", "postgres", "soak")


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
def _bundled_domains_are_read_once() -> Iterator[None]:
    """Nearly every test opens a house, and each would read anew what never changes."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(bootstrap, "load_domains", bundled.load)
        yield
