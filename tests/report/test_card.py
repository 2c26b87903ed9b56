"""The card and its time line: what is drawn where, worked out by hand, and said in words as well."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.interview.values import Purpose, Scores, Speech
from core.report.drawing.card import alt, card
from core.report.drawing.child import drawn
from core.report.drawing.fitting import BOX, BREAK, LONGEST, MOST_WORDS, fit, plain, told
from core.report.drawing.paper import paper
from core.report.drawing.timeline import GAP, HEIGHT, WIDTH, line
from core.report.model import Report
from core.report.view import build
from core.speech.interview import spoken
from core.texts.catalog import texts
from tests.report.practice import Practice, a_practice
from tests.report.test_delivery import a_spoken_practice, one_answer
from tests.speech.spoken import evenly

WORDS = ("word " * 200).strip()


def spoken_report(practice: Practice) -> Report:
    return build(practice.sheet(spoken=spoken(practice.state, words=practice.texts)))


def one(speech: Speech) -> Report:
    """A report on one answer of 100 words."""
    return spoken_report(one_answer(" ".join(["word"] * 100), speech))


# --- the time line -----------------------------------------------------------------------------------


def test_recordings_lie_end_to_end_on_one_scale_without_the_silence_around_them() -> None:
    report = spoken_report(a_spoken_practice())
    found = line(report.delivery)
    assert found is not None
    # 60.561 s with a pause of 2.5 s in it and 78 s: 138.561 s on 349 points.
    first, second = found.answers
    assert (first.x, first.label) == (0.0, "1")
    assert first.width == pytest.approx(60.561 / 138.561 * (WIDTH - GAP), abs=0.02)
    assert second.x == pytest.approx(first.width + GAP, abs=0.02)
    assert second.x + second.width == pytest.approx(WIDTH, abs=0.02)
    assert (found.lasts, second.label) == ("2:18", "2")


def test_a_pause_stands_where_it_was_and_the_longest_tells_its_seconds() -> None:
    # Words of 600 ms; a pause of 3 s before word 20 (12 s in), one of 2 s before word 60 (36 + 3 s in).
    found = line(one(evenly((100, 60_000), pauses=((20, 3_000), (60, 2_000)))).delivery)
    assert found is not None
    of = WIDTH / 65_000  # points a millisecond
    assert [pause.x for pause in found.pauses] == [round(12_000 * of, 2), round(39_000 * of, 2)]
    assert [pause.width for pause in found.pauses] == [round(3_000 * of, 2), round(2_000 * of, 2)]
    assert [pause.label for pause in found.pauses] == ["3.0", ""]


def test_fillers_stand_where_they_began() -> None:
    found = line(one(evenly((100, 60_000), fillers=(10, 50))).delivery)
    assert found is not None
    assert found.fillers == (round(6_000 * WIDTH / 60_000, 2), round(30_000 * WIDTH / 60_000, 2))


def test_the_pace_is_drawn_over_its_band_and_its_ends_carry_figures() -> None:
    # 20 s at 150 and 20 s at 90 words a minute; the drawing goes from 90 to 190 and 8 % further.
    found = line(one(evenly((50, 20_000), (30, 20_000))).delivery)
    assert found is not None
    assert [rate.label for rate in found.rates] == ["150", "90"]

    def y(rate: float) -> float:
        return round(HEIGHT * (198 - rate) / (198 - 82), 2)

    assert [rate.y for rate in found.rates] == [y(150), y(90)]
    assert (found.good_top, found.good_bottom) == (y(170), y(120))
    assert (found.low, found.high) == ("120", "170")


def test_typed_answers_have_no_time_line() -> None:
    assert line(build(a_practice().sheet()).delivery) is None


def test_too_few_words_have_no_pace_and_what_was_measured_is_still_there() -> None:
    report = one(evenly((10, 6_000), pauses=((5, 2_000),)))
    found = line(report.delivery)
    assert found is not None
    assert (found.rates, len(found.pauses), found.has_rates) == ((), 1, False)
    drawn_ = card(report, texts())
    assert drawn_.delivery_words.startswith("Too little was said to judge the pace")
    assert [figure.unit for figure in drawn_.figures] == ["of the time in pauses"]


# --- the card in words -------------------------------------------------------------------------------

WHOLE = (
    "Report card: Baker, Mid level · 2023-11-14 · 2 of 4 questions answered. "
    "Nearly ready: The ground is there; the biggest upgrades below would lift it. "
    "Relevance 3.5 of 5. Substance 3.5 of 5. Depth 3.5 of 5. Structure 3.5 of 5. Communication 3.5 of 5. "
    "124 words a minute (good). 1.3 fillers a minute (good). 2 % of the time in pauses (usual). "
    "Over time the pace went from 99 to 190, with 120 to 170 being good. "
    "One pause of two seconds or more, 2.5 seconds long. At least 3 fillers. "
    "What went best: Substance, question 1: 4 of 5. Most of what matters is there and right. "
    "“worked in Leeds …” "
    "Your biggest upgrade: Substance, question 2: 3 of 5. “Tell me about a burnt batch.” "
    "About half of what matters is there. "
    "Not heard there, or not recognised: a good answer says what you want. "
    "Build the answer around what matters most here."
)


def test_the_words_for_the_card_say_all_that_it_shows() -> None:
    assert alt(card(spoken_report(a_spoken_practice()), texts()), texts()) == WHOLE


def test_the_words_for_a_picture_are_no_longer_than_every_platform_takes() -> None:
    assert told(["one", "two"]) == "one two"
    long = told(["word"] * 300)
    assert len(long) <= MOST_WORDS
    assert long.endswith("word…")


def test_without_levels_there_is_no_figure_of_one_on_the_card_or_in_its_words() -> None:
    found = card(build(a_practice(Scores.HIDE).sheet()), texts())
    assert {bar.value for bar in found.bars} == {0.0}
    assert " of 5" not in alt(found, texts())
    assert found.bars[0].words == "The answer stays with the question, with a detour or two."


def test_one_question_answered_again_says_nothing_of_how_ready_the_answers_are() -> None:
    report = replace(spoken_report(a_spoken_practice()), purpose=Purpose.REDO)
    found = card(report, texts())
    assert (found.labels.kind, found.verdict) == ("One question again", "")
    assert "ready" not in alt(found, texts())


# --- the drawing -------------------------------------------------------------------------------------


def test_a_picture_is_1200_wide_and_the_same_for_the_same_report() -> None:
    first, second = (drawn("card.typ", "png", "light", _data()) for _ in range(2))
    assert first == second
    assert first[:4] == b"\x89PNG"
    assert int.from_bytes(first[16:20]) == 1200


def test_the_pdf_is_the_same_for_the_same_report_and_holds_the_day_of_the_interview() -> None:
    data = plain(paper(spoken_report(a_spoken_practice()), texts()))
    first, second = (drawn("report.typ", "pdf", "light", data, at=1_700_000_000) for _ in range(2))
    assert first == second
    assert b"(D:20231114221320Z)" in first


def test_words_are_shown_and_never_read_as_the_typesetter_s_language() -> None:
    harmless, hostile = (_with_title(title) for title in ("xxxx", '#panic("x") $ * _ @x <y> \\ // [ ] { }'))
    assert _glyphs(hostile) > _glyphs(harmless) + 20  # every sign of it is drawn


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=60))
def test_any_words_can_be_drawn(words: str) -> None:
    assert _with_title(words).startswith(b"<svg")


def test_what_no_font_can_have_is_a_box_and_long_words_may_break() -> None:
    assert fit("a\x00 \ue000 \ud800b") == f"a{BOX} {BOX} {BOX}b"
    assert fit("w" * (LONGEST + 1)) == "w" * LONGEST + BREAK + "w"
    assert fit("w" * LONGEST) == "w" * LONGEST
    assert fit(" two \n words ") == "two words"


def test_no_font_is_missing_for_what_people_write_in() -> None:
    """A glyph that is nowhere would be the same box for all of them."""
    boxes = {_outlines(_with_title(sign)) for sign in ("\U00013000", "\U00012000")}  # in no font here
    assert len(boxes) == 1
    for sign in "aБΩأאकবதతಕമગਗසไລខမአგԱ你漢かカ한😀":
        assert _outlines(_with_title(sign)) not in boxes, sign


def _data() -> object:
    return plain(card(spoken_report(a_spoken_practice()), texts()))


def _with_title(title: str) -> bytes:
    data = plain(card(build(a_practice().sheet()), texts()))
    return drawn("card.typ", "svg", "light", {**data, "title": fit(title)})


def _glyphs(svg: bytes) -> int:
    return svg.count(b"<use ")


def _outlines(svg: bytes) -> int:
    """What the drawing's title looks like: a sum over its glyphs' shapes, which its size decides."""
    (title,) = re.findall(rb"<g transform=\"matrix\(1 0 0 -1 24 (?!32)[\d.]+\)\">(.*?)</g>", svg)[:1]
    ids = re.findall(rb"href=\"#(\w+)\"", title)
    return zlib.crc32(b"".join(ids))


def test_the_drawings_have_the_colours_of_the_page() -> None:
    root = Path(__file__).parents[2]
    typ = (root / "core/report/drawing/parts.typ").read_text(encoding="utf-8")
    css = (root / "bot/adapters/web/static/style.css").read_text(encoding="utf-8")
    light, dark = (dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", part)) for part in css.split("{")[1:4:2])
    names = {"paper": "paper", "ink": "ink", "soft": "soft", "rule-ink": "line", "edge": "edge"}
    names |= {"accent": "accent", "tint": "tint"}
    for ours, theirs in names.items():
        (found,) = re.findall(rf'#let {ours} = rgb\(if dark {{ "(#\w+)" }} else {{ "(#\w+)" }}\)', typ)
        assert found == (dark[theirs], light[theirs]), ours
