"""Text as sentences, clauses and words, with character offsets into the original text.

The rule it keeps: `text[token.start:token.end]` is the word as it was written; nothing is normalised before
offsets are taken, and every step is linear in the length of the text. Typed text is cut at its punctuation.
Transcripts may have none: there a clause begins at a conjunction or a subject, and a sentence of more than
`LONGEST_SENTENCE` words is cut at clauses.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from threading import Lock
from typing import NamedTuple

import snowballstemmer  # type: ignore[import-untyped]  # ships no stubs

from core.language.words import IRREGULAR, PAST_FORMS, PREPOSITIONS, STOP_WORDS, SUBJECTS, VARIANTS, word_set

LONGEST_SENTENCE = 45  # words; more without a full stop is a transcript or a list
PIECE = 15  # words; a piece of such a sentence is closed at the first clause after this many
LONGEST_PIECE = 30  # words; a piece is closed here even without a clause
LONGEST_STEMMED = 40  # letters; no English word is longer
UNPUNCTUATED = 20  # words; a sentence of more without any mark inside is read as a transcript
HARD_WRAP = range(60, 121)  # characters of a line that was wrapped by an editor rather than ended

_WORD = re.compile(
    r"\d+(?:[.,:]\d+)*(?:[^\W\d_]+|%)?"  # 3.5  1,000  10:30  20%  5k
    r"|[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f'’ʼ＇`´][^\W_]+)*[\u0300-\u036f]*(?:\+\+|#)?"  # didn't  C++
)
_APOSTROPHES = str.maketrans("’ʼ＇`´", "'''''")
_LINE_END = re.compile(r"[\n\r\v\f\x85\u2028\u2029]")
_BLANK_LINE = re.compile(r"[\n\r\u2028\u2029]\s*[\n\r\u2028\u2029]")
_BULLET = re.compile(r"[\n\r]\s*(?:[-*•–·]|\(|\d)")
_FULL_STOP = re.compile(r"[!?…。！？؟।۔]")
_CLAUSE_MARK = re.compile(r"[;:—–()\[\]،；：]|\s-+\s|--")
_ABBREVIATIONS = word_set("dr mr mrs ms prof vs approx dept eg ie inc fig jr sr est")
_ENDS_ONLY_BEFORE_CAPITAL = word_set("etc am pm co no")

_CONJUNCTIONS = word_set(
    "but however although though because until unless whereas while when whenever if which who whose "
    "otherwise therefore meanwhile afterwards eventually"
)
_SUBORDINATORS = word_set(
    "if when whenever while although though because since unless until after before as once"
)
_BEFORE_SUBJECT = word_set("so since as once after before and or then where yet plus")
_KNOWING = word_set(
    "know knew knows known sure idea clue understand understood remember care matter certain ask asked "
    "wonder decide decided see tell told"
)
_TAKES_CLAUSE = _KNOWING | word_set(
    "that think thought believe believed say said feel felt hope mean guess what how why where when if "
    "because and or but so than as did do does had have was were am is are would could should can will "
    "until before after while since though although which who then unless"
)
_MAY_OPEN = _CONJUNCTIONS | _BEFORE_SUBJECT | {"and"}  # behind a blank no other word opens a clause
_LEADS_ON = PREPOSITIONS | {"and", "even"}  # "and when", "even if", "at which"
_COMMA_OPENERS = word_set(
    "instead then rather yet still now finally first second next later today luckily fortunately"
)


# Named tuples: hundreds are made of one answer, and a frozen dataclass takes four times as long to make.


class Span(NamedTuple):
    """Characters `start:end` of a text."""

    start: int
    end: int


class Token(NamedTuple):
    """A word: where it stands, lower-cased with straight apostrophes, its stem."""

    start: int
    end: int
    word: str
    stem: str


class Stretch(NamedTuple):
    """A sentence or clause: characters `start:end`, and tokens `first:last` of the reading."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with its tokens and how they are grouped; clauses never cross sentences."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Stretch, ...]
    clauses: tuple[Stretch, ...]

    def words(self, stretch: Stretch) -> tuple[Token, ...]:
        """The tokens of a sentence or clause."""
        return self.tokens[stretch.first : stretch.last]

    def clauses_of(self, sentence: Stretch) -> tuple[Stretch, ...]:
        """The clauses of a sentence, in order."""
        first = bisect_left(self.clauses, sentence.first, key=lambda c: c.first)
        last = bisect_left(self.clauses, sentence.last, key=lambda c: c.first)
        return self.clauses[first:last]

    def quote(self, stretch: Stretch | Span | Token) -> str:
        """What is written there."""
        return self.text[stretch.start : stretch.end]


_stemmer = snowballstemmer.stemmer("english")
_stemming = Lock()  # the stemmer keeps the word it works on


