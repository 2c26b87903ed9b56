"""What every request passes before anything is done with it, and what every answer carries.

The rule: only pages of ours, opened under a name of this machine, change anything; nothing comes from or goes
to another place, and nothing in a page can run but our own files.
"""

from __future__ import annotations

import asyncio
import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.adapters.web import problems
from bot.adapters.web.front import Front
from bot.adapters.web.problems import Turned
from bot.adapters.web.visitor import visitor

# Names of this machine, with any port: another name that leads here is somebody's trick (DNS rebinding).
OUR_NAMES = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?", re.IGNORECASE)
OUR_PATHS = re.compile(r"(/[A-Za-z0-9_-]+)+")  # never one that a browser would take for another site
BODY_LIMIT = 256 * 1024  # bytes: an answer of 20,000 characters at 12 bytes each, and a little
SPEECH_LIMIT = 32 * 1024 * 1024  # for a recording; how large one may be is a setting, and less
SPEAKING = "/interview/speak"
READING = frozenset({"GET", "HEAD"})

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' blob:; "
    "connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guards:
    """Stands before the pages."""

    def __init__(self, app: ASGIApp, front: Front) -> None:
        self._app = app
        self._front = front

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        answering = _Answering(send, static=request.url.path.startswith("/static/"))
        try:
            response = self._before(request)
            if response is not None:
                await response(scope, receive, answering)
                return
            await self._app(scope, _Limited(receive, limit(request)), answering)
        except asyncio.CancelledError:  # the server ends, and waits no longer
            if answering.begun:
                raise
            response = problems.answer(self._front, request, Turned(503, "web-ending"))
            await response(scope, receive, answering)
        except Exception as error:
            if answering.begun:
                problems.report_broken(error)
                return
            response = problems.answer(self._front, request, error)
            await response(scope, receive, answering)

    def _before(self, request: Request) -> Response | None:
        """Turns away what is not from here. Raises Turned."""
        if not OUR_NAMES.fullmatch(request.headers.get("host", "")):
            raise Turned(400, "web-foreign-host")
        if request.method not in READING:
            same_origin(request.headers)
            if int(_digits(request.headers.get("content-length", "0"))) > limit(request):
                raise Turned(413, "web-too-large")
            return None
        return self._doorstep(request)

    def _doorstep(self, request: Request) -> Response | None:
        """A page in between for whoever follows another site's link.

        The browser holds the cookie back then; a new one would take the place of the person's own.
        """
        foreign = request.headers.get("sec-fetch-site") == "cross-site"
        if not foreign or visitor(request).known or request.url.path.startswith("/static/"):
            return None
        path = request.url.path if OUR_PATHS.fullmatch(request.url.path) else "/"
        return Response(self._front.piece("doorstep.html", path=path), media_type="text/html")


def limit(request: Request) -> int:
    """How many bytes a request may have."""
    return SPEECH_LIMIT if request.url.path == SPEAKING else BODY_LIMIT


def same_origin(headers: Headers) -> None:
    """Raises Turned where a browser says that another site sent this.

    Under our own referrer policy browsers call the origin of our forms "null", so that says nothing.
    """
    origin = headers.get("origin", "null")
    if origin not in ("null", f"http://{headers.get('host')}"):
        raise Turned(403, "web-foreign-form")
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Turned(403, "web-foreign-form")


def _digits(length: str) -> str:
    if not length.isdecimal() or len(length) > 18:
        raise Turned(400, "web-bad-request")
    return length


class _Limited:
    """Receives a request's body, up to the limit, also where its length was not told."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive = receive
        self._most = most
        self._bytes = 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._bytes += len(message.get("body", b""))
        if self._bytes > self._most:
            raise Turned(413, "web-too-large")
        return message


class _Answering:
    """Sends an answer with the headers that all of them have."""

    def __init__(self, send: Send, *, static: bool) -> None:
        self._send = send
        self._static = static
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            headers.update(HEADERS)
            headers["Cache-Control"] = "no-cache" if self._static else "no-store"
        await self._send(message)
