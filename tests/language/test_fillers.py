"""Fillers and hedges are counted where they fill and hedge, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.language.fillers import find_fillers, strip_fillers
from core.language.hedges import count_hedges, find_hedges

WORDS = st.lists(
    st.sampled_from(["um", "like", ",", "you", "know", "I", "mean", "so", "yeah", "it", ".", "uh,", "\n"])
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Um, I uh called her.", ["Um", "uh"]),
        ("ummm and uhh and hmm and er", ["ummm", "uhh", "hmm", "er"]),
        ("It was, you know, late.", ["you know"]),
        ("Do you know it? As you know, yes. Did you know?", []),
        ("I let you know how it went, and you know what happened.", []),
        ("I mean, we tried.", ["I mean"]),
        ("That's what I mean.", []),
        ("It was, like, ten beds.", ["like"]),
        ("It was like really late.", ["like"]),
        ("and like we had no staff", ["like"]),
        ("I like it. It looks like rain. Tools like Kafka. I would like to go.", []),
        ("It basically worked, so yeah.", ["basically", "so yeah"]),
        ("The summer term was humming.", []),
        ("you\nknow, fine", ["you\nknow"]),
        ("It was late and, you know, we left, and you know I was tired.", ["you know", "you know"]),
    ],
)
def test_a_filler_is_found_only_where_it_fills(text: str, expected: list[str]) -> None:
    assert [text[s.start : s.end] for s in find_fillers(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Um, so I, uh, called the, you know, doctor.", "so I called the doctor."),
        ("I called, um.", "I called."),
        ("I like it.", "I like it."),
        ("um", ""),
        ("", ""),
    ],
)
def test_fillers_are_taken_out_with_their_commas(text: str, expected: str) -> None:
    assert strip_fillers(text) == expected


@given(st.one_of(st.text(), WORDS.map(" ".join)))
def test_taking_fillers_out_twice_changes_nothing(text: str) -> None:
    once = strip_fillers(text)
    assert strip_fillers(once) == once
    assert find_fillers(once) == ()


@given(st.text())
def test_any_text_has_its_hedges_inside_it(text: str) -> None:
    for hedge in find_hedges(text):
        assert text[hedge.span.start : hedge.span.end].lower().split() == hedge.words.split()


def test_hedges_are_counted_most_frequent_first() -> None:
    text = "Maybe I think it was kind of late. It's a kind of test. I think, sort  of, maybe, I think."
    assert count_hedges(text) == (("i think", 3), ("maybe", 2), ("kind of", 1), ("sort of", 1))
