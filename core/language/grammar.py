"""Grammar tips for what was typed and what was said: the `Grammar` port over Harper, an offline checker.

The rules it keeps: tips are offered, nothing is rewritten, and nobody is told that their trade's words, a
colleague's name or British spelling is wrong; of what is found, only what is hardly ever wrong on good text
becomes a tip (`is_sure`), because a wrong tip costs more trust than a missing one. Harper's spans are code
points, so offsets are those of `str`. Its time grows faster than the length of a text, so it is given blocks
of sentences, and at most `MOST_CHECKED` characters in all. Without Harper there are no tips (`is_installed`
says whether it is there). What learners say and Harper does not know stands in `learner.toml`, a Weirpack of
ours, and, where it has to be inflected, in `learner`.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib.util import find_spec
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from core.interview.ports import Tip
from core.language.learner import learner_tips
from core.language.tokens import Reading, Span, american, read, stem
from core.language.transcripts import Bare, bare
from core.language.weirpack import reasons, weirpack
from core.language.words import known_stems

if TYPE_CHECKING:
    import harper

MOST_TIPS = 3
BLOCK = 1_000  # characters; the worst 50,000 took Harper a minute and a half, the worst 1,000 some 60 ms
SHORTEST_NO_NAME = 7  # letters; "Goverment" is one letter away from a word, so no name
MOST_CHECKED = 20_000  # characters of an answer, three times the longest spoken one

# Harper's kinds, those first that change how a listener understands or judges the speaker.
IMPORTANCE = (
    "Agreement Grammar Usage Miscellaneous BoundaryError Typo Spelling Eggcorn Malapropism Nonstandard"
    " Repetition WordChoice Redundancy Capitalization Punctuation Style Formatting Readability"
    " Enhancement Regionalism"
)
# Kinds that found nothing in some 120 well written answers, where the others found 80 things to mend.
SURE = frozenset(
    {"Agreement", "Grammar", "Usage", "BoundaryError", "Repetition", "Malapropism", "Nonstandard"}
)
# Words that are wrongly exchanged ("is there parking?", "whom did you ask"), and sound alike or nearly so.
EXCHANGED = frozenset(
    re.findall(r"\S+", "there their they're theirs your you're its it's who whom whose who's lets let's")
)
MASS = "is a mass noun"  # said of "a dressing" and "a calling" too, so only these are told of
MASS_NOUNS = frozenset(
    re.findall(r"\w+", "information advice furniture equipment feedback knowledge software research evidence")
)
# Sure as well, by how Harper's messages begin: "since five years" and "more better".
ALSO_SURE = ("For a duration, use", "Using `more` and", "Using `most` and")
OF_PARTICIPLES = "Use the past participle"
OF_PRONOUNS = "The form of the verb must agree in grammatical number with the pronoun"
_JOINED = re.compile(r"\b(?:he|she|it|i|we|you|they)\s+(?:and|or|nor)\s+\w+\s+$", re.IGNORECASE)
# Whose verb is another's: "all I had went wrong".
_RELATIVE = re.compile(
    r"\b(?:all|everything|what|that|which|whatever)\s+\w+\s+ha(?:d|s|ve)\s+$", re.IGNORECASE
)
ARTICLE = "Incorrect indefinite article."
SHORTEST_SLIP = 6  # letters; one letter makes another word of a shorter one too easily
LEARNER = "Agreement"  # Harper's kind for what `learner` finds
# Harper's kinds that speak of writing or style, not of what was said.
UNSAID = frozenset(
    re.findall(
        r"\w+",
        "Capitalization Punctuation Formatting Readability Style Enhancement WordChoice Redundancy"
        " Regionalism Spelling Repetition",
    )
)
_RANK = {kind: rank for rank, kind in enumerate(re.findall(r"\w+", IMPORTANCE))}


@dataclass(frozen=True, slots=True)
class Slip:
    """A tip with Harper's kind of it, such as "Agreement"."""

    tip: Tip
    kind: str


class Change(StrEnum):
    """What becomes of a piece of a sentence."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a sentence: same and removed ones are what was written, same and added what is better."""

    change: Change
    text: str


def is_installed() -> bool:
    """Whether Harper is there to give tips."""
    return find_spec("harper") is not None


