"""A Telegram Bot API server on loopback: real HTTP, one world for each bot, every word of it validated.

    async with telegram_server(spec_file) as telegram:
        Application.builder().token(TOKEN).base_url(telegram.base_url).base_file_url(telegram.base_file_url)

The rule: a request is read, meets its fault if one is due, is validated, and only then has an effect. A
request that is not as Telegram has it is answered 400 and kept in `violations`.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from copy import deepcopy
from dataclasses import dataclass, field
from inspect import isawaitable
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from tests.fakes.telegram.errors import Refused
from tests.fakes.telegram.faults import Fault, Faults, Kind
from tests.fakes.telegram.flood import Flood
from tests.fakes.telegram.methods import METHODS
from tests.fakes.telegram.people import Seat
from tests.fakes.telegram.spec import Json
from tests.fakes.telegram.validator import Validator
from tests.fakes.telegram.wire import Call, call_of
from tests.fakes.telegram.world import LIMIT, File, Room, World

TOKEN = "424242:AAGreenroomTestTokenNeverInAnyLog01"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
FOREVER = 3600.0
MESSAGES = frozenset(name for name in METHODS if name.startswith(("send", "copy", "forward"))) - {
    "sendChatAction",
    "sendMessageDraft",
}
RST = struct.pack("ii", 1, 0)  # close() sends a reset at once


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that came in: which method, with what, when; `effect` is whether it was done."""

    at: float
    call: Call
    effect: bool


@dataclass
class TelegramServer:
    """`refusals` are what was refused though its form was right; `asked` every call, oldest first."""

    spec: Path
    url: str = ""
    faults: Faults = field(default_factory=Faults)
    flood: Flood | None = None  # how many messages are taken; as many as come, without it
    refusals: list[str] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    worlds: dict[str, World] = field(default_factory=dict)
    remembers: bool = True  # what was asked, in `asked`; else in `counts` alone
    retry_s: float = 0.05  # between two tries to push an update

    def __post_init__(self) -> None:
        self.validator = Validator(self.spec)
        self.world = self.bot(TOKEN)

    @property
    def base_url(self) -> str:
        """For a client of the library."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """For its downloads."""
        return f"{self.url}/file/bot"

    @property
    def violations(self) -> list[str]:
        """Whatever was not as Telegram has it."""
        return self.validator.violations

    def bot(self, token: str) -> World:
        """The world of another bot."""
        self.worlds[token] = World(token, self.validator.update)
        return self.worlds[token]

    # --- people --------------------------------------------------------------------------------------

    def person(self, name: str = "Ana", *, language: str = "en", world: World | None = None) -> Seat:
        """Somebody in their private chat with the bot."""
        world = world or self.world
        user = {
            "id": 10_000_000 + next(world.ids),
            "is_bot": False,
            "first_name": name,
            "language_code": language,
        }
        room = world.open_room({"id": user["id"], "type": "private", "first_name": name})
        room.members[room.id] = user
        return Seat(world, room, user)

    def group(self, title: str = "Team", *, kind: str = "supergroup", forum: bool = False) -> Room:
        """A group with the bot in it; a forum has the topic "General answers"."""
        number = next(self.world.ids)
        id_ = -1_000_000_000_000 - number if kind != "group" else -number
        room = self.world.open_room(
            {"id": id_, "type": kind, "title": title} | ({"is_forum": True} if forum else {})
        )
        if forum:
            room.topics[next(room.numbers)] = "General answers"
        return room

    def joins(self, room: Room, who: Seat, topic: int | None = None) -> Seat:
        """Somebody's seat in a group."""
        room.members[who.user["id"]] = who.user
        return Seat(who.world, room, who.user, topic, len(room.journal))

    async def until(self, true: Any, what: str = "what was waited for", within: float = LIMIT) -> None:
        """Waits until `true()` is; it is looked at whenever a request was answered."""
        await self.world.news.until(lambda: true() or None, lambda: f"not so: {what}", within)

    async def read_all(self, within: float = LIMIT) -> None:
        """Waits until the bot has confirmed every update."""
        await self.until(lambda: not self.world.updates.waiting, "all updates confirmed", within)

    # --- requests ------------------------------------------------------------------------------------

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """The route of the methods."""
        method, world = request.match_info["method"], self.worlds.get(request.match_info["token"])
        if world is None:
            return _no(Refused(401, "Unauthorized"))
        fields = self.validator.spec.methods.get(method)
        if fields is None or method not in METHODS:
            self.validator.unknown(method, "there is no such method" if fields is None else "not built yet")
            return _no(Refused(404, "Not Found"))
        call = await call_of(request, method, fields)
        fault = self._too_many(call) or self.faults.draw(method)
        self._notes(call, effect=fault is None or fault.effective)
        if fault and not fault.effective:
            return await _fails(request, fault)
        answer = await self._does(world, call)
        self._tells()
        return await _late(request, fault, answer) if fault else answer

    async def _does(self, world: World, call: Call) -> web.Response:
        wrong = self.validator.call(call)
        if wrong:
            return _no(Refused(400, f"Bad Request: {wrong[0]}"))
        try:
            done = METHODS[call.method](world, call)
            result = deepcopy(await done if isawaitable(done) else done)
        except Refused as refused:
            self.refusals.append(f"{call.method}: {refused.description}")
            return _no(refused)
        self.validator.answer(call.method, result)
        return web.json_response({"ok": True, "result": result})

    def _too_many(self, call: Call) -> Fault | None:
        chat = call.params.get("chat_id")
        if self.flood is None or not isinstance(chat, int) or call.method not in MESSAGES:
            return None
        wait = self.flood.wait(chat, time.monotonic())
        return Fault(Kind.TOO_MANY, wait) if wait else None

    def _notes(self, call: Call, *, effect: bool) -> None:
        self.counts[call.method] += 1
        if self.remembers:
            self.asked.append(Asked(time.monotonic(), call, effect))
        self._tells()

    def _tells(self) -> None:
        for one in self.worlds.values():
            one.news.tell()

    async def download(self, request: web.Request) -> web.StreamResponse:
        """The route of the files."""
        world = self.worlds.get(request.match_info["token"])
        if world is None:
            return _no(Refused(401, "Unauthorized"))
        file = next((one for one in world.files.values() if one.path == request.match_info["path"]), None)
        if file is None:
            return _no(Refused(404, "Not Found"))
        self.counts["download"] += 1
        fault = self.faults.draw("download")
        if fault and not fault.effective:
            return await _fails(request, fault)
        return await _late(request, fault, _content(file)) if fault else _content(file)

    # --- pushing -------------------------------------------------------------------------------------

    async def pushes(self, world: World) -> None:
        """Posts updates to the webhook, in order, each until it is taken."""
        async with aiohttp.ClientSession() as http:
            while True:
                await world.news.until(lambda: world.hook.url or None, str, FOREVER)
                update = await world.updates.first()
                if world.hook.url and await self._pushed(http, world, update):
                    world.updates.confirm(update["update_id"] + 1)
                    world.news.tell()

    async def _pushed(self, http: aiohttp.ClientSession, world: World, update: Json) -> bool:
        hook = world.hook
        headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
        try:
            async with http.post(hook.url, json=update, headers=headers) as answer:
                if answer.status // 100 == 2:
                    return True
                hook.last_error = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except (aiohttp.ClientError, TimeoutError):
            hook.last_error = "Connection refused"
        hook.failures += 1
        hook.last_error_at = int(time.time())
        await asyncio.sleep(self.retry_s)
        return False


