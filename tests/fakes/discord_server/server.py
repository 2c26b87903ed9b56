"""Discord on loopback: REST, gateway and CDN behind one port, for the unmodified client library.

    async with discord_server() as discord:                  # fast: the library of this process is led here
    async with discord_server(tls=True) as discord:          # nothing is patched:
        client = Client(connector=discord.connector(), ...)  # names lead here, the certificate is our own

The rule: every request goes one way: read, checked against the rules and the documents, met by the faults
that a test has laid out, worked on, and its answer checked as well.
"""

from __future__ import annotations

import json
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import trustme
import yarl
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from discord.gateway import DiscordWebSocket
from discord.http import Route as ClientRoute

from tests.fakes.discord_server import responding
from tests.fakes.discord_server.calls import Call, Refusal, read
from tests.fakes.discord_server.gateway import Gateway
from tests.fakes.discord_server.person import Person
from tests.fakes.discord_server.rest import ROUTES, Rest, Route
from tests.fakes.discord_server.validator import Validator
from tests.fakes.discord_server.world import TOKEN, Channel, Guild, World

API = "/api/v10"
HOSTS = ("discord.com", "gateway.discord.gg", "gateway-us-east1-b.discord.gg", "cdn.discordapp.com")
PASSED_OVER = {  # broken rules that are ours alone; to the others Discord itself answers with 400
    "allowed-mentions-missing",
    "mentions-allowed",
    "nonce-not-enforced",
    "ephemeral-edit",
}


@dataclass
class Fault:
    """What happens to the next `times` requests whose method and route begin with `on`.

    `status` 0 is a connection that is reset; `late` lets the request do its work before.
    """

    on: str
    status: int = 0
    times: int = 1
    late: bool = False
    code: int = 0
    retry_after: float = 0.01
    whole: bool = False  # a 429 for everything


