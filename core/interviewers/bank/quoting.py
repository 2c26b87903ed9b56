"""Short quotations from an answer, fit to stand in front of a follow-up question.

The rule: a quotation is one whole clause of a content sentence in the person's own words, unbroken, of three
to ten of them, that says what they say by itself. Nothing denied, supposed ("if he falls ...") or said to the
interviewer is quoted, no insult and no slip of grammar; rather no quotation than one that dangles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from core.interviewers.bank.words import words
from core.language.fillers import find_fillers
from core.language.negation import is_negator, negated
from core.language.tokens import Reading, Span, Stretch, Token, carries_content, is_past
from core.language.words import ARTICLES, POSSESSIVES, PREPOSITIONS, STOP_WORDS, SUBJECTS

MOST_WORDS = 10
FEWEST_WORDS = 3
FEWEST_CONTENT = 2  # content words, without which a quotation says nothing

_OPENERS = words("openers")
_SUPPOSING = words("subordinate") | words("relative")
# A quotation that ends with one of these hangs in the air ("I worked with the").
_OPEN_ENDED = ARTICLES | POSSESSIVES | _OPENERS | _SUPPOSING | words("auxiliaries") | words("open_ended")
_INSULTS = words("insults")
_TO_THE_LISTENER = words("to_the_listener")
_REMARKS = words("remarks")
_POINTING = words("pointing")
_AUXILIARIES = words("auxiliaries") | words("adverbs")
_NUMBERS = words("numbers_above_one")
_SINGULARS = words("singular_units")
_NOMINATIVE = words("nominative")
_TAKES_STATEMENT = words("takes_statement") | words("relative")
_ASKING_ON = re.compile(r"\s+(?:which|what|who|whom|whose|how|whether|why)\b", re.IGNORECASE)
_UNQUOTABLE = '?"“”«»<>{}[]|\\@#*_`~='


@dataclass(frozen=True, slots=True)
class Quotable:
    """A clause of an answer that can be quoted.

    `first_person` says that "I" or "we" is its subject, `past` that it tells of the past; `stems` are its
    content stems, `words` its words.
    """

    text: str
    span: Span
    first_person: bool
    past: bool
    stems: frozenset[str]
    words: frozenset[str]


def quotables(text: str, reading: Reading, content: Iterable[Stretch]) -> tuple[Quotable, ...]:
    """What can be quoted of `text` from its content sentences, in their order.

    `reading` has the offsets of `text`, and may have blanks where fillers stood.
    """
    denied = negated(reading)
    return tuple(
        _quotable(text, kept)
        for sentence in content
        if not any(token.word in _INSULTS for token in reading.words(sentence))
        for clause in _stating(reading, sentence)
        if not any(denied[clause.first : clause.last])
        if _fine(text, kept := _whole(text, reading.words(clause)))
    )


def short(text: str, reading: Reading, span: Span) -> str | None:
    """A quotation of the clause at a place, None where it is too long for one or cannot stand alone."""
    inside = tuple(t for t in reading.tokens if span.start <= t.start and t.end <= span.end)
    kept = _whole(text, inside)
    return _said(text, kept) if kept and _clean(text, kept) else None


def _quotable(text: str, kept: tuple[Token, ...]) -> Quotable:
    stems = frozenset(token.stem for token in kept if carries_content(token))
    own = kept[0].word in ("i", "we")
    past = any(is_past(token.word) for token in kept[1:4])
    span = Span(kept[0].start, kept[-1].end)
    return Quotable(_said(text, kept), span, own, past, stems, frozenset(token.word for token in kept))


def _stating(reading: Reading, sentence: Stretch) -> list[Stretch]:
    """The clauses of a sentence that state something: not "if he falls", nor "and I see it" behind it."""
    stating, supposed = [], False
    for clause in reading.clauses_of(sentence):
        lead = [token.word for token in reading.words(clause)]
        opener = next((word for word in lead if word not in _OPENERS), "")
        goes_on = supposed and lead[0] in ("and", "or")
        supposed = goes_on or opener in _SUPPOSING
        if not supposed:
            stating.append(clause)
    return stating


def _whole(text: str, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The clause without what leads into it, () if it cannot stand alone or is too long."""
    first = next((i for i, token in enumerate(tokens) if token.word not in _OPENERS), len(tokens))
    rest = tokens[first:]
    if not rest or rest[0].word in _SUPPOSING:
        return ()
    if len(rest) > MOST_WORDS or not _closed(text, rest):
        rest = _before_second_verb(rest)
    return rest if FEWEST_WORDS <= len(rest) <= MOST_WORDS else ()


