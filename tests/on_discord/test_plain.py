"""Words for Discord: letter by letter what was typed, in pieces of a length that can be sent."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.discord.plain import as_shown, neutral, pieces, short

LIVELY = st.text(st.sampled_from("ab1 .\n*_~`|\\<>@#-+[]():!&évryonh/"), max_size=60)


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("*firmly* and __loud__", r"\*firmly\* and \_\_loud\_\_"),
        ("~~no~~ ||secret|| `code`", r"\~\~no\~\~ \|\|secret\|\| \`code\`"),
        ("[here](https://x.y)", r"\[here\](https\://x.y)"),
        ("# big\n> said\n- one\n1. first", "\\# big\n\\> said\n\\- one\n1\\. first"),
        ("-# small", r"\-# small"),
        ("well-known, 3 > 2, C# and 1.5", "well-known, 3 > 2, C# and 1.5"),
        ("@everyone and @here", "@\u200beveryone and @\u200bhere"),
        ("<@123> <@&45> <#67>", "\\<@\u200b123> \\<@\u200b&45> \\<#67>"),
        ("ada@ward.example", "ada@ward.example"),
        ("back\\slash", r"back\\slash"),
    ],
)
def test_nothing_that_is_typed_is_markup(typed: str, sent: str) -> None:
    assert neutral(typed) == sent
    assert as_shown(sent) == typed


@given(LIVELY)
def test_what_is_shown_is_what_was_typed(text: str) -> None:
    assert as_shown(neutral(text)) == text


@given(LIVELY)
def test_no_mention_is_left(text: str) -> None:
    assert not re.search(r"@(everyone|here)|<@[!&]?\d|<#\d", neutral(text).replace("\\<#", ""))


def test_a_short_text_is_one_piece_and_nothing_is_none() -> None:
    assert list(pieces("One sentence.", 20)) == ["One sentence."]
    assert list(pieces(" \n ", 20)) == []


def test_a_long_text_is_cut_between_sentences() -> None:
    text = "The first one is here. “Is it?” she said. Then the third one."
    assert list(pieces(text, 45)) == ["The first one is here. “Is it?” she said.", "Then the third one."]
    assert list(pieces(text, 35)) == ["The first one is here. “Is it?”", "she said. Then the third one."]


def test_paragraphs_and_lines_come_before_sentences() -> None:
    assert list(pieces("Aa aa. Bb bb.\n\nCc cc. Dd dd. Ee.", 24)) == ["Aa aa. Bb bb.", "Cc cc. Dd dd. Ee."]
    assert list(pieces("Aa aa. Bb bb.\nCc cc. Dd dd. Ee.", 24)) == ["Aa aa. Bb bb.", "Cc cc. Dd dd. Ee."]


def test_a_sentence_that_is_too_long_is_cut_between_words() -> None:
    assert list(pieces("one two three four", 9)) == ["one two", "three", "four"]


def test_a_word_that_is_too_long_is_cut_between_characters_as_people_see_them() -> None:
    family, e_acute = "👩‍👩‍👧‍👦", "e\u0301"
    assert list(pieces(family * 3, 10)) == [family] * 3
    assert list(pieces(e_acute * 3, 3)) == [e_acute] * 3
    assert list(pieces("\\*" * 3, 3)) == ["\\*"] * 3


@given(st.text(max_size=300), st.integers(10, 80))
def test_pieces_are_short_enough_and_lose_nothing_but_space(text: str, limit: int) -> None:
    found = list(pieces(text, limit))
    assert all(0 < len(piece) <= limit for piece in found)
    assert "".join("".join(found).split()) == "".join(text.split())


@given(st.lists(st.sampled_from(["a\u0301", "👍🏽", "🇵🇱", "ක්‍ෂ", "x"]), min_size=1, max_size=40))
def test_no_character_is_cut_in_two(characters: list[str]) -> None:
    found = list(pieces("".join(characters), 12))
    assert not any(unicodedata.combining(piece[0]) or piece[0] in "\u200d🏽" for piece in found)
    assert "".join(found) == "".join(characters)


def test_what_is_shortened_ends_in_an_ellipsis() -> None:
    assert short("Nurse", 10) == "Nurse"
    assert short("Software development engineer", 20) == "Software…"
