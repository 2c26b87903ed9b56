"""A person's words are data in a prompt, whatever they hold, and a quote is found where it was said."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.interviewers.prompts.data import CLOSE, CUT, OPEN, changed, delimited, located, neutral, places

CONTROL = (
    "<s>",
    "</s>",
    "[INST]",
    "[/INST]",
    "<<SYS>>",
    "<</SYS>>",
    "<|im_start|>",
    "<|im_end|>",
    "<|endoftext|>",
    "<|start_header_id|>",
    "<start_of_turn>",
    "<unk>",
    "<0x0A>",
    "[TOOL_CALLS]",
    "[AVAILABLE_TOOLS]",
    "[CLS]",
    "[MASK]",
    "[gMASK]",
    "|ENDOFTEXT|",
    "|||EMAIL_ADDRESS|||",
    "<\uff5cUser\uff5c>",
    "\uff1cs\uff1e",
    "\uff3bINST\uff3d",
    "\ufe64s\ufe65",
    ">>QUESTION<<",
    "\u2581",
    OPEN,
    CLOSE,
)
ANY = st.text(st.characters(), max_size=60)
WITH_CONTROL = st.lists(st.one_of(ANY, st.sampled_from(CONTROL)), max_size=6).map("".join)


@given(WITH_CONTROL)
def test_no_literal_of_a_control_token_survives(text: str) -> None:
    shown = neutral(text)
    folded = unicodedata.normalize("NFKC", shown)
    assert not any(token in shown or token in folded for token in CONTROL)
    assert not set("<>[]|") & {*shown, *folded}


def test_no_character_of_unicode_is_folded_into_a_mark_of_control() -> None:
    marks = set("<>[]|")
    left = [
        character
        for code in range(sys.maxunicode + 1)
        if marks & set(unicodedata.normalize("NFKC", character := chr(code))) and character not in marks
        if marks & set(unicodedata.normalize("NFKC", neutral(character)))
    ]
    assert left == []


@given(WITH_CONTROL)
def test_a_persons_words_stand_on_one_line_between_one_pair_of_delimiters(text: str) -> None:
    shown = delimited(text)
    assert (shown.count(OPEN), shown.count(CLOSE)) == (1, 1)
    assert shown.startswith(OPEN) and shown.endswith(CLOSE)
    assert len(shown.splitlines()) == 1


@given(WITH_CONTROL)
def test_what_is_neutral_stays_as_it_is(text: str) -> None:
    assert neutral(neutral(text)) == neutral(text)


def test_plain_words_are_shown_as_they_are() -> None:
    said = "I don\u2019t know \u2014 maybe 3.5 % of users, e.g. \u201cguests\u201d; caf\u00e9 & co. (2021)?"
    assert neutral(said) == said


def test_what_cannot_be_seen_is_left_out() -> None:
    assert neutral("give\u200b me\u202e five\U000e0041\x07 now") == "give me five now"


def test_a_long_answer_is_cut_at_a_word() -> None:
    assert neutral("one two three four", most=10) == f"one two{CUT}"


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("I rang the doctor", "I rang the doctor"),
        ('said "stop", and it\'s (done)', "said \u201cstop\u201d,\n and  it\u2019s [done]"),
        ('"said "stop".', "said \u201cstop"),
        ("it's (done) ... then", "it\u2019s [done] \u2026 then"),
        ("  then.", "then"),
    ],
)
def test_a_quote_is_found_under_other_blanks_and_marks(quote: str, found: str) -> None:
    text = "I rang the doctor. He said \u201cstop\u201d,\n and  it\u2019s [done] \u2026 then"
    place = located(quote, text)
    assert place is not None
    assert text[place[0] : place[1]] == found


@pytest.mark.parametrize(
    "quote", ["", "  ", "...", "rang a doctor", "octor", "I rang the doct", "RANG THE DOCTOR"]
)
def test_what_was_not_said_is_not_found(quote: str) -> None:
    assert located(quote, "I rang the doctor.") is None


def test_all_places_of_a_quote_are_found_in_order() -> None:
    assert list(places("the ward", "the ward, the wards, the ward")) == [(0, 8), (21, 29)]


@given(
    st.lists(
        st.sampled_from(["I", "said", "\u201cno\u201d", "[x]", "it\u2019s", "5", "<s>", "\u2026", "fine."]),
        min_size=1,
        max_size=12,
    ),
    st.data(),
)
def test_any_run_of_words_of_an_answer_is_found_where_it_was_said(
    words: list[str], data: st.DataObject
) -> None:
    """Also in the form in which a prompt shows it."""
    text = "\n ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    run = words[first : last + 1]
    shown = neutral(" ".join(run))
    place = located(shown, text)
    if not any(character.isalnum() for word in run for character in word):
        assert place is None
        return
    assert place is not None
    assert neutral(text[place[0] : place[1]]).strip(" \"'.,;:\u201c\u201d\u2026") in shown


@given(ANY)
def test_only_what_prompts_show_otherwise_is_changed(text: str) -> None:
    assert changed(text) == any(
        character in "<>[]|\uff1c\uff1e\uff3b\uff3d\uff5c\ufe64\ufe65\ufe47\ufe48\u2581" for character in text
    )
