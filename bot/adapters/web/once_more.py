"""What is asked once more, and levels of one's own: the forms for reviews, redos and ratings."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.adapters.web.actions import field, form_of, handed_in, update_of
from bot.adapters.web.front import front
from bot.adapters.web.problems import Turned
from bot.adapters.web.visitor import visitor
from bot.port import Incoming, Kind, Query


async def review(request: Request) -> Response:
    """Begins a review of what is due; where nothing is, the front page says when something will be."""
    form, who, house = await form_of(request), visitor(request), front(request)
    due = await house.practice.view(who.account, Query.REVIEW)
    if not any(block.value for block in due):
        return RedirectResponse("/", 303)
    incoming = Incoming(who.account, update_of(who, form, Kind.REVIEW), Kind.REVIEW)
    return await _asked(request, incoming)


async def redo(request: Request) -> Response:
    """Asks a question of a report once more."""
    form, who = await form_of(request), visitor(request)
    of, number = field(form, "of"), field(form, "number")
    if not number.isdecimal():
        raise Turned(422, "web-bad-request")
    update = update_of(who, form, Kind.REDO, f"{of}:{number}")
    return await _asked(request, Incoming(who.account, update, Kind.REDO, of, part=int(number)))


async def rate(request: Request) -> Response:
    """One level of the person's own."""
    form, who = await form_of(request), visitor(request)
    criterion, level = field(form, "criterion"), field(form, "level")
    update = update_of(who, form, Kind.RATE, f"{criterion}:{level}")
    return await _asked(request, Incoming(who.account, update, Kind.RATE, level, criterion))


async def _asked(request: Request, incoming: Incoming) -> Response:
    house = front(request)
    outcome = await handed_in(house, incoming.account, [incoming])
    if outcome.problem:
        return house.page(request, "problem.html", outcome.problem.status, problem=outcome.problem, draft="")
    return RedirectResponse("/interview#desk", 303)