class TypedGrammar:
    """The `Grammar` port for typed text: Harper's rules, those that are sure as tips, all of them as `slips`.

    A linter takes about a second to build and serves one thread, so each thread builds its own at first use.
    """

    def __init__(self) -> None:
        self._own = threading.local()

    def tips(self, text: str, terms: Sequence[str]) -> tuple[Tip, ...]:
        """At most three sure tips, the most important, in the order of the text; none on `terms`."""
        sure = [slip for slip in self.found(text, terms) if is_sure(slip, text)]
        return _most_important(_apart(sure), text)

    def slips(self, text: str, terms: Sequence[str] = ()) -> tuple[Slip, ...]:
        """All slips found that have a remedy, in the order of the text, none overlapping another."""
        return _apart(self.found(text, terms))

    def found(self, text: str, terms: Sequence[str] = ()) -> list[Slip]:
        """All slips found that have a remedy, also those that overlap, in the order of the text."""
        if not is_installed():
            return []
        reading = read(text)
        spared = _term_spans(reading, terms)
        found = [slip for block in _blocks(reading) for slip in self._check(reading, block)]
        found += [Slip(tip, LEARNER) for tip in learner_tips(reading)]
        return [
            slip
            for slip in sorted(found, key=lambda s: s.tip.start)
            if not any(s.start < slip.tip.end and slip.tip.start < s.end for s in spared)
        ]

    def correct(self, text: str, terms: Sequence[str] = ()) -> str:
        """`text` with the first suggestion of every slip applied; for measuring, never shown to a person."""
        pieces, end = [], 0
        for slip in self.slips(text, terms):
            pieces += [text[end : slip.tip.start], slip.tip.better]
            end = slip.tip.end
        return "".join([*pieces, text[end:]])

    def _linter(self) -> harper.Linter:
        if not hasattr(self._own, "linter"):
            import harper  # noqa: PLC0415  # the bot runs without it

            self._own.linter = harper.Linter()
            self._own.linter.load_weirpack(weirpack())
        linter: harper.Linter = self._own.linter
        return linter

    def _check(self, reading: Reading, block: Span) -> Iterator[Slip]:
        written = reading.text[block.start : block.end].encode("utf-8", "replace").decode("utf-8")
        for lint in self._linter().lint(written, language="plaintext", dedup=False):
            start, end = block.start + lint.span.start, block.start + lint.span.end
            if not lint.suggestions or (lint.lint_kind == "Spelling" and _is_fine(reading, lint, start)):
                continue
            better = lint.suggestions[0].replacement_text
            if lint.suggestions[0].kind.name == "INSERT_AFTER":
                better = reading.text[start:end] + better
            if MASS in lint.message and lint.problem_text.lower().startswith(("a ", "an ")):
                better = "some" + lint.problem_text[lint.problem_text.index(" ") :]  # not "an tip"
            why = reasons().get(lint.message) or _sentence_of(lint.message)
            yield Slip(Tip(start, end, better, why), lint.lint_kind)


class SpokenGrammar:
    """The `Grammar` port for transcripts: what the ear cannot hear, and how people speak, is no slip.

    Fillers and words said twice in a row are taken out first. Of Harper's kinds those that speak of writing
    or of style are left out (`UNSAID`): a transcriber chose the capitals, the commas and the spelling.
    """

    def __init__(self, typed: TypedGrammar | None = None) -> None:
        self._typed = typed or TypedGrammar()

    def tips(self, text: str, terms: Sequence[str]) -> tuple[Tip, ...]:
        """At most three sure tips, the most important, in the order of the text; none on `terms`."""
        return _most_important(self.slips(text, terms), text)

    def slips(self, text: str, terms: Sequence[str] = ()) -> tuple[Slip, ...]:
        """All sure slips in the order of the text, at their places in it."""
        said = bare(text)
        sure = [slip for slip in self._typed.found(said.text, terms) if _is_heard(slip, said.text)]
        return tuple(replace(slip, tip=_placed(slip.tip, said)) for slip in _apart(sure))


def _is_heard(slip: Slip, text: str) -> bool:
    """Whether a slip is one of speech, and sure."""
    return (slip.kind not in UNSAID or slip.tip.why.startswith(ALSO_SURE)) and is_sure(slip, text)


def _placed(tip: Tip, said: Bare) -> Tip:
    """A tip on what was left of a transcript at its place in the whole."""
    start, end = said.span(tip.start, tip.end)
    return replace(tip, start=start, end=end)


def _apart(slips: Sequence[Slip]) -> tuple[Slip, ...]:
    """The slips that overlap none before them."""
    kept: list[Slip] = []
    for slip in slips:
        if not kept or slip.tip.start >= kept[-1].tip.end:
            kept.append(slip)
    return tuple(kept)


def _most_important(slips: Sequence[Slip], text: str) -> tuple[Tip, ...]:
    """Three tips, no two of them the same, in the order of the text."""
    seen: set[tuple[str, str]] = set()
    chosen = []
    for slip in sorted(slips, key=lambda s: _RANK.get(s.kind, len(_RANK))):
        what = (text[slip.tip.start : slip.tip.end].lower(), slip.tip.better.lower())
        if what not in seen:
            seen.add(what)
            chosen.append(slip.tip)
    return tuple(sorted(chosen[:MOST_TIPS], key=lambda tip: tip.start))


