"""What makes an answer specific: numbers, names, examples, reasons, trade-offs; and what keeps it vague.

The rule it keeps: a specific tells a listener something that another candidate's answer would not have.
"One of the", "one day", "first", "24/7" and list numbers are no figures; a capital at the start of a sentence
names nobody.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from core.language.naming import find_names
from core.language.phrases import any_of, cues, find, plain
from core.language.tokens import Reading, Span, Stretch, Token, as_reading, carries_content, is_past
from core.language.words import STOP_WORDS, word_set

FEWEST_WORDS = 8  # an answer of fewer words is short, not vague
LONGEST_QUOTE = 60  # characters within quotation marks; more is no name

_NUMBER_WORDS = word_set(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million "
    "billion dozen dozens hundreds thousands half double twice triple zero"
)
# Stop words that measure: "a second" is no content word elsewhere.
_UNITS = word_set(
    "second seconds minute minutes hour hours day days week weeks month months year years percent"
)
_ONE_UNITS = _UNITS - {"day", "second", "days"}
_PASS_OVER = word_set("of the our my their other more different new whole full straight")
_NO_NAMES = word_set(
    "i i'm i've i'd i'll ok okay monday tuesday wednesday thursday friday saturday sunday january february "
    "march april may june july august september october november december mr mrs ms dr english"
)
_QUOTED = re.compile(rf"[\"“«]([^\"“”«»\n]{{2,{LONGEST_QUOTE}}})[\"”»]")


class Kind(StrEnum):
    """The kinds of specifics."""

    NUMBER = "number"
    NAME = "name"
    EXAMPLE = "example"
    REASON = "reason"
    TRADE_OFF = "trade_off"


@dataclass(frozen=True, slots=True)
class Specific:
    """A specific and where it stands."""

    kind: Kind
    span: Span


def find_specifics(text: str | Reading, terms: Sequence[str] = ()) -> tuple[Specific, ...]:
    """The specifics of a text in its order; `terms` are the trade's own words, which count as names.

    >>> found = find_specifics("I asked Maria, because in 2021 we had two nurses for 24 beds.")
    >>> [s.kind.value for s in found]
    ['name', 'reason', 'example', 'number', 'number']
    """
    reading = as_reading(text)
    found = [Specific(Kind.NUMBER, s) for s in _numbers(reading)]
    found += [Specific(Kind.NAME, s) for s in _names(reading, terms)]
    for kind in (Kind.EXAMPLE, Kind.REASON, Kind.TRADE_OFF):
        found += [Specific(kind, s) for s in find(_pattern(kind.value), reading.text)]
    return tuple(sorted(found, key=lambda s: (s.span.start, s.span.end, s.kind)))


def find_figures(text: str | Reading) -> tuple[Span, ...]:
    """The numbers of a text, in order, whether or not they say what is counted.

    >>> said = "1. Two of us brought it from thirty to 2.5 in 2021, in half the time."
    >>> [said[s.start:s.end] for s in find_figures(said)]
    ['Two', 'thirty', '2.5', 'half']
    """
    reading = as_reading(text)
    tokens = reading.tokens
    return tuple(Span(tokens[first].start, tokens[end - 1].end) for first, end in _figures(reading))


def find_vague(text: str | Reading) -> tuple[Span, ...]:
    """The words of a text that leave open what is meant.

    >>> said = "I did various things and always do my best, etc."
    >>> [said[s.start:s.end] for s in find_vague(said)]
    ['various', 'things', 'always do my best', 'etc.']
    """
    written = as_reading(text).text
    spans = {s for name in ("vague", "vague_amount") for s in find(_pattern(name), written)}
    return tuple(sorted(spans, key=lambda s: (s.start, s.end)))


def find_sweeping(text: str | Reading) -> tuple[Span, ...]:
    """What a text claims of everything and everybody; what happened once or is counted is no such claim.

    >>> said = "Quality is always important. She never came back."
    >>> [said[s.start:s.end] for s in find_sweeping(said)]
    ['always']
    """
    reading = as_reading(text)
    return in_general(reading, find(_pattern("sweeping"), reading.text))


def in_general(reading: Reading, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Those of some places that are in a sentence which tells of nothing that happened and counts nothing."""
    counted = [number.start for number in _numbers(reading)]
    general = [
        s
        for s in reading.sentences
        if not any(is_past(t.word) for t in reading.words(s))
        and bisect_left(counted, s.start) == bisect_left(counted, s.end)
    ]
    return inside(spans, general)


def inside(spans: Iterable[Span], sentences: Sequence[Stretch]) -> tuple[Span, ...]:
    """Those of some places that begin in one of the sentences, which stand in the order of the text."""
    starts = [sentence.start for sentence in sentences]
    before = ((span, bisect_right(starts, span.start) - 1) for span in spans)
    return tuple(span for span, at in before if at >= 0 and span.start < sentences[at].end)


