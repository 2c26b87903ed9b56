"""The fake Discord's gateway: sessions that can be lost, taken up again, refused and closed.

The rule: a session outlives its connection. What happens meanwhile is kept for RESUME, unless the session
was `forgotten`, which op 9 then tells; a new IDENTIFY gets nothing of what was before it.
"""

from __future__ import annotations

import asyncio
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.fakes.discord_server import shapes
from tests.fakes.discord_server.validator import Validator
from tests.fakes.discord_server.world import APPLICATION, TOKEN, Interaction, Json, Message, World

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, RESUME, RECONNECT, MEMBERS = 0, 1, 2, 3, 6, 7, 8
INVALID, HELLO, ACKNOWLEDGED = 9, 10, 11
GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT = 1 << 0, 1 << 9, 1 << 12, 1 << 15
PRIVILEGED = {1 << 1, 1 << 8, MESSAGE_CONTENT}
CLOSES = {  # what Discord closes with, and why; those marked True are not to be tried again
    4000: ("Unknown error", False),
    4001: ("Unknown opcode", False),
    4002: ("Decode error", False),
    4003: ("Not authenticated", False),
    4004: ("Authentication failed", True),
    4005: ("Already authenticated", False),
    4007: ("Invalid seq", False),
    4008: ("Rate limited", False),
    4009: ("Session timed out", False),
    4010: ("Invalid shard", True),
    4011: ("Sharding required", True),
    4012: ("Invalid API version", True),
    4013: ("Invalid intent(s)", True),
    4014: ("Disallowed intent(s)", True),
}


@dataclass
class Session:
    """What one IDENTIFY began; `socket` is None while nobody is connected."""

    id: str
    intents: int
    shard: tuple[int, int]
    socket: web.WebSocketResponse | None = None
    sequence: int = 0
    kept: list[Json] = field(default_factory=list)
    resumed: int = 0


