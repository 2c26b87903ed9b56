"""A bare starlette application that answers a form with what was in it, asked by many at once."""

from __future__ import annotations

import asyncio
import socket
import time

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route


async def _echo(request: Request) -> Response:
    return PlainTextResponse(str((await request.form())["text"]))


async def echoes(people: int, times: int) -> float:
    """Answers a second, where so many ask at once, so many times each."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    app = Starlette(routes=[Route("/", _echo, methods=["POST"])])
    config = uvicorn.Config(app, http="h11", ws="none", lifespan="off", log_config=None, access_log=False)
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve(sockets=[listening]))
    address = f"http://127.0.0.1:{listening.getsockname()[1]}/"

    async def ask(client: httpx.AsyncClient) -> None:
        for _ in range(times):
            answer = await client.post(address, data={"text": "an answer"})
            assert answer.text == "an answer"

    async with httpx.AsyncClient() as client:
        begun = time.perf_counter()
        await asyncio.gather(*(ask(client) for _ in range(people)))
        seconds = time.perf_counter() - begun
    server.should_exit = True
    await running
    return people * times / seconds
