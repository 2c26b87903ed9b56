"""Greenroom as it runs: the practice page (and every platform with a token), until it is told to stop."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import webbrowser
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.routing import BaseRoute

from bot.adapters.web.brand import Brand
from bot.attach import attachable, attached
from bot.bootstrap import House, build_house, is_alone, platforms
from bot.clock import Clock
from bot.connections import Connections, holder_of
from bot.health import health
from bot.loopback import page
from bot.metrics import metrics
from bot.port import Adapter
from bot.settings import Settings
from core.texts.catalog import Texts
from core.texts.own import texts_with
from storage.lock import Owned
from storage.store import Fenced

Say = Callable[[str], None]


async def serve(settings: Settings, say: Say) -> None:
    """Serves until Ctrl-C or SIGTERM; where another runs on the data folder, its page is shown instead."""
    said = texts_with(settings.texts, settings.language)
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    try:
        brand = Brand(settings.name or "", settings.accent or "", settings.logo)
        adapters, held = platforms(settings, said), set[str]()
        senders, alone = [adapter.sender for adapter in adapters], is_alone(settings)
        async with (
            build_house(settings, senders=senders, connected=None if alone else held.__contains__) as house,
            page(house.practice, said, settings.port, brand, measured(house)) as address,
            connected(house, adapters, settings.data_dir, said, say, held),
        ):

            async def where() -> str:
                return address

            more = {"health": lambda: health(house.store), "address": where}
            async with attachable(settings.data_dir, house.practice, **more):
                say(said.say("serve-at", {"address": address}))
                await _show(settings, address)
                await first_of(stop, house.lost)
            if house.lost.is_set():
                raise Fenced("storage-fenced")
        say(said.say("serve-bye"))
    except Owned:
        async with attached(settings.data_dir) as running:
            address = await running.address()
        say(said.say("serve-running", {"address": address}))
        await _show(settings, address)


async def first_of(*events: asyncio.Event) -> None:
    """Waits until one of them is set."""
    waiting = [asyncio.create_task(event.wait()) for event in events]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()


def measured(house: House) -> Sequence[BaseRoute]:
    """What else the page's address serves: figures for whoever watches over it."""
    return [metrics(house.store, house.worker.counted)]


@asynccontextmanager
async def connected(  # noqa: PLR0913, PLR0917 - what connections are held with
    house: House, adapters: Sequence[Adapter], data_dir: Path, said: Texts, say: Say, held: set[str]
) -> AsyncIterator[None]:
    """Holds the connections of `adapters` while inside; `held` has the platforms of those that are."""
    clock = Clock()
    holder = holder_of(data_dir, clock()) if adapters else ""
    connections = Connections(house.store, house.practice, said, clock, say, holder=holder, held=held)
    holding = [asyncio.create_task(connections.hold(adapter)) for adapter in adapters]
    try:
        yield
    finally:
        for task in holding:
            task.cancel()
        await asyncio.gather(*holding, return_exceptions=True)


async def _show(settings: Settings, address: str) -> None:
    """Opens the browser, where there is a screen and it is wanted."""
    screen = sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if screen and not settings.no_browser:
        await asyncio.to_thread(webbrowser.open, address)
