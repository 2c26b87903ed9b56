"""What is counted in a slot's answers for the rubric.

The rule: content counts (points, details, marks, parts) come from sentences that have to do with the
question, and none come from an answer to another question; so more words alone raise nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from core.interview.receipts import without_repeats
from core.interview.rubric import Measures
from core.interview.values import Heard, Receipt, Star
from core.interviewers.bank.account import Account
from core.interviewers.bank.answer import Answer
from core.interviewers.bank.examining import heard
from core.interviewers.bank.once import keep
from core.interviewers.bank.words import signposts
from core.language.fullness import find_circumstances, find_generalities
from core.language.matching import find_cue
from core.language.phrases import any_of, find, plain
from core.language.specifics import (
    Kind,
    apart,
    find_specifics,
    find_sweeping,
    find_vague,
    in_general,
    outermost,
)
from core.language.tokens import Reading, Span, group

LISTENABLE = 45  # words from which on a sentence is hard to follow by ear
MARKED = 45  # words for each full stop, above which punctuation is missing

DEED = "deed"
CIRCUMSTANCE = "circumstance"  # a figure, a moment or somebody that is part of no number, name or example
MOST_DEEDS = 2  # that count for an answer: whoever tells much of what they did may still give no detail
CONCRETE = frozenset([Kind.NUMBER.value, Kind.NAME.value, Kind.EXAMPLE.value, CIRCUMSTANCE])

_STOP = re.compile(r"[.!?\n]")
_PATTERNS = {sort: any_of(sorted(marks, key=len, reverse=True)) for sort, marks in signposts().items()}


def measured(account: Account) -> Measures:
    """The rubric's measures of a slot; what answers another question has nothing on topic."""
    answers = account.answers if account.on_topic else ()
    said = [answer for answer in account.answers if heard(answer.text) is Heard.CLEAR]
    found = details(account)
    marks = frozenset(mark for answer in answers for mark in _marks(answer))
    parts = account.parts if account.on_topic else {}
    return Measures(
        answered=bool(account.answers),
        heard=Heard.CLEAR if said or not account.answers else heard(account.answers[-1].text),
        declined=bool(said) and account.declined,
        shape=account.question.shape,
        words=sum(a.count({*a.topical, *a.own_story, *a.stray}) for a in account.answers),
        topical=sum(a.count(a.topical) for a in answers),
        told=sum(a.count(a.topical) + a.count(a.own_story) for a in answers),
        anchors=len(account.anchors) if account.on_topic else 0,
        lead=_lead(account.answers),
        longest=max((answer.count(answer.content) for answer in account.answers), default=0),
        points=len(account.covered) if account.on_topic else 0,
        of=len(account.question.points),
        wrong=len(account.mistakes),
        kinds=len({kind for kind, _ in found}),
        details=len(found),
        concrete=_concrete(found),
        sweeping=len({wording for answer in answers for wording in _sweeping(answer)}),
        marks=len(marks),
        sorts=len({sort for sort, _ in marks}),
        sentences=sum(len({*a.topical, *a.own_story}) for a in answers),
        overlong=sum(_overlong(answer) for answer in answers),
        marked=int(all(_marked(answer) for answer in account.answers)),
        context=int(Star.SITUATION in parts or Star.TASK in parts),
        action=int(Star.ACTION in parts),
        result=int(Star.RESULT in parts),
        ordered=int(_ordered(parts)),
    )


def details(account: Account) -> tuple[tuple[str, Receipt], ...]:
    """The different details in sentences on topic: numbers, names, examples, circumstances, deeds, reasons,
    trade-offs.

    A statement that is a common mistake has no details to its credit, and the question's words are nobody's
    details. Capitals and quotation marks are not looked at, since a transcript has them or not by chance;
    so a name is one of the trade's own words or skills.
    """
    return keep(account.known, "details", lambda: _details(account))


def _details(account: Account) -> tuple[tuple[str, Receipt], ...]:
    firsts: dict[tuple[str, str], Receipt] = {}
    names = [name for name in account.names if not find_cue(name, account.asked)]
    for answer in account.answers if account.on_topic else ():
        text = plain(answer.index.reading.text).replace('"', " ")
        reading = group(text, answer.index.reading.tokens)
        for kind, span in _found(reading, names):
            if answer.counts(span) and not _mistaken(account, answer, span):
                wording = (kind, text[span.start : span.end])
                firsts.setdefault(wording, answer.receipt(answer.telling(span)))
        for span in _deeds(answer):
            if answer.counts(span) and not _mistaken(account, answer, span):
                firsts.setdefault((DEED, text[span.start : span.end]), answer.receipt(span))
    return tuple((kind, receipt) for (kind, _), receipt in firsts.items())


