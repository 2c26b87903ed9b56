"""A data folder for the program, and a Postgres server for the tests that kill it there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.storage.conftest import postgres_socket

__all__ = ["data", "postgres_socket"]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder that is not there yet."""
    return tmp_path / "data"