def _no(refused: Refused) -> web.Response:
    body: Json = {"ok": False, "error_code": refused.code, "description": refused.description}
    if refused.parameters:
        body["parameters"] = refused.parameters
    return web.json_response(body, status=refused.code)


def _content(file: File) -> web.Response:
    return web.Response(body=file.content, content_type="application/octet-stream")


async def _fails(request: web.Request, fault: Fault) -> web.StreamResponse:
    """The answer to a request that has no effect."""
    match fault.kind:
        case Kind.TOO_MANY:
            after = int(fault.seconds)
            return _no(Refused(429, f"Too Many Requests: retry after {after}", retry_after=after))
        case Kind.NO_JSON:
            page = "<html><head><title>502 Bad Gateway</title></head></html>"
            return web.Response(text=page, status=502, content_type="text/html")
        case Kind.BROKEN:
            return _no(Refused(fault.status, "Internal Server Error"))
        case _:
            await asyncio.sleep(fault.seconds)  # it is silent until the client has had enough
            return _reset(request)


async def _late(request: web.Request, fault: Fault, answer: web.Response) -> web.StreamResponse:
    """What comes of an answer on its way."""
    await asyncio.sleep(fault.seconds)
    if fault.kind is Kind.SLOW:
        return answer
    if fault.kind is Kind.BROKEN_AFTER:
        return _no(Refused(fault.status, "Internal Server Error"))
    return _reset(request)


def _reset(request: web.Request) -> web.Response:
    if request.transport:
        with suppress(OSError):
            request.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RST)
        request.transport.abort()
    return web.Response()


@asynccontextmanager
async def telegram_server(spec: Path, port: int = 0) -> AsyncIterator[TelegramServer]:
    """A server until the end of the block."""
    made = TelegramServer(spec)
    app = web.Application(client_max_size=64 * 1024 * 1024)
    app.router.add_route("*", "/bot{token:[^/]+}/{method}", made.answer)
    app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", made.download)
    runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    listening = socket.create_server(("127.0.0.1", port), backlog=2048)
    made.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    await web.SockSite(runner, listening).start()
    pushing = asyncio.create_task(made.pushes(made.world))
    try:
        yield made
    finally:
        pushing.cancel()
        with suppress(asyncio.CancelledError):
            await pushing
        await runner.cleanup()
