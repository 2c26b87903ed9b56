"""What a person sets for themself, and their other accounts: one page, two forms.

The rule: a form says in its own place what came of it; a code is shown once, to whoever asked for it.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.adapters.web.actions import field, form_of
from bot.adapters.web.front import front
from bot.adapters.web.problems import Turned
from bot.adapters.web.visitor import visitor
from core.interview.errors import Refused

CODE_LIMIT = 64  # characters; a code is nine


async def settings(request: Request) -> Response:
    """The settings, and the way to join another account."""
    return await _page(request)


async def prefer(request: Request) -> Response:
    """Sets what the form has, all of it or nothing."""
    form, who, practice = await form_of(request), visitor(request), front(request).practice
    offered = await practice.settings(who.account)
    wanted = {one.name: field(form, one.name) for one in offered if field(form, one.name)}
    for one in offered:
        if one.name in wanted and wanted[one.name] not in {option.value for option in one.options}:
            raise Turned(422, "web-bad-request")
    try:
        for name, value in wanted.items():
            await practice.prefer(who.account, name, value)
    except Refused:
        raise Turned(422, "web-bad-request") from None
    return RedirectResponse("/settings?kept#settings", 303)


async def code(request: Request) -> Response:
    """A code to type on the other platform."""
    await form_of(request)
    return await _page(request, code=await front(request).practice.link_code(visitor(request).account))


async def link(request: Request) -> Response:
    """Joins this browser with whoever made the code."""
    form, who = await form_of(request), visitor(request)
    typed = field(form, "code")[:CODE_LIMIT]
    return await _page(request, linked=await front(request).practice.link(who.account, typed))


async def _page(request: Request, code: str = "", linked: str = "") -> Response:
    house = front(request)
    offered = await house.practice.settings(visitor(request).account)
    kept = "kept" in request.query_params
    return house.page(request, "settings.html", settings=offered, kept=kept, code=code, linked=linked)