@lru_cache(maxsize=1 << 15)
def stem(word: str) -> str:
    """The stem of a lower-case word: Snowball English, irregular forms and British spelling first.

    >>> stem("prioritised") == stem("prioritize"), stem("taught"), stem("c++")
    (True, 'teach', 'c++')
    """
    if not word.isascii() or not word.isalpha() or len(word) > LONGEST_STEMMED:
        word = word.removesuffix("'s")
        if not word.isascii() or not word.isalpha() or len(word) > LONGEST_STEMMED:
            return word
    word = american(IRREGULAR.get(word, word))
    with _stemming:
        return str(_stemmer.stemWord(word))


def american(word: str) -> str:
    """The American spelling of a word in small letters; only as good as telling variants apart needs.

    >>> american("organised"), american("behaviours"), american("centre"), american("hour")
    ('organized', 'behaviors', 'center', 'hour')
    """
    word = VARIANTS.get(word, word)
    if len(word) < 6:
        return word
    word = re.sub(r"([iy])s(e[drs]?|es|ing|ers?|ations?)$", r"\1z\2", word)
    return re.sub(r"(?<=[a-z]{2})our(?=s?$|ed$|ing$|al|abl|ful)", "or", word)


def is_past(word: str) -> bool:
    """Whether a word looks like a simple past or a participle.

    >>> is_past("called"), is_past("wrote"), is_past("need")
    (True, True, False)
    """
    return word in PAST_FORMS or (
        len(word) > 3 and word.endswith("ed") and not word.endswith(("eed", "hundred"))
    )


def read(text: str) -> Reading:
    """Cut `text` into sentences, clauses and words. Any text; linear time.

    >>> r = read("I didn't wait, I called the doctor. She came.")
    >>> [r.quote(s) for s in r.sentences]
    ["I didn't wait, I called the doctor.", 'She came.']
    >>> [r.quote(c) for c in r.clauses]
    ["I didn't wait", 'I called the doctor', 'She came']
    """
    return group(text, tokens_of(text))


def group(text: str, tokens: tuple[Token, ...]) -> Reading:
    """The reading of a text whose tokens are known."""
    if not tokens:
        return Reading(text, (), (), ())
    gaps = ["", *(text[a.end : b.start] for a, b in pairwise(tokens))]
    ends = (i for i, gap in enumerate(gaps) if gap != " " and i and _ends(text, tokens, i, gap))
    bounds = [0, *ends, len(tokens)]
    sentences: list[Stretch] = []
    clauses: list[Stretch] = []
    for first, last in pairwise(bounds):
        starts = [first, *_clause_starts(tokens, gaps, first, last)]
        clauses += [_plain(tokens, a, b) for a, b in pairwise([*starts, last])]
        pieces = _pieces(starts, first, last)
        sentences += [_plain(tokens, a, b) for a, b in pairwise([*pieces, last])]
        sentences[-1] = _with_stop(text, sentences[-1])
    if len(sentences) >= len(bounds):  # some sentence was too long
        clauses = _cut(tokens, clauses, sentences)
    return Reading(text, tokens, tuple(sentences), tuple(clauses))


def as_reading(text: str | Reading) -> Reading:
    """`text` read, unless it was read already."""
    return read(text) if isinstance(text, str) else text


def content_stems(reading: Reading) -> frozenset[str]:
    """Stems of the words that carry content: no stop words, no single letters.

    >>> sorted(content_stems(read("I was the nurse on nights, and I loved it")))
    ['love', 'night', 'nurs']
    """
    return frozenset(t.stem for t in reading.tokens if carries_content(t))


def carries_content(token: Token) -> bool:
    """Whether a token is neither a stop word nor a single letter."""
    return len(token.word) > 1 and token.word not in STOP_WORDS


def tokens_of(text: str) -> tuple[Token, ...]:
    """The words of a text."""
    straight = text.translate(_APOSTROPHES)
    places = (match.span() for match in _WORD.finditer(text))
    return tuple([Token(a, b, word := straight[a:b].lower(), stem(word)) for a, b in places])


def _plain(tokens: tuple[Token, ...], first: int, last: int) -> Stretch:
    return Stretch(tokens[first].start, tokens[last - 1].end, first, last)


def _with_stop(text: str, sentence: Stretch) -> Stretch:
    """The sentence with the marks that close it."""
    end = sentence.end
    while end < len(text) and text[end] in ".!?…。！？؟।۔\"”’')]" and end - sentence.end < 4:
        end += 1
    return Stretch(sentence.start, end, sentence.first, sentence.last)


def _ends(text: str, tokens: tuple[Token, ...], i: int, gap: str) -> bool:
    """Whether a sentence ends between token i - 1 and token i, where more than a blank stands."""
    if _FULL_STOP.search(gap) and "..." not in gap and "…" not in gap:
        return True
    capital = text[tokens[i].start].isupper()
    if "." in gap and _stop_ends(text, tokens, i, gap, capital):
        return True
    return _line_ends(text, tokens, i, gap, capital)


