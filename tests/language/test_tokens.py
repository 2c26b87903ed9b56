"""Texts are cut into sentences, clauses and words whose offsets are those of the text as written."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.language.tokens import LONGEST_PIECE, content_stems, read, stem


def sentences(text: str) -> list[str]:
    reading = read(text)
    return [reading.quote(s) for s in reading.sentences]


def clauses(text: str) -> list[str]:
    reading = read(text)
    return [reading.quote(c) for c in reading.clauses]


@given(st.text())
def test_every_token_is_a_word_of_the_original_text(text: str) -> None:
    end = 0
    for token in read(text).tokens:
        assert end <= token.start < token.end <= len(text)
        written = text[token.start : token.end]
        assert written.translate(str.maketrans("’ʼ＇`´", "'''''")).lower() == token.word
        end = token.end


@given(st.text(alphabet=st.sampled_from("Ia so but,.\n!?;—'’😀é\u0301ד٣\u202e\x00")))
def test_sentences_and_clauses_part_the_tokens_without_rest_or_overlap(text: str) -> None:
    reading = read(text)
    for stretches in (reading.sentences, reading.clauses):
        covered = [i for s in stretches for i in range(s.first, s.last)]
        assert covered == list(range(len(reading.tokens)))
        for s in stretches:
            assert s.start <= reading.tokens[s.first].start and reading.tokens[s.last - 1].end <= s.end
    edges = {s.first for s in reading.sentences}
    assert edges <= {c.first for c in reading.clauses}


def test_typed_text_is_cut_at_its_stops() -> None:
    assert sentences("Dr. Lee came at 3.5 p.m. on Monday, e.g. late. I left! Did it help? Yes.") == [
        "Dr. Lee came at 3.5 p.m. on Monday, e.g. late.",
        "I left!",
        "Did it help?",
        "Yes.",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I used Node.js daily", ["I used Node.js daily"]),
        ("I did it.Then I left", ["I did it.", "Then I left"]),
        ("well... I think so", ["well... I think so"]),
        ("We grew 3.5 percent. Good.", ["We grew 3.5 percent.", "Good."]),
        ("First line\nSecond line", ["First line", "Second line"]),
        ("it went on\nand on", ["it went on\nand on"]),
        ("- call her\n- chart it", ["call her", "chart it"]),
        ('He said "stop." I stopped.', ['He said "stop."', "I stopped."]),
        ("", []),
        ("😀!!!", []),
        ("قلت نعم؟ ثم ذهبت.", ["قلت نعم؟", "ثم ذهبت."]),
    ],
)
def test_sentence_ends(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_line_an_editor_wrapped_is_no_sentence_end() -> None:
    text = "In that quarter the whole team and I worked on the new release and\nI wrote most of the tests."
    assert sentences(text) == [text]


def test_clauses_end_where_a_new_subject_or_conjunction_begins() -> None:
    assert clauses("I didn't wait, I called the doctor because she was grey and then I charted it.") == [
        "I didn't wait",
        "I called the doctor",
        "because she was grey",
        "and then I charted it",
    ]


def test_the_commas_of_a_list_do_not_end_a_clause() -> None:
    assert clauses("I have never used Python, Java or Rust.") == ["I have never used Python, Java or Rust"]


def test_a_long_transcript_without_marks_is_cut_at_subjects_and_conjunctions() -> None:
    text = (
        "so last year i was on the night shift and one patient got worse i was not sure what to do i called "
        "the senior nurse and she came and we gave oxygen then i wrote it down and in the end "
        "the patient got better and the doctor thanked us and i still use that checklist today"
    )
    cut = sentences(text)
    assert len(cut) >= 3
    assert all(len(s.split()) <= LONGEST_PIECE + 2 for s in cut)
    assert "i called the senior nurse" in clauses(text)


def test_contractions_are_one_word_whatever_the_apostrophe() -> None:
    assert [t.word for t in read("I didn’t, I didn't, I didn`t.").tokens] == ["i", "didn't"] * 3


def test_combining_marks_stay_inside_their_word() -> None:
    text = unicodedata.normalize("NFD", "Renée café")
    assert [text[t.start : t.end] for t in read(text).tokens] == text.split()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("prioritise", "prioritizing"),
        ("behaviour", "behaviors"),
        ("analyse", "analyzed"),
        ("taught", "teaching"),
        ("led", "leads"),
        ("nurses", "nurse's"),
        ("cancelled", "canceled"),
        ("programme", "programs"),
    ],
)
def test_forms_of_one_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_content_stems_leave_out_stop_words_and_single_letters() -> None:
    assert content_stems(read("I was on x with the nurses")) == {"nurs"}


@pytest.mark.parametrize(
    "text",
    [
        "word " * 10_000,
        "a" * 50_000,
        "😀" * 50_000,
        "x\n" * 25_000,
        "I didn't, so " * 3_800,
        ", " * 25_000,
        "a.b" * 16_000,
        "'" * 50_000,
        "a'" * 25_000,
        "1." * 25_000,
        " ".join(f"w{i:x}q" for i in range(8_000)),
    ],
)
def test_fifty_thousand_characters_are_all_read(text: str) -> None:
    reading = read(text)
    assert all(text[t.start : t.end].strip() for t in reading.tokens)
