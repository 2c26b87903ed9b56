"""The fixture `telegram`: a server for a test, which fails where anything was not as Telegram has it.

    from tests.fakes.telegram.fixtures import spec_file, telegram

The rule: where GREENROOM_SPECS is set, the specification has to be there; elsewhere the test is skipped.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.telegram.server import TelegramServer, telegram_server

FILE = "telegram-bot-api.json"


def found_spec() -> Path | None:
    """The specification's file, None where nobody says where it is. Fails where it is not there."""
    folder = os.environ.get("GREENROOM_SPECS")
    if not folder:
        return None
    file = Path(folder) / FILE
    assert file.is_file(), f"GREENROOM_SPECS has no {FILE}"
    return file


@pytest.fixture
def spec_file() -> Path:
    """The specification's file."""
    file = found_spec()
    if file is None:
        pytest.skip("needs Telegram's specification; GREENROOM_SPECS names its folder")
    return file


@pytest.fixture
async def telegram(spec_file: Path) -> AsyncIterator[TelegramServer]:
    """A server, at whose end nothing may have been wrong."""
    async with telegram_server(spec_file) as server:
        yield server
    assert server.violations == []
