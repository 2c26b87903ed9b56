"""The reveal of a round: all cards side by side in one picture, and the same in words.

The rule: it is made of a round whose seals are open, every level stands as a figure beside its marks, and
whatever the picture shows the words beside it (`alt`) say. How the candidate spoke is not in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core.interview.practice.state import Round
from core.interview.values import Criterion
from core.report.drawing.fitting import told
from core.report.saying import Saying, excerpt
from core.texts.catalog import Texts

QUESTION_WORDS = 40
NOTE_WORDS = 40


@dataclass(frozen=True, slots=True)
class Given:
    """A level somebody gave; `own` marks the candidate's view of themself."""

    who: str
    value: int
    figure: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion with all levels it was given; `none` stands where there is none."""

    name: str
    given: tuple[Given, ...]
    none: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What one judge wrote; either may be ""."""

    who: str
    top: str
    tip: str


@dataclass(frozen=True, slots=True)
class Reveal:
    """Everything in the picture, in words and levels."""

    kind: str
    title: str
    facts: str
    question: str
    rows: tuple[Row, ...]
    written: tuple[Written, ...]
    top: str
    tip: str
    note: str


def reveal(  # noqa: PLR0913, PLR0917 - a round, and what stands behind its numbers
    round_: Round,
    number: int,
    names: Mapping[int, str],
    words: Mapping[str, str],
    question: str,
    texts: Texts,
) -> Reveal:
    """The picture of a revealed round. `names` are by seat, `words` by id; what is in neither is gone."""
    say = Saying(texts)
    candidate = _name(round_.cast.candidate, names, say)
    return Reveal(
        kind=say("practice-drawing-kind"),
        title=say("practice-drawing-title", number=number, who=candidate),
        facts=say("practice-drawing-facts", count=len(round_.cast.judges)),
        question=say("drawing-quote", quote=excerpt(question, QUESTION_WORDS)),
        rows=tuple(_row(round_, criterion, names, say) for criterion in Criterion),
        written=tuple(_written(round_, names, words, say)),
        top=say("practice-drawing-top"),
        tip=say("practice-drawing-tip"),
        note=say("practice-drawing-note"),
    )


def alt(drawn: Reveal, texts: Texts) -> str:
    """What the picture shows, in words."""
    return told(_sentences(drawn, Saying(texts)))


def _row(round_: Round, criterion: Criterion, names: Mapping[int, str], say: Saying) -> Row:
    given = tuple(_given(round_, criterion, names, say))
    name = say(f"rubric-{criterion.value}")
    return Row(name, given, "" if given else say("practice-reveal-nothing"))


def _given(round_: Round, criterion: Criterion, names: Mapping[int, str], say: Saying) -> Iterator[Given]:
    for seat in (*round_.cast.judges, round_.cast.candidate):
        card = round_.card_of(seat)
        level = dict(card.levels).get(criterion) if card else None
        if level is None:
            continue
        who, own = _name(seat, names, say), seat == round_.cast.candidate
        yield Given(say("practice-drawing-own", who=who) if own else who, level, str(level), own)
    found = next((one.level for one in round_.findings if one.criterion is criterion), None)
    if isinstance(found, int):
        yield Given(say("practice-drawing-bot"), found, str(found))


def _written(
    round_: Round, names: Mapping[int, str], words: Mapping[str, str], say: Saying
) -> Iterator[Written]:
    for seat in round_.cast.judges:
        card = round_.card_of(seat)
        if card is None or not (card.top or card.tip):
            continue
        top, tip = (_words(id_, words, say) for id_ in (card.top, card.tip))
        yield Written(_name(seat, names, say), top, tip)


def _name(seat: int, names: Mapping[int, str], say: Saying) -> str:
    return names.get(seat, say("practice-removed-person"))


def _words(id_: str, words: Mapping[str, str], say: Saying) -> str:
    return excerpt(words.get(id_, say("practice-removed-words")), NOTE_WORDS) if id_ else ""


def _sentences(drawn: Reveal, say: Saying) -> Iterator[str]:
    yield f"{drawn.title}."
    for row in drawn.rows:
        levels = ", ".join(f"{given.who} {given.figure}" for given in row.given) or row.none
        yield say("practice-reveal-line", criterion=row.name, levels=levels) + "."
    for one in drawn.written:
        for label, text in ((drawn.top, one.top), (drawn.tip, one.tip)):
            if text:
                yield f"{one.who}, {label.lower()}: {text}"
