"""Grammar tips point at what was written, leave trade words and names alone, and never come without need."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.interview.ports import Grammar, Tip
from core.language.grammar import Change, TypedGrammar, is_installed, is_sure, mark_changes

pytestmark = pytest.mark.skipif(not is_installed(), reason="harper-py is not installed")

TYPED = TypedGrammar()


def tipped(text: str, *terms: str) -> list[str]:
    """What a person is told about."""
    return [text[tip.start : tip.end] for tip in TYPED.tips(text, terms)]


def flagged(text: str, *terms: str) -> list[str]:
    """All that is found, whether a person is told about it or not."""
    return [text[slip.tip.start : slip.tip.end] for slip in TYPED.slips(text, terms)]


def test_a_tip_says_where_what_and_why() -> None:
    port: Grammar = TYPED
    (article, verb) = port.tips("I made a apple pie and she have it.", [])
    assert (verb.start, verb.end, verb.better) == (27, 31, "has")
    assert (article.start, article.end, article.better) == (7, 8, "an")
    assert article.why == "Incorrect indefinite article."


@pytest.mark.parametrize("before", ["😀😀 ", "👩‍👩‍👧‍👦 ", "𝓘 ", "é́ ", "נ ", "\t", "First. "])
def test_offsets_are_those_of_the_text_whatever_stands_before(before: str) -> None:
    text = f"{before}She have been a nurse for tow yeers."
    assert "yeers" in flagged(text)


def test_every_reason_is_a_sentence() -> None:
    tips = TYPED.tips("In the last month she has teached two other people, and she think they will drop.", [])
    assert [tip.why[-1] for tip in tips] == ["."] * len(tips) != []


def test_a_right_text_has_no_tips() -> None:
    assert TYPED.tips("I called the doctor because her oxygen fell.", []) == ()


def test_the_trades_own_words_are_never_flagged() -> None:
    text = "I gave the sbarr handover with news2x and two wardflows."
    assert tipped("She have it.") == ["have"]
    assert tipped("She have it.", "have") == []
    assert {"sbarr", "wardflows"} <= set(flagged(text))
    assert flagged(text, "SBARR", "NEWS2X", "wardflow") == []


def test_names_and_british_spelling_are_never_flagged() -> None:
    assert flagged("Then Bacchan and I organised the colour labels at Belgrano.") == []


def test_a_misspelled_word_with_a_capital_is_no_name() -> None:
    assert flagged("I worked for the Goverment in 2019.") == ["Goverment"]


@pytest.mark.parametrize(
    "text",
    [
        "I asked the CFO afterwards, bluntly.",
        "I split the top decile by size.",
        "What I struggle with is saying no to the director.",
        "What are the shifts like, and is there parking?",
        "It takes ten minutes to do a dressing.",
        "We agreed comfort care and I gave midazolam.",
        "I count every word in a hash map, in a v2 behind a header.",
        "We rehearsed it before a cutover, with the CSV, the API and the tests.",
        "i asked him. then it worked.",
        "Whom did you ask?",
        "I am very good at it and also quick, ok.",
        "I store them with bcrypt and explain them with Shapley values.",
    ],
)
def test_what_is_right_or_beside_the_point_is_no_tip(text: str) -> None:
    assert tipped(text) == []


@pytest.mark.parametrize(
    ("text", "wrong", "better"),
    [
        ("He was angry but he say yes.", "say", "says"),
        ("I ask what cost he want to save.", "want", "wants"),
        ("I saw a apple.", "a", "an"),
        ("We made the the tea.", "the the", "the"),
        ("I recieve the calls.", "recieve", "receive"),
    ],
)
def test_what_is_surely_wrong_is_a_tip(text: str, wrong: str, better: str) -> None:
    (tip,) = TYPED.tips(text, [])
    assert (text[tip.start : tip.end], tip.better) == (wrong, better)


def test_only_a_letter_too_many_missing_or_swapped_in_a_long_word_is_a_sure_misspelling() -> None:
    texts = ("We gav it.", "They recieve it.", "The hostpital.", "They helpp.", "It is seperate.")
    slips = [(slip.kind, is_sure(slip, text)) for text in texts for slip in TYPED.slips(text)]
    assert slips == [("Spelling", sure) for sure in (False, True, True, False, False)]


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
    assert len(TYPED.tips(text, [])) <= 3


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