def _stop_ends(text: str, tokens: tuple[Token, ...], i: int, gap: str, capital: bool) -> bool:
    before, after = tokens[i - 1], tokens[i]
    if ".." in gap or before.word in _ENDS_ONLY_BEFORE_CAPITAL:
        return capital and after.word not in SUBJECTS
    if gap.strip(" .") == gap.strip(".") and not any(c.isspace() for c in gap):
        # "it.Then" is two sentences, "Node.js" and "3.x" are not
        return capital and text[before.end - 1].islower() and text[after.start : after.end].istitle()
    if before.word in _ABBREVIATIONS:
        return False
    if before.end - before.start == 1 and before.word.isalpha() and before.word != "i":
        return capital and after.word in STOP_WORDS
    return True


def _line_ends(text: str, tokens: tuple[Token, ...], i: int, gap: str, capital: bool) -> bool:
    """Whether a line end within `gap` ends a sentence: not where an editor wrapped a long line."""
    line_end = _LINE_END.search(gap)
    if line_end is None:
        return False
    if _BLANK_LINE.search(gap) or _BULLET.search(gap):
        return True
    end = tokens[i - 1].end
    line = end - text.rfind("\n", 0, end)
    return capital and line not in HARD_WRAP


def _clause_starts(tokens: tuple[Token, ...], gaps: list[str], first: int, last: int) -> list[int]:
    loose = last - first > UNPUNCTUATED and all(g.isspace() for g in gaps[first + 1 : last])
    starts: list[int] = []
    clause = first
    for i in range(first + 1, last):
        may_open = gaps[i] != " " or tokens[i].word in _MAY_OPEN
        if (may_open and _opens(tokens, gaps, i, last, clause)) or (loose and _opens_loosely(tokens, i)):
            starts.append(i)
            clause = i
    return starts


def _opens(tokens: tuple[Token, ...], gaps: list[str], i: int, last: int, clause: int) -> bool:
    """Whether a clause begins at token i of a sentence that ends before token `last`."""
    word, before = tokens[i].word, tokens[i - 1].word
    after = tokens[i + 1].word if i + 1 < last else ""
    gap = gaps[i]
    if gap != " " and (_CLAUSE_MARK.search(gap) or ".." in gap or "…" in gap):
        return True
    if "," in gap and _comma_opens(tokens, gaps, i, last, clause):
        return True
    if word in _CONJUNCTIONS:
        return after != "to" and before not in _KNOWING | _LEADS_ON
    if word in ("after", "before") and i + 1 < last and "," in gaps[i + 1]:
        return False  # "the year after, I moved"
    if (word in _BEFORE_SUBJECT and before != "and") or (word == "and" and after == "then"):
        return after in SUBJECTS or after in ("then", "that's", "there", "when", "if") or _gerund(word, after)
    return False


def _gerund(word: str, after: str) -> bool:
    """ "never deploy before running the tests": the denial ends at "before"."""
    return word in ("before", "after") and after.endswith("ing")


def _comma_opens(tokens: tuple[Token, ...], gaps: list[str], i: int, last: int, clause: int) -> bool:
    """Whether the comma before token i ends a clause rather than parting the items of a list."""
    word = tokens[i].word
    if word in SUBJECTS or word in _CONJUNCTIONS or word in _COMMA_OPENERS:
        return True
    if tokens[clause].word in _SUBORDINATORS:
        return True
    if is_past(word):
        return not is_past(tokens[i - 1].word)
    if word in ("and", "so") and i + 1 < last and tokens[i + 1].word in SUBJECTS:
        return True
    ahead = range(i, min(i + 6, last))
    is_list = any(tokens[k].word in ("or", "nor", "and") for k in ahead)
    return not is_list and not any("," in gaps[k] for k in range(i + 1, min(i + 4, last)))


def _opens_loosely(tokens: tuple[Token, ...], i: int) -> bool:
    """In a transcript without marks a subject pronoun begins a clause: "what to do I called"."""
    if tokens[i].word not in ("i", "we", "she", "he", "they"):
        return False
    return tokens[i - 1].word not in _TAKES_CLAUSE or tokens[i - 2].word == "to"


def _pieces(starts: list[int], first: int, last: int) -> list[int]:
    """Where the pieces of a sentence begin; one piece unless it is too long."""
    if last - first <= LONGEST_SENTENCE:
        return [first]
    pieces, opens = [first], set(starts)
    for i in range(first + 1, last - 2):
        length = i - pieces[-1]
        if (length >= PIECE and i in opens) or length >= LONGEST_PIECE:
            pieces.append(i)
    return pieces


def _cut(tokens: tuple[Token, ...], clauses: list[Stretch], sentences: list[Stretch]) -> list[Stretch]:
    """The clauses, cut where a long sentence was cut."""
    edges = {s.first for s in sentences}
    cut = []
    for clause in clauses:
        inner = [k for k in range(clause.first + 1, clause.last) if k in edges]
        cut += [_plain(tokens, a, b) for a, b in pairwise([clause.first, *inner, clause.last])]
    return cut
