"""Filler words in what was said, with where they stand.

The rule it keeps: a word counts only where it fills. "Like" is a filler between commas, beside another
filler or before a degree word, never in "I like it", "look like" or "such as"; "you know" not in "do you
know", "I mean" not in "what I mean". A transcriber leaves some fillers out, so a count means "at least".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from core.language.tokens import Reading, Span, Token, tokens_of
from core.language.words import word_set

_SOUND = re.compile(r"u+m+|u+h+m*|e+r+m*|h+m+|m+h+m+|mm+")
_ALWAYS = frozenset(["basically", "literally"])
_ASKS_OR_TELLS = word_set(
    "do did does don't didn't as if let because that how what when before to would not and"
)
_KNOWN = word_set(
    "how what that the where why who when which if whether about your his her their my it him them a an any"
)
_JOINS = word_set("and because so but")
_SPEAKERS = word_set("i we he she they")  # "and you know I was there"; "it" and "the" may be what is known
_MEANT = word_set("it that this by to business")
_DEGREES = word_set("really totally literally super basically um umm uh you")
_CONJUNCTIONS = frozenset(["and", "but", "so", "because"])
_SUBJECTS = word_set("i we he she they it the everyone")
_MAY_FILL = _ALWAYS | {"like", "you", "i", "so"}  # the words of a filler begin with one of these, or a sound
_SOUNDS = frozenset("uehm")
_AFTER = re.compile(r"\s*,?\s*")
_LEADING = re.compile(r"^[\s,;]+")


def find_fillers(text: str | Reading) -> tuple[Span, ...]:
    """Where the fillers of a text stand, in order.

    >>> said = "Um, I like it, you know, but it was, like, late."
    >>> [said[s.start:s.end] for s in find_fillers(said)]
    ['Um', 'you know', 'like']
    """
    text, tokens = (text, tokens_of(text)) if isinstance(text, str) else (text.text, text.tokens)
    spans, end = [], 0
    for i, token in enumerate(tokens):
        if i < end or not (token.word in _MAY_FILL or token.word[0] in _SOUNDS):
            continue
        length = _length(text, tokens, i)
        if length:
            end = i + length
            spans.append(Span(token.start, tokens[end - 1].end))
    return tuple(spans)


def without_fillers(text: str, fillers: Iterable[Span]) -> str:
    """`text` with its fillers blanked out; offsets stay those of `text`.

    >>> without_fillers("Um, late.", find_fillers("Um, late."))
    '  , late.'
    """
    pieces, end = [], 0
    for span in fillers:
        pieces += [text[end : span.start], " " * (span.end - span.start)]
        end = span.end
    return "".join([*pieces, text[end:]]) if pieces else text


def strip_fillers(text: str) -> str:
    """`text` without its fillers and the commas that set them off; a second time changes nothing.

    >>> strip_fillers("Um, so I, uh, called the, you know, doctor.")
    'so I called the doctor.'
    """
    while (stripped := _strip_once(text)) != text:
        text = stripped
    return text


def _length(text: str, tokens: Sequence[Token], i: int) -> int:
    """How many tokens the filler that begins at i has; 0 if none does."""
    word = tokens[i].word
    if _SOUND.fullmatch(word) or word in _ALWAYS:
        return 1
    if word == "like":
        return 1 if _like_fills(text, tokens, i) else 0
    pair = (word, _word(tokens, i + 1))
    before = _word(tokens, i - 1)
    after = "," if _comma(text, tokens, i + 2) else _word(tokens, i + 2)
    if pair == ("you", "know"):
        return 2 if _you_know_fills(before, after, set_off=_comma(text, tokens, i)) else 0
    if pair == ("i", "mean"):
        return 2 if before not in ("what", "that", "do") and after not in _MEANT else 0
    return 2 if pair == ("so", "yeah") or (pair == ("you", "see") and after == ",") else 0


def _you_know_fills(before: str, after: str, *, set_off: bool) -> bool:
    if before in _JOINS and (
        (set_off and after == ",") or after in _SPEAKERS
    ):  # "and, you know, it was late"
        return True
    return before not in _ASKS_OR_TELLS and after not in _KNOWN


def _like_fills(text: str, tokens: Sequence[Token], i: int) -> bool:
    before, after = _word(tokens, i - 1), _word(tokens, i + 1)
    comma_before, comma_after = _comma(text, tokens, i), _comma(text, tokens, i + 1)
    if (comma_before and comma_after) or _SOUND.fullmatch(before) or after in _DEGREES - {"you"}:
        return True
    if after == "you" and _word(tokens, i + 2) == "know":
        return True
    return before in _CONJUNCTIONS and after in _SUBJECTS


def _word(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].word if 0 <= i < len(tokens) else ""


def _comma(text: str, tokens: Sequence[Token], i: int) -> bool:
    """Whether a comma stands before token i."""
    return 0 < i < len(tokens) and "," in text[tokens[i - 1].end : tokens[i].start]


def _strip_once(text: str) -> str:
    pieces, end = [], 0
    for span in find_fillers(text):
        after = _AFTER.match(text, span.end)
        before = text[end : span.start]
        end = after.end() if after else span.end
        pieces.append(_tidy(before, closed=text[end : end + 1] in (".", "!", "?", "")))
    return _LEADING.sub("", "".join([*pieces, text[end:]])) if pieces else text


def _tidy(before: str, *, closed: bool) -> str:
    """What stands before a filler, without the comma that set it off; `closed` if a full stop follows."""
    bare = before.rstrip()
    blank = before[len(bare) :][:1]
    if bare.endswith(","):
        bare, blank = bare[:-1].rstrip(), " "
    return bare + ("" if closed or not bare else blank)
