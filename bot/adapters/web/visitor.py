"""Who a browser is: a random token in its cookie, and what follows from it.

The rule: every browser is a person of its own, and whoever has the token is that person, so it is never
shown, logged or put into an address. The proof in each form is made from the token alone, so a page that was
left open over a restart can still be sent.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response

from bot.port import Account

COOKIE = "greenroom"
YEAR = 365 * 24 * 60 * 60  # seconds
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")  # 256 bits in base64
PROVES = b"greenroom form"


@dataclass(frozen=True, slots=True)
class Visitor:
    """A browser. `known` says whether it brought its token or was given one just now."""

    token: str = field(repr=False)
    known: bool

    @property
    def account(self) -> Account:
        """Who this is on the port."""
        return Account("web", self.token)

    @property
    def proof(self) -> str:
        """What a form has to bring, so that no other site can send one."""
        return hmac.new(self.token.encode(), PROVES, hashlib.sha256).hexdigest()

    def proves(self, proof: str) -> bool:
        """Whether a form came from one of our own pages; takes the same time for every wrong one."""
        return self.known and hmac.compare_digest(self.proof.encode(), proof.encode("utf-8", "replace"))


def visitor(request: Request) -> Visitor:
    """Who sent `request`; somebody new where the cookie is missing or none of ours."""
    if not hasattr(request.state, "visitor"):
        token = request.cookies.get(COOKIE, "")
        known = TOKEN.fullmatch(token) is not None
        request.state.visitor = Visitor(token if known else secrets.token_urlsafe(32), known)
    found: Visitor = request.state.visitor
    return found


def remember(response: Response, who: Visitor) -> None:
    """Gives the browser its token; not `Secure`, since this is plain HTTP within one machine."""
    if not who.known:
        response.set_cookie(COOKIE, who.token, max_age=YEAR, path="/", httponly=True, samesite="strict")


def disown(response: Response) -> None:
    """Takes the token from the browser, so that whoever comes next is somebody new."""
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
