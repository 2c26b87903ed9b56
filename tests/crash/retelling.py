"""An export told again: every event folded in one go, and the report drawn from it and the domain files.

The rule: nothing here reads the database. What the killed processes stored and what one uninterrupted
reader makes of it can so be held against each other.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any, cast

from rich.console import Console

from bot.adapters.console.drawing import Drawing
from bot.adapters.web.front import front_of
from bot.adapters.web.rendering import paper
from bot.port import Practice
from bot.room import Room
from core.domains.contents import contents_of, edition_of
from core.domains.loader import load_domains
from core.interview import events as ev
from core.interview.codec import decode, dump, encode
from core.interview.machine import fold
from core.interview.state import Stage, State
from core.interview.values import Domain
from core.language.grammar import TypedGrammar
from core.report import text, trend
from core.report.drawing.card import alt, card
from core.report.model import Report
from core.report.sheet import Sheet
from core.report.view import build
from core.texts.catalog import texts
from storage.rows import Interview

WIDTH = 100  # as wide as the program's terminal in these tests


@dataclass(frozen=True, slots=True)
class KeptInterview:
    """One interview of an export."""

    domain: str
    events: tuple[ev.Event, ...]
    words: Mapping[str, str]
    id: str = ""

    @property
    def state(self) -> State:
        return fold(self.events)

    @property
    def reported(self) -> bool:
        return self.state.stage is Stage.REPORTED

    @property
    def answers(self) -> list[str]:
        """What was typed, in the order of the events."""
        return [self.words[event.words] for event in self.events if isinstance(event, ev.TextSent)]


@dataclass(frozen=True, slots=True)
class Kept:
    """An export: the interviews, oldest first, and how many messages were given up."""

    interviews: tuple[KeptInterview, ...]
    given_up: int


def read(file: Path) -> Kept:
    """The export in `file`, as `kept` has it."""
    return kept(json.loads(file.read_text(encoding="utf-8")))


def kept(exported: Mapping[str, Any]) -> Kept:
    """An export. Fails where an event does not come back as the bytes it was."""
    interviews = sorted(exported["interviews"], key=lambda one: (one["created_at"], one["id"]))
    failed = [row for row in exported["received"] if row["state"] == "failed"]
    return Kept(tuple(_interview(one) for one in interviews), len(failed))


def _interview(exported: Mapping[str, Any]) -> KeptInterview:
    numbered = [event["sequence"] for event in exported["events"]]
    assert numbered == list(range(1, len(numbered) + 1))
    events = tuple(_event(event) for event in exported["events"])
    return KeptInterview(exported["domain"], events, exported["words"], exported["id"])


def _event(exported: Mapping[str, Any]) -> ev.Event:
    payload = dump(exported["payload"])
    event = decode(exported["type"], exported["version"], payload)
    assert encode(event) == (exported["type"], exported["version"], payload)
    return event


def newest_report(kept: Kept) -> str:
    """The report of the newest interview, as the terminal draws it."""
    page = StringIO()
    console = Console(file=page, width=WIDTH, highlight=False, no_color=True)
    newest = [interview for interview in kept.interviews if interview.reported][-1]
    Drawing(console, texts()).document(text.document(_report(kept, newest), texts()))
    return page.getvalue()


def report_pages(kept: Kept) -> dict[str, str]:
    """What the page shows of each report, by interview."""
    front = front_of(cast(Practice, None), texts())
    reports = [(one, _report(kept, one)) for one in kept.interviews if one.reported]
    return {
        one.id: front.piece(
            "report.html",
            paper=paper(text.document(report, texts())),
            shows=alt(card(report, texts()), texts()),
            of=one.id,
            path=f"/report/{one.id}",
            proof="",
            update="",
        )
        for one, report in reports
    }


def _report(kept: Kept, interview: KeptInterview) -> Report:
    """The report of an interview, beside those that were finished before it."""
    reported = [one for one in kept.interviews if one.reported]
    domains = load_domains("en")
    older = reversed(reported[: reported.index(interview)])
    room = _room(interview, domains.get(interview.domain))
    answers = tuple(room.answer(turn) for turn in room.state.turns)
    grammar, known = TypedGrammar(), (*room.domain.terms, *room.domain.skills)
    sheet = Sheet(
        state=room.state,
        domain=room.domain,
        asked=tuple(room.asked(turn) for turn in room.state.turns),
        answers=answers,
        questions=tuple(room.question(slot) for slot in range(len(room.state.slots))),
        tips=tuple(grammar.tips(answer, known) if answer else () for answer in answers),
        earlier=tuple(trend.earlier(one.state, domains.get(one.domain).title, one.id) for one in older),
    )
    return build(sheet)


def _room(interview: KeptInterview, domain: Domain) -> Room:
    edition = edition_of(domain)
    contents = {content.hash: content.text for content in (*contents_of(domain), edition)}
    kept = Interview("", "", interview.domain, open=False, created_at=0, ended_at=0)
    return Room(kept, len(interview.events), interview.state, dict(interview.words), contents)
