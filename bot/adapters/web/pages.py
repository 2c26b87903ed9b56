"""The pages that are read; none of them changes anything.

The rule: whatever is named in an address and is not the person's own is answered as if it did not exist.
"""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.adapters.web.files import words
from bot.adapters.web.front import front
from bot.adapters.web.problems import Problem, Turned
from bot.adapters.web.rendering import BEFORE, OVER, conversation, paper, points, standing
from bot.adapters.web.visitor import visitor
from bot.port import Form, Query

CHOSEN: dict[str, str] = {}
PATIENCE = 2.0  # seconds until a page is shown without what is still being worked on


async def start(
    request: Request, problem: Problem | None = None, chosen: dict[str, str] = CHOSEN
) -> Response:
    """The front page: what Greenroom is, an interview that is open, and the form that begins one."""
    house, account = front(request), visitor(request).account
    situation = await house.practice.situation(account)
    held = paper(await house.practice.view(account, Query.HISTORY))
    now = await house.practice.view(account, Query.STATUS)
    return house.page(
        request,
        "start.html",
        problem.status if problem else 200,
        offers=await house.practice.offers(),
        standing=standing(situation),
        where=now[0].text,
        held=bool(held.title),
        review=(await house.practice.view(account, Query.REVIEW))[0],
        problem=problem,
        chosen=chosen,
    )


async def interview(request: Request, problem: Problem | None = None, draft: str = "") -> Response:
    """The interview: the conversation so far and the form to answer."""
    house, account = front(request), visitor(request).account
    situation = await house.practice.situation(account)
    if situation.stage in BEFORE | OVER:
        # One that was just begun may not be there yet, and the one before it is not what was asked for.
        if not await house.practice.settled(account, PATIENCE):
            return house.page(request, "starting.html", 503)
        situation = await house.practice.situation(account)
    if situation.stage in BEFORE:
        return RedirectResponse("/", 303)
    messages = await house.practice.news(account, situation.since)
    # Read after the messages: what was said last may have ended the interview, and then nothing is asked for.
    situation = await house.practice.situation(account)
    return house.page(
        request,
        "interview.html",
        problem.status if problem else 200,
        messages=conversation(messages),
        after=messages[-1].sequence if messages else situation.since,
        standing=standing(situation),
        hearing=await house.practice.hearing(),
        problem=problem,
        draft=draft,
    )


async def stop(request: Request) -> Response:
    """Asks whether to stop, for browsers without script."""
    situation = await front(request).practice.situation(visitor(request).account)
    if not standing(situation).begun or standing(situation).over:
        return RedirectResponse("/", 303)
    return front(request).page(request, "stop.html")


async def report(request: Request) -> Response:
    """A report: the newest, or that of one interview."""
    return await _report(request, Query.REPORT, "report.html")


async def why(request: Request) -> Response:
    """The reasons behind a report."""
    return await _report(request, Query.WHY, "why.html")


async def _report(request: Request, query: Query, template: str) -> Response:
    house, of = front(request), request.path_params.get("interview", "")
    read = paper(await house.practice.view(visitor(request).account, query, of=of))
    if of and not read.title:
        raise Turned(404, "web-no-such-report")
    shows = await words(request, Form.PICTURE_WORDS, of) if query is Query.REPORT and read.title else ""
    return house.page(request, template if read.title else "nothing.html", paper=read, of=of, shows=shows)


async def history(request: Request) -> Response:
    """Earlier interviews, with a drawing of how the levels moved; of one domain, where the address has it."""
    house, of = front(request), request.query_params.get("domain", "")
    read = paper(await house.practice.view(visitor(request).account, Query.HISTORY, of))
    template = "history.html" if read.title else "nothing.html"
    shows = await words(request, Form.CHART_WORDS, of) if read.title else ""
    return house.page(request, template, paper=read, points=points(read.sections), shows=shows, of=of)


async def grammar(request: Request) -> Response:
    """Language tips on the newest answer."""
    house = front(request)
    read = paper(await house.practice.view(visitor(request).account, Query.GRAMMAR))
    return house.page(request, "grammar.html", paper=read)


async def privacy(request: Request) -> Response:
    """What is kept, the file of it, and the way to be forgotten."""
    house, account = front(request), visitor(request).account
    read = paper(await house.practice.view(account, Query.PRIVACY))
    chosen = {one.name: one.chosen for one in await house.practice.settings(account)}
    return house.page(request, "privacy.html", paper=read, keeps=chosen["keep_clips"] == "yes")


async def export(request: Request) -> Response:
    """Everything kept about the person, as a file."""
    made = await front(request).practice.file(visitor(request).account, Form.EXPORT)
    name = f"greenroom-{datetime.now(UTC).date().isoformat()}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(made.content if made else b"{}", media_type="application/json", headers=headers)


async def forget(request: Request, problem: Problem | None = None) -> Response:
    """Asks whether to forget everything."""
    status = problem.status if problem else 200
    return front(request).page(request, "forget.html", status, problem=problem)


async def forgotten(request: Request) -> Response:
    """Says that everything was forgotten."""
    return front(request).page(request, "forgotten.html")
