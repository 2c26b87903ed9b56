"""A browser without script at a served page whose server, disk or database is in trouble."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.crash.answers import number_of
from tests.crash.guests import AT, HIDDEN, OWN
from tests.crash.retelling import kept
from tests.crash.terminal import LIMIT, Terminal

ALERT = re.compile(r'<p[^>]*role="alert"[^>]*>([^<]*)</p>')
FIELD = re.compile(r"<textarea[^>]*>\n?(.*?)</textarea>", re.DOTALL)
SET_UP = {"domain": "nurse", "level": "mid", "length": "short", "scores": "show"}


def a_server(data: Path, **settings: str) -> Terminal:
    """`serve` on any free port."""
    fixed = {"GREENROOM_PORT": "0", "GREENROOM_NO_BROWSER": "1", "GREENROOM_LOG_LEVEL": "debug"}
    return Terminal(data, "serve", **fixed, **settings)


class Visitor:
    """One browser; `address` is where the server is."""

    def __init__(self, http: httpx.Client, server: Terminal) -> None:
        self._http = http
        self.comes_to(server)

    def comes_to(self, server: Terminal) -> None:
        """The server was started anew."""
        self._address = server.until(AT)["address"]

    def begins(self) -> None:
        form = self.form("/")
        assert self.sends("/begin", form | SET_UP).status_code == 303

    def answers(self, text: str) -> None:
        """Answers on the page as it is now."""
        assert self.sends_answer(self.form(), text).status_code == 303

    def form(self, path: str = "/interview") -> dict[str, str]:
        """The hidden fields of a page that is open in front of somebody."""
        page = self.gets(path)
        assert page.status_code == 200, page.text
        return dict(HIDDEN.findall(page.text))

    def sends_answer(self, form: dict[str, str], text: str) -> httpx.Response:
        """Sends the form of a page with an answer in it."""
        return self.sends("/interview/act", form | {"kind": "text", "text": text})

    def sends(self, path: str, form: dict[str, str]) -> httpx.Response:
        return self._http.post(self._address + path, data=form)

    def gets(self, path: str) -> httpx.Response:
        return self._http.get(self._address + path)

    @property
    def shown(self) -> list[int | None]:
        """The answers on the page, by their numbers."""
        return [number_of(own) for own in OWN.findall(self.gets("/interview").text)]

    @property
    def kept(self) -> list[int | None]:
        """The answers in the export."""
        interviews = kept(self.gets("/export").json()).interviews
        return [number_of(text) for interview in interviews for text in interview.answers]

    def waits_for(self, numbers: list[int]) -> None:
        """Looks until these answers are kept, and no others."""
        deadline = time.monotonic() + LIMIT
        while self.kept != numbers:
            assert time.monotonic() < deadline, self.kept


@contextmanager
def visiting(server: Terminal) -> Iterator[Visitor]:
    """A browser at a server, with an interview that has begun."""
    with httpx.Client(timeout=LIMIT) as http:
        visitor = Visitor(http, server)
        visitor.begins()
        yield visitor


def alert(page: httpx.Response) -> str:
    """What a page says went wrong."""
    return " ".join(html.unescape(" ".join(ALERT.findall(page.text))).split())


def draft(page: httpx.Response) -> str:
    """What stands in the answer's field."""
    found = FIELD.search(page.text)
    return html.unescape(found[1]) if found else ""
