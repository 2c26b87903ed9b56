"""A content's text and hash are the same bytes forever; if a literal here changes, stored plans break."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domains.contents import (
    content_of,
    contents_of,
    hashes_of,
    question_from,
    warm_up_content,
    warm_up_from,
)
from core.interview.errors import CorruptLog
from core.interview.values import Criterion, KeyPoint, Phase, Probe, Question, Shape
from core.texts.catalog import texts
from tests.domains.test_loader import baker

QUESTION = Question(
    id="burnt-batch",
    phase=Phase.BEHAVIORAL,
    difficulty=2,
    shape=Shape.STORY,
    text="What went wrong, Zoë?",
    points=(KeyPoint("notices", "says what was seen", ("smell of smoke", "crust")),),
    probes=(Probe("result", "How did it end?"),),
    model_answer="An answer.",
    hint="One morning.",
    wrong=("bin it",),
    anchors=((Criterion.SUBSTANCE, 5, "Names the oven."),),
)

TEXT = (
    '{"anchors":[["substance",5,"Names the oven."]],"difficulty":2,"form":1,"generated":false,'
    '"hint":"One morning.","id":"burnt-batch","kind":"question","model_answer":"An answer.",'
    '"phase":"behavioral","plain":"","points":[{"cues":["smell of smoke","crust"],"id":"notices",'
    '"text":"says what was seen"}],"probes":[{"gap":"result","text":"How did it end?"}],"shape":"story",'
    '"text":"What went wrong, Zoë?","wrong":["bin it"]}'
)


def test_a_question_has_these_bytes_and_this_hash() -> None:
    content = content_of(QUESTION)
    assert content.text == TEXT
    assert content.hash == "935e86e71a4a6fe6af06f38ffcc72d0cfba13f151af54b9cc1fda2e064bf46d8"


def test_a_warm_up_has_these_bytes_and_this_hash() -> None:
    content = warm_up_content("How are you?")
    assert content.text == '{"form":1,"kind":"warm_up","text":"How are you?"}'
    assert content.hash == "00ad84fc48162fa68bd66928a2f271893664c29b4a4df28aa40320b12abc364a"


def test_a_question_comes_back_from_its_text() -> None:
    assert question_from(TEXT) == QUESTION
    for question in baker().questions:
        assert question_from(content_of(question).text) == question


def test_a_warm_up_comes_back_from_its_text() -> None:
    assert warm_up_from(warm_up_content("How are you?").text) == "How are you?"


@pytest.mark.parametrize(
    "changed",
    [
        replace(QUESTION, text="What went wrong?"),
        replace(QUESTION, difficulty=3),
        replace(QUESTION, plain="What?"),
        replace(QUESTION, generated=True),
        replace(QUESTION, anchors=()),
        replace(QUESTION, points=(KeyPoint("notices", "says what was seen", ("crust", "smell of smoke")),)),
    ],
)
def test_any_change_of_a_question_changes_its_hash(changed: Question) -> None:
    assert content_of(changed).hash != content_of(QUESTION).hash


def test_hashes_of_a_domain_name_its_contents() -> None:
    domain = baker()
    texts_by_hash = dict(contents_of(domain))
    assert len(texts_by_hash) == 13  # eleven questions and two warm-ups
    hashes = hashes_of(domain)
    assert warm_up_from(texts_by_hash[hashes["How did you come to baking?"]]) == "How did you come to baking?"
    assert question_from(texts_by_hash[hashes["dough-4"]]).id == "dough-4"
    for hash, text in texts_by_hash.items():
        assert sha256(text.encode()).hexdigest() == hash


@given(
    st.one_of(
        st.text(),
        st.sampled_from(
            [
                "[]",
                "1",
                "null",
                "{}",
                TEXT[:-1],
                TEXT.replace('"form":1', '"form":2'),
                TEXT.replace("story", "tale"),
            ]
        ),
    )
)
def test_a_text_that_is_no_content_is_refused(text: str) -> None:
    for read in (question_from, warm_up_from):
        with pytest.raises(CorruptLog) as refused:
            read(text)
        assert texts().has(refused.value.key)


def test_a_warm_up_is_no_question() -> None:
    with pytest.raises(CorruptLog):
        question_from(warm_up_content("How are you?").text)
    with pytest.raises(CorruptLog):
        warm_up_from(TEXT)
