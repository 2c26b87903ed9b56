"""How letters are drawn: what is markup to nobody, the marks and buttons, the limits."""

from __future__ import annotations

import pytest
from telegram import InlineKeyboardMarkup

from bot.adapters.telegram.keyboards import Keyboards
from bot.adapters.telegram.notices import Notices
from bot.adapters.telegram.presses import ARGUMENTS, DATA_LIMIT, Press, Verb, meant, press, pressed
from bot.adapters.telegram.rendering import File, Part, Picture, Rendering, Words, attached, document
from bot.adapters.telegram.styled import entities
from bot.port import Account, Attachment, Letter, Option, Outgoing, Shown
from core.texts.blocks import Block, Style
from core.texts.catalog import texts

INTERVIEW = "0190c2a5f7e1aabbccddeeff01234567"
KEYBOARDS = Keyboards(texts())
RENDERING = Rendering(texts(), KEYBOARDS, Notices(texts(), str))


def drawn(shown: Shown, **fields: object) -> tuple[Part, ...]:
    outgoing = Outgoing(1, shown, of=INTERVIEW, **fields)  # type: ignore[arg-type]
    return RENDERING.letter(Letter("5", outgoing, "n", account=Account("telegram", "5")))


def buttons(part: Part) -> list[str]:
    assert isinstance(part, Words)
    assert isinstance(part.markup, InlineKeyboardMarkup)
    return [str(button.callback_data) for row in part.markup.inline_keyboard for button in row]


def marked(part: Part) -> list[tuple[str, str]]:
    """The looks and what has them."""
    assert isinstance(part, Words)
    wide = part.said.text.encode("utf-16-le")
    return [
        (str(one.type), wide[2 * one.offset : 2 * (one.offset + one.length)].decode("utf-16-le"))
        for one in entities(part.said)
    ]


def test_markup_in_what_was_said_stays_what_was_said() -> None:
    (part,) = drawn(Shown.SAY, text="<b>no</b> *firmly* _twice_ [x](y) `z`")
    assert isinstance(part, Words)
    assert (part.said.text, part.said.spans) == ("<b>no</b> *firmly* _twice_ [x](y) `z`", ())
    assert part.markup is None


def test_where_no_interview_is_open_one_can_be_started() -> None:
    (part,) = RENDERING.letter(Letter("5", Outgoing(1, Shown.SAY, text="No interview is open."), "n"))
    assert buttons(part) == ["n"]


def test_a_question_has_its_head_and_its_buttons() -> None:
    (part,) = drawn(Shown.QUESTION, head="Question 1 of 4 · Introduction ", text="Who are you?")
    assert marked(part) == [("italic", "Question 1 of 4 · Introduction"), ("bold", "Who are you?")]
    assert buttons(part) == [
        "k:01234567:done:1",
        "k:01234567:hint:1",
        "k:01234567:repeat:1",
        "k:01234567:skip:1",
        "k:01234567:pause",
        "q:01234567:1",
    ]


def test_doubtful_words_of_a_transcript_are_underlined() -> None:
    heard = "I led four 👍🏽 patience"
    (part,) = drawn(Shown.TRANSCRIPT, head="Is it right?", text=heard, part=3, doubtful=(1, 4))
    assert ("underline", "led") in marked(part)
    assert ("underline", "patience") in marked(part)
    assert ("blockquote", heard) in marked(part)
    assert buttons(part) == ["u:01234567:3", "a:01234567:3", "x:01234567:3"]


def test_typed_words_are_not_sent_back_and_spoken_ones_are() -> None:
    assert drawn(Shown.ECHO, text="typed") == ()
    (part,) = drawn(Shown.ECHO, text="spoken", about="150 words a minute.")
    assert ("blockquote", "spoken") in marked(part)


def test_a_long_question_is_several_messages_and_the_last_has_the_buttons() -> None:
    first, second = drawn(Shown.QUESTION, text="What did you do? " * 300)
    assert isinstance(first, Words)
    assert first.markup is None
    assert len(buttons(second)) == 6


