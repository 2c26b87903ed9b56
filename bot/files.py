"""What a person can be given as a file: a report, the way so far, everything that is kept about them.

The rule: the same interview gives the same bytes, whoever asks and whenever, as long as its words are there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.erasure import Erasure
from bot.port import Account, Attachment, Form
from bot.quoting import Quoting
from bot.views import Views
from core.report import as_json
from core.report.drawing import chart
from core.report.drawing.card import alt, card
from core.report.drawing.paper import paper
from core.report.drawing.press import Job, Press
from core.report.model import Report
from core.report.view import build
from core.speech.interview import usual
from core.texts.catalog import Texts

JSON, PDF, PNG, SVG = "application/json", "application/pdf", "image/png", "image/svg+xml"
TEXT, WAV = "text/plain; charset=utf-8", "audio/wav"


@dataclass(frozen=True, slots=True)
class _Picture:
    """How a picture is made: its file's ending and media type, and whether it is dark."""

    ending: str
    media_type: str
    dark: bool = False


CARDS: Mapping[Form, _Picture] = {
    Form.PICTURE: _Picture("png", PNG),
    Form.PICTURE_DARK: _Picture("png", PNG, dark=True),
    Form.DRAWING: _Picture("svg", SVG),
    Form.DRAWING_DARK: _Picture("svg", SVG, dark=True),
}


CHARTS: Mapping[Form, _Picture] = {
    Form.CHART: _Picture("png", PNG),
    Form.CHART_DARK: _Picture("png", PNG, dark=True),
    Form.CHART_DRAWING: _Picture("svg", SVG),
    Form.CHART_DRAWING_DARK: _Picture("svg", SVG, dark=True),
}


class Files:
    """Makes files for `account`."""

    def __init__(self, views: Views, erasure: Erasure, quoting: Quoting, texts: Texts) -> None:
        self._views = views
        self._erasure = erasure
        self._quoting = quoting
        self._texts = texts
        self._press = Press()

    async def file(self, account: Account, form: Form, of: str = "") -> Attachment | None:
        """The file, None where there is nothing yet; `of` names an interview, for a chart a domain.

        Raises StorageFault, and DrawingFault where a picture or PDF cannot be made at the moment.
        """
        if form is Form.EXPORT:
            return await self._export(account)
        if form is Form.SOUND:
            return await self._sound(account, of)
        if form in CHARTS or form is Form.CHART_WORDS:
            return await self._chart(account, CHARTS.get(form), of)
        sheet = await self._views.sheet(account, of)
        return await self._of_report(build(sheet), form) if sheet else None

    async def picture(self, report: Report) -> Attachment:
        """A report's picture as it is sent with the report. Raises DrawingFault."""
        return await self._card(report, CARDS[Form.PICTURE])

    async def _of_report(self, report: Report, form: Form) -> Attachment | None:
        if form is Form.JSON:
            text = as_json.canonical(report, self._texts)
            return Attachment("greenroom-report.json", JSON, text.encode())
        if form is Form.PDF:
            job = Job("report.typ", "pdf", paper(report, self._texts), at=_at(report))
            return Attachment("greenroom-report.pdf", PDF, await self._press.draw(job))
        if form is Form.PICTURE_WORDS:
            return _words("greenroom-report.txt", alt(card(report, self._texts), self._texts))
        return await self._card(report, CARDS[form])

    async def _card(self, report: Report, picture: _Picture) -> Attachment:
        drawn = card(report, self._texts)
        job = Job("card.typ", picture.ending, drawn, picture.dark, _at(report))
        content = await self._press.draw(job)
        name = f"greenroom-report.{picture.ending}"
        return Attachment(name, picture.media_type, content, alt(drawn, self._texts))

    async def _chart(self, account: Account, picture: _Picture | None, domain: str) -> Attachment | None:
        past = await self._views.past(account, domain)
        spoken = [one.whole for one in past if one.whole]
        own = usual(reversed(spoken[1:]))
        title = past[0].earlier.domain if past and domain else ""
        drawn = chart.chart(past, own, self._texts, title)
        if drawn is None:
            return None
        words = chart.alt(drawn, self._texts)
        if picture is None:
            return _words("greenroom-chart.txt", words)
        at = past[0].earlier.at // 1000
        content = await self._press.draw(Job("chart.typ", picture.ending, drawn, picture.dark, at))
        name = f"greenroom-chart.{picture.ending}"
        return Attachment(name, picture.media_type, content, words)

    async def _sound(self, account: Account, place: str) -> Attachment | None:
        sound = await self._quoting.sound(account, place)
        return Attachment("greenroom-quotation.wav", WAV, sound) if sound else None

    async def _export(self, account: Account) -> Attachment | None:
        kept = await self._erasure.export(account)
        text = json.dumps(kept, ensure_ascii=False, indent=2)
        return Attachment("greenroom-export.json", JSON, text.encode()) if kept else None


def _words(name: str, words: str) -> Attachment:
    return Attachment(name, TEXT, words.encode())


def _at(report: Report) -> int:
    """The day of the interview in seconds since the epoch: the date in a file made of it."""
    return int(datetime.fromisoformat(f"{report.facts.date}T00:00:00+00:00").timestamp())
