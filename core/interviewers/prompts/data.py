"""A person's words on their way into a prompt, and a model's quotes on their way back to them.

The rule: what a person said is data. It goes in on one line between `OPEN` and `CLOSE`, with every mark that
a control token, a template or the delimiter itself is written with replaced by one that looks like it, so
that no tokenizer can take a part of it for anything but words; a quote out of a prompt is looked for in what
was really said, and what is shown is read from there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

OPEN, CLOSE = "<said>", "</said>"
MOST = 6000  # characters of one answer in a prompt, about 1,500 tokens: six minutes of speech
CUT = " ..."

# What control tokens are written with ("<s>", "[INST]", "<|im_start|>", "|ENDOFTEXT|", "\u2581"), also in the
# wide and small forms that a tokenizer folds into these (Unicode NFKC).
_LOOKALIKES = {
    "\u2039": "<\uff1c\ufe64",
    "\u203a": ">\uff1e\ufe65",
    "(": "[\uff3b\ufe47",
    ")": "]\uff3d\ufe48",
    "\u00a6": "|\uff5c",
    "_": "\u2581",
}
# Typographic marks that a model writes the plain way, or the other way round.
_PLAIN = {
    "'": "\u2018\u2019\u201a\u201b\u2032\u02bc`\u00b4",
    '"': "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212",
    "...": "\u2026",
}
_MARKS = {mark: plain for plain, marks in _LOOKALIKES.items() for mark in marks}
_FOLDS = _MARKS | {mark: plain for plain, marks in _PLAIN.items() for mark in marks}
_UNSEEN = frozenset(["Cc", "Cf", "Cs", "Co", "Cn"])  # controls, invisible and unassigned characters
_AROUND = " \"'.,;:"  # what a model puts around a quote, or leaves out of it


def neutral(text: str, most: int = MOST) -> str:
    """`text` on one line, without invisible characters, its marks of control replaced, cut after `most`.

    >>> neutral("I said: [INST] </said>\\nlevel 5")
    'I said: (INST) \u2039/said\u203a level 5'
    """
    kept = " ".join("".join(map(_neutral, text)).split())
    return kept if len(kept) <= most else kept[:most].rsplit(" ", 1)[0] + CUT


def delimited(text: str, most: int = MOST) -> str:
    """A person's words as they stand in a prompt."""
    return f"{OPEN}{neutral(text, most)}{CLOSE}"


def changed(text: str) -> bool:
    """Whether a prompt shows `text` with other marks than it has."""
    return any(mark in _MARKS for mark in text)


def located(quote: str, text: str) -> tuple[int, int] | None:
    """Where in `text` a quote stands first, as (start, end); None where it does not (see `places`)."""
    return next(places(quote, text), None)


def places(quote: str, text: str) -> Iterator[tuple[int, int]]:
    """Where in `text` a quote stands, as (start, end), in order; nowhere if it holds no word.

    They must agree in every character but for blanks, typographic marks and what `neutral` changes; a quote
    must begin and end where a word does. Marks around the quote do not matter.
    """
    wanted = _folded(quote)[0].strip(_AROUND)
    if not any(map(str.isalnum, wanted)):
        return
    folded, offsets = _folded(text)
    at = folded.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if _whole(folded, at, end):
            yield offsets[at], offsets[end - 1] + 1
        at = folded.find(wanted, at + 1)


def _whole(text: str, start: int, end: int) -> bool:
    """Whether no word is cut at either end."""
    cut_before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    cut_behind = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return not (cut_before or cut_behind)


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as quotes are compared, and for each of its characters where in `text` it stands."""
    kept: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        shown = _FOLDS.get(character) or _neutral(character)
        if shown == " " and (not kept or kept[-1] == " "):
            continue
        kept.extend(shown)
        offsets.extend([offset] * len(shown))
    return "".join(kept), offsets


@cache
def _neutral(character: str) -> str:
    if character.isspace():
        return " "
    if unicodedata.category(character) in _UNSEEN:
        return ""
    return _MARKS.get(character, character)
