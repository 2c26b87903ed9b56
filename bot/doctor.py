"""`doctor`: what is installed, configured and reachable, and what to do about what is not.

Each check gives lines; none changes anything but what a start changes too (the data folder, its key and
the tables are made if they are missing). Secrets are never shown.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.adapters.console.drawing import a_console
from bot.attach import attached
from bot.bootstrap import domains, master_key, platforms
from bot.health import Health, findings, health
from bot.hearing import installed, look, try_out
from bot.inquiry import interviewer
from bot.settings import Settings, read
from core.domains.faults import Fault, FaultyDomains
from core.interview.errors import GreenroomError, SettingsFault, SpeechFault
from core.language.grammar import is_installed
from core.speech.models import Weights
from core.texts.catalog import texts
from core.texts.own import texts_with
from storage.lock import Owned, own
from storage.store import Store

LITTLE_SPACE_MB = 200
EXTRAS = {"telegram_token": ("telegram", "telegram"), "discord_token": ("discord", "discord")}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at; `key` names its sentence."""

    good: bool
    key: str
    values: tuple[tuple[str, str | int], ...] = ()

    @property
    def text(self) -> str:
        return texts().say(self.key, dict(self.values))


def line(key: str, *, good: bool = True, **values: str | int) -> Line:
    """A line with its values."""
    return Line(good, key, tuple(values.items()))


async def examine(*, plain: bool) -> bool:
    """Looks at everything and prints it; False where something needs doing."""
    console = a_console(plain=plain)
    good = True
    for found in _installed():
        good &= _print(console, found)
    try:
        settings = read()
    except GreenroomError as error:
        return _print(console, Line(False, error.key, tuple(error.values.items())))
    for found in (
        *_configured(settings),
        await _interviewer(settings),
        await speech(settings),
        *_domains(settings),
        *_texts(settings),
        *_disk(settings),
    ):
        good &= _print(console, found)
    for found in (*await _platforms(settings), *await _database(settings)):
        good &= _print(console, found)
    return good


def _print(console: Console, found: Line) -> bool:
    mark = ("✓ ", "green") if found.good else ("✗ ", "bold red")
    console.print(Text.assemble(mark, found.text))
    return found.good


def _installed() -> Iterator[Line]:
    python = ".".join(str(part) for part in sys.version_info[:3])
    yield line("doctor-python", version=python)
    try:
        yield line("doctor-greenroom", version=version("greenroom"))
    except PackageNotFoundError:
        yield line("doctor-not-installed", good=False)
    yield line("doctor-grammar") if is_installed() else line("doctor-no-grammar", good=False)


def _configured(settings: Settings) -> Iterator[Line]:
    """The settings, and for each token whether its platform can be served."""
    changed = [f"{name}={value}" for name, value in settings.shown() if value]
    yield line("doctor-settings", settings=", ".join(changed))
    for field, (extra, module) in EXTRAS.items():
        if getattr(settings, field) is None:
            continue
        if find_spec(module) is None:
            yield line("doctor-extra-missing", good=False, extra=extra)


async def _platforms(settings: Settings) -> list[Line]:
    """Every platform that has a token and its packages, asked who the bot is."""
    if any(getattr(settings, field) and not find_spec(module) for field, (_, module) in EXTRAS.items()):
        return []
    looks = [await adapter.look() for adapter in platforms(settings, texts(settings.language))]
    return [Line(look.good, look.key, tuple(look.values.items())) for look in looks]


async def _interviewer(settings: Settings) -> Line:
    """Whether whoever is to word and judge can."""
    found = await interviewer(settings)
    return Line(found.good, found.key, found.values)


async def speech(settings: Settings) -> Line:
    """Whether answers can be spoken; that weights were not fetched yet is no fault."""
    if settings.speech == "off":
        return line("doctor-speech-off")
    if not installed():
        return line("doctor-speech-missing", good=False)
    if settings.speech_url:
        fault = await look(settings)
        named = {"address": settings.speech_url, "model": settings.speech_model}
        return line(f"doctor-{fault}" if fault else "doctor-speech-server", good=not fault, **named)
    return await _model(settings, Weights(settings.speech_model))


async def _model(settings: Settings, weights: Weights) -> Line:
    """Whether the model that is to listen here is here and can be loaded."""
    if weights.present():
        try:
            return line("doctor-speech", name=weights.name, running_on=await try_out(settings))
        except SpeechFault:
            return line("doctor-speech-unusable", good=False, name=weights.name, folder=weights.folder())
    if weights.megabytes:
        return line("doctor-speech-weights", name=weights.name, megabytes=weights.megabytes)
    return line("speech-no-folder", good=False, folder=weights.name)


def _domains(settings: Settings) -> Iterator[Line]:
    try:
        loaded = domains(settings)
    except FaultyDomains as error:  # only the flow for all of them is refused as a whole
        yield from _flow_faults(error.faults)
        return
    of_flow = [fault for fault in loaded.faults if fault.file == str(settings.flow)]
    yield line("doctor-domains", good=bool(loaded.domains), count=len(loaded.domains))
    for fault in loaded.faults:
        if fault not in of_flow:
            yield line("doctor-domain-fault", good=False, fault=fault.told(texts()))
    yield from _flow_faults(of_flow)


def _flow_faults(faults: Sequence[Fault]) -> Iterator[Line]:
    for fault in faults:
        yield line("doctor-flow-fault", good=False, fault=fault.told(texts()))


def _texts(settings: Settings) -> Iterator[Line]:
    """Whether the operator's own texts can be said."""
    try:
        texts_with(settings.texts, settings.language)
    except SettingsFault as error:
        yield Line(False, error.key, tuple(error.values.items()))


def _disk(settings: Settings) -> Iterator[Line]:
    folder = next(place for place in (settings.data_dir, *settings.data_dir.parents) if place.is_dir())
    free = shutil.disk_usage(folder).free // 1_000_000
    yield line("doctor-disk", good=free >= LITTLE_SPACE_MB, folder=_short(settings.data_dir), free=free)


async def _database(settings: Settings) -> list[Line]:
    """Opens the database as a start would; a running Greenroom is asked instead."""
    try:
        with own(settings.data_dir):
            store = await Store.open(settings.database_url, settings.data_dir, master_key(settings))
            try:
                return [line("doctor-database"), *_told(await health(store))]
            finally:
                await store.close()
    except Owned:
        return await _running(settings)
    except GreenroomError as error:
        return [Line(False, error.key, tuple(error.values.items()))]


async def _running(settings: Settings) -> list[Line]:
    try:
        async with attached(settings.data_dir) as practice:
            address = await practice.address()
            return [
                line("doctor-running-at", address=address),
                *_told(await practice.health()),
            ]
    except Owned:
        return [line("doctor-running")]


def _told(found: Health) -> list[Line]:
    return [Line(finding.good, finding.key, finding.values) for finding in findings(found)]


def _short(path: Path) -> str:
    """A path as it is read best: from the current folder where it is in it."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
