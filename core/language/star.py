"""The parts of a story told in the first person: situation, task, action, result.

The rule it keeps: only what is told as having happened is a part. "I would call the doctor" is a plan, not an
action; "as a result we will be faster" is a hope, not a result. A part is shown by the clause that tells it.
The situation is a time, a place or a circumstance; the task what had to be done and by whom; the action a
first-person verb in the past, or in the present of a story ("I see he is worse, I call the doctor") but not
of a habit ("I always call"); the result an outcome, a change with a number, or what others did
in the sentences after the last action; "he was tired" there is a state, not an end.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from core.interview.values import Star
from core.language.around_deeds import NUMBER, beginnings, endings, pattern, shrugged
from core.language.phrases import cues, plain
from core.language.tokens import Reading, Span, Stretch, as_reading, is_past, stem
from core.language.words import word_set

FIRST_PERSON = frozenset(["i", "we"])
BETWEEN = 3  # words that may stand between "I" and its verb: "I then quickly and quietly called"
SAME_IN_THE_PAST = frozenset(
    ["put", "set", "read", "cut", "split", "shut", "let", "spread", "broadcast", "quit"]
)
_PASSES = word_set(
    "then also just immediately first finally later again even still actually never always all"
)
_NOT_NOW = word_set("if when whenever unless before after now to who which that what")
_WORKPLACE = frozenset(["as", "at", "in", "for", "there"])


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a story and the clause that tells it."""

    star: Star
    span: Span


def find_parts(text: str | Reading, asked: Star | None = None) -> tuple[Part, ...]:
    """The parts of a story, in the order of the text; a clause may tell several.

    `asked` is the part a follow-up asked for, if the text answers one: there a scene or an end is told
    without a deed before or behind it.

    >>> [p.star.value for p in find_parts("Last year it broke. I had to fix it, so I rolled it back.")]
    ['situation', 'task', 'action']
    >>> find_parts("I would roll it back.")
    ()
    """
    reading = as_reading(text)
    written = plain(reading.text)
    told = any(is_past(t.word) for t in reading.tokens) or _speaks_of_an_occasion(written)
    parts = [
        Part(star, Span(clause.start, clause.end))
        for clause in reading.clauses
        for star in _stars(reading, clause, written[clause.start : clause.end], told)
    ]
    parts += _around(reading, written, parts, asked)
    shrugs = shrugged(reading, written)
    sure = (p for p in dict.fromkeys(parts) if p.star is not Star.RESULT or p.span.start not in shrugs)
    return tuple(sorted(sure, key=lambda p: p.span.start))


def _around(reading: Reading, written: str, parts: list[Part], asked: Star | None) -> list[Part]:
    """What is told before the first and after the last deed."""
    deeds = [p.span.start for p in parts if p.star is Star.ACTION]
    first = len(written) if asked is Star.SITUATION else min(deeds, default=0)
    last = max([first, *deeds])
    scene = (Part(Star.SITUATION, span) for span in beginnings(reading, written, first, last))
    after = -1 if asked is Star.RESULT else max(deeds, default=len(written))
    return [*scene, *(Part(Star.RESULT, span) for span in endings(reading, written, after))]


def star_spans(text: str | Reading) -> dict[Star, tuple[Span, ...]]:
    """For each part of a story the clauses that tell it, none where it is missing."""
    parts = find_parts(text)
    return {star: tuple(p.span for p in parts if p.star == star) for star in Star}


def _stars(reading: Reading, clause: Stretch, written: str, told: bool) -> list[Star]:
    if_at_all = pattern("hypothetical").search(written)
    end = if_at_all.start() if if_at_all else len(written)
    task = pattern("task").search(written, 0, end)
    outcome = None if task or if_at_all else _outcome(written)
    stars = []
    # "As a result she gave eleven in her last week" tells no setting.
    if pattern("situation").search(written, 0, end if outcome is None else max(outcome, 1)):
        stars.append(Star.SITUATION)
    if task:
        stars.append(Star.TASK)
    if _acts(reading, clause, told) and not if_at_all:
        stars.append(Star.ACTION)
    if outcome is not None:
        stars.append(Star.RESULT)
    return stars


def _speaks_of_an_occasion(written: str) -> bool:
    """Whether a text without a past form is still a story: it names an occasion or an outcome."""
    return any(pattern(name).search(written) for name in ("situation", "result"))


@cache
def _deeds() -> frozenset[str]:
    return frozenset(stem(verb) for verb in cues("star_cues")["deeds"])


@cache
def _habits() -> frozenset[str]:
    return frozenset(cues("star_cues")["habits"])


@cache
def _not_actions() -> frozenset[str]:
    return frozenset(cues("star_cues")["not_actions"])


def _outcome(written: str) -> int | None:
    """Where a clause begins to tell an outcome: by its words, or by a change with a number beside it."""
    for name in ("result", "compared"):
        if found := pattern(name).search(written):
            return found.start()
    change = pattern("change").search(written)
    return change.start() if change and NUMBER.search(written, change.end()) else None


def _acts(reading: Reading, clause: Stretch, told: bool) -> bool:
    """Whether somebody says "I" or "we" did something; `told` if the text speaks of the past at all."""
    tokens = reading.words(clause)
    words = [t.word for t in tokens]
    written = plain(reading.quote(clause))
    idle = {m.start() + clause.start for m in pattern("idle").finditer(written)}
    if told and not idle and _acts_now(words):
        return True
    for k, word in enumerate(words):
        if word not in FIRST_PERSON:
            continue
        for i, verb in enumerate(words[k + 1 : k + 2 + BETWEEN], start=k + 1):
            if verb == "worked" and _WORKPLACE.intersection(words[i + 1 : i + 2]):
                break
            past = is_past(verb) or (told and verb in SAME_IN_THE_PAST)
            if past and verb not in _not_actions() and tokens[i].start not in idle:
                return True
            if verb not in _PASSES and not verb.endswith("ly"):
                break
    return False


def _acts_now(words: list[str]) -> bool:
    """Whether a clause of a story tells in the present what "I" or "we" do: no habit, condition or state."""
    if words[0] in _NOT_NOW or _habits().intersection(words):
        return False
    for k, word in enumerate(words):
        if word in FIRST_PERSON:
            verb = next((w for w in words[k + 1 : k + 2 + BETWEEN] if w not in _PASSES), "")
            if stem(verb) in _deeds():
                return True
    return False
