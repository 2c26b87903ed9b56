"""A transcript as it would have been written: without fillers and without words said twice in a row.

The rule: every character kept knows where it stood, so that what is found in the rest can be shown in what
was said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from core.language.fillers import find_fillers
from core.language.tokens import Span, Token, tokens_of

LONGEST_REPEAT = 4  # words of a false start: "I was on the I was on the ward"
_SETS_OFF = " \t,-–—…"
_ENDS = frozenset(".!?;:\n")


@dataclass(frozen=True, slots=True)
class Bare:
    """`text` without what was left out; character n of it stands at `places[n]` of what was said."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Where characters `start:end` of the text stand in what was said."""
        if start >= end:
            at = (
                self.places[start]
                if start < len(self.places)
                else (self.places[-1] + 1 if self.places else 0)
            )
            return Span(at, at)
        return Span(self.places[start], self.places[end - 1] + 1)


def bare(said: str) -> Bare:
    """What is left of a transcript.

    >>> bare("Um, I I have, you know, went there.").text
    'I have went there.'
    """
    return _without(_without(Bare(said, tuple(range(len(said)))), _fillers), _repeats)


def _without(text: Bare, find: Callable[[str], Iterable[Span]]) -> Bare:
    """`text` without the spans that are found in it."""
    pieces: list[str] = []
    places: list[int] = []
    end = 0
    for span in find(text.text):
        pieces.append(text.text[end : span.start])
        places.extend(text.places[end : span.start])
        end = span.end
    return Bare("".join([*pieces, text.text[end:]]), (*places, *text.places[end:]))


def _fillers(said: str) -> Iterator[Span]:
    """Fillers with the commas and blanks around them; between two words one blank stays."""
    last = 0
    for filler in find_fillers(said):
        start, end = max(filler.start, last), filler.end
        while end < len(said) and said[end] in _SETS_OFF:
            end += 1
        before = start
        while before > last and said[before - 1] in _SETS_OFF:
            before -= 1
        closed = end == len(said) or said[end] in _ENDS
        if before == last or said[before - 1] in _ENDS:  # it opens a sentence, or is all of it
            yield Span(start, min(end + closed, len(said)))
            last = min(end + closed, len(said))
        elif closed:
            yield Span(before, end)
            last = end
        else:
            blank = said.find(" ", before, end)
            yield from (
                (Span(before, blank), Span(max(start, blank + 1), end)) if blank >= 0 else [Span(start, end)]
            )
            last = end


def _repeats(said: str) -> Iterator[Span]:
    """The first of two equal runs of words that nothing but blanks and commas part, longest runs first."""
    tokens = tokens_of(said)
    i = 0
    while i < len(tokens):
        length = next((n for n in range(LONGEST_REPEAT, 0, -1) if _twice(said, tokens, i, n)), 0)
        if length:
            yield Span(tokens[i].start, tokens[i + length].start)
        i += length or 1


def _twice(said: str, tokens: Sequence[Token], i: int, n: int) -> bool:
    if i + 2 * n > len(tokens):
        return False
    if any(tokens[i + k].word != tokens[i + n + k].word for k in range(n)):
        return False
    return not said[tokens[i + n - 1].end : tokens[i + n].start].strip(_SETS_OFF)
