"""One request to the fake Discord, and the ways in which it is refused."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from tests.fakes.discord_server.world import File, Json


class Refusal(Exception):
    """An answer that is no success: status, Discord's code and sentence."""

    def __init__(self, status: int, code: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.body: Json = {"code": code, "message": sentence}


def unknown(what: str) -> Refusal:
    """Discord's 404s: 10003 channel, 10008 message, 10015 webhook, 10062 interaction, 10004 guild."""
    codes = {"Channel": 10003, "Message": 10008, "Webhook": 10015, "interaction": 10062, "Guild": 10004}
    return Refusal(404, codes.get(what, 10000), f"Unknown {what}")


def invalid(about: str) -> Refusal:
    refusal = Refusal(400, 50035, "Invalid Form Body")
    refusal.body["errors"] = {"_errors": [{"code": 0, "message": about}]}
    return refusal


MISSING_PERMISSIONS = (403, 50013, "Missing Permissions")
MISSING_ACCESS = (403, 50001, "Missing Access")
CANNOT_SEND = (403, 50007, "Cannot send messages to this user")
ARCHIVED = (400, 50083, "Thread is archived")
TOO_LARGE = (413, 40005, "Request entity too large")
TOKEN_INVALID = (401, 50027, "Invalid Webhook Token")
TWICE = (400, 40060, "Interaction has already been acknowledged.")


@dataclass
class Call:
    """A request: `route` is the template it fits, as the OpenAPI document writes it."""

    method: str
    route: str
    path: dict[str, str]
    query: dict[str, str]
    body: Any = None
    files: list[File] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    multipart: bool = False

    @property
    def where(self) -> str:
        return f"{self.method} {self.route}"

    def number(self, name: str) -> int:
        """A snowflake of the path."""
        return int(self.path[name])

    @property
    def fields(self) -> Json:
        """The body as an object."""
        return self.body if isinstance(self.body, dict) else {}


async def read(request: web.Request, route: str, new_id: Any) -> Call:
    """Reads a request; what comes as a form with files is taken apart."""
    call = Call(
        request.method,
        route,
        dict(request.match_info),
        dict(request.query),
        headers={name.lower(): value for name, value in request.headers.items()},
    )
    if request.content_type == "multipart/form-data":
        call.multipart = True
        reader = await request.multipart()
        while (part := await reader.next()) is not None:
            assert isinstance(part, BodyPartReader)
            await _take(part, call, new_id)
    elif request.can_read_body and (text := await request.text()):
        call.body = json.loads(text)
    _describe(call)
    return call


async def _take(part: BodyPartReader, call: Call, new_id: Any) -> None:
    content = bytes(await part.read(decode=False))
    if part.name == "payload_json":
        call.body = json.loads(content)
    else:
        kind = part.headers.get("Content-Type", "application/octet-stream")
        call.files.append(File(new_id(), part.filename or "unknown", content, kind))


def _describe(call: Call) -> None:
    """Gives each file what `attachments` says of it."""
    for one in call.fields.get("attachments") or (call.fields.get("data") or {}).get("attachments") or []:
        number = int(one.get("id", -1))
        if 0 <= number < len(call.files):
            call.files[number].about = one.get("description") or ""
