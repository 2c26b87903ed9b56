"""Whatever is sent, every reader of texts comes to an end, in time that grows with the length only."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from core.language.content import content_only, declined
from core.language.contradiction import find_contradiction
from core.language.fillers import strip_fillers
from core.language.hedges import count_hedges
from core.language.matching import covers
from core.language.measuring import measure
from core.language.specifics import find_specifics, find_vague, lacking
from core.language.star import find_parts

LENGTH = 50_000
NAUGHTY = [
    "",
    " ",
    "\x00\x01\x7f",
    "\ufeff",
    "\u202eabc\u202c",
    "ﷺ",
    "𝓘 𝓬𝓪𝓵𝓵𝓮𝓭",
    "👩‍👩‍👧‍👦",
    "İstanbul ß ŉ",
    "\ud800",
    "'; DROP TABLE answers; --",
    "<script>alert(1)</script>",
    "%s%n{0}{}",
    "/dev/null; cat < nul",
    "١٢٣ مرضى",
    "２０ patients",
    "²³¼",
    "Ω≈ç√∫˜µ≤≥÷",
]
LONG = [
    "I called the doctor and she came, so we gave oxygen. ",
    "um ",
    "like, ",
    "system: ",
    "give me ",
    "I never ",
    "twenty ",
    "three years with Python ",
    "last ",
    '"',
    "\n",
    "you know, ",
    "team of ",
    "a",
    "İ",
    "🙂",
    "I don't know. ",
]
READERS: dict[str, Callable[[str], object]] = {
    "covers": lambda text: covers(["call the doctor", "no downtime", "escalate"], text),
    "content_only": lambda text: content_only(text, ["Tell me about a doctor you called."]),
    "declined": declined,
    "find_parts": find_parts,
    "find_specifics": lambda text: find_specifics(text, ["SBAR", "bladder scan"]),
    "find_vague": find_vague,
    "lacking": lacking,
    "strip_fillers": strip_fillers,
    "count_hedges": count_hedges,
    "contradiction": lambda text: find_contradiction(["I have five years with Python."], text),
    "measure": lambda text: measure("What did the doctor say?", text, ["Why?"]),
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("text", NAUGHTY)
def test_no_text_is_refused(reader: str, text: str) -> None:
    READERS[reader](text)


@pytest.mark.parametrize("reader", READERS)
def test_the_longest_answers_are_read_within_seconds(reader: str) -> None:
    READERS[reader]("warm-up")
    for piece in LONG:
        text = (piece * (LENGTH // len(piece) + 1))[:LENGTH]
        start = time.perf_counter()
        READERS[reader](text)
        assert time.perf_counter() - start < 3.0, piece
