"""The exact content behind a plan's hashes: canonical JSON, the same bytes for the same question forever.

A plan names each question by the SHA-256 of this text, and the store keeps the text, so that a domain
edited or deleted later never touches a running interview. Keys are sorted, nothing is left out, no white
space is added, and `form` counts up when the text of an unchanged question would change.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

from core.interview.codec import load, plain
from core.interview.errors import CorruptLog
from core.interview.values import Criterion, Domain, KeyPoint, Phase, Probe, Question, Shape

FORM = 1


class Content(NamedTuple):
    """A content's SHA-256 in lower-case hexadecimal, and the text it is taken of (as UTF-8)."""

    hash: str
    text: str


def content_of(question: Question) -> Content:
    """The content of one question."""
    return _content(
        {
            "kind": "question",
            "id": question.id,
            "phase": question.phase.value,
            "difficulty": question.difficulty,
            "shape": question.shape.value,
            "text": question.text,
            "points": [{"id": point.id, "text": point.text, "cues": point.cues} for point in question.points],
            "probes": [{"gap": probe.gap, "text": probe.text} for probe in question.probes],
            "model_answer": question.model_answer,
            "hint": question.hint,
            "wrong": question.wrong,
            "generated": question.generated,
            "plain": question.plain,
            "anchors": [[criterion.value, level, text] for criterion, level, text in question.anchors],
        }
    )


@lru_cache(maxsize=1024)
def question_from(text: str) -> Question:
    """The question whose content is `text`. Raises CorruptLog where it is none."""
    try:
        return _question(_table(text, "question"))
    except (ValueError, KeyError, TypeError) as error:
        raise CorruptLog("domains-content-corrupt") from error


def warm_up_content(warm_up: str) -> Content:
    """The content of one warm-up question."""
    return _content({"kind": "warm_up", "text": warm_up})


def warm_up_from(text: str) -> str:
    """The warm-up question whose content is `text`. Raises CorruptLog where it is none."""
    try:
        return str(_table(text, "warm_up")["text"])
    except (ValueError, KeyError, TypeError) as error:
        raise CorruptLog("domains-content-corrupt") from error


def contents_of(domain: Domain) -> tuple[Content, ...]:
    """Every content a plan of `domain` can name."""
    return (
        *(content_of(question) for question in domain.questions),
        *(warm_up_content(warm_up) for warm_up in domain.warm_ups),
    )


def hashes_of(domain: Domain) -> Mapping[str, str]:
    """The hash of each question by its id, and of each warm-up by its text, as `planning.plan` wants them."""
    questions = {question.id: content_of(question).hash for question in domain.questions}
    return questions | {warm_up: warm_up_content(warm_up).hash for warm_up in domain.warm_ups}


def edition_of(domain: Domain) -> Content:
    """The content of a whole domain, which a running interview goes on with whatever becomes of the file.

    Where a question came from and how long an interview is matter to the plan alone, which is made by then.
    """
    table = plain(domain)
    del table["budgets"]
    if not domain.company:  # so that the text is the one from before there were companies
        del table["company"]
    for question in table["questions"]:
        del question["inherited"]
    return _content({"kind": "domain", "domain": table})


@dataclass(frozen=True, slots=True)
class Print:
    """A domain as it goes into plans: its edition, and every content by hash. Made once: it is large."""

    edition: Content
    contents: Mapping[str, str]
    hashes: Mapping[str, str]


def printed(domain: Domain) -> Print:
    """The domain with everything a plan of it can name."""
    contents = {content.hash: content.text for content in contents_of(domain)}
    return Print(edition_of(domain), contents, hashes_of(domain))


@lru_cache(maxsize=64)
def edition_from(text: str) -> Domain:
    """The domain whose content is `text`. Raises CorruptLog where it is none."""
    try:
        domain: Domain = load(Domain, _table(text, "domain")["domain"])
    except (ValueError, KeyError, TypeError) as error:
        raise CorruptLog("domains-content-corrupt") from error
    return domain


def _content(table: Mapping[str, Any]) -> Content:
    text = json.dumps({"form": FORM, **table}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Content(sha256(text.encode()).hexdigest(), text)


def _table(text: str, kind: str) -> Mapping[str, Any]:
    table = json.loads(text)
    if table["kind"] != kind or table["form"] != FORM:
        raise ValueError
    return dict(table)


def _question(table: Mapping[str, Any]) -> Question:
    return Question(
        id=table["id"],
        phase=Phase(table["phase"]),
        difficulty=table["difficulty"],
        shape=Shape(table["shape"]),
        text=table["text"],
        points=tuple(KeyPoint(point["id"], point["text"], tuple(point["cues"])) for point in table["points"]),
        probes=tuple(Probe(probe["gap"], probe["text"]) for probe in table["probes"]),
        model_answer=table["model_answer"],
        hint=table["hint"],
        wrong=tuple(table["wrong"]),
        generated=table["generated"],
        plain=table["plain"],
        anchors=tuple((Criterion(name), level, words) for name, level, words in table["anchors"]),
    )