def test_a_choice_shows_what_is_said_about_its_options_where_there_is_room() -> None:
    options = (Option("short", "Short", "4 questions"), Option("long", "Long", "11 questions"))
    (part,) = drawn(Shown.CHOICE, text="How long?", choice="length", options=options)
    assert isinstance(part, Words)
    assert isinstance(part.markup, InlineKeyboardMarkup)
    assert [row[0].text for row in part.markup.inline_keyboard] == [
        "Short · 4 questions",
        "Long · 11 questions",
    ]


def test_a_report_is_its_sentence_its_picture_and_its_text() -> None:
    outgoing = Outgoing(1, Shown.REPORT, text="Your report is ready.", of=INTERVIEW)
    picture = Attachment("report.png", "image/png", b"png", "A strong start " * 100)
    written = (Block(Style.TITLE, "Your interview"), Block(Style.METER, "Depth", 3, 5))
    letter = Letter("5", outgoing, "n", document=written, files=(picture,))
    sentence, card, text = RENDERING.letter(letter)
    assert isinstance(sentence, Words)
    assert isinstance(text, Words)
    assert card == Picture(picture)
    assert text.said.text == "Your interview\n\n●●●○○ Depth"
    assert buttons(text)[:2] == [f"f:pdf:{INTERVIEW}", f"f:json:{INTERVIEW}"]


def test_a_file_that_is_no_picture_goes_as_a_document() -> None:
    assert attached(Attachment("a.pdf", "application/pdf", b"")) == File(
        Attachment("a.pdf", "application/pdf", b"")
    )


def test_a_document_has_its_looks() -> None:
    blocks = (
        Block(Style.HEADING, "Grammar"),
        Block(Style.ITEM, "one"),
        Block(Style.ITEM, "two"),
        Block(Style.QUOTE, "my words"),
        Block(Style.NOTE, "small"),
        Block(Style.METER, "Depth", 0, 5),
        Block(Style.TEXT, " "),
    )
    assert document(blocks).text == "Grammar\n• one\n• two\n\nmy words\n\nsmall\n····· Depth"


@pytest.mark.parametrize("verb", Verb)
def test_every_button_can_be_read_back(verb: Verb) -> None:
    for count in ARGUMENTS[verb]:
        arguments = tuple(f"a{number}" for number in range(count))
        assert pressed(press(verb, *arguments)) == Press(verb, arguments)


def test_a_long_value_fits_a_button_by_its_digest() -> None:
    value = "a-domain-of-ones-own-with-a-name-that-is-much-too-long-for-a-button"
    data = press(Verb.CHOOSE, "01234567", "domain", value)
    found = pressed(data)
    assert found is not None
    assert len(data.encode()) <= DATA_LIMIT
    assert meant(found[2], ["nurse", value]) == value
    assert meant("nurse", ["nurse", value]) == "nurse"


def test_data_of_no_button_is_nothing() -> None:
    for data in ("", "z", "k", "u:1", "n:1", "ü:1"):
        assert pressed(data) is None


def test_who_rates_themself_sees_what_each_level_looks_like() -> None:
    options = tuple(Option(str(level), str(level), f"anchor {level}") for level in range(1, 6))
    (part,) = drawn(Shown.RATING, head="1 of 5", text="How deep?", choice="depth", options=options)
    assert isinstance(part, Words)
    assert "3  anchor 3" in part.said.text
    assert buttons(part) == [*(f"l:01234567:depth:{level}" for level in range(1, 6)), "k:01234567:skip"]


def test_what_was_said_and_kept_can_be_listened_to_from_the_report() -> None:
    place = "0190c2a5f7e1aabbccddeeff01234567.12345678.12345678"
    written = (Block(Style.QUOTE, "twelve patients " * 9, sound=place), Block(Style.QUOTE, "typed"))
    outgoing = Outgoing(1, Shown.REPORT, text="Your report is ready.", of=INTERVIEW)
    *_, text = RENDERING.letter(Letter("5", outgoing, "n", document=written))
    assert buttons(text)[0] == f"v:{place}"
    assert len(buttons(text)) == 6