def apart(spans: Iterable[Span], others: Iterable[Span]) -> tuple[Span, ...]:
    """Those of some places that share nothing with any of the others."""
    kept = outermost(set(others))
    starts = [other.start for other in kept]
    before = ((span, bisect_left(starts, span.end) - 1) for span in spans)
    return tuple(span for span, at in before if at < 0 or kept[at].end <= span.start)


def lacking(text: str | Reading, terms: Sequence[str] = ()) -> str | None:
    """What a vague answer should be asked for: "number", "name" or "example"; None if it is not vague.

    Vague is an answer of `FEWEST_WORDS` words and more without any number, name or example. A number is asked
    for where an amount was left open, a name where who or what was, an example otherwise.

    >>> lacking("I improved a lot of processes for our clients over the years")
    'number'
    """
    written = plain(text if isinstance(text, str) else text.text)
    if _pattern("example").search(written):
        return None
    reading = as_reading(text)
    if len(reading.tokens) < FEWEST_WORDS or _numbers(reading) or _names(reading, terms):
        return None
    if _pattern("vague_amount").search(written):
        return "number"
    return "name" if _pattern("vague_who").search(written) else "example"


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return any_of(cues("specifics_cues")[name])


def _numbers(reading: Reading) -> list[Span]:
    """Numbers with their thing; "twenty five beds" is one number."""
    tokens = reading.tokens
    things = ((first, _thing(tokens, end)) for first, end in _figures(reading))
    return [Span(tokens[first].start, tokens[thing].end) for first, thing in things if thing is not None]


def _figures(reading: Reading) -> Iterator[tuple[int, int]]:
    """The first token of each number, and the one behind it."""
    i = 0
    while i < len(reading.tokens):
        end = _number_end(reading, i)
        if end > i:
            yield i, end
        i = max(end, i + 1)


def _number_end(reading: Reading, i: int) -> int:
    """The token behind the number that begins at i; i itself if none does."""
    tokens, k = reading.tokens, i
    while k < len(tokens) and _is_number(reading, k):
        k += 1
    if k > i and k - i < 4:
        return k
    one = tokens[i].word == "one" and i + 1 < len(tokens)
    return i + 1 if one and tokens[i + 1].word in _ONE_UNITS | {"hundred", "thousand"} else max(i, k)


def _is_number(reading: Reading, k: int) -> bool:
    token = reading.tokens[k]
    if token.word in _NUMBER_WORDS:
        return True
    if not token.word[0].isdigit() or re.fullmatch(r"(?:19|20)\d\d|\d+(?:st|nd|rd|th)", token.word):
        return False
    before, after = reading.text[: token.start][-2:], reading.text[token.end : token.end + 3]
    listed = not before.strip(" ") or before.endswith("\n")
    return not (listed and re.match(r"[.)]\s", after)) and "24/7" not in (
        token.word + after,
        before + token.word,
    )


def _thing(tokens: tuple[Token, ...], k: int) -> int | None:
    """The token that says what is counted, at k or a little behind; the number's own if it has a unit."""
    if not tokens[k - 1].word.isalpha() and re.search(r"[%a-z]$", tokens[k - 1].word):
        return k - 1
    for i in range(k, min(k + 3, len(tokens))):
        word = tokens[i].word
        if word in _UNITS or (carries_content(tokens[i]) and not word[0].isdigit()):
            return i
        if word not in _PASS_OVER:
            break
    return None


def _names(reading: Reading, terms: Sequence[str]) -> list[Span]:
    spans = {span for _, span in find_names(terms, reading)}
    spans |= {Span(m.start(1), m.end(1)) for m in _QUOTED.finditer(reading.text)}
    if not _title_case(reading):
        spans |= {Span(t.start, t.end) for t in _capitalised(reading)}
    return outermost(spans)


def _capitalised(reading: Reading) -> list[Token]:
    """Words with a capital that no sentence start explains."""
    first = {s.first for s in reading.sentences}
    found = []
    for i, token in enumerate(reading.tokens):
        written = reading.text[token.start : token.end]
        if not written[0].isalpha() or token.word in _NO_NAMES or token.word.split("'")[0] in STOP_WORDS:
            continue
        acronym = sum(c.isupper() for c in written) >= 2
        if acronym or (written[0].isupper() and i not in first and _mid_sentence(reading, i)):
            found.append(token)
    return found


def _mid_sentence(reading: Reading, i: int) -> bool:
    """Whether only blanks, commas and the like stand between the word and the one before."""
    gap = reading.text[reading.tokens[i - 1].end : reading.tokens[i].start]
    return not any(c in gap for c in '.!?:\n"“”')


def _title_case(reading: Reading) -> bool:
    """Whether most words have a capital: then a capital tells nothing."""
    content = [t for t in reading.tokens if carries_content(t)]
    capitals = sum(reading.text[t.start].isupper() for t in content)
    return len(content) > 4 and capitals * 5 > len(content) * 3


def outermost(spans: set[Span]) -> list[Span]:
    """The spans in order, without those inside another."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not kept or span.end > kept[-1].end:
            kept.append(span)
    return kept
