"""Messages and documents as Discord gets them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.discord.controls import Menu
from bot.adapters.discord.documents import embeds
from bot.adapters.discord.drawing import Drawing, Post, Surroundings
from bot.adapters.discord.items import view
from bot.port import Account, Attachment, Letter, Option, Outgoing, Shown
from core.texts.blocks import Block, Style
from core.texts.catalog import texts

ALONE = Surroundings()
IN_A_THREAD = Surroundings(alone=False)
REPORT = (Block(Style.TITLE, "Your practice interview: Nurse"), Block(Style.TEXT, "One strength."))
PICTURE = Attachment("card.png", "image/png", b"png", "Levels as bars")


def drawn(outgoing: Outgoing, around: Surroundings = ALONE, **more: object) -> list[Post]:
    letter = Letter("7", outgoing, "gr1", account=Account("discord", "7"), **more)  # type: ignore[arg-type]
    return Drawing(texts()).letter(letter, around)


def labels(post: Post) -> list[str]:
    return [button.label for row in post.rows if not isinstance(row, Menu) for button in row]


def test_a_question_has_its_head_in_bold_and_what_can_be_done_below() -> None:
    (post,) = drawn(
        Outgoing(1, Shown.QUESTION, "Question 1 of 4 · Technical", "How do you use *SBAR*?", of="i")
    )
    assert post.content == "**Question 1 of 4 · Technical**\nHow do you use \\*SBAR\\*?"
    assert labels(post) == ["Done", "Hint", "Skip", "Pause", "Stop"]


def test_where_typing_cannot_be_read_there_is_a_window_to_type_in() -> None:
    around = Surroundings(alone=False, unread=True)
    (post,) = drawn(Outgoing(1, Shown.QUESTION, text="Why?", of="i"), around)
    assert labels(post)[-1] == "Type my answer"


def test_a_long_message_comes_in_pieces_with_the_buttons_under_the_last() -> None:
    posts = drawn(Outgoing(1, Shown.QUESTION, text="A sentence of words. " * 200, of="i"))
    assert [len(post.content) <= 2_000 for post in posts] == [True] * 3
    assert [bool(post.rows) for post in posts] == [False, False, True]


def test_many_options_are_dealt_out_over_menus() -> None:
    options = tuple(Option(f"d{number}", f"Domain {number}") for number in range(60))
    (post,) = drawn(Outgoing(1, Shown.CHOICE, text="Which?", choice="domain", options=options, of="i"))
    menus = [row for row in post.rows if isinstance(row, Menu)]
    assert [len(menu.options) for menu in menus] == [25, 25, 10]
    assert [menu.hint for menu in menus] == [
        "Choose one (1 of 3)",
        "Choose one (2 of 3)",
        "Choose one (3 of 3)",
    ]
    assert len({menu.name for menu in menus}) == 3


def test_a_transcript_underlines_what_was_not_heard_clearly() -> None:
    heard = Outgoing(
        1,
        Shown.TRANSCRIPT,
        "Is it right?",
        "I led ten *people*",
        of="i",
        part=2,
        doubtful=(2,),
        about="Calm.",
    )
    (post,) = drawn(heard)
    assert post.content == (
        "**Is it right?**\nI led __ten__ \\*people\\*\n-# Calm.\n"
        "-# The underlined words were not heard clearly."
    )
    (row,) = post.rows
    assert not isinstance(row, Menu)
    assert (row[0].name, labels(post)) == ("gb:use:i:2", ["Use this answer", "Say it again", "Correct it"])


def test_a_level_of_ones_own_is_picked_by_what_it_looks_like_or_skipped() -> None:
    options = tuple(Option(str(level), str(level), f"Looks like {level}.") for level in range(1, 6))
    asked = Outgoing(1, Shown.RATING, "1 of 5", "Depth?", choice="depth", options=options, of="i")
    (post,) = drawn(asked)
    assert post.content.splitlines()[:3] == ["**1 of 5**", "Depth?", "**1** Looks like 1."]
    menu, buttons = post.rows
    assert isinstance(menu, Menu)
    assert not isinstance(buttons, Menu)
    assert (menu.name, buttons[0].name) == ("gm:rate:i:depth", "gb:skip:i:")


def test_typed_words_are_not_shown_again_and_spoken_ones_are() -> None:
    assert drawn(Outgoing(1, Shown.ECHO, text="typed")) == []
    (post,) = drawn(Outgoing(1, Shown.ECHO, text="spoken\nwords", about="Calm."))
    assert post.content == "> spoken\n> words\n-# Calm."


def test_while_paused_there_is_a_way_back() -> None:
    said = Outgoing(1, Shown.SAY, text="Paused.", of="i")
    assert labels(drawn(said, Surroundings(paused=True))[0]) == ["Resume", "Stop"]
    assert labels(drawn(said)[0]) == []


def test_the_report_comes_with_its_picture_where_nobody_reads_along() -> None:
    report = Outgoing(1, Shown.REPORT, text="Your report is ready.", of="i")
    told, shown = drawn(report, document=REPORT, files=(PICTURE,))
    assert told.content == "Your report is ready."
    assert shown.embed is not None
    assert (shown.embed.title, shown.embed.image.url) == (
        "Your practice interview: Nurse",
        "attachment://card.png",
    )
    assert labels(shown) == ["PDF", "JSON", "Why these levels", "Answer one again"]


def test_in_a_thread_only_that_the_report_is_there_is_said() -> None:
    (post,) = drawn(
        Outgoing(1, Shown.REPORT, text="Your report is ready.", of="i"), IN_A_THREAD, document=REPORT
    )
    assert post.embed is None
    assert labels(post) == ["Show my report", "PDF", "JSON", "Why these levels", "Answer one again"]


def test_a_document_is_drawn_with_discords_own_markdown() -> None:
    blocks = (
        Block(Style.HEADING, "Depth"),
        Block(Style.METER, "Depth", 3, 5),
        Block(Style.METER, "Structure", 0, 5),
        Block(Style.STRONG, "Say *more*."),
        Block(Style.ITEM, "one"),
        Block(Style.QUOTE, "I said\nthis"),
        Block(Style.NOTE, "small"),
    )
    (embed,) = embeds(blocks)
    assert embed.description == (
        "**Depth**\n●●●○○ Depth\n····· Structure\n**Say \\*more\\*.**\n- one\n> I said\n> this\n-# small"
    )


def test_a_document_without_anything_is_still_something_to_send() -> None:
    (embed,) = embeds((Block(Style.TITLE, "T" * 300),))
    assert embed.title is not None
    assert len(embed.title) == 256


@given(st.lists(st.builds(Block, st.sampled_from(Style), st.text(max_size=3_000)), max_size=12))
def test_no_embed_is_larger_than_discord_takes(blocks: list[Block]) -> None:
    for embed in embeds(tuple(blocks)):
        assert len(embed.title or "") <= 256
        assert len(embed.description or "") <= 4_096
        assert len(embed) <= 6_000


@pytest.mark.parametrize("of", ["", "0" * 32])
async def test_controls_come_back_by_their_names(of: str) -> None:
    rows = Drawing(texts()).of_report(of, share=True)
    built = view((*rows, Menu("set", "Pace", (Option("a", "A", "about"),), about="pace", chosen="a")))
    assert built is not None
    names = [getattr(item, "custom_id", "") for item in built.children]
    assert names == [f"gb:{verb}:{of}:" for verb in ("pdf", "json", "why", "redo", "share")] + [
        "gm:set::pace"
    ]
    assert built.is_persistent()
