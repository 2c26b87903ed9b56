"""Grammar tips point at what was written, leave trade words and names alone, and never come without need."""

from __future__ import annotations

import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.interview.ports import Grammar, Tip
from core.language.grammar import Change, TypedGrammar, is_installed, mark_changes

pytestmark = pytest.mark.skipif(not is_installed(), reason="harper-py is not installed")

TYPED = TypedGrammar()


def flagged(text: str, *terms: str) -> list[str]:
    return [text[tip.start : tip.end] for tip in TYPED.tips(text, terms)]


def test_a_tip_says_where_what_and_why() -> None:
    port: Grammar = TYPED
    (tip,) = port.tips("I made a aple pie.", [])[1:]
    assert (tip.start, tip.end) == (9, 13)
    (article, _) = port.tips("I made a aple pie.", [])
    assert (article.start, article.end, article.better) == (7, 8, "an")
    assert article.why == "Incorrect indefinite article."


@pytest.mark.parametrize("before", ["😀😀 ", "👩‍👩‍👧‍👦 ", "𝓘 ", "é́ ", "נ ", "\t", "First. "])
def test_offsets_are_those_of_the_text_whatever_stands_before(before: str) -> None:
    text = f"{before}She have been a nurse for tow yeers."
    assert "yeers" in flagged(text)


def test_a_right_text_has_no_tips() -> None:
    assert TYPED.tips("I called the doctor because her oxygen fell.", []) == ()


def test_the_trades_own_words_are_never_flagged() -> None:
    text = "I gave the sbarr handover with news2x and two wardflows."
    assert {"sbarr", "wardflows"} <= set(flagged(text))
    assert flagged(text, "SBARR", "NEWS2X", "wardflow") == []


def test_names_and_british_spelling_are_never_flagged() -> None:
    assert flagged("Then Bacchan and I organised the colour labels at Belgrano.") == []


def test_a_misspelled_word_with_a_capital_is_no_name() -> None:
    assert flagged("I worked for the Goverment in 2019.") == ["Goverment"]


def test_at_most_three_tips_the_most_important_first_chosen_and_each_slip_once() -> None:
    text = "i has a aple . She have a aple, they was latee , he go hme."
    tips = TYPED.tips(text, [])
    assert len(tips) == 3
    assert [t.start for t in tips] == sorted(t.start for t in tips)
    assert len({text[t.start : t.end] + t.better for t in tips}) == 3
    assert " " not in [text[t.start : t.end] for t in tips]


def test_correcting_applies_the_first_suggestion_of_each_slip() -> None:
    assert TYPED.correct("I made a aple pie and the the tea.") == "I made an able pie and the tea."


def test_a_tip_is_shown_in_its_sentence() -> None:
    text = "Hi. I has a dog. Bye."
    tip = Tip(6, 9, "have", "")
    assert [(p.change, p.text) for p in mark_changes(text, tip)] == [
        (Change.SAME, "I "),
        (Change.REMOVED, "has"),
        (Change.ADDED, "have"),
        (Change.SAME, " a dog."),
    ]


def test_words_that_stay_are_not_marked() -> None:
    pieces = mark_changes("I need talk.", Tip(2, 6, "need to", ""))
    assert [(p.change, p.text) for p in pieces] == [
        (Change.SAME, "I need"),
        (Change.ADDED, " to"),
        (Change.SAME, " talk."),
    ]


@given(st.text(max_size=80), st.integers(0, 80), st.integers(0, 10), st.text(max_size=10))
def test_marking_gives_back_what_was_written_and_what_is_better(
    text: str, start: int, length: int, better: str
) -> None:
    start = min(start, len(text))
    tip = Tip(start, min(start + length, len(text)), better, "")
    pieces = mark_changes(text, tip)
    assert "".join(p.text for p in pieces if p.change is not Change.ADDED) in text
    assert better in "".join(p.text for p in pieces if p.change is not Change.REMOVED)


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=200), st.lists(st.text(max_size=8), max_size=2))
def test_any_text_has_its_tips_inside_it(text: str, terms: list[str]) -> None:
    for tip in TYPED.tips(text, terms):
        assert 0 <= tip.start <= tip.end <= len(text)


@pytest.mark.parametrize("text", ["\ud800 she have", "\x00", "", "\u202e"])
def test_odd_characters_do_not_stop_the_checker(text: str) -> None:
    TYPED.tips(text, [])


@pytest.mark.parametrize("text", ["(" * 50_000, "a" * 50_000, "😀" * 50_000, "I has a aple. " * 3_600])
def test_the_longest_texts_come_to_an_end(text: str) -> None:
    TYPED.tips("warm up", [])
    start = time.perf_counter()
    TYPED.tips(text, [])
    assert time.perf_counter() - start < 5.0


def test_two_threads_check_at_the_same_time() -> None:
    found: list[list[str]] = []
    threads = [
        threading.Thread(target=lambda: found.extend(flagged("She have a aple.") for _ in range(5)))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 10 and all(f == found[0] for f in found)
