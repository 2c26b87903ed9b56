"""The one composition root: `build(settings)` puts the house together. Heavy imports happen here.

async with build(settings) as practice:
    await practice.submit(...)
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

from bot.bell import Bell
from bot.clock import Clock
from bot.connections import holder_of
from bot.delivery import PAUSE, Delivery
from bot.erasure import Erasure
from bot.files import Files
from bot.fulfil import Fulfil
from bot.hearing import Hearing, deaf, hearing
from bot.interviewing import Hired, hired
from bot.jobs import Jobs
from bot.linking import Linking
from bot.mailbox import Mailbox
from bot.port import Adapter, Sender
from bot.practice import LocalPractice
from bot.practices.jobs import AllJobs
from bot.practices.jobs import Jobs as PracticeJobs
from bot.practices.letters import Letters
from bot.practices.local import LocalPractices, Told, practice_desk
from bot.preferences import Preferences
from bot.quoting import Quoting
from bot.room import Rooms
from bot.settings import Settings
from bot.showing import Showing
from bot.step import Desk
from bot.views import Views
from bot.workers import Workers
from bot.works import Engine, Works
from core.domains.everywhere import everywhere
from core.domains.loader import Loaded, load_domains
from core.interview.ports import Interviewer
from core.interviewers.bank.bank import Bank
from core.language.grammar import SpokenGrammar, TypedGrammar
from core.language.measuring import measure
from core.speech.bands import bands
from core.texts.catalog import Texts
from core.texts.own import texts_with
from storage.lock import own
from storage.store import Store


def domains(settings: Settings) -> Loaded:
    """The bundled domains and the operator's own, with what is set for all of them."""
    loaded = load_domains(settings.language, [settings.domains] if settings.domains else [])
    return everywhere(loaded, settings.company or "", settings.flow)


@dataclass(frozen=True, slots=True)
class House:
    """The parts over an open store: what adapters hold, and what the engine runs; who interviews."""

    store: Store
    practice: LocalPractice
    works: Works
    mailbox: Mailbox
    worker: Hired
    lost: asyncio.Event = field(default_factory=asyncio.Event)  # another process took the work over


@asynccontextmanager
async def build(
    settings: Settings, now: Callable[[], int] | None = None, engine: Engine | None = None
) -> AsyncIterator[LocalPractice]:
    """What adapters hold of Greenroom at work; see `build_house`."""
    async with build_house(settings, now, engine) as house:
        yield house.practice


@asynccontextmanager
async def build_house(  # noqa: PLR0913, PLR0917 - what tests give instead of the settings'
    settings: Settings,
    now: Callable[[], int] | None = None,
    engine: Engine | None = None,
    senders: Sequence[Sender] = (),
    senses: Hearing | None = None,
    connected: Callable[[str], bool] | None = None,
) -> AsyncIterator[House]:
    """Greenroom at work, with what was left undone set going again; closed at the end.

    `senses` are those of the settings unless others are given; `connected` says which platforms' connections
    are held here, where other processes may hold them.

    Raises Owned where another process has the data folder, StorageFault, KeyFault, SettingsFault.
    """
    with own(settings.data_dir):
        store = await Store.open(settings.database_url, settings.data_dir, master_key(settings))
        try:
            ears = senses or hearing(settings, texts_with(settings.texts, settings.language))
            now = now or Clock()
            workers = None if is_alone(settings) else among_others(store, settings, now)
            hears = ears.transcriber is not None
            engine = engine or durable(settings, sends=bool(senders), hears=hears, workers=workers)
            loaded = domains(settings)
            house = assemble(store, settings, loaded, now, engine, senders, senses=ears, connected=connected)
            house = replace(house, lost=workers.lost) if workers else house
            await house.practice.note()
            await engine.start(house.works)
            try:
                house.worker.begin()
                yield house
            finally:
                await engine.stop()
                await ears.close()
                await house.worker.close()
        finally:
            await store.close()


