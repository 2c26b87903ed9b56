"""A browser without script: keeps its cookie, fills in the forms that a page has, follows where it is led."""

from __future__ import annotations

from dataclasses import dataclass, field

import httpx
from starlette.applications import Starlette

from tests.web.markup import Element, check, read

HOST = "http://127.0.0.1:8080"
GENERAL = (
    "In my last job on a surgical ward I was responsible for twelve patients. I noticed one was getting "
    "worse, so I measured his blood pressure and called the doctor at once. As a result he was treated "
    "within ten minutes."
)
SET_UP = {"domain": "nurse", "level": "mid", "length": "short", "scores": "show"}


@dataclass
class Browser:
    """One browser; `page` is what it shows, `status` how it was answered."""

    app: Starlette
    page: Element = field(default_factory=lambda: Element("root", {}))
    status: int = 0
    path: str = ""

    def __post_init__(self) -> None:
        transport = httpx.ASGITransport(self.app)
        self.http = httpx.AsyncClient(transport=transport, base_url=HOST, follow_redirects=True)

    async def opens(self, path: str) -> Element:
        """Goes to a page, which has to be as every page has to be."""
        return self._shows(await self.http.get(path))

    async def sends(self, path: str, fields: dict[str, str], **headers: str) -> Element:
        """Sends a form as it stands here."""
        return self._shows(await self.http.post(path, data=fields, headers=headers))

    def form(self, action: str, number: int = 0) -> dict[str, str]:
        """The hidden fields of the form of this page that leads to `action`."""
        form = self.page.find("form", action=action)[number]
        return {one["name"]: one["value"] for one in form.find("input", type_="hidden")}

    async def begins(self, **chosen: str) -> Element:
        """Chooses and begins."""
        await self.opens("/")
        return await self.sends("/begin", self.form("/begin") | SET_UP | chosen)

    async def presses(self, kind: str, text: str = "") -> Element:
        """Presses one of the buttons below the answer."""
        if self.path != "/interview":
            await self.opens("/interview")
        return await self.sends("/interview/act", self.form("/interview/act") | {"kind": kind, "text": text})

    async def answers(self, text: str = GENERAL) -> Element:
        """Sends an answer."""
        return await self.presses("text", text)

    async def goes_through(self) -> Element:
        """Answers everything the same, up to the report."""
        await self.begins()
        for _ in range(30):
            await self.answers()
            if self.page.find("section", class_="over"):
                return self.page
        raise AssertionError("no report after thirty answers")

    @property
    def questions(self) -> list[str]:
        """The questions in the conversation."""
        return [one.find("p", class_="text")[0].text for one in self.page.find("article", class_="question")]

    @property
    def own(self) -> list[str]:
        """The person's own answers in the conversation."""
        return [one.find("p", class_="text")[0].raw for one in self.page.find("article", class_="own")]

    @property
    def alert(self) -> str:
        """What the page says went wrong."""
        return " ".join(one.text for one in self.page.everything() if one["role"] == "alert").strip()

    @property
    def draft(self) -> str:
        """What stands in the answer's field; a browser leaves out the line break after the tag."""
        return self.page.find("textarea")[0].raw.removeprefix("\n")

    def _shows(self, response: httpx.Response) -> Element:
        assert "default-src 'none'; script-src 'self'" in response.headers["content-security-policy"]
        self.page, self.status, self.path = read(response.text), response.status_code, response.url.path
        check(self.page)
        return self.page
