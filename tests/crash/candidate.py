"""Somebody who goes through a whole interview on the served page, and what the report says of who did what.

The rule: what a model did is read where people read it, in the report; a page is looked at again until it
shows what is waited for.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.crash.guests import AT, HIDDEN, REPORT
from tests.crash.terminal import LIMIT, Terminal
from tests.web.markup import Element, read

LOOK_AGAIN_S = 0.2
PATIENCE_S = 3 * LIMIT  # a model is loaded meanwhile, perhaps twice
SET_UP = {"domain": "software_development_engineer", "level": "entry", "length": "short", "scores": "show"}
TRIPLES = Path(__file__).parents[1] / "interviewers/small_mistral/triples.json"
PLAIN = "I am Ada, I write Python at a small company in Ghent, and today I would like to practise."

Answering = Callable[[str], str]


def from_the_triples() -> Answering:
    """Answers to the questions the small Mistral was taught to follow up, and replies to its follow-ups."""
    table = json.loads(TRIPLES.read_text(encoding="utf-8"))
    known: dict[str, str] = {}
    for one in table["probes"]:
        known.setdefault(one["asked"], one["answer"])
        if one.get("reply"):
            known.setdefault(one["probe"], one["reply"])
    return lambda question: known.get(question, PLAIN)


@dataclass
class Candidate:
    """One browser without script, at the page of `server`; `asked` are all questions that it was shown."""

    server: Terminal
    answering: Answering
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._address = self.server.until(AT)["address"]
        self._http = httpx.Client(timeout=LIMIT)

    def begins(self) -> None:
        """Chooses and begins."""
        page = self.gets("/")
        assert self._sends("/begin", page.text, SET_UP) == 303

    def answers(self) -> bool:
        """Waits for the next question and answers it; False where the interview is over."""
        page = self._next()
        questions = _questions(read(page))
        if REPORT.search(page):
            return False
        self.asked = questions
        fields = {"kind": "text", "text": self.answering(questions[-1])}
        assert self._sends("/interview/act", page, fields) == 303
        return True

    def goes_through(self, between: Callable[[int], None] = lambda _number: None) -> None:
        """Answers until the report is there; `between` is called after each answer."""
        self.begins()
        number = 0
        while self.answers():
            between(number)
            number += 1
            assert number < 40, self.asked

    def report(self) -> str:
        """The report's text."""
        return read(self.gets("/report").text).find("main")[0].text

    def worded(self) -> tuple[int, int]:
        """See `worded`."""
        return worded(self.gets("/file/json").content)

    def gets(self, path: str) -> httpx.Response:
        """A page."""
        return self._http.get(self._address + path)

    def leaves(self) -> None:
        """Closes the browser."""
        self._http.close()

    def _next(self) -> str:
        """The page, once it asks something new or the interview is over."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            response = self.gets("/interview")
            if response.status_code == 200:
                page = read(response.text)
                if REPORT.search(response.text) or (
                    _last_kind(page) == "question" and len(_questions(page)) > len(self.asked)
                ):
                    return response.text
            assert time.monotonic() < deadline, response.text
            threading.Event().wait(LOOK_AGAIN_S)

    def _sends(self, path: str, page: str, fields: dict[str, str]) -> int:
        hidden = dict(HIDDEN.findall(page))
        return self._http.post(self._address + path, data=hidden | fields).status_code


def _questions(page: Element) -> list[str]:
    return [one.find("p", class_="text")[0].text for one in page.find("article", class_="question")]


def _last_kind(page: Element) -> str:
    messages = page.find("article", class_="message")
    return messages[-1]["class"].split()[-1] if messages else ""


def worded(report: bytes) -> tuple[int, int]:
    """How many of the questions and follow-ups made for the person the model worded, and of how many.

    `report` is the report as JSON, of an interview that a model was to lead.
    """
    judges = json.loads(report)["judges"]
    work, of = judges["work"], judges["work"]["questions_of"] + judges["work"]["follow_ups_of"]
    return (0 if judges["name"] == "bank" else work["questions"] + work["follow_ups"]), of
