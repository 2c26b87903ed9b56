"""Receipts: the places in an answer that show a finding, and the rule that they are really there.

A quote is never stored and never invented: it is read from the answer at the receipt's span, so what
a report shows between quotation marks was said, word for word.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from core.interview.values import Finding, Receipt, Speech

MOST_WORDS = 20  # words of a quote; longer ones are not read
LOWEST_LEVEL_WITH_RECEIPT = 2  # level 1 says that something is not there, which no quote can show

_WORD = re.compile(r"\S+")


def verified(receipt: Receipt, texts: Mapping[int, str]) -> bool:
    """Whether the span lies within its turn's text and holds more than blanks.

    `texts` holds the turns' texts by the turn's number.
    """
    text = texts.get(receipt.turn, "")
    within = 0 <= receipt.start < receipt.end <= len(text)
    return within and not text[receipt.start : receipt.end].isspace()


def trimmed(receipt: Receipt, text: str, most: int = MOST_WORDS) -> Receipt:
    """The receipt grown to whole words of `text` and cut after `most` of them.

    Returns an empty span where the receipt's span touches no word.
    """
    words = list(islice(_touched(receipt, text), most))
    if not words:
        return Receipt(receipt.turn, receipt.start, receipt.start, receipt.from_ms, receipt.to_ms)
    return Receipt(receipt.turn, words[0].start(), words[-1].end(), receipt.from_ms, receipt.to_ms)


def quote(receipt: Receipt, texts: Mapping[int, str]) -> str:
    """What was said there, in whole words, at most `MOST_WORDS` of them; "" where nothing was.

    Line breaks become blanks and a sentence's final punctuation is left out.
    """
    if not verified(receipt, texts):
        return ""
    text = texts[receipt.turn]
    span = trimmed(receipt, text)
    return " ".join(text[span.start : span.end].split()).rstrip(" .,;:!?")


def shown(finding: Finding, texts: Mapping[int, str]) -> bool:
    """Whether the finding may stand: every receipt is verified, and a level above 1 has one."""
    needs_one = isinstance(finding.level, int) and finding.level >= LOWEST_LEVEL_WITH_RECEIPT
    return all(verified(receipt, texts) for receipt in finding.receipts) and (
        bool(finding.receipts) or not needs_one
    )


def without_repeats(receipts: Iterable[Receipt], most: int = sys.maxsize) -> tuple[Receipt, ...]:
    """The receipts in their order, each place once: later ones that overlap an earlier one are left out.

    No more than `most` of them are looked for.
    """
    kept: list[Receipt] = []
    for receipt in receipts:
        if len(kept) >= most:
            break
        if not any(_overlap(receipt, other) for other in kept):
            kept.append(receipt)
    return tuple(kept)


def timed(receipt: Receipt, parts: Sequence[tuple[str, Speech | None]]) -> Receipt:
    """The receipt with the seconds at which its words were said, where they are known.

    `parts` are the texts of the turn's answer in order, each with the facts of its recording, or None where
    it was typed or corrected. Unchanged where the receipt does not lie within one spoken part.
    """
    begin = 0
    for text, speech in parts:
        inner = Receipt(receipt.turn, receipt.start - begin, receipt.end - begin)
        if inner.start >= 0 and inner.end <= len(text):
            numbers = [n for n, word in enumerate(_WORD.finditer(text)) if _touch(inner, word)]
            if speech is None or not numbers or numbers[-1] >= len(speech.times):
                return receipt
            from_ms, to_ms = speech.times[numbers[0]][0], speech.times[numbers[-1]][1]
            return Receipt(receipt.turn, receipt.start, receipt.end, from_ms, to_ms)
        begin += len(text) + 1
    return receipt


def _touch(receipt: Receipt, word: re.Match[str]) -> bool:
    return word.start() < receipt.end and receipt.start < word.end()


def _touched(receipt: Receipt, text: str) -> Iterator[re.Match[str]]:
    """The words of a text that a receipt touches, from the one on that its first character stands in."""
    begin = max(0, min(receipt.start, len(text)))
    while begin and not text[begin - 1].isspace():
        begin -= 1
    for found in _WORD.finditer(text, begin):
        if found.start() >= receipt.end:
            return
        if found.end() > receipt.start:
            yield found


def _overlap(one: Receipt, other: Receipt) -> bool:
    return one.turn == other.turn and one.start < other.end and other.start < one.end
