"""Long texts become several messages: at the borders of sentences, with their looks, and no character cut."""

from __future__ import annotations

import regex
from hypothesis import example, given
from hypothesis import strategies as st

from bot.adapters.telegram.styled import Look, Span, Styled, clipped, entities, joined, split, styled, units

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"  # eleven code units, one character
PIECES = st.sampled_from(
    [
        "a",
        "word",
        " ",
        "  ",
        "\n",
        "\n\n",
        ". ",
        "! ",
        "?",
        FAMILY,
        "👍🏽",
        "🇦🇹",
        "é",
        "é",
        "각",
        "सा",
        "。",
        "1️⃣",
    ]
)
TEXTS = st.lists(PIECES, max_size=120).map("".join)
LOOKS = st.sampled_from(Look)


def bare(text: str) -> str:
    return "".join(text.split())


@st.composite
def with_looks(draw: st.DrawFn) -> Styled:
    text = draw(TEXTS)
    places = st.integers(0, len(text))
    ranges = draw(st.lists(st.tuples(places, places, LOOKS), max_size=30))
    spans = sorted(
        (Span(min(a, b), max(a, b), look) for a, b, look in ranges if a != b), key=lambda one: one.start
    )
    return Styled(text, tuple(spans))


@given(TEXTS, st.integers(12, 60))
@example("a" * 11 + FAMILY * 3, 12)
@example(" \u0301a", 12)
def test_every_part_fits_and_nothing_but_white_space_is_lost(text: str, limit: int) -> None:
    parts = split(Styled(text), limit)
    assert all(0 < units(part.text) <= limit for part in parts)
    assert bare("".join(part.text for part in parts)) == bare(text)
    assert all(not regex.findall(r"\X", part.text)[at].isspace() for part in parts for at in (0, -1))


@given(TEXTS, st.integers(12, 60))
def test_no_character_as_people_see_it_is_cut(text: str, limit: int) -> None:
    seen = [one for part in split(Styled(text), limit) for one in regex.findall(r"\X", part.text)]
    there = [one for one in regex.findall(r"\X", text) if not one.isspace()]
    assert [one for one in seen if not one.isspace()] == there


@given(with_looks(), st.integers(12, 60), st.integers(1, 5))
def test_looks_stay_with_their_words_and_are_never_too_many(whole: Styled, limit: int, most: int) -> None:
    parts = split(whole, limit, most)
    at = 0
    for part in parts:
        at = whole.text.index(part.text, at)
        for span in part.spans:
            assert 0 <= span.start < span.end <= len(part.text)
            above = [one for one in whole.spans if one.start <= at + span.start and one.end >= at + span.end]
            assert span.look in [one.look for one in above]
        at += len(part.text)


def test_entities_are_counted_in_utf_16() -> None:
    whole = joined([styled("👍🏽 good"), styled("no 🎤", Look.BOLD)], " ")
    (bold,) = entities(whole)
    assert (whole.text, bold.type, bold.offset, bold.length) == ("👍🏽 good no 🎤", "bold", 10, 5)


def test_a_cut_comes_between_paragraphs_before_it_comes_between_sentences() -> None:
    text = "One sentence. Another one.\n\nA second paragraph. It goes on and on."
    assert [part.text for part in split(Styled(text), 48)] == [
        "One sentence. Another one.",
        "A second paragraph. It goes on and on.",
    ]
    assert [part.text for part in split(Styled(text[28:]), 30)] == [
        "A second paragraph.",
        "It goes on and on.",
    ]


def test_four_thousand_and_ninety_six_emoji_are_two_messages() -> None:
    parts = split(Styled("🎤" * 4096))
    assert [len(part.text) for part in parts] == [2048, 2048]


def test_a_look_over_two_parts_is_in_both() -> None:
    first, second = split(styled("word " * 20, Look.BOLD), 60)
    assert first.spans == (Span(0, len(first.text), Look.BOLD),)
    assert second.spans == (Span(0, len(second.text), Look.BOLD),)


def test_what_is_clipped_ends_in_an_ellipsis() -> None:
    assert clipped("short", 10) == "short"
    assert clipped("a long label that does not fit", 12) == "a long…"
