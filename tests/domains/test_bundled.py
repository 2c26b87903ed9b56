"""The domains that come with Greenroom: every bad file is told at once, and each can be planned."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.domains.contents import content_of, hashes_of, question_from
from core.domains.loader import load_domains
from core.interview.planning import plan
from core.interview.values import Domain, Length, Level
from core.texts.catalog import texts
from tests.bundled import read_at_once


def test_the_bundled_domains_have_no_faults() -> None:
    assert [fault.told(texts()) for fault in read_at_once().faults] == []


def test_there_are_domains() -> None:
    assert read_at_once().domains


@pytest.mark.parametrize("length", Length)
def test_a_bundled_domain_can_be_planned_at_every_level(domain: Domain, length: Length) -> None:
    for level in Level:
        made = plan(domain, level, length, 1, {}, frozenset(), hashes_of(domain))
        assert len(made.slots) == {"short": 4, "standard": 7, "long": 11}[length.value]


def test_a_bundled_question_comes_back_from_its_content(domain: Domain) -> None:
    for question in domain.questions:
        assert question_from(content_of(question).text) == replace(question, inherited=False)


def test_a_bundled_domain_has_25_questions_of_its_own_or_8_where_it_inherits(domain: Domain) -> None:
    own = [question for question in domain.questions if not question.inherited]
    assert len(own) >= (25 if len(own) == len(domain.questions) else 8)


def test_a_bundled_point_has_six_cues(domain: Domain) -> None:
    thin = [point.id for question in domain.questions for point in question.points if len(point.cues) < 6]
    assert thin == []


def test_headings_are_read_without_the_rest() -> None:
    bundled = load_domains()
    assert [(head.id, head.title, head.summary) for head in bundled.headings()] == [
        (domain.id, domain.title, domain.summary) for domain in read_at_once().domains.values()
    ]


def test_a_bundled_domain_is_read_when_it_is_asked_for() -> None:
    bundled = load_domains()
    assert bundled.get("nurse") == read_at_once().domains["nurse"]
    assert bundled.get("nurse") is bundled.get("nurse")
    assert dict(bundled.domains) == dict(read_at_once().domains)