@dataclass
class Gateway:
    """All sessions. `url` and `resume_url` are what clients are told."""

    world: World
    validator: Validator
    resume_url: str = ""
    cdn: str = ""
    interval_ms: int = 41_250
    content_intent: bool = True
    acknowledges: bool = True  # heartbeats
    refuses_with: int = 0  # a code with which every IDENTIFY is closed
    sessions: dict[str, Session] = field(default_factory=dict)
    identified: int = 0
    resumed: int = 0
    beats: int = 0
    opened: list[str] = field(default_factory=list)  # the host of each connection
    _sending: set[asyncio.Task[None]] = field(default_factory=set)

    def intents(self) -> int:
        """Those of the newest session."""
        newest = list(self.sessions.values())[-1:]
        return newest[0].intents if newest else 0

    @property
    def connected(self) -> bool:
        return any(one.socket for one in self.sessions.values())

    def tell(self, name: str, data: Json, guild: int | None) -> None:
        """Sends an event to every session that asked for such, in order."""
        for one in self.sessions.values():
            if _wanted(name, guild, one):
                self._dispatch(one, name, self._drawn(one, name, data))

    def _drawn(self, session: Session, name: str, data: Json) -> Json:
        if isinstance(data.get("interaction"), Interaction):
            return shapes.interaction(self.world, self.cdn, data["interaction"])
        message = data.get("message")
        if not isinstance(message, Message):
            return data
        place = self.world.channels[message.channel]
        where: Json = {"guild_id": str(place.guild)} if place.guild else {}
        if name == "MESSAGE_DELETE":
            return {"id": str(message.id), "channel_id": str(place.id), **where}
        readable = shapes.readable_to(self.world, session.intents, message)
        drawn = shapes.message(self.world, self.cdn, message, readable=readable)
        if place.guild and not self.world.users[message.author].bot:
            where["member"] = shapes.member(self.world.users[message.author])
        return drawn | where

    def _dispatch(self, session: Session, name: str, data: Json) -> None:
        self.validator.event(name, data)
        session.sequence += 1
        event = {"op": DISPATCH, "t": name, "s": session.sequence, "d": data}
        session.kept.append(event)
        if session.socket:
            self._send(session.socket, event)

    def _send(self, socket: web.WebSocketResponse, event: Json) -> None:
        """Sends without waiting; tasks run in the order in which they are made."""
        task = asyncio.ensure_future(_quietly(socket, event))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """The route: one connection from HELLO to its end."""
        socket = web.WebSocketResponse(max_msg_size=2**22)
        await socket.prepare(request)
        self.opened.append(request.host)
        if request.query.get("v") != "10" or request.query.get("encoding") != "json":
            await self._closes(socket, 4012)
            return socket
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": self.interval_ms}})
        try:
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    await self._takes(socket, frame.json())
        except ConnectionError:
            pass
        finally:
            for one in self.sessions.values():
                if one.socket is socket:
                    one.socket = None
            self.world.changed()
        return socket

    async def _takes(self, socket: web.WebSocketResponse, message: Json) -> None:
        own = next((one for one in self.sessions.values() if one.socket is socket), None)
        match message.get("op"):
            case 1:
                self.beats += 1
                if self.acknowledges:
                    await socket.send_json({"op": ACKNOWLEDGED, "d": None})
                self.world.changed()
            case 2 if own:
                await self._closes(socket, 4005)
            case 2:
                await self._identifies(socket, message)
            case 6:
                await self._resumes(socket, message["d"])
            case 3 | 4 | 8 if own:
                pass
            case 3 | 4 | 8:
                await self._closes(socket, 4003)
            case _:
                await self._closes(socket, 4001)

    async def _identifies(self, socket: web.WebSocketResponse, message: Json) -> None:
        self.validator.identify(message)
        asked: Json = message["d"]
        self.identified += 1
        code = self.refuses_with or self._fault(asked)
        if code:
            await self._closes(socket, code)
            return
        shard = tuple(asked.get("shard") or (0, 1))
        made = Session(secrets.token_hex(16), asked["intents"], (shard[0], shard[1]), socket)
        self.sessions[made.id] = made
        guilds = [one for one in self.world.guilds.values() if not one.kicked and _shard(one.id, made)]
        ready = {
            "v": 10,
            "user": shapes.user(self.world.users[APPLICATION]),
            "guilds": [{"id": str(one.id), "unavailable": True} for one in guilds],
            "session_id": made.id,
            "resume_gateway_url": self.resume_url,
            "shard": list(shard),
            "application": {"id": str(APPLICATION), "flags": 0, "flags_new": "0"},
        }
        self._dispatch(made, "READY", ready)
        for one in guilds:
            self._dispatch(made, "GUILD_CREATE", shapes.guild(self.world, one))
        self.world.changed()

    def _fault(self, asked: Json) -> int:
        if asked.get("token") != TOKEN:
            return 4004
        shard = asked.get("shard") or [0, 1]
        if not 0 <= shard[0] < shard[1]:
            return 4010
        intents = asked.get("intents")
        if not isinstance(intents, int) or intents < 0 or intents >= 1 << 26:
            return 4013
        allowed = {MESSAGE_CONTENT} if self.content_intent else set()
        return 4014 if any(intents & one for one in PRIVILEGED - allowed) else 0

    async def _resumes(self, socket: web.WebSocketResponse, asked: Json) -> None:
        found = self.sessions.get(asked.get("session_id") or "")
        if asked.get("token") != TOKEN:
            await self._closes(socket, 4004)
        elif not found:
            await socket.send_json({"op": INVALID, "d": False})
        elif not 0 <= (asked.get("seq") or 0) <= found.sequence:
            await self._closes(socket, 4007)
        else:
            found.socket = socket
            found.resumed += 1
            self.resumed += 1
            for event in [one for one in found.kept if one["s"] > (asked.get("seq") or 0)]:
                self._send(socket, event)
            self._dispatch(found, "RESUMED", {})
            self.world.changed()

    async def _closes(self, socket: web.WebSocketResponse, code: int) -> None:
        await socket.close(code=code, message=CLOSES[code][0].encode())

    async def closes(self, code: int) -> None:
        """Closes every connection with that code."""
        for socket in self._sockets():
            await self._closes(socket, code)

    async def reconnects(self) -> None:
        """Op 7: connect again and resume."""
        for socket in self._sockets():
            await socket.send_json({"op": RECONNECT, "d": None})

    async def invalidates(self, *, resumable: bool = False) -> None:
        """Op 9: the session is gone, unless it is `resumable`."""
        for socket in self._sockets():
            if not resumable:
                self.sessions = {name: one for name, one in self.sessions.items() if one.socket is not socket}
            await socket.send_json({"op": INVALID, "d": resumable})

    def forgets(self) -> None:
        """No session can be taken up again any more."""
        self.sessions = {name: one for name, one in self.sessions.items() if one.socket}
        for one in self.sessions.values():
            one.id = ""
        self.sessions = {f"forgotten-{secrets.token_hex(4)}": one for one in self.sessions.values()}

    async def drops(self) -> None:
        """Cuts every connection, without a word."""
        for one in self.sessions.values():
            if one.socket:
                transport = one.socket._req.transport if one.socket._req else None
                one.socket = None
                if transport:
                    transport.abort()

    def _sockets(self) -> list[web.WebSocketResponse]:
        return [one.socket for one in self.sessions.values() if one.socket]

    async def end(self) -> None:
        """Closes everything."""
        for socket in self._sockets():
            await socket.close(code=1001)


def _wanted(name: str, guild: int | None, session: Session) -> bool:
    """Whether the intents and the shard of a session let it hear of that."""
    if name == "INTERACTION_CREATE":
        return _shard(guild or 0, session)
    if guild is None:
        return session.shard[0] == 0 and bool(session.intents & DIRECT_MESSAGES)
    needed = GUILD_MESSAGES if name.startswith("MESSAGE") else GUILDS
    return _shard(guild, session) and bool(session.intents & needed)


def _shard(guild: int, session: Session) -> bool:
    return (guild >> 22) % session.shard[1] == session.shard[0]


async def _quietly(socket: web.WebSocketResponse, event: Any) -> None:
    """A connection that is gone does not get it; it is kept for RESUME."""
    with suppress(ConnectionError, RuntimeError):
        await socket.send_json(event)
