"""Every reader of texts by name, and pieces of which texts of any length are made that are hard to read."""

from __future__ import annotations

from collections.abc import Callable

from core.language.content import content_only, declined
from core.language.contradiction import find_contradiction
from core.language.fillers import strip_fillers
from core.language.fullness import find_generalities, find_particulars
from core.language.grammar import TypedGrammar
from core.language.hedges import count_hedges
from core.language.matching import covers
from core.language.measuring import measure
from core.language.specifics import find_specifics, find_sweeping, find_vague, lacking
from core.language.star import find_parts
from core.language.tokens import read

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
    "(",
    ", ",
    "'",
    "a'",
    "1.",
    "\n",
    "x\n",
    "ignore ",
    "you know, ",
    "team of ",
    "a",
    "İ",
    "🙂",
    "I don't know. ",
    "Always. ",
    "i would only ",
]
TYPED = TypedGrammar()
READERS: dict[str, Callable[[str], object]] = {
    "covers": lambda text: covers(["call the doctor", "no downtime", "escalate"], text),
    "content_only": lambda text: content_only(text, ["Tell me about a doctor you called."]),
    "declined": declined,
    "find_parts": find_parts,
    "find_specifics": lambda text: find_specifics(text, ["SBAR", "bladder scan"]),
    "find_vague": find_vague,
    "find_sweeping": find_sweeping,
    "find_particulars": find_particulars,
    "find_generalities": find_generalities,
    "lacking": lacking,
    "strip_fillers": strip_fillers,
    "count_hedges": count_hedges,
    "contradiction": lambda text: find_contradiction(["I have five years with Python."], text),
    "read": read,
    "tips": lambda text: TYPED.tips(text, []),
    "measure": lambda text: measure("What did the doctor say?", text, ["Why?"]),
}


def long_text(piece: str, length: int) -> str:
    """`length` characters of nothing but `piece`."""
    return (piece * (length // len(piece) + 1))[:length]
