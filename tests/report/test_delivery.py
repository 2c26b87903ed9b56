"""The delivery section: figures with their ranges, sentences with places, formulas with the own numbers."""

from __future__ import annotations

import json

import pytest

from core.interview.receipts import timed
from core.interview.values import Receipt, Scores, Speech
from core.report import text, why
from core.report.as_json import canonical
from core.report.model import REMOVED, Quote
from core.report.view import build
from core.speech.interview import spoken
from core.texts.catalog import texts
from tests.report.practice import PATH, WISH, Practice, a_practice, examined, judged
from tests.report.test_text import drawn, section
from tests.speech.spoken import LEAD, evenly

ROUND = "I worked in Leeds and baked rye bread there for six long years "  # 13 words
LEEDS = Receipt(1, 2, 17)


def a_spoken_practice(scores: Scores = Scores.SHOW, *, corrected: str = "") -> Practice:
    """Two spoken answers: 156 words, half of them at 140 and half at 190 words a minute; 130 at 100."""
    practice = Practice(scores=scores, seed=1).set_up()
    first = evenly((78, 33_429), (78, 24_632), pauses=((40, 2_500),), fillers=(90, 92, 94), hedges=(1,))
    practice.speak((ROUND * 12).strip(), first, corrected)
    practice.examine(examined([(PATH, LEEDS), (WISH, LEEDS)]))
    practice.found(judged(4, 4, 4, 4, 4, at=LEEDS))
    practice.speak((ROUND * 10).strip(), evenly((130, 78_000)))
    practice.examine(examined([(PATH, Receipt(2, 2, 17))], []))
    practice.found(judged(3, 3, 3, 3, 3, at=Receipt(2, 2, 17)))
    return practice.stop()


def one_answer(words: str, speech: Speech) -> Practice:
    """An interview stopped after its first answer."""
    practice = Practice().set_up().speak(words, speech)
    practice.examine(examined([(PATH, LEEDS), (WISH, LEEDS)]))
    practice.found(judged(3, 3, 3, 3, 3, at=LEEDS))
    return practice.stop()


def lines(practice: Practice, title: str = "Delivery", times: int = 0) -> list[str]:
    """The section's lines, with `times` earlier interviews just like this one."""
    once = spoken(practice.state, words=practice.texts)
    made = spoken(practice.state, words=practice.texts, earlier=[once] * times)
    return section(drawn(text.document(build(practice.sheet(spoken=made)), texts())), title)


SECTION = """\
strong: 124 words a minute: a pace that is easy to follow.
text: At least 3 fillers, 1.3 a minute: nobody minds that many.
item: Speaking rate: 124 words a minute (good: 120 to 170)
item: Without the pauses: 126 words a minute
item: Fillers: at least 3, 1.3 a minute, 1.0 in 100 words (good: up to 5 a minute)
item: Words that take back what you say: 0.3 in 100 words
item: Pauses: 2 % of the time (up to 30 % is usual)
item: Long pauses of 2 seconds and more: 1 (question 1 at 0:17, 2.5 s)
item: Time spoken: 2:19, in 2 recordings
text: Question 1: 155 words a minute, at least 3 fillers, 1:01 long.
item: You sped up after 0:36: 190 words a minute against 130 before. A breath there brings the pace back.
item: One pause was long: 2.5 seconds, at 0:17. Saying “let me think for a moment” makes such a pause yours.
text: Question 2: 100 words a minute, no fillers, 1:18 long.
item: 100 words a minute, a little slow. Say the next thought as soon as you have it; you need not weigh each word.
note: Measured on the sound, from the first to the last word. How you pronounce words is not measured, and nothing here changes a level."""  # noqa: E501


def test_the_section_reads_word_for_word_like_this() -> None:
    found = [line for line in lines(a_spoken_practice()) if not line.startswith("note: Judged")]
    assert found == SECTION.splitlines()


def test_after_three_interviews_the_own_baseline_stands_beside() -> None:
    assert not any("usual for you" in line for line in lines(a_spoken_practice(), times=2))
    found = lines(a_spoken_practice(), times=3)
    assert "item: Speaking rate: 124 words a minute (good: 120 to 170); usual for you: 124" in found
    assert "note: Usual for you: your last 3 interviews together." in found


def test_hidden_scores_hide_no_figure_of_the_delivery() -> None:
    assert lines(a_spoken_practice(Scores.HIDE)) == lines(a_spoken_practice())


def test_typed_answers_have_no_figure() -> None:
    (line, *_) = lines(a_practice())
    assert line.startswith("text: You typed your answers.")


def test_spoken_answers_of_which_nothing_was_measured_are_told_as_that() -> None:
    practice = a_spoken_practice()
    found = section(drawn(text.document(build(practice.sheet()), texts())), "Delivery")
    assert (
        found[0]
        == "text: 2 answers were spoken. Pace, pauses and fillers were not measured in this interview."
    )


def test_with_a_single_answer_its_own_sentences_stand_at_the_head() -> None:
    found = lines(one_answer((ROUND * 13).strip(), evenly((70, 30_000), (99, 31_263))))
    assert found[0].startswith("strong: You sped up after 0:30: 190 words a minute against 140 before.")
    assert not any(line.startswith("text: Question 1") for line in found)


