"""Attaching: a terminal beside a running Greenroom uses that one's practice, through a socket in its folder.

One JSON line asks, one answers. The socket can be opened only by whoever can read the data folder, so it
needs no other key. The values are the port's own, written by the interview's codec.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

from bot.health import Health
from bot.port import (
    Account,
    Attachment,
    Form,
    Hearing,
    Incoming,
    Offer,
    Outgoing,
    Place,
    Practice,
    Query,
    Setting,
    Situation,
)
from bot.practices.port import Practices
from core.interview.codec import load, plain
from core.interview.errors import GreenroomError, Refused, StorageFault
from core.texts.blocks import Block, Document
from storage.lock import Owned

SOCKET = "attach.sock"
LONGEST = 32 * 1024 * 1024  # bytes of a line: an export is the largest there is

# What each call takes, and what it gives ("None" as it is).
CALLS: dict[str, tuple[tuple[Any, ...], Any]] = {
    "submit": ((Incoming,), None),
    "settled": ((Account, float), None),
    "news": ((Account, int, float), tuple[Outgoing, ...]),
    "last": ((Account,), None),
    "situation": ((Account,), Situation),
    "offers": ((), tuple[Offer, ...]),
    "hearing": ((), Hearing),
    "fetch_ears": ((), None),
    "settings": ((Account,), tuple[Setting, ...]),
    "prefer": ((Account, str, str), None),
    "link_code": ((Account,), None),
    "link": ((Account, str), None),
    "view": ((Account, Query, str), tuple[Block, ...]),
    "export": ((Account,), None),
    "forget": ((Account,), None),
    "health": ((), Health),
    "address": ((), None),
}


@contextlib.asynccontextmanager
async def attachable(folder: Path, practice: Practice, **more: Any) -> AsyncIterator[None]:
    """Lets others attach to `practice` while inside; `more` are the calls that it does not have itself."""

    there: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(_conversation(reader, writer, practice, more))
        there.add(task)
        task.add_done_callback(there.discard)

    path = folder / SOCKET
    path.unlink(missing_ok=True)  # a killed process leaves it; whoever is here owns the folder
    server = await asyncio.start_unix_server(serve, path, limit=LONGEST)
    path.chmod(0o600)
    try:
        yield
    finally:
        server.close()
        for task in there:
            task.cancel()
        await asyncio.gather(*there, return_exceptions=True)
        path.unlink(missing_ok=True)


async def _conversation(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, practice: Practice, more: dict[str, Any]
) -> None:
    """Answers until the other side leaves; whoever asks nonsense is no program of ours."""
    try:
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            while line := await reader.readline():
                writer.write(await _answer(practice, more, line) + b"\n")
                await writer.drain()
    finally:
        writer.close()


async def _answer(practice: Practice, more: dict[str, Any], line: bytes) -> bytes:
    asked = json.loads(line)
    kinds, _ = CALLS[asked["call"]]
    call = more.get(asked["call"]) or getattr(practice, asked["call"])
    given = [load(kind, value) for kind, value in zip(kinds, asked["with"], strict=True)]
    try:
        answer: dict[str, Any] = {"gives": plain(await call(*given))}
    except GreenroomError as error:
        refused = isinstance(error, Refused)
        answer = {"error": error.key, "values": error.values, "refused": refused}
    return json.dumps(answer, ensure_ascii=False).encode()


@contextlib.asynccontextmanager
async def attached(folder: Path) -> AsyncIterator[RemotePractice]:
    """The practice of the Greenroom that owns `folder`. Raises Owned where that one lets nobody attach."""
    try:
        reader, writer = await asyncio.open_unix_connection(folder / SOCKET, limit=LONGEST)
    except OSError:
        raise Owned("storage-owned", path=str(folder)) from None
    try:
        yield RemotePractice(reader, writer)
    finally:
        writer.close()


class RemotePractice:
    """Implements `bot.port.Practice` over the socket; every call raises StorageFault where the other went."""

    @property
    def practices(self) -> Practices:
        """A terminal has no channels. Raises Refused."""
        raise Refused("practice-not-here")

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._turn = asyncio.Lock()

    async def submit(self, incoming: Incoming) -> None:
        fields = {name: value for name, value in plain(incoming).items() if name != "clip"}
        await self._call("submit", fields)  # a terminal records nothing

    async def settled(self, account: Account, within: float) -> bool:
        return bool(await self._call("settled", account, float(within)))

    async def news(self, account: Account, after: int, within: float = 0) -> Sequence[Outgoing]:
        new: Sequence[Outgoing] = await self._call("news", account, after, float(within))
        return new

    async def last(self, account: Account) -> int:
        return int(await self._call("last", account))

    async def situation(self, account: Account) -> Situation:
        found: Situation = await self._call("situation", account)
        return found

    async def offers(self) -> Sequence[Offer]:
        found: Sequence[Offer] = await self._call("offers")
        return found

    async def hearing(self) -> Hearing:
        found: Hearing = await self._call("hearing")
        return found

    async def fetch_ears(self) -> None:
        await self._call("fetch_ears")

    async def settings(self, account: Account) -> Sequence[Setting]:
        found: Sequence[Setting] = await self._call("settings", account)
        return found

    async def prefer(self, account: Account, setting: str, value: str) -> None:
        await self._call("prefer", account, setting, value)

    async def link_code(self, account: Account) -> str:
        return str(await self._call("link_code", account))

    async def link(self, account: Account, code: str) -> str:
        return str(await self._call("link", account, code))

    async def places(self, platform: str) -> Sequence[Place]:
        """None: a terminal sends to nobody."""
        return ()

    async def file(self, account: Account, form: Form, of: str = "") -> Attachment | None:
        """None: a terminal shows no pictures."""
        return None

    async def view(self, account: Account, query: Query, of: str = "") -> Document:
        found: Document = await self._call("view", account, query, of)
        return found

    async def export(self, account: Account) -> dict[str, Any]:
        return dict(await self._call("export", account))

    async def forget(self, account: Account) -> None:
        await self._call("forget", account)

    async def health(self) -> Health:
        """How the running one does."""
        found: Health = await self._call("health")
        return found

    async def address(self) -> str:
        """The address of its page."""
        return str(await self._call("address"))

    async def _call(self, name: str, *given: Any) -> Any:
        line = json.dumps({"call": name, "with": plain(given)}, ensure_ascii=False).encode()
        answer = await self._asked(line)
        if "error" in answer:
            kind = Refused if answer["refused"] else StorageFault
            raise kind(answer["error"], **answer["values"])
        gives = CALLS[name][1]
        return answer["gives"] if gives is None else load(gives, answer["gives"])

    async def _asked(self, line: bytes) -> dict[str, Any]:
        reply = b""
        with contextlib.suppress(OSError):
            async with self._turn:
                self._writer.write(line + b"\n")
                await self._writer.drain()
                reply = await self._reader.readline()
        if not reply:
            raise StorageFault("attach-lost")
        answer: dict[str, Any] = json.loads(reply)
        return answer
