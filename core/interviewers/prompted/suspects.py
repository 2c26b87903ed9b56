"""Which sentences speak to whoever assesses an answer, or hide what they say.

The rule: it is a sieve before a model and nothing else: a sentence that is caught is not shown to it and
holds levels to what was counted, and nobody is told off. So it may catch a harmless sentence now and then; it
must catch wishes about levels, orders, pleas, texts in code or in other alphabets, whatever they are made of.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from tomllib import loads

from core.interviewers.prompts.data import neutral
from core.language.phrases import any_of, plain
from core.language.tokens import is_past, stem
from core.language.words import STOP_WORDS, known_stems

FOREIGN_WORDS = 4  # words from which on a sentence in another language is known by its words
FOREIGN_RUN = 6  # words in a row that are looked at together
LONE_LETTERS = 3  # letters of other alphabets in a sentence that may be names of quantities
KNOWN_LONG = 5  # letters from which on a word is in the list of known stems if it is English

# Groups of words in suspects.toml.
ADDRESSED = frozenset(["answer", "machine"])
TO_SOMEBODY = frozenset(["you", "your", "yours", "yourself"])
WISHED = frozenset(["value", "metric", "begging"])

# Marks that nobody says, and few type who tell of their work.
_MARKUP = re.compile(
    "|".join(
        [
            r"[<\[{]\s*[/|!]|[|/]\s*[>\]}]|<<|>>|\{\{|\}\}|//",
            r"\[ ?/? ?[A-Z_]{3,} ?\]|< ?/? ?[\w|]+ ?>",
            r"\b[a-z]{4,} ?= ?\w|```|/\*|\*/|<!--|%{2,}|#{2,}|-{4,}|={3,}|\\n",
            r"\"\s*:|\{\s*'|'\s*:\s*'",
            r"^\s*(?:system|assistant|user|human|ai|instruction|answer|level|question)\s*:",
            r"\b\d ?/ ?(?:5|10)\b(?!/)|^\W*[*\u2605\u2b50]{3}",
            r"^\s*(?:output|result|verdict|score|rating|grade)\s*[:=]",
        ]
    ),
    re.IGNORECASE,
)
_ENCODED = re.compile(
    "|".join(
        [
            r"[A-Za-z0-9+/]{24,}={0,2}|\b(?=\w*[a-z])(?=\w*[A-Z])(?=\w*\d)\w{12,}\b",  # base64
            r"(?:\b[0-9a-f]{2}\b[ :]){5,}|\b[0-9a-fA-F]{16,}\b|\b(?:[01]{8} ?){2,}",
            r"(?:\\u[0-9a-f]{4}){2,}|(?:&#\w+;){2,}|(?:%[0-9A-F]{2}){3,}",
            r"(?:(?<=\s)|^)(?:\w[ ._\-]){6,}\w\b",  # s p a c e d
        ]
    )
)
_LEET = re.compile(r"\b(?=\w*[a-z])\w*[a-z][0134578@$!][a-z]\w+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_CLAUSE = re.compile(r"^\W*|[,;:.!?(\n-]\s*")


def suspicious(sentence: str, cued: bool) -> bool:
    """Whether a sentence is not to be shown to a model.

    `cued` says that it holds a cue of one of the question's points; then it takes more to be caught.
    """
    normal = " ".join(unicodedata.normalize("NFKC", sentence).split())
    if _MARKUP.search(normal) or hidden(sentence):
        return True
    folded = plain(neutral(normal)).replace("'re ", " are ")
    found = {group for group, pattern in _groups().items() if pattern.search(folded)}
    if _asks(folded):
        found.add("begging")
    wishes = "wish" in found and not any(map(is_past, _WORD.findall(folded)))
    if "plain" in found or wishes:
        return True
    found.discard("wish")
    if not cued:
        return len(found) > 1 or bool(found & {*ADDRESSED, "begging"}) or _turns_to_somebody(folded)
    return found >= WISHED or (len(found) > 1 and bool(found & ADDRESSED))


def _turns_to_somebody(folded: str) -> bool:
    """Whether a sentence asks, or speaks of a "you"."""
    return "?" in folded or any(word.split("'")[0] in TO_SOMEBODY for word in _WORD.findall(folded))


def hidden(sentence: str) -> bool:
    """Whether a sentence is written so that people do not read what it says: in code, in other letters."""
    if _ENCODED.search(sentence) or _LEET.search(sentence):
        return True
    if any(unicodedata.category(c) in ("Cf", "Co", "Cn") for c in sentence):
        return True
    return _other_letters(sentence) or _foreign(plain(sentence))


def _other_letters(sentence: str) -> bool:
    """Whether there are words in another alphabet, or of letters of two; a lone Greek letter is a name."""
    words = [[_latin(letter) for letter in word] for word in _WORD.findall(sentence)]
    mixed = any(any(latin) and not all(latin) for latin in words)
    return mixed or sum(len(latin) for latin in words if not all(latin)) > LONE_LETTERS


@lru_cache(maxsize=1 << 12)
def _latin(letter: str) -> bool:
    plainly = letter <= "\u024f" or "\u1e00" <= letter <= "\u1eff"  # not those that only look like letters
    return letter == "'" or (plainly and unicodedata.name(letter, "").startswith(("LATIN", "MICRO")))


def _foreign(sentence: str) -> bool:
    """Whether words in a row are in another language: hardly one among them that English is made of."""
    known = [word in STOP_WORDS or _english(word) for word in _WORD.findall(sentence)]
    if len(known) < FOREIGN_WORDS:
        return False
    windows = range(max(1, len(known) - FOREIGN_RUN + 1))
    return any(3 * sum(window := known[i : i + FOREIGN_RUN]) < len(window) for i in windows)


def _english(word: str) -> bool:
    return len(word) >= KNOWN_LONG and stem(word) in known_stems()


def _asks(folded: str) -> bool:
    """Whether a clause begins with an order."""
    pattern = _ask()
    return any(pattern.match(folded, found.end()) for found in _CLAUSE.finditer(folded))


@cache
def _groups() -> Mapping[str, re.Pattern[str]]:
    return {name: any_of(words) for name, words in _words().items() if name != "ask"}


@cache
def _ask() -> re.Pattern[str]:
    return any_of(_words()["ask"])


@cache
def _words() -> Mapping[str, list[str]]:
    return loads((Path(__file__).parent / "suspects.toml").read_text(encoding="utf-8"))
