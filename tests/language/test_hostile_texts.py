"""Whatever is sent, every reader of texts takes it. How the time grows is in `./run bench language`."""

from __future__ import annotations

import pytest

from benchmarks.readers import LONG, READERS, long_text

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


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("text", NAUGHTY)
def test_no_text_is_refused(reader: str, text: str) -> None:
    READERS[reader](text)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("piece", LONG)
def test_no_text_is_too_long(reader: str, piece: str) -> None:
    READERS[reader](long_text(piece, 50_000))
