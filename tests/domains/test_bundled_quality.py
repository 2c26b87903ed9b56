"""The bundled domains are clean, and their model answers are the best ones, each to its own question."""

from __future__ import annotations

import pytest

from bot.domains_quality import assess, misspelt, sources
from core.domains.check import load
from core.domains.quality.answers import Seen
from core.domains.quality.remarks import Tools, remarks
from core.interview.values import Domain, Question
from core.texts.catalog import texts

SOURCES = sources(None, load(None))
DOMAINS = [pytest.param(source.domain, id=source.domain.id) for source in SOURCES]
APART = 7  # questions between one and the one whose model answer is put under it
ASSESSED = 5  # the levels of a criterion
AT_TOP = dict.fromkeys(("relevance", "substance", "depth", "structure", "communication"), ASSESSED)


def unassessed(domain: Domain, question: Question, answer: str) -> Seen:
    """Sees what a good answer has; the tests below ask the assessment itself."""
    own = answer == question.model_answer
    return Seen(frozenset(point.id for point in question.points) if own else frozenset(), levels=AT_TOP)


def own(domain: Domain) -> list[Question]:
    return [question for question in domain.questions if not question.inherited]


def test_the_bundled_domains_have_no_remarks() -> None:
    found = remarks(SOURCES, [], Tools(unassessed, misspelt))
    assert [fault.told(texts()) for fault in found] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_model_answer_has_all_that_is_asked_for_and_the_domain_is_near_the_top(domain: Domain) -> None:
    seen = {question.id: assess(domain, question, question.model_answer) for question in own(domain)}
    assert [id for id, one in seen.items() if not one.on_topic or one.missing] == []
    assert [id for id, one in seen.items() if one.levels["substance"] < 5] == []
    assert sum(one.mean for one in seen.values()) / len(seen) >= 4.5


@pytest.mark.parametrize("domain", DOMAINS)
def test_another_questions_model_answer_is_no_answer(domain: Domain) -> None:
    questions = own(domain)
    moved = [*questions[APART:], *questions[:APART]]
    taken = []
    for question, other in zip(questions, moved, strict=True):
        seen = assess(domain, question, other.model_answer)
        if seen.on_topic and seen.levels["substance"] > 2:
            taken.append((question.id, other.id))
    assert len(taken) <= max(1, len(questions) // 20), taken
