"""The practice page put together: which address leads where."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.adapters.web import actions, files, once_more, pages, problems, stream, yourself
from bot.adapters.web.brand import Brand
from bot.adapters.web.front import HERE, PLAIN, front, front_of
from bot.adapters.web.guards import Guards
from bot.port import Practice
from core.interview.errors import GreenroomError
from core.texts.catalog import Texts

Endpoint = Callable[[Request], Awaitable[Response]]

READ: dict[str, Endpoint] = {
    "/": pages.start,
    "/interview": pages.interview,
    "/interview/events": stream.events,
    "/interview/stop": pages.stop,
    "/report": pages.report,
    "/report/{interview}": pages.report,
    "/report/{interview}/why": pages.why,
    "/why": pages.why,
    "/history": pages.history,
    "/grammar": pages.grammar,
    "/settings": yourself.settings,
    "/privacy": pages.privacy,
    "/file/{form}": files.file,
    "/file/{form}/{of}": files.file,
    "/export": pages.export,
    "/forget": pages.forget,
    "/forgotten": pages.forgotten,
}
SENT: dict[str, Endpoint] = {
    "/begin": actions.begin,
    "/interview/act": actions.act,
    "/interview/speak": actions.speak,
    "/interview/rate": once_more.rate,
    "/review": once_more.review,
    "/redo": once_more.redo,
    "/ears": actions.fetch_ears,
    "/settings": yourself.prefer,
    "/link": yourself.link,
    "/link/code": yourself.code,
    "/forget": actions.forget,
}
# What is said where the page's port cannot be had: another has it, or nobody may.
PORT_FAULTS = ("web-port-taken", "web-port-refused")


def app(practice: Practice, texts: Texts, brand: Brand = PLAIN, more: Sequence[BaseRoute] = ()) -> Starlette:
    """The page over a practice; `app.state.front.ending` ends what is still open.

    `more` are addresses of whoever serves it, behind the same guards.
    """
    place = front_of(practice, texts, brand)
    own = {"/brand.css": place.brand.serve_stylesheet} if place.brand.accent else {}
    own |= {"/logo": place.brand.serve_logo} if place.brand.logo else {}
    read = [Route(path, page, methods=["GET"]) for path, page in (READ | own).items()]
    sent = [Route(path, action, methods=["POST"]) for path, action in SENT.items()]
    static = Mount("/static", StaticFiles(directory=HERE / "static"))
    made = Starlette(
        routes=[*read, *sent, *more, static],
        middleware=[Middleware(Guards, front=place)],
        exception_handlers={HTTPException: _told, GreenroomError: _told},
    )
    made.state.front = place
    return made


async def _told(request: Request, error: Exception) -> Response:
    return problems.answer(front(request), request, error)
