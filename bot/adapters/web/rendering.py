"""From what the port gives to what a template draws: pure functions, no markup.

The rule: nothing is worked out here but how things are grouped and drawn; what they mean is said by the port.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.port import Outgoing, Shown, Situation
from core.interview.state import Stage
from core.texts.blocks import Block, Document, Style

BEFORE = frozenset({"", Stage.NEW, Stage.SETTING_UP})
LISTENING = frozenset({Stage.WARMING_UP, Stage.ANSWERING, Stage.OWN_QUESTIONS})
FINISHING = frozenset({Stage.JUDGING, Stage.DRAWING})
AT_WORK = frozenset({Stage.PLANNING, Stage.EXAMINING, Stage.WORDING}) | FINISHING
OVER = frozenset({Stage.REPORTED, Stage.CLOSED})
# The front page asks for the first two instead, the desk for the others.
ELSEWHERE = frozenset({Shown.CHOICE, Shown.READY, Shown.TRANSCRIPT, Shown.RATING})


def conversation(messages: Sequence[Outgoing]) -> list[Outgoing]:
    """The messages that the interview page shows."""
    return [message for message in messages if message.shown not in ELSEWHERE]


QUESTION, ATTEMPTS, DOMAIN = "question-", "attempts", "domain-"  # what a block is about


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an interview stands, as the page draws it.

    `steps` has a word for each question's mark, `words` each word that was heard and whether it is doubtful.
    """

    situation: Situation
    begun: bool
    over: bool
    reported: bool
    finishing: bool
    rating: bool
    at_work: bool
    hints: bool
    place: str
    steps: tuple[str, ...]
    words: tuple[tuple[str, bool], ...] = ()


def standing(situation: Situation) -> Standing:
    """The standing of an interview."""
    stage = situation.stage
    return Standing(
        situation=situation,
        begun=stage not in BEFORE,
        over=stage in OVER,
        reported=stage == Stage.REPORTED,
        finishing=stage in FINISHING,
        rating=stage == Stage.RATING,
        at_work=stage in AT_WORK,
        hints=stage == Stage.ANSWERING,
        place=_place(situation),
        steps=tuple(_step(situation, number) for number in range(1, situation.total + 1)),
        words=_words(situation.heard) if situation.heard else (),
    )


def _words(heard: Outgoing) -> tuple[tuple[str, bool], ...]:
    return tuple((word, number in heard.doubtful) for number, word in enumerate(heard.text.split()))


def _place(situation: Situation) -> str:
    """Which of the page's words tell the place."""
    if situation.stage in OVER | FINISHING | {Stage.RATING}:
        return "over"
    if situation.stage == Stage.OWN_QUESTIONS:
        return "own"
    return "question" if situation.number else "warm-up"


def _step(situation: Situation, number: int) -> str:
    if situation.stage in OVER | {Stage.OWN_QUESTIONS, Stage.RATING} or number < situation.number:
        return "done"
    return "now" if number == situation.number else "next"


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, a list or a meter. `marks` says of each mark of a meter whether it is full.

    `sound` names the seconds of what it quotes, `sounds` those of each item of a list that has any; `links`
    are the addresses of the items that lead somewhere.
    """

    kind: str
    text: str = ""
    items: tuple[str, ...] = ()
    value: int = 0
    of: int = 0
    marks: tuple[bool, ...] = ()
    sound: str = ""
    sounds: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading; `ref` is the interview it is about, `question` the one of a report.

    `beside` are parts to be drawn side by side, before the others.
    """

    heading: str = ""
    ref: str = ""
    parts: tuple[Part, ...] = ()
    question: int = 0
    beside: tuple[tuple[Part, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A document to be read. Without a title there is only a sentence that says so."""

    title: str = ""
    intro: tuple[Part, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """One interview in the drawing of how levels moved, at `x` of 100 and `y` of 5 levels."""

    label: str
    value: int
    x: float


def paper(document: Document) -> Paper:
    """A document, its blocks grouped under their headings and its items in lists."""
    title = next((block.text for block in document if block.style is Style.TITLE), "")
    first: list[Block] = []
    sections: list[tuple[Block, list[Block]]] = []
    for block in document:
        if block.style is Style.HEADING:
            sections.append((block, []))
        elif block.style is not Style.TITLE:
            (sections[-1][1] if sections else first).append(block)
    return Paper(
        title,
        tuple(_parts(first)),
        tuple(_section(head, tuple(_parts(blocks))) for head, blocks in sections),
    )


def _section(head: Block, parts: tuple[Part, ...]) -> Section:
    if head.ref.startswith(QUESTION):
        return Section(head.text, "", parts, question=int(head.ref.removeprefix(QUESTION)))
    if head.ref != ATTEMPTS:
        return Section(head.text, head.ref, parts)
    begins = [number for number, part in enumerate(parts) if part.kind == Style.STRONG]
    ends = [*begins[1:], next((n for n, part in enumerate(parts) if part.kind == "list"), len(parts))]
    beside = tuple(parts[begin:end] for begin, end in zip(begins, ends, strict=True))
    return Section(head.text, "", parts[ends[-1] :], beside=beside)


def _parts(blocks: Sequence[Block]) -> Iterator[Part]:
    for style, group in groupby(blocks, key=lambda block: block.style):
        if style is Style.ITEM:
            items = tuple(group)
            sounds = tuple(block.sound for block in items)
            links = tuple(map(_link, items))
            yield Part(
                "list",
                items=tuple(block.text for block in items),
                sounds=sounds if any(sounds) else (),
                links=links if any(links) else (),
            )
        else:
            yield from (_part(block) for block in group)


def _link(block: Block) -> str:
    """Where an item leads: to the history of its domain."""
    return f"/history?domain={block.ref.removeprefix(DOMAIN)}" if block.ref.startswith(DOMAIN) else ""


def _part(block: Block) -> Part:
    marks = tuple(number < block.value for number in range(block.of))
    return Part(block.style.value, block.text, (), block.value, block.of, marks, block.sound)


def points(sections: Sequence[Section]) -> tuple[Point, ...]:
    """The overall levels of a history, oldest first: the first meter of each entry."""
    metered = [
        (section.heading, part.value)
        for section in reversed(sections)
        for part in section.parts
        if part.kind == Style.METER and part.value
    ]
    apart = 100 / max(1, len(metered) - 1)
    return tuple(Point(label, value, number * apart) for number, (label, value) in enumerate(metered))
