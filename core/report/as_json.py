"""A report as JSON, schema "greenroom-report/1".

The rule: the schema is the view model field by field (`core.report.model`): a dataclass is an object with
its fields as keys, a tuple a list, an enum its value, a sentence its text, and null stands for nothing.
Levels are whole numbers 1 to 5, means and differences hundredths of a level, times milliseconds, questions
counted from 1, turns from 0. Where levels are hidden they are null. The number counts up when a key goes or
changes its meaning; keys may be added without that.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from core.interview.delivery import Remark
from core.report.model import Phrase, Report
from core.report.saying import Saying
from core.texts.catalog import Texts

SCHEMA = "greenroom-report/1"


def plain(report: Report, texts: Texts) -> dict[str, Any]:
    """The report as a plain dict, with the sentences in the language of `texts`."""
    made: dict[str, Any] = _plain(report, Saying(texts))
    return {"schema": SCHEMA, **made}


def canonical(report: Report, texts: Texts) -> str:
    """The report as JSON text, the same for the same report: keys sorted, no white space."""
    return json.dumps(plain(report, texts), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Any, say: Saying) -> Any:
    if isinstance(value, Phrase):
        return say.words(value)
    if isinstance(value, Remark):
        return say.remark(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(one, say) for one in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name), say) for field in fields(value)}
    return value
