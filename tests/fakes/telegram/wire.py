"""A request as it comes over HTTP, made into a call with values of the specification's types.

The rule: a parameter comes as text in a query, a form or a part, or as a JSON value; what is composed comes
as JSON text. What cannot be read as its type stays text, so that the validator says what is wrong with it.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartParser

from tests.fakes.telegram.spec import Fields, Json, Upload

NUMBER = re.compile(r"-?\d+")
ATTACHED = "attach://"
TEXTUAL = {"String", "InputFile"}


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a method; `strange` is what is wrong with the way it came."""

    method: str
    params: Json = field(default_factory=dict)
    uploads: Mapping[str, Upload] = field(default_factory=dict)
    strange: tuple[str, ...] = ()

    def upload(self, value: object) -> Upload | None:
        """The file that a parameter, or the place of one in it, speaks of."""
        if isinstance(value, Upload):
            return value
        return self.uploads.get(str(value).removeprefix(ATTACHED)) if self.attached(value) else None

    @staticmethod
    def attached(value: object) -> bool:
        """Whether a value says that its file comes in a part of its own."""
        return isinstance(value, str) and value.startswith(ATTACHED)


async def call_of(request: web.Request, method: str, fields: Fields) -> Call:
    """The call that a request is."""
    strange: list[str] = []
    given = [(name, value) for name, value in request.query.items()]
    uploads: dict[str, Upload] = {}
    kind = request.content_type
    if request.can_read_body and kind == "application/json":
        given += await _json(request, strange)
    elif request.can_read_body and kind == "multipart/form-data":
        given += await _parts(request, uploads)
    elif request.can_read_body and kind == "application/x-www-form-urlencoded":
        given += [(name, str(value)) for name, value in (await request.post()).items()]
    elif request.can_read_body and await request.read():
        strange.append(f"a body of the type {kind}")
    names = [name for name, _ in given]
    strange += [f"{name} is given twice" for name in sorted(set(names)) if names.count(name) > 1]
    params = {name: _typed(value, fields[name].types if name in fields else ()) for name, value in given}
    direct = {name: one for name, one in uploads.items() if name in fields and name not in params}
    strange += _unused(params, uploads.keys() - direct.keys())
    return Call(method, params | direct, uploads, tuple(strange))


async def _json(request: web.Request, strange: list[str]) -> list[tuple[str, Any]]:
    try:
        body = await request.json()
    except ValueError:
        strange.append("the body is no JSON")
        return []
    if not isinstance(body, dict):
        strange.append("the body is no object")
        return []
    return list(body.items())


async def _parts(request: web.Request, uploads: dict[str, Upload]) -> list[tuple[str, str]]:
    async def body() -> AsyncGenerator[bytes, None]:
        yield await request.read()

    given = []
    form = await MultiPartParser(Headers({"content-type": request.headers["Content-Type"]}), body()).parse()
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            content, media_type = await value.read(), value.content_type or ""
            uploads[name] = Upload(name, value.filename or "", content, media_type)
        else:
            given.append((name, value))
    await form.close()
    return given


def _unused(params: Json, parts: set[str]) -> list[str]:
    """Files that nothing speaks of, and places that speak of a file that did not come."""
    text = json.dumps(params, default=str)
    named = set(re.findall(ATTACHED + r"([^\"\\]+)", text))
    return [f"the file {name} is used nowhere" for name in sorted(parts - named)] + [
        f"the file {name} did not come" for name in sorted(named - parts)
    ]


def _typed(value: Any, types: tuple[str, ...]) -> Any:
    """A parameter's text as its type; JSON values are what they are."""
    if not isinstance(value, str) or not types or (set(types) <= TEXTUAL):
        return value
    if "Integer" in types and NUMBER.fullmatch(value):
        return int(value)
    if "Boolean" in types and value.lower() in ("true", "false"):
        return value.lower() == "true"
    if set(types) & {"Integer", "Boolean"} and "Float" not in types:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
