"""What programs and hurried hands did to a text is undone; what a person said stays."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.training.prepare.making import spelling
from training.prepare.mending import Mender
from training.prepare.rows import Field

MENDER = Mender(spelling())

ANSWERS = [
    (
        "I\u201a\u00c4\u00f4m here, \u201a\u00c4\u00faready\u201a\u00c4\u00f9.",
        'I\'m here, "ready".',
        {"encoding_macroman", "quotes"},
    ),
    ("don\u00e2\u20ac\u2122t stop", "Don't stop", {"encoding_windows_1252", "quotes", "capital"}),
    ("I was a Good nurse.", "I was a good nurse.", {"search_and_replace"}),
    ("Good nurses listen.", "Good nurses listen.", set()),
    ("<p>First,<br/>I asked.</p>", "First,\nI asked.", {"html", "blanks"}),
    ("R&amp;D was mine.", "R&D was mine.", {"html"}),
    ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3", set()),
    ("Answer: I asked her.", "I asked her.", {"label"}),
    ("He agreed.Then i left.", "He agreed. Then I left.", {"glued", "small_i"}),
    ("We use e.g. Node.js at acme.com.", "We use e.g. Node.js at acme.com.", set()),
    ("I  met\u00a0her .", "I met her.", {"blanks"}),
    ('I helped." ', "I helped.", {"blanks", "quotes"}),
    ('She said "no".', 'She said "no".', set()),
    ("One.\n\\\nTwo.", "One.\n\nTwo.", {"escapes"}),
]

QUESTIONS = [
    ("why did you become a nurse", "Why did you become a nurse?", {"capital", "question_mark"}),
    ("1. Tell me about yourself", "Tell me about yourself.", {"numbering", "question_mark"}),
    ("How Do You Set Up a CRM?", "How do you set up a CRM?", {"title_case"}),
    ("WHY SHOULD WE HIRE YOU?", "Why should we hire you?", {"title_case"}),
    ("Do u like it ??", "Do you like it?", {"blanks", "marks", "hurried"}),
    ("Sell me this pen.", "Sell me this pen.", set()),
    ("Q: What is SQL?", "What is SQL?", {"label"}),
]


@pytest.mark.parametrize(("before", "after", "kinds"), ANSWERS)
def test_an_answer_is_mended_and_each_mend_has_its_kind(before: str, after: str, kinds: set[str]) -> None:
    text, mends = MENDER.mend(Field.ANSWER, before)
    assert text == after
    assert {mend.kind for mend in mends} == kinds


@pytest.mark.parametrize(("before", "after", "kinds"), QUESTIONS)
def test_a_question_is_mended_and_each_mend_has_its_kind(before: str, after: str, kinds: set[str]) -> None:
    text, mends = MENDER.mend(Field.QUESTION, before)
    assert text == after
    assert {mend.kind for mend in mends} == kinds


def test_praise_before_a_follow_up_is_cut_off_and_other_sentences_stay() -> None:
    assert MENDER.mend(Field.FOLLOW_UP, "That's great! how did you do it?")[0] == "How did you do it?"
    stays = "That must have been hard. How did you do it?"
    assert MENDER.mend(Field.FOLLOW_UP, stays) == (stays, ())


def test_mac_roman_letters_come_back_whatever_they_are() -> None:
    said = "Ça va – naïve façade, “Zoë’s” résumé…"
    damaged = said.encode("utf-8").decode("mac_roman")
    assert MENDER.mend(Field.ANSWER, damaged)[0] == 'Ça va – naïve façade, "Zoë\'s" résumé…'


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(["I", "asked", "her", "today", "because", "we", "had", "two", "plans"]), min_size=1
    )
)
def test_a_plain_sentence_comes_out_as_it_went_in(words: list[str]) -> None:
    sentence = " ".join(["So", *words]) + "."
    assert MENDER.mend(Field.ANSWER, sentence) == (sentence, ())


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_what_was_mended_needs_no_mending_of_blanks_or_quotes_again(text: str) -> None:
    once, _ = MENDER.mend(Field.ANSWER, text)
    assert "  " not in once
    assert once == once.strip()
