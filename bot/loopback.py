"""Serves an app on this machine, inside the running event loop: the practice page, and Telegram's posts.

The rule: it listens on 127.0.0.1 and nowhere else, since there is no sign-in; whoever starts it owns Ctrl-C;
nothing is logged but what the app logs itself.
"""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.adapters.web.app import PORT_FAULTS, app
from bot.adapters.web.brand import Brand
from bot.adapters.web.front import PLAIN
from bot.port import Practice
from core.interview.errors import SettingsFault
from core.texts.catalog import Texts

HOST = "127.0.0.1"
BACKLOG = 128


@asynccontextmanager
async def page(
    practice: Practice, texts: Texts, port: int, brand: Brand = PLAIN, more: Sequence[BaseRoute] = ()
) -> AsyncIterator[str]:
    """Serves the practice page until the block ends; gives its address. Port 0 takes any that is free.

    `more` is served on the same address. Raises SettingsFault where the port cannot be had.
    """
    made = app(practice, texts, brand, more)
    async with serving(made, port, PORT_FAULTS) as taken:
        try:
            yield f"http://{HOST}:{taken}/"
        finally:
            made.state.front.ending.set()


@asynccontextmanager
async def serving(made: Starlette, port: int, faults: tuple[str, str]) -> AsyncIterator[int]:
    """Serves `made` on `port` until the block ends; gives the port, which 0 leaves open.

    Raises SettingsFault where it cannot be had: the first of `faults` where another has it, else the second.
    """
    listening = _listening(port, faults)
    server = _Server(_config(made))
    running = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        await server.ready.wait()
        yield listening.getsockname()[1]
    finally:
        server.should_exit = True
        await running
        listening.close()


def _listening(port: int, faults: tuple[str, str]) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # what a killed process left behind
        listening.bind((HOST, port))
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        fault = SettingsFault(faults[error.errno != errno.EADDRINUSE], port=str(port))
    else:
        return listening
    raise fault


def _config(made: Starlette) -> uvicorn.Config:
    return uvicorn.Config(
        made,
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=1,
    )


class _Server(uvicorn.Server):
    """A server that leaves signals alone and tells when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()
