"""What every page needs at hand, and how a page is drawn from its template.

The rule: all text is escaped, every variable of a template has to be there, and no words stand in a template.
"""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.adapters.web.brand import Brand
from bot.adapters.web.visitor import remember, visitor
from bot.port import Practice
from core.texts.catalog import Texts

HERE = Path(__file__).parent


PLAIN = Brand()


@dataclass(frozen=True, slots=True)
class Front:
    """The practice, its texts, the templates, the brand; `ending` is set when the server stops."""

    practice: Practice
    texts: Texts
    templates: Environment
    brand: Brand = field(default_factory=Brand)
    ending: asyncio.Event = field(default_factory=asyncio.Event)

    def say(self, key: str, **values: str | int) -> str:
        """A text by its key."""
        return self.texts.say(key, values)

    def piece(self, name: str, **values: Any) -> str:
        """A part of a page."""
        return self.templates.get_template(name).render(values)

    def page(self, request: Request, name: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A whole page, for whoever asked for it; somebody new gets their token with it.

        Not with an answer to a form or a fault: to what another site sends, the browser adds no cookie, and a
        new token would take the place of the person's own.
        """
        who = visitor(request)
        common = {"proof": who.proof, "update": fresh(), "path": request.url.path}
        response = HTMLResponse(self.piece(name, **common, **values), status)
        if request.method == "GET" and status == 200:
            remember(response, who)
        return response


def fresh() -> str:
    """A new id for what a form will send, so that the same form sent twice counts once."""
    return secrets.token_urlsafe(16)


def front_of(practice: Practice, texts: Texts, brand: Brand = PLAIN) -> Front:
    """The front over a practice."""
    templates = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    front = Front(practice, texts, templates, brand)
    templates.globals["say"] = front.say
    templates.globals["brand"] = brand
    templates.globals["name"] = brand.name or front.say("web-name")
    return front


def front(request: Request) -> Front:
    """The front that serves `request`."""
    found: Front = request.app.state.front
    return found
