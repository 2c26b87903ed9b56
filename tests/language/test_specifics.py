"""Figures, names, examples, reasons and trade-offs are told from empty words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.language.naming import find_name
from core.language.specifics import Kind, find_specifics, find_sweeping, find_vague, lacking


def quotes(text: str, kind: Kind, terms: tuple[str, ...] = ()) -> list[str]:
    return [text[s.span.start : s.span.end] for s in find_specifics(text, terms) if s.kind is kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We cut it by 30% in 2 weeks.", ["30%", "2 weeks"]),
        ("I looked after twelve patients.", ["twelve patients"]),
        ("It took twenty five minutes.", ["twenty five minutes"]),
        ("It took one hour.", ["one hour"]),
        ("We had 1,200 users and 3.5 million rows.", ["1,200 users", "3.5 million rows"]),
        ("I led five of the engineers.", ["five of the engineers"]),
        ("Latency fell from 900 ms to 200 ms.", ["900 ms", "200 ms"]),
        ("It was 5k requests.", ["5k"]),
        ("one of the nurses", []),
        ("One day I left.", []),
        ("First I called her.", []),
        ("I work 24/7.", []),
        ("1. Call her\n2. Chart it", []),
        ("In 2019 I left.", []),
        ("the 3rd time", []),
        ("two", []),
    ],
)
def test_a_number_counts_with_its_thing(text: str, expected: list[str]) -> None:
    assert quotes(text, Kind.NUMBER) == expected


@pytest.mark.parametrize(
    ("text", "terms", "expected"),
    [
        ("I asked Maria and she used Kafka.", (), ["Maria", "Kafka"]),
        ("Maria helped.", (), []),
        ("We used SBAR.", (), ["SBAR"]),
        ("SBAR helped.", (), ["SBAR"]),
        ("i used python and bladder scans", ("Python", "bladder scan"), ["python", "bladder scans"]),
        ('She said "call me any time".', (), ["call me any time"]),
        ("I think I'm OK on Monday.", (), []),
        ("He left. Then he came.", (), []),
        ("My Team Was Really Good And Worked Hard Together", (), []),
    ],
)
def test_a_name_is_a_capital_no_sentence_start_explains(
    text: str, terms: tuple[str, ...], expected: list[str]
) -> None:
    assert quotes(text, Kind.NAME, terms) == expected


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("For example, last March we moved.", Kind.EXAMPLE, ["For example", "last March"]),
        ("I met him once, by chance.", Kind.EXAMPLE, ["once,"]),
        ("I called at once.", Kind.EXAMPLE, []),
        ("because it's cheap, so that we can pay", Kind.REASON, ["because", "so that"]),
        ("since we had no time", Kind.REASON, ["since we"]),
        ("since Monday", Kind.REASON, []),
        (
            "Although it's slower, it's safe; the main downside is cost.",
            Kind.TRADE_OFF,
            ["Although", "the main downside"],
        ),
        ("a trade-off", Kind.TRADE_OFF, ["trade-off"]),
    ],
)
def test_examples_reasons_and_trade_offs(text: str, kind: Kind, expected: list[str]) -> None:
    assert quotes(text, kind) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Excel", "I built it in Excel.", ["Excel"]),
        ("Excel", "I had excellent results.", []),
        ("Excel", "I excel at that.", []),
        ("Spark", "It sparked a discussion about a spark plug.", []),
        ("Spark", "We ran it on Spark.", ["Spark"]),
        ("Python", "i used python", ["python"]),
        ("recall", "I recall that day, and to recall it hurts.", []),
        ("recall", "We looked at precision and recall.", ["recall"]),
        ("clustering", "There was a cluster of complaints.", []),
        ("churn", "They kept churning.", []),
        ("PO", "One tablet po, then PO again.", ["PO"]),
        ("bladder scan", "Two bladder scans later.", ["bladder scans"]),
        ("wound care", "The wound needed care.", []),
        ("Go", "Go is fast. I write Go.", ["Go"]),
        ("C++", "I write C++ and C.", ["C++"]),
        ("", "Anything.", []),
    ],
)
def test_a_name_is_found_as_a_whole_word_and_never_by_its_stem(
    name: str, text: str, expected: list[str]
) -> None:
    assert [text[s.start : s.end] for s in find_name(name, text)] == expected


def test_vague_words_are_shown() -> None:
    text = "I handle stuff, a lot of things, and I'm a team player."
    assert [text[s.start : s.end] for s in find_vague(text)] == ["stuff", "a lot of", "things", "team player"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We improved the process a lot and it was much better for our patients.", "number"),
        ("I talk to people and then we find a way that is good for both.", "name"),
        ("I always do my best and I am very passionate about my work here.", "example"),
        ("I moved 40 services to Kubernetes and it took us a year and a half.", None),
        ("I always do my best.", None),
        ("", None),
    ],
)
def test_a_vague_answer_is_asked_for_what_it_leaves_open(text: str, expected: str | None) -> None:
    assert lacking(text) == expected


@given(st.text(), st.lists(st.text(max_size=12), max_size=3))
def test_any_text_has_its_specifics_inside_it(text: str, terms: list[str]) -> None:
    for specific in find_specifics(text, terms):
        assert 0 <= specific.span.start < specific.span.end <= len(text)
    for span in find_vague(text):
        assert 0 <= span.start < span.end <= len(text)
    assert lacking(text, terms) in (None, "number", "name", "example")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quality is always important, of course.", ["always", "of course"]),
        ("Everybody should do their best.", ["Everybody"]),
        ("I never saw him again.", []),  # it happened
        ("Everyone waits for five minutes.", []),  # it is counted
        ("I check the dose twice.", []),
    ],
)
def test_a_claim_about_everything_and_everybody_is_told_from_what_happened(
    text: str, expected: list[str]
) -> None:
    assert [text[s.start : s.end] for s in find_sweeping(text)] == expected
