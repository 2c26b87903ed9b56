"""What of an answer a model is shown, and where in the answer a quote of it stands.

The rule: a model reads what the bank counts: sentences that have to do with the question or tell the story,
and in a reply to a follow-up all that does not stray. What flatters, orders, lists, repeats or speaks to
whoever assesses is never shown, so it cannot be obeyed, quoted or rewarded; what was left out is known, so
that a level can be held to what was counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from core.interview.ports import Material, Said
from core.interview.receipts import trimmed
from core.interview.values import Question, Receipt
from core.interviewers.bank.account import account, content_sentences
from core.interviewers.bank.answer import Answer, within
from core.interviewers.bank.ground import heavy_cues
from core.interviewers.bank.spoken import left
from core.interviewers.prompted.suspects import suspicious
from core.interviewers.prompts.data import places
from core.language.tokens import Span, Stretch

SEAM = " ... "  # stands where something was left out, so that no quote runs across it
_LOST_COMMA = re.compile(r"(?<=\s),(?=\s|$)")  # what is left of "um,"
_CLOSING = re.compile(r"[.!?…\"”’')]*")


@dataclass(frozen=True, slots=True)
class Extract:
    """The part of a turn's answer that is shown: the stretches of it, in order.

    `answer` has blanks in the place of fillers, so places in it are those in what was said. `whole` is
    whether nothing that says something was left out.
    """

    turn: int
    asked: str
    answer: str
    spans: tuple[Span, ...]
    whole: bool

    @property
    def text(self) -> str:
        """What is shown, "" for nothing."""
        return SEAM.join(self.answer[span.start : span.end] for span in self.spans)

    @property
    def left_out(self) -> str:
        """What is not shown."""
        ends = [0, *(place for span in self.spans for place in span), len(self.answer)]
        return " ".join(self.answer[a:b] for a, b in zip(ends[::2], ends[1::2], strict=True))

    @property
    def alone(self) -> str:
        """The answer with blanks in the place of what is not shown, so that places stay what they are."""
        ends = [0, *(place for span in self.spans for place in span), len(self.answer)]
        parts = [_blank(self.answer[ends[0] : ends[1]])]
        for (start, end), behind in zip(self.spans, ends[3::2], strict=True):
            parts += [self.answer[start:end], _blank(self.answer[end:behind])]
        return "".join(parts)

    def receipt(self, quote: str) -> Receipt | None:
        """Where a quote stands in what is shown, in whole words and no longer than receipts are."""
        for start, end in places(quote, self.answer):
            if any(span.start <= start and end <= span.end for span in self.spans):
                return trimmed(Receipt(self.turn, start, end), self.answer)
        return None


def extracts(material: Material, question: Question) -> tuple[Extract, ...]:
    """What is shown of each of the slot's answers, in order."""
    whole = account(material, question)
    asked = {said.turn: said.asked for said in material.here}
    cues = heavy_cues(question)
    return tuple(_extract(answer, asked[answer.turn], cues) for answer in whole.answers)


def material_of(material: Material, shown: Sequence[Extract]) -> Material:
    """The material with nothing in its answers but what is shown."""
    here = tuple(Said(extract.turn, extract.asked, extract.alone) for extract in shown)
    return replace(material, here=here)


def text_of(shown: Iterable[Extract]) -> str:
    """All that is shown, as one answer."""
    return SEAM.join(extract.text for extract in shown if extract.spans)


def harmless(said: Said) -> str:
    """What of an answer to a question that is over can be shown: its content that speaks to nobody."""
    reading = left(said)
    sentences = map(reading.quote, content_sentences(reading, [said.asked]))
    return SEAM.join(sentence for sentence in sentences if not suspicious(sentence, cued=False))


def _blank(text: str) -> str:
    """As many blanks, with a full stop at the end, so that what stands around does not run together."""
    return " " * (len(text) - 1) + "." if text.strip() else text


def _extract(answer: Answer, asked: str, cues: tuple[str, ...]) -> Extract:
    hits, text = answer.find(cues), _LOST_COMMA.sub(" ", answer.index.reading.text)
    kept = [sentence for sentence in answer.content if _shown(answer, text, sentence, hits)]
    spans = _without(_joined(text, kept), answer.listed)
    whole = len(kept) == len(answer.content) and not answer.excluded and not answer.listed
    return Extract(answer.turn, asked, text, tuple(spans), whole)


def _shown(answer: Answer, text: str, sentence: Stretch, hits: Iterable[Span]) -> bool:
    told = sentence in answer.topical or sentence in answer.own_story
    if not told and (not answer.probe or sentence in answer.stray):
        return False
    cued = any(within(hit, [sentence]) for hit in hits)
    return not suspicious(text[sentence.start : sentence.end], cued)


def _joined(text: str, kept: Sequence[Stretch]) -> list[Span]:
    """The stretches of the text that neighbouring sentences make, each with the mark that ends it."""
    spans: list[Span] = []
    last = -1
    for sentence in kept:
        closing = _CLOSING.match(text, sentence.end)
        end = closing.end() if closing else sentence.end
        if spans and sentence.first == last:
            spans[-1] = Span(spans[-1].start, end)
        else:
            spans.append(Span(sentence.start, end))
        last = sentence.last
    return spans


def _without(spans: Iterable[Span], cut: Sequence[Span]) -> list[Span]:
    """The spans with what lies in `cut` taken out."""
    left = list(spans)
    for hole in cut:
        left = [part for span in left for part in _parts(span, hole)]
    return left


def _parts(span: Span, hole: Span) -> list[Span]:
    if hole.end <= span.start or span.end <= hole.start:
        return [span]
    before, behind = Span(span.start, hole.start), Span(hole.end, span.end)
    return [part for part in (before, behind) if part.start < part.end]
