"""Files on the page: the report as picture, PDF and JSON, the chart, the seconds of a quotation.

The rule: whatever is named in an address and is not the person's own is answered as if it did not exist.
Pictures and sound are shown on a page of ours, the rest is downloaded.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from bot.adapters.web.front import front
from bot.adapters.web.problems import Turned
from bot.adapters.web.visitor import visitor
from bot.port import Form

SHOWN = frozenset(
    {
        Form.DRAWING,
        Form.DRAWING_DARK,
        Form.CHART_DRAWING,
        Form.CHART_DRAWING_DARK,
        Form.SOUND,
    }
)


async def file(request: Request) -> Response:
    """One of a person's files; `of` is an interview, a domain or a place, as its form wants it."""
    form, of = request.path_params["form"], request.path_params.get("of", "")
    if form not in set(Form):
        raise Turned(404, "web-no-such-file")
    made = await front(request).practice.file(visitor(request).account, Form(form), of)
    if made is None:
        raise Turned(404, "web-no-such-file")
    manner = "inline" if form in SHOWN else "attachment"
    headers = {"Content-Disposition": f'{manner}; filename="{made.name}"'}
    return Response(made.content, media_type=made.media_type, headers=headers)


async def words(request: Request, form: Form, of: str = "") -> str:
    """What a picture of the person's shows, "" where there is none."""
    made = await front(request).practice.file(visitor(request).account, form, of)
    return made.content.decode() if made else ""
