"""The one composition root: `build(settings)` puts the house together. Heavy imports happen here.

async with build(settings) as practice:
    await practice.submit(...)
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from bot.fulfil import Fulfil
from bot.mailbox import Mailbox
from bot.practice import LocalPractice
from bot.room import Rooms
from bot.settings import Settings
from bot.showing import Showing
from bot.step import Desk
from bot.views import Views
from core.domains.loader import Loaded, load_domains
from core.interviewers.bank.bank import Bank
from core.language.grammar import TypedGrammar
from core.language.measuring import measure
from core.texts.catalog import texts
from storage.lock import own
from storage.store import Store


def now_ms() -> int:
    """Milliseconds since the epoch (UTC)."""
    return time.time_ns() // 1_000_000


def domains(settings: Settings) -> Loaded:
    """The bundled domains and the operator's own."""
    return load_domains(settings.language, [settings.domains] if settings.domains else [])


@asynccontextmanager
async def build(settings: Settings, now: Callable[[], int] = now_ms) -> AsyncIterator[LocalPractice]:
    """Greenroom, ready to use, with what was left undone worked on; closed at the end.

    Raises Owned where another process has the data folder, StorageFault, KeyFault, SettingsFault.
    """
    with own(settings.data_dir):
        store = await Store.open(settings.database_url, settings.data_dir, master_key(settings))
        try:
            practice = assemble(store, settings, domains(settings), now)
            await practice.catch_up()
            yield practice
        finally:
            await store.close()


def assemble(store: Store, settings: Settings, loaded: Loaded, now: Callable[[], int]) -> LocalPractice:
    """The parts over an open store."""
    said = texts(settings.language)
    bank = Bank(said)
    rooms = Rooms()
    desk = Desk(
        rooms=rooms,
        domains=loaded,
        fulfil=Fulfil(loaded, bank, bank, measure),
        showing=Showing(said, loaded),
        now=now,
        quiet_ms=round(settings.quiet_seconds * 1000),
    )
    views = Views(store, rooms, loaded, TypedGrammar(), said)
    return LocalPractice(store, Mailbox(store, desk), views, rooms, now)


def master_key(settings: Settings) -> str | None:
    """The master key as it was set; None where the data folder has its own."""
    return settings.master_key.get_secret_value() if settings.master_key else None