@dataclass
class DiscordServer:
    """The server, with what a test does to it and reads of it."""

    world: World
    rest: Rest
    gateway: Gateway
    validator: Validator
    port: int = 0
    tls: bool = False
    authority: trustme.CA | None = None
    faults: list[Fault] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    token: str = TOKEN
    _people: int = 0

    def person(self, name: str = "", locale: str = "en-US") -> Person:
        """Somebody new, in front of their direct messages with the bot."""
        self._people += 1
        user = self.world.somebody(name or f"person{self._people}", locale)
        return Person(self.world, user, self.world.direct(user.id))

    def guild(self, name: str, *people: Person, **more: Any) -> Guild:
        """A guild with the bot and these people in it."""
        made = self.world.guild(name, *(one.user for one in people), **more)
        return made

    def text_channel(self, guild: Guild, name: str = "general") -> Channel:
        return self.world.text_channel(guild, name)

    def fails(self, on: str = "", status: int = 0, **more: Any) -> Fault:
        """Lays out a fault, and gives it back: its `times` say how much of it is left."""
        fault = Fault(on, status, **more)
        self.faults.append(fault)
        return fault

    async def ready(self, seconds: float = 20.0) -> None:
        """Waits until a client is connected and was told everything."""
        await self.world.until(lambda: self.gateway.connected, seconds)

    def kicks(self, guild: Guild) -> None:
        """The bot is thrown out of a guild."""
        guild.kicked = True
        self.world.tell("GUILD_DELETE", {"id": str(guild.id)}, guild.id)
        self.world.changed()

    def deletes(self, channel: Channel) -> None:
        """Somebody deletes a thread."""
        channel.deleted = True
        about = {"id": str(channel.id), "guild_id": str(channel.guild), "parent_id": str(channel.parent)}
        self.world.tell("THREAD_DELETE", about | {"type": channel.kind}, channel.guild)
        self.world.changed()

    @property
    def base(self) -> str:
        """What `Route.BASE` has to be."""
        return f"{'https://discord.com' if self.tls else f'http://127.0.0.1:{self.port}'}{API}"

    def connector(self) -> aiohttp.TCPConnector:
        """For a client to which nothing is patched."""
        assert self.authority
        trust = ssl.create_default_context()
        self.authority.configure_trust(trust)
        return aiohttp.TCPConnector(resolver=Names(self.port), ssl=trust)

    async def handle(self, request: web.Request, route: Route) -> web.StreamResponse:
        """A request from end to end."""
        call = await read(request, route.template, self.world.id)
        self.requests.append(call.where)
        fault = self._fault(call)
        if fault and not fault.late:
            return self._breaks(request, fault)
        status, body = await self._answer(call, route)
        self.validator.answer(call, status, body)
        if fault:
            return self._breaks(request, fault)
        if body is None:
            return web.Response(status=status)
        return _json(status, body)

    def _fault(self, call: Call) -> Fault | None:
        for one in self.faults:
            if one.times > 0 and call.where.startswith(one.on):
                one.times -= 1
                return one
        return None

    def _breaks(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.status == 0:
            _reset(request)
            return web.Response(status=500)
        if fault.status == 429:
            body: dict[str, Any] = {"message": "You are being rate limited.", "code": fault.code}
            body |= {"retry_after": fault.retry_after, "global": fault.whole}
            return _json(429, body, {"Via": "1.1 google", "Retry-After": "1"})
        if fault.status >= 500:
            return web.Response(status=fault.status, text="upstream connect error", content_type="text/plain")
        return _json(fault.status, {"code": fault.code, "message": "refused by the test"})

    async def _answer(self, call: Call, route: Route) -> tuple[int, Any]:
        if not route.open and call.headers.get("authorization") != f"Bot {TOKEN}":
            return 401, {"code": 0, "message": "401: Unauthorized"}
        broken = list(route.rules(call)) if route.rules else []
        for rule, about in broken:
            self.validator.note(rule, call.where, about)
        fits = self.validator.request(call)
        if not fits or any(rule not in PASSED_OVER for rule, _ in broken):
            return 400, {"code": 50035, "message": "Invalid Form Body"}
        try:
            return await route.handler(self.rest, call)
        except Refusal as refusal:
            if isinstance(refusal, responding.Misuse):
                self.validator.note(refusal.rule, call.where, refusal.about)
            return refusal.status, refusal.body

    async def unknown(self, request: web.Request) -> web.StreamResponse:
        """A route that the fake does not have."""
        self.validator.note("not-in-the-fake", f"{request.method} {request.path}", "no such route")
        return _json(404, {"code": 0, "message": "404: Not Found"})

    async def download(self, request: web.Request) -> web.StreamResponse:
        """The CDN: a file, as long as its address is good."""
        file = self.world.files.get(int(request.match_info["file"]))
        good = "ex" in request.query
        if not file or not file.stored or not good:
            return web.Response(status=404, text="This content is no longer available.")
        return web.Response(body=file.content, content_type=file.media_type)


def _reset(request: web.Request) -> None:
    """Ends the connection as a fallen host does: the client reads ECONNRESET."""
    if request.transport:
        at_once = struct.pack("ii", 1, 0)
        request.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
        request.transport.abort()


def _json(status: int, body: Any, headers: dict[str, str] | None = None) -> web.Response:
    """JSON whose type is exactly `application/json`, which the library asks for."""
    named = {"Content-Type": "application/json", **(headers or {})}
    return web.Response(status=status, body=json.dumps(body).encode(), headers=named)


class Names(AbstractResolver):
    """Leads Discord's names here, and no other anywhere."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        if host not in HOSTS:
            raise OSError(f"{host} is not Discord")
        return [
            ResolveResult(
                hostname=host, host="127.0.0.1", port=self._port, family=socket.AF_INET, proto=0, flags=0
            )
        ]

    async def close(self) -> None:
        """Nothing is held."""


@asynccontextmanager
async def discord_server(
    *, tls: bool = False, specs: Path | None = None, port: int = 0, patched: bool = True
) -> AsyncIterator[DiscordServer]:
    """Serves until the end of the block; a free port unless one is given.

    In the fast mode the library of this process is pointed here, unless it is not to be `patched`.
    """
    world, validator = World(), Validator(specs)
    gateway = Gateway(world, validator)
    world.tell = gateway.tell
    rest = Rest(world, seen=gateway.intents)
    server = DiscordServer(world, rest, gateway, validator, tls=tls)
    runner = web.AppRunner(_app(server), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await _listen(server, runner, port)
        with pointed_at(server.base, rest.gateway) if patched and not tls else _as_it_is():
            yield server
    finally:
        await gateway.end()
        await runner.cleanup()


async def _listen(server: DiscordServer, runner: web.AppRunner, port: int) -> None:
    context = None
    if server.tls:
        server.authority = trustme.CA()
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        server.authority.issue_cert(*HOSTS).configure_cert(context)
    site = web.TCPSite(runner, "127.0.0.1", port, ssl_context=context)
    await site.start()
    server.port = runner.addresses[0][1]
    plain = f"127.0.0.1:{server.port}"
    cdn = "https://cdn.discordapp.com" if server.tls else f"http://{plain}"
    server.rest.cdn = server.gateway.cdn = cdn
    server.rest.gateway = "wss://gateway.discord.gg" if server.tls else f"ws://{plain}/"
    server.gateway.resume_url = "wss://gateway-us-east1-b.discord.gg" if server.tls else f"ws://{plain}/"


def _app(server: DiscordServer) -> web.Application:
    app = web.Application(client_max_size=2**26)
    for route in ROUTES:
        app.router.add_route(route.method, API + route.template, _handler(server, route))
    app.router.add_get("/", server.gateway.connect)
    app.router.add_get("/attachments/{channel}/{file}/{name}", server.download)
    app.router.add_route("*", "/{rest:.*}", server.unknown)
    return app


def _handler(server: DiscordServer, route: Route) -> Any:
    async def handle(request: web.Request) -> web.StreamResponse:
        return await server.handle(request, route)

    return handle


@contextmanager
def pointed_at(base: str, gateway: str) -> Iterator[None]:
    """Points the library of this process at a server on loopback."""
    before = ClientRoute.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    ClientRoute.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, yarl.URL(gateway)
    try:
        yield
    finally:
        ClientRoute.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


@contextmanager
def _as_it_is() -> Iterator[None]:
    yield
