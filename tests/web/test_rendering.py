"""Documents and standings as the templates get them."""

from __future__ import annotations

from typing import cast

from bot.adapters.web.front import front_of
from bot.adapters.web.rendering import Part, Section, conversation, paper, points, standing
from bot.port import Outgoing, Practice, Shown, Situation
from core.texts.blocks import Block, Style
from core.texts.catalog import texts
from tests.web.markup import Element, read


def drawn(*blocks: Block) -> Element:
    """A document as a page's sections."""
    made, document = front_of(cast("Practice", None), texts()), paper(blocks)
    drawing = made.templates.get_template("_paper.html").module
    return read(drawing.parts(document.intro) + drawing.sections(document.sections))  # type: ignore[attr-defined]


def test_blocks_stand_under_their_headings_and_items_in_one_list() -> None:
    read_ = paper(
        (
            Block(Style.TITLE, "Title"),
            Block(Style.TEXT, "Intro"),
            Block(Style.HEADING, "First", ref="i1"),
            Block(Style.ITEM, "one"),
            Block(Style.ITEM, "two"),
            Block(Style.TEXT, "between"),
            Block(Style.ITEM, "three"),
            Block(Style.HEADING, "Second"),
        )
    )
    assert read_.title == "Title"
    assert read_.intro == (Part("text", "Intro"),)
    assert read_.sections == (
        Section(
            "First",
            "i1",
            (Part("list", items=("one", "two")), Part("text", "between"), Part("list", items=("three",))),
        ),
        Section("Second"),
    )


def test_a_document_without_a_title_has_none() -> None:
    assert paper((Block(Style.TEXT, "There is no report yet."),)).title == ""


def test_each_style_has_an_element_of_its_own() -> None:
    page = drawn(
        Block(Style.HEADING, "Heading"),
        Block(Style.TEXT, "Text"),
        Block(Style.STRONG, "Strong"),
        Block(Style.ITEM, "Item"),
        Block(Style.QUOTE, "Quote"),
        Block(Style.NOTE, "Note"),
    )
    assert page.find("h2")[0].text == "Heading"
    assert [one.text for one in page.find("p")] == ["Text", "Strong", "Quote", "Note"]
    assert [one["class"] for one in page.find("p")] == ["", "strong", "", "note"]
    assert page.find("blockquote")[0].text == "Quote"
    assert page.find("ul")[0].find("li")[0].text == "Item"


def test_a_meter_says_its_level_in_words_and_shows_it_in_marks() -> None:
    (meter,) = drawn(Block(Style.METER, "Depth: 3.4 of 5", 3, 5)).find("p", class_="meter")
    assert meter.text == "Depth: 3.4 of 5 (3 of 5 marks)"
    assert [one["class"] for one in meter.find("i")] == ["full", "full", "full", "empty", "empty"]
    assert meter.find("span", class_="marks")[0]["aria-hidden"] == "true"


def test_a_meter_without_a_level_says_that_it_was_not_judged() -> None:
    (meter,) = drawn(Block(Style.METER, "Depth", 0, 5)).find("p", class_="meter")
    assert meter.text == "Depth (not judged)"
    assert [one["class"] for one in meter.find("i")] == ["none"] * 5


def test_markup_in_a_document_is_text() -> None:
    for style in Style:
        if style is not Style.TITLE:
            page = drawn(Block(style, "<script>alert(1)</script>{{ 7*7 }}"))
            assert page.find("script") == []
            assert "<script>alert(1)</script>{{ 7*7 }}" in page.text


def test_the_set_up_s_messages_are_left_to_the_front_page() -> None:
    shown = [Outgoing(number, kind) for number, kind in enumerate(Shown)]
    kinds = [message.shown for message in conversation(shown)]
    assert kinds == [Shown.SAY, Shown.QUESTION, Shown.REPORT, Shown.ECHO]


def test_the_marks_of_the_questions_tell_done_now_and_next() -> None:
    assert standing(Situation("i", "answering", number=2, total=4)).steps == ("done", "now", "next", "next")
    assert standing(Situation("i", "warming_up", number=0, total=2)).steps == ("next", "next")
    assert standing(Situation("i", "own_questions", number=2, total=2)).steps == ("done", "done")
    assert standing(Situation("i", "reported", number=1, total=2)).steps == ("done", "done")


def test_the_place_is_told_for_every_stage() -> None:
    places = [
        standing(Situation("i", stage, number=1, total=4)).place for stage in ("answering", "examining")
    ]
    assert places == ["question", "question"]
    assert standing(Situation("i", "warming_up", total=4)).place == "warm-up"
    assert standing(Situation("i", "own_questions", number=4, total=4)).place == "own"
    assert [
        standing(Situation("i", stage)).place for stage in ("judging", "drawing", "reported", "closed")
    ] == ["over"] * 4


def test_the_drawing_goes_from_old_to_new_and_leaves_out_what_shows_no_level() -> None:
    sections = (
        Section("newest", "c", (Part("meter", "", value=4, of=5),)),
        Section("hidden", "b", (Part("text", "no level"),)),
        Section("oldest", "a", (Part("meter", "", value=2, of=5),)),
    )
    assert [(point.label, point.value, point.x) for point in points(sections)] == [
        ("oldest", 2, 0.0),
        ("newest", 4, 100.0),
    ]


def test_what_was_kept_can_be_listened_to_beside_its_quotation() -> None:
    page = drawn(
        Block(Style.QUOTE, "I did", sound="clip.0.900"),
        Block(Style.ITEM, "says so: “I did”", sound="clip.0.900"),
        Block(Style.ITEM, "says why"),
    )
    links = page.find("a", class_="listen")
    assert [link["href"] for link in links] == ["/file/sound/clip.0.900"] * 2
    assert [link.text for link in links] == ["Listen I did", "Listen says so: “I did”"]
    assert [bool(item.find("a")) for item in page.find("li")] == [True, False]