def test_another_language_says_whose_range_it_is() -> None:
    notes = {}
    for language in ("de", "hu", "ja"):
        speech = evenly((130, 78_000), language=language)
        notes[language] = "\n".join(lines(one_answer((ROUND * 10).strip(), speech)))
    assert "The range is the English one, scaled by" in notes["de"]
    assert "Fillers: not counted" in notes["de"]
    assert "There is no range for this language yet, so the English one stands in." in notes["hu"]
    assert "Words cannot be counted in this language, so the pace is not judged." in notes["ja"]
    assert "words a minute" not in notes["ja"]


def test_why_prints_the_formulas_with_the_own_numbers() -> None:
    practice = a_spoken_practice()
    report = build(practice.sheet(spoken=spoken(practice.state)))
    found = section(drawn(why.document(report, texts())), "Delivery")
    assert found[:6] == [
        "strong: All answers together, sums over sums",
        "item: Speaking rate = 60 × words / T = 60 × 286 / 138.6 s = 124 words a minute, "
        "with T from the first to the last voiced sample",
        "item: Without pauses = 60 × words / (T − pauses of 250 ms and more) = "
        "60 × 286 / (138.6 s − 2.5 s) = 126 words a minute",
        "item: Pause ratio = pauses / T = 2.5 s / 138.6 s = 2 %",
        "item: Fillers = 60 × 3 / 138.6 s = 1.3 a minute; 100 × 3 / 286 words = 1.0 in 100 words",
        "item: Hedges = 100 × 1 / 286 words = 0.3 in 100 words",
    ]
    assert "strong: Question 2" in found
    assert "note: Over time: 0:00 99 · 0:20 102 · 0:40 99 · 1:00 100" in found


def test_why_of_typed_answers_has_no_formulas() -> None:
    assert "heading: Delivery" not in drawn(why.document(build(a_practice().sheet()), texts()))


def test_the_json_holds_the_figures_and_whole_sentences() -> None:
    practice = a_spoken_practice()
    found = json.loads(canonical(build(practice.sheet(spoken=spoken(practice.state))), texts()))["delivery"]
    assert (found["typed"], found["spoken"]) == (1, 2)
    assert found["whole"]["rate"] == 124
    assert found["whole"]["rate_standing"] == "good"
    assert found["whole"]["remarks"][0] == "124 words a minute: a pace that is easy to follow."
    assert [(turn["slot"], turn["follow_up"]) for turn in found["turns"]] == [(1, False), (2, False)]
    assert found["turns"][0]["delivery"]["sums"]["words"] == 156


# --- the seconds of quotations ------------------------------------------------------------------------


def test_a_quotation_of_something_said_has_its_seconds() -> None:
    report = build(a_spoken_practice().sheet())
    # "worked in Leeds" are words 1 to 3 of 78 in 33,429 ms.
    quote = Quote(1, "worked in Leeds", LEAD + 428, LEAD + 1_714, goes_on=True, part=0)
    assert report.slots[0].findings[0].quotes == (quote,)
    assert report.slots[0].covered[0].quote == quote


def test_the_report_says_when_it_was_said() -> None:
    practice = a_spoken_practice()
    found = drawn(text.document(build(practice.sheet()), texts()))
    assert "item: says where you worked: “worked in Leeds” (at 0:01)" in found
    assert "quote: worked in Leeds …\nnote: at 0:01" in drawn(why.document(build(practice.sheet()), texts()))


def test_a_correction_and_removed_words_have_no_seconds() -> None:
    corrected = build(a_spoken_practice(corrected="I worked in Leeds, and so on.").sheet())
    assert corrected.slots[0].findings[0].quotes == (Quote(1, "worked in Leeds"),)
    forgotten = build(a_spoken_practice().sheet(forgotten=True))
    assert forgotten.slots[0].findings[0].quotes == (Quote(1, REMOVED),)


TWO = (
    ("one two", Speech("en", 900, ((0, 800),), ((0, 300), (300, 800)))),
    ("typed\nhere", None),
    ("three four", Speech("en", 900, ((0, 800),), ((100, 300), (400, 700)))),
)


@pytest.mark.parametrize(
    ("start", "end", "seconds"),
    [
        (0, 3, (0, 300)),
        (0, 7, (0, 800)),
        (5, 6, (300, 800)),  # a piece of a word is all of it
        (8, 13, (None, None)),  # typed
        (19, 29, (100, 700)),
        (25, 29, (400, 700)),
        (4, 21, (None, None)),  # from one recording into another
        (29, 40, (None, None)),  # beyond the text
        (3, 4, (None, None)),  # no word
    ],
)
def test_a_receipt_is_timed_within_one_recording(
    start: int, end: int, seconds: tuple[int | None, int | None]
) -> None:
    receipt = timed(Receipt(1, start, end), TWO)
    assert (receipt.start, receipt.end) == (start, end)
    assert (receipt.from_ms, receipt.to_ms) == seconds


def test_words_without_times_have_no_seconds() -> None:
    assert timed(Receipt(0, 4, 7), [("one two", Speech("en", 9, (), ((0, 3),)))]) == Receipt(0, 4, 7)