def assemble(  # noqa: PLR0913, PLR0917 - what a house is built from
    store: Store,
    settings: Settings,
    loaded: Loaded,
    now: Callable[[], int],
    engine: Engine,
    senders: Sequence[Sender] = (),
    interviewer: Interviewer | None = None,
    pause: float = PAUSE,
    senses: Hearing | None = None,
    connected: Callable[[str], bool] | None = None,
) -> House:
    """The parts over an open store.

    `interviewer` is that of the settings unless another one is given; `pause` is how long a sender rests, in
    seconds, after a message that was not taken; without `senses` nothing spoken is listened to.
    """
    said = texts_with(settings.texts, settings.language)
    senses = senses or deaf(settings, said)
    worker = Hired(interviewer) if interviewer else hired(settings, said)
    bank, rooms, bell, showing = Bank(said), Rooms(), Bell(), Showing(said, loaded, senses.across)
    fulfil = Fulfil(loaded, worker.interviewer, bank, measure, said)
    quiet_ms = round(settings.quiet_seconds * 1000)
    desk = Desk(rooms, loaded, fulfil, showing, now, quiet_ms)
    listening = senses.listening(store)
    told = Told(store, engine, now)
    practising = practice_desk(
        loaded, said, worker.interviewer, bank, senses.across, now, listens=senses.transcriber is not None
    )
    jobs = Jobs(
        store, rooms, fulfil, Fulfil(loaded, bank, bank, measure, said), showing, now, listening=listening
    )
    typed = TypedGrammar()
    grammars = typed, SpokenGrammar(typed)
    views = Views(store, rooms, loaded, grammars, showing, said, bands(settings.pace), now)
    erasure = Erasure(store, rooms, told.leave)
    files = Files(views, erasure, Quoting(store), said)
    letters = Letters(store, said)
    delivery = Delivery(store, {one.platform: one for one in senders}, views, files, pause, letters)
    of_practices = PracticeJobs(store, practising.rooms, practising.fulfil, bank, now, listening)
    practices = LocalPractices(store, told, practising, letters, senses.ears, said)
    all_jobs = AllJobs(store, jobs, of_practices)
    works = Works(store, engine, bell, all_jobs, delivery, now, practices.tidy, connected)
    mailbox = Mailbox(store, desk, works.after, practising)
    works.serve(mailbox)
    practice = LocalPractice(
        store,
        engine,
        bell,
        views,
        erasure,
        Linking(store, rooms, said, now),
        Preferences(store, said, now),
        works.troubles,
        now,
        senses.ears,
        files,
        practices,
    )
    return House(store, practice, works, mailbox, worker)


def is_alone(settings: Settings) -> bool:
    """Whether no other process can work on the same database."""
    return settings.database_url.startswith("sqlite")


def among_others(store: Store, settings: Settings, now: Callable[[], int]) -> Workers:
    """This process as one of several on a database."""
    return Workers(store, holder_of(settings.data_dir, now()), now)


def durable(
    settings: Settings, *, sends: bool, hears: bool = False, workers: Workers | None = None
) -> Engine:
    """The engine that survives its process."""
    from bot.engine import FILE, DbosEngine, Where

    place = Where(settings.data_dir / FILE) if is_alone(settings) else Where(url=settings.database_url)
    return DbosEngine(place, jobs=hears or settings.interviewer != "bank", sends=sends, workers=workers)


def platforms(settings: Settings, said: Texts) -> list[Adapter]:
    """The adapters of the platforms that have a token. Raises SettingsFault."""
    adapters: list[Adapter] = []
    if settings.telegram_token:
        from bot.adapters.telegram.telegram import telegram
        from bot.loopback import serving

        adapters.append(telegram(settings, said, serving))
    if settings.discord_token:
        from bot.adapters.discord.app import Discord

        adapters.append(Discord(settings.discord_token.get_secret_value(), said))
    return adapters


def master_key(settings: Settings) -> str | None:
    """The master key as it was set; None where the data folder has its own."""
    return settings.master_key.get_secret_value() if settings.master_key else None