def _found(reading: Reading, names: Sequence[str]) -> Iterator[tuple[str, Span]]:
    """The specifics of a text, and the circumstances that are no part of one."""
    specifics = find_specifics(reading, names)
    yield from ((detail.kind.value, detail.span) for detail in specifics)
    for span in apart(find_circumstances(reading), (detail.span for detail in specifics)):
        yield CIRCUMSTANCE, span


def _sweeping(answer: Answer) -> set[str]:
    """The wordings in which an answer speaks of everything and everybody, or as anybody would.

    What tells of something that happened ("in the end it was the time zone") is neither.
    """
    reading = answer.index.reading
    spans = outermost({*find_sweeping(reading), *in_general(reading, find_generalities(reading))})
    return {answer.quote(span).lower() for span in spans}


def _concrete(found: Sequence[tuple[str, Receipt]]) -> int:
    """How many details only someone who was there can give; of deeds no more than `MOST_DEEDS` count."""
    deeds = sum(kind == DEED for kind, _ in found)
    return sum(kind in CONCRETE for kind, _ in found) + min(deeds, MOST_DEEDS)


def _deeds(answer: Answer) -> Iterator[Span]:
    """The clauses that tell something the person did, but for those that leave open what it was."""
    open_ended = find_vague(answer.index.reading)
    for part in answer.parts():
        vague = any(part.span.start <= place.start < part.span.end for place in open_ended)
        if part.star is Star.ACTION and not vague:
            yield part.span


def _mistaken(account: Account, answer: Answer, span: Span) -> bool:
    """Whether a place is in a sentence that holds a common mistake."""
    return any(
        mistake.turn == answer.turn and sentence.start <= mistake.start < sentence.end
        for sentence in answer.content
        if sentence.start <= span.start < sentence.end
        for mistake in account.mistakes
    )


def guiding(account: Account) -> tuple[Receipt, ...]:
    """The clauses that hold the marks of an explanation, each mark once."""
    firsts: dict[tuple[str, str], Receipt] = {}
    for answer in account.answers:
        for mark, span in _marks(answer).items():
            firsts.setdefault(mark, answer.receipt(answer.telling(span)))
    return without_repeats(firsts.values())


def _marks(answer: Answer) -> dict[tuple[str, str], Span]:
    """The different marks in the sentences on topic, by sort and wording, where each stands first."""
    text = answer.text
    found: dict[tuple[str, str], Span] = {}
    for sort, pattern in _PATTERNS.items():
        for span in find(pattern, text):
            if answer.tells(span):
                found.setdefault((sort, text[span.start : span.end].lower()), span)
    return found


def _lead(answers: Sequence[Answer]) -> int:
    """The stray words before the first sentence on topic; words that cannot be called either way are none."""
    count = 0
    for answer in answers:
        for sentence in answer.content:
            if sentence in answer.topical or sentence in answer.own_story:
                return count
            count += answer.count([sentence]) if sentence in answer.stray else 0
    return count


def _overlong(answer: Answer) -> int:
    """How many sentences are too long, from full stop to full stop."""
    reading = answer.index.reading
    lengths: list[int] = []
    end = 0
    for sentence in answer.content:
        goes_on = lengths and not _STOP.search(reading.text, end - 1, sentence.start)
        if goes_on:
            lengths[-1] += answer.count([sentence])
        else:
            lengths.append(answer.count([sentence]))
        end = sentence.end
    return sum(length > LISTENABLE for length in lengths)


def _marked(answer: Answer) -> bool:
    """Whether the text has the full stops without which a sentence's length means nothing."""
    stops = sum(answer.text.count(mark) for mark in ".!?")
    return len(answer.index.reading.tokens) <= MARKED * max(1, stops)


def _ordered(parts: Mapping[Star, tuple[Receipt, ...]]) -> bool:
    """Whether the story begins before what was done, and ends with what came of it."""
    context = [*parts.get(Star.SITUATION, ()), *parts.get(Star.TASK, ())]
    action, result = parts.get(Star.ACTION, ()), parts.get(Star.RESULT, ())
    if not (context and action and result):
        return False
    return min(map(_place, context)) <= max(map(_place, action)) and min(map(_place, action)) <= max(
        map(_place, result)
    )


def _place(receipt: Receipt) -> tuple[int, int]:
    return receipt.turn, receipt.start