def is_sure(slip: Slip, text: str) -> bool:
    """Whether a slip is hardly ever none, so that a person may be told of it.

    Sure are Harper's rules of agreement and the like, "a" for "an", another form of the same word ("want",
    "wants"), and a letter too many, missing or swapped in a long word. A capital or a blank is not.
    """
    old, new = text[slip.tip.start : slip.tip.end], slip.tip.better
    if slip.kind == "Spelling":
        return _is_slip_of_the_pen(old, new)
    if MASS in slip.tip.why:
        return new.lower().split()[-1] in MASS_NOUNS
    if slip.kind in SURE:
        return not EXCHANGED & {old.lower(), new.lower()} and not _is_another_subject(slip, text)
    if slip.tip.why == ARTICLE:
        return old.islower() or text[: slip.tip.start].rstrip()[-1:] in ("", ".", "!", "?")  # "user A and I"
    if slip.tip.why.startswith(ALSO_SURE):
        return True
    return old.isalpha() and old.lower() != new.lower() and stem(old.lower()) == stem(new.lower())


def _is_another_subject(slip: Slip, text: str) -> bool:
    """Whether the verb belongs to more than the pronoun before it, or to something further back."""
    before = text[max(0, slip.tip.start - 40) : slip.tip.start]
    if slip.tip.why.startswith(OF_PRONOUNS):
        return _JOINED.search(before) is not None
    return slip.tip.why.startswith(OF_PARTICIPLES) and _RELATIVE.search(before) is not None


def _is_slip_of_the_pen(old: str, new: str) -> bool:
    """Whether letters are missing, too many or swapped in an unknown word that is nobody's name."""
    if not (old.isalpha() and old.islower() and old[0] == new[0]) or len(old) < SHORTEST_SLIP:
        return False
    known = known_stems()
    swapped = len(old) != len(new) or sorted(old) == sorted(new)
    return swapped and OSA.distance(old, new) == 1 and stem(new) in known and stem(old) not in known


def _sentence_of(message: str) -> str:
    """Harper's message as a sentence: some of its messages lack the full stop."""
    return message if message.endswith((".", "!", "?")) else f"{message}."


def mark_changes(text: str, tip: Tip) -> tuple[Piece, ...]:
    """The sentence a tip is about with the change marked.

    >>> pieces = mark_changes("Hi. She have a dog.", Tip(8, 12, "has", ""))
    >>> [(p.change.value, p.text) for p in pieces]
    [('same', 'She '), ('removed', 'have'), ('added', 'has'), ('same', ' a dog.')]
    """
    sentence = _sentence(text, tip)
    old, new = re.findall(r"\s*\S+|\s+", text[tip.start : tip.end]), re.findall(r"\s*\S+|\s+", tip.better)
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    kept_after = "".join(old[len(old) - tail :])
    pieces = (
        Piece(Change.SAME, text[sentence.start : tip.start] + "".join(old[:head])),
        Piece(Change.REMOVED, "".join(old[head : len(old) - tail])),
        Piece(Change.ADDED, "".join(new[head : len(new) - tail])),
        Piece(Change.SAME, kept_after + text[tip.end : sentence.end]),
    )
    return tuple(piece for piece in pieces if piece.text)


def _sentence(text: str, tip: Tip) -> Span:
    for sentence in read(text).sentences:
        if sentence.start <= tip.start < sentence.end:
            return Span(sentence.start, max(sentence.end, tip.end))
    return Span(tip.start, tip.end)


def _blocks(reading: Reading) -> Iterator[Span]:
    """Whole sentences, together as long as a block; a longer sentence is cut at a word."""
    start = end = 0
    for sentence in reading.sentences:
        if sentence.end > MOST_CHECKED:
            break
        if sentence.end - start > BLOCK or end == 0:
            if end > start:
                yield Span(start, end)
            start = sentence.start
        end = min(sentence.end, start + BLOCK)
    if end > start:
        yield Span(start, end)


def _term_spans(reading: Reading, terms: Sequence[str]) -> list[Span]:
    """Where a term stands as it is written, or with a plural s."""
    spans = []
    words = [t.word for t in reading.tokens]
    for term in terms:
        parts = [t.word for t in read(term).tokens]
        n = len(parts)
        for i in range(len(words) - n + 1) if n else ():
            last = words[i + n - 1]
            if words[i : i + n - 1] == parts[:-1] and last in (parts[-1], parts[-1] + "s", parts[-1] + "'s"):
                spans.append(Span(reading.tokens[i].start, reading.tokens[i + n - 1].end))
    return spans


def _is_fine(reading: Reading, lint: harper.Lint, start: int) -> bool:
    """Whether a word flagged for its spelling is British, or the name of somebody or something."""
    written = lint.problem_text
    small = written.lower()
    suggested = [s.replacement_text.lower() for s in lint.suggestions]
    if american(small) != small and american(small) in suggested:
        return True
    if not written[:1].isupper() or any(s.start == start for s in reading.sentences):
        return False
    near = len(small) >= SHORTEST_NO_NAME and OSA.distance(small, suggested[0]) == 1
    return not (near and stem(suggested[0]) in known_stems())
