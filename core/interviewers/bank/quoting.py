"""Short quotations from an answer, fit to stand in front of a follow-up question.

The rule: a quotation is the person's own words, unbroken, three to eight of them, from one clause of a
content sentence, beginning and ending where a phrase does; rather none than one that dangles, swears or asks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from core.interviewers.bank.words import words
from core.language.fillers import find_fillers
from core.language.tokens import Reading, Span, Stretch, Token, carries_content, is_past
from core.language.words import ARTICLES, POSSESSIVES, PREPOSITIONS, STOP_WORDS, SUBJECTS

MOST_WORDS = 8
FEWEST_WORDS = 3
FEWEST_CONTENT = 2  # content words, without which a quotation says nothing

_LEAD_IN = words("lead_in") | words("relative")
_RELATIVE = words("relative")
# A quotation that ends with one of these hangs in the air ("I worked with the").
_OPEN_ENDED = ARTICLES | POSSESSIVES | SUBJECTS | _LEAD_IN | words("auxiliaries") | words("open_ended")
_NEW_PHRASE = (PREPOSITIONS - {"of", "to", "than", "as", "about"}) | words("new_phrase")
_TIMES = words("times")
_INSULTS = words("insults")
_NOMINATIVE = words("nominative")
_TAKES_STATEMENT = words("takes_statement") | words("relative")
_UNQUOTABLE = '?"“”«»<>{}[]|\\@#*_`~='


@dataclass(frozen=True, slots=True)
class Quotable:
    """A stretch of an answer that can be quoted, and what it is good for.

    `acts` says that the person tells of something done ("I rewrote the importer"); `stems` are its
    content stems.
    """

    text: str
    span: Span
    acts: bool
    topical: bool
    stems: frozenset[str]


def quotables(
    text: str, reading: Reading, content: Iterable[Stretch], topical: Iterable[Stretch] = ()
) -> tuple[Quotable, ...]:
    """What can be quoted of `text` from its content sentences, in their order.

    `reading` has the offsets of `text`, and may have blanks where fillers stood.
    """
    on_topic = frozenset(topical)
    return tuple(
        _quotable(text, kept, sentence in on_topic)
        for sentence in content
        if not any(token.word in _INSULTS for token in reading.words(sentence))
        for clause in reading.clauses
        if sentence.first <= clause.first and clause.last <= sentence.last
        if _fine(text, kept := _trimmed(text, reading.words(clause)))
    )


def short(text: str, reading: Reading, span: Span) -> str | None:
    """A quotation of the clause at a place, None where it cannot be cut to one."""
    inside = tuple(t for t in reading.tokens if span.start <= t.start and t.end <= span.end)
    kept = _trimmed(text, inside)
    return _said(text, kept) if kept and _clean(text, kept) else None


def _quotable(text: str, kept: tuple[Token, ...], topical: bool) -> Quotable:
    acts = kept[0].word in ("i", "we") and any(is_past(token.word) for token in kept[1:4])
    stems = frozenset(token.stem for token in kept if carries_content(token))
    return Quotable(_said(text, kept), Span(kept[0].start, kept[-1].end), acts, topical, stems)


def _trimmed(text: str, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The clause without what leads into it, cut where a phrase begins if too long; () if it cannot be."""
    first = next((i for i, token in enumerate(tokens) if token.word not in _LEAD_IN), len(tokens))
    rest = tokens[first:]
    if not rest or (rest[0].word not in SUBJECTS and any(t.word in _RELATIVE for t in tokens[:first])):
        return ()
    if len(rest) <= MOST_WORDS and _closed(text, rest):
        return rest
    return next((rest[:i] for i in range(MOST_WORDS, FEWEST_WORDS - 1, -1) if _may_cut(rest, i)), ())


def _closed(text: str, tokens: tuple[Token, ...]) -> bool:
    """Whether a whole clause ends well; before a mark it may end in a particle ("I handed it over.")."""
    last = tokens[-1]
    marked = not text[last.end : last.end + 1].isalnum() and text[last.end : last.end + 1] != " "
    return last.word not in _OPEN_ENDED and (marked or last.word not in PREPOSITIONS)


def _may_cut(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether what stands before token i can stand alone: a phrase begins at i and none is left open."""
    if i >= len(tokens) or not _begins_phrase(tokens, i):
        return False
    if any(token.word in _RELATIVE for token in tokens[:i]) or tokens[i - 1].word in _TIMES:
        return False
    return tokens[i - 1].word not in _OPEN_ENDED | PREPOSITIONS


def _begins_phrase(tokens: tuple[Token, ...], i: int) -> bool:
    """A preposition or conjunction; "to" only before a noun ("to the ward"), not in "wanted to help"."""
    if tokens[i].word == "to":
        return i + 1 < len(tokens) and tokens[i + 1].word in ARTICLES | POSSESSIVES
    return tokens[i].word in _NEW_PHRASE


def _has_verb(tokens: tuple[Token, ...]) -> bool:
    """Whether it reads like a clause: a subject with something behind it, or a past form."""
    return (tokens[0].word in SUBJECTS and len(tokens) > 2) or any(is_past(token.word) for token in tokens)


def _fine(text: str, kept: tuple[Token, ...]) -> bool:
    """Whether a quotation says something and can be shown."""
    content = sum(token.word not in STOP_WORDS for token in kept)
    return bool(kept) and content >= FEWEST_CONTENT and _has_verb(kept) and _clean(text, kept)


def _clean(text: str, kept: tuple[Token, ...]) -> bool:
    """Whether nothing in it hampers: fillers, marks that would read as the question's own, insults."""
    said = _said(text, kept)
    if any(mark in said for mark in _UNQUOTABLE) or not said.isprintable() or find_fillers(said):
        return False
    return not any(token.word in _INSULTS for token in kept) and not _runs_on(text, kept)


def _said(text: str, kept: tuple[Token, ...]) -> str:
    """The words as they were written, line breaks as blanks."""
    return " ".join(text[kept[0].start : kept[-1].end].split())


def _runs_on(text: str, kept: tuple[Token, ...]) -> bool:
    """Whether two statements follow one another in it ("he said wait, he's ill", "he says no I'd call")."""
    for before, token in pairwise(kept):
        starts = token.word.split("'")[0] in _NOMINATIVE
        if starts and ("," in text[before.end : token.start] or before.word not in _TAKES_STATEMENT):
            return True
    return False