def _closed(text: str, tokens: tuple[Token, ...]) -> bool:
    """Whether a clause ends well; before a mark it may end in a particle ("I handed it over.").

    "I tried to predict" hangs in the air where "which donors come back" follows.
    """
    last, behind = tokens[-1], text[tokens[-1].end :].lstrip()[:1]
    marked = text[last.end : last.end + 1] in (".", ",", ";", "")
    hangs = last.word in _OPEN_ENDED or _ASKING_ON.match(text, last.end) is not None
    return not hangs and behind not in (":", "=") and (marked or not _preposition(last))


def _before_second_verb(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """What was done first, of "I rang the ward and told them everything that had happened there"."""
    for i in range(min(MOST_WORDS, len(tokens) - 2), FEWEST_WORDS - 1, -1):
        second = tokens[i].word == "and" and is_past(tokens[i + 1].word) and not is_past(tokens[i - 1].word)
        if second and any(is_past(token.word) for token in tokens[1:i]) and not _preposition(tokens[i - 1]):
            return tokens[:i]
    return ()


def _preposition(token: Token) -> bool:
    return token.word in PREPOSITIONS


def _fine(text: str, kept: tuple[Token, ...]) -> bool:
    """Whether a quotation says something, is a statement of the person's own, and can be shown."""
    content = sum(token.word not in STOP_WORDS for token in kept)
    return content >= FEWEST_CONTENT and _is_clause(kept) and not _is_aside(kept) and _clean(text, kept)


def _is_clause(kept: tuple[Token, ...]) -> bool:
    """Whether it is a subject with a verb behind it."""
    begins = kept[0].word
    if begins in SUBJECTS:
        return len(kept) > 2 and begins not in _POINTING
    noun = begins in ARTICLES | POSSESSIVES
    return noun and any(is_past(token.word) for token in kept[2:])


def _is_aside(kept: tuple[Token, ...]) -> bool:
    """Whether it denies, speaks to the interviewer or of the telling ("as I said", "I'm not sure")."""
    said = {token.word for token in kept}
    remark = any(token.word in _REMARKS for token in kept[1:3])
    return remark or bool(said & _TO_THE_LISTENER) or any(is_negator(word) for word in said)


def _clean(text: str, kept: tuple[Token, ...]) -> bool:
    """Whether nothing in it hampers: fillers, marks that would read as the question's own, insults, slips."""
    said = _said(text, kept)
    if any(mark in said for mark in _UNQUOTABLE) or not said.isprintable() or find_fillers(said):
        return False
    insults = any(token.word in _INSULTS for token in kept)
    return not insults and not _slips(kept) and not _runs_on(text, kept)


def _slips(kept: tuple[Token, ...]) -> bool:
    """Whether a slip of a learner would be read back: "he call me", "they was", "three time"."""
    begins, verb = kept[0].word, kept[1].word if len(kept) > 1 else ""
    if begins in ("he", "she") and not (verb.endswith(("s", "ly")) or is_past(verb) or verb in _AUXILIARIES):
        return True
    if begins in ("i", "we", "they") and verb in ("is", "has", "does"):
        return True
    if begins in ("we", "they") and verb == "was":
        return True
    return any(a.word in _NUMBERS and b.word in _SINGULARS for a, b in pairwise(kept))


def _said(text: str, kept: tuple[Token, ...]) -> str:
    """The words as they were written, line breaks as blanks."""
    return " ".join(text[kept[0].start : kept[-1].end].split())


def _is_place(rest: tuple[Token, ...]) -> bool:
    """Whether "there" is a place ("I worked there for years") and no subject ("there was a fire")."""
    return rest[0].word == "there" and not (len(rest) > 1 and rest[1].word in _AUXILIARIES)


def _runs_on(text: str, kept: tuple[Token, ...]) -> bool:
    """Whether two statements follow one another in it ("he said wait, he's ill", "he says no I'd call")."""
    for i, (before, token) in enumerate(pairwise(kept), start=1):
        starts = token.word.split("'")[0] in _NOMINATIVE and not _is_place(kept[i:])
        if starts and ("," in text[before.end : token.start] or before.word not in _TAKES_STATEMENT):
            return True
    return False
