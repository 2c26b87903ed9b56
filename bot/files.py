"""What a person can be given as a file: a report, the way so far, everything that is kept about them."""

from __future__ import annotations

import json

from bot.erasure import Erasure
from bot.port import Account, Attachment, Form
from bot.views import Views
from core.report import as_json
from core.texts.catalog import Texts

JSON = "application/json"


class Files:
    """Makes files for `account`."""

    def __init__(self, views: Views, erasure: Erasure, texts: Texts) -> None:
        self._views = views
        self._erasure = erasure
        self._texts = texts

    async def file(self, account: Account, form: Form, of: str = "") -> Attachment | None:
        """The file, None where there is nothing yet; `of` names an interview. Raises StorageFault."""
        if form is Form.EXPORT:
            return await self._export(account)
        report = await self._views.report(account, of)
        if report is None or form is not Form.JSON:
            return None
        text = as_json.canonical(report, self._texts)
        return Attachment("greenroom-report.json", JSON, text.encode())

    async def _export(self, account: Account) -> Attachment | None:
        kept = await self._erasure.export(account)
        text = json.dumps(kept, ensure_ascii=False, indent=2)
        return Attachment("greenroom-export.json", JSON, text.encode()) if kept else None
