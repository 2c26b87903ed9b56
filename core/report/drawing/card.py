"""The report card: what of a report is drawn in one picture, and the same in words.

The rule: it is made from the view model alone, every figure stands beside its words, and whatever the picture
shows the words beside it (`alt`) say. Where levels are hidden, there is none in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.interview.delivery import Delivery as Measured
from core.interview.values import Purpose
from core.report.drawing.fitting import told
from core.report.drawing.timeline import Line, line
from core.report.model import CriterionView, Report
from core.report.saying import Saying, excerpt, whole
from core.report.text import place, praise
from core.texts.catalog import Texts

QUOTE_WORDS = 18
QUESTION_WORDS = 24
SAID_WORDS = 40  # of a sentence; none of ours is as long


@dataclass(frozen=True, slots=True)
class Bar:
    """A criterion: `value` in levels, 0 to 5, `figure` as it is shown; without levels `words` alone."""

    name: str
    value: float
    figure: str
    words: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the delivery with its unit and how it stands."""

    value: str
    unit: str
    standing: str


@dataclass(frozen=True, slots=True)
class Advice:
    """A section of the card: its title, where, a sentence; `about` is the question, and it as well as a
    quotation and what to do may be "".
    """

    title: str
    place: str
    words: str
    quote: str = ""
    step: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Labels:
    """The words on and beside the drawings."""

    kind: str
    criteria: str
    delivery: str
    pace: str
    good: str
    questions: str
    pauses: str
    pauses_told: str
    no_pauses: str
    fillers: str
    fillers_told: str
    no_fillers: str
    note: str


@dataclass(frozen=True, slots=True)
class Card:
    """Everything on the card, in words and points."""

    title: str
    facts: str
    verdict: str
    verdict_words: str
    mean: str
    levels: bool
    bars: tuple[Bar, ...]
    delivery_words: str
    figures: tuple[Figure, ...]
    line: Line | None
    strength: Advice
    upgrade: Advice
    labels: Labels


def card(report: Report, texts: Texts) -> Card:
    """The card of a report."""
    say = Saying(texts)
    drawn = line(report.delivery)
    return Card(
        title=report.facts.domain,
        facts=_facts(report, say),
        verdict=_verdict(report, say),
        verdict_words=say(f"readiness-{report.readiness.row}"),
        mean=_mean(report, say),
        levels=report.levels,
        bars=tuple(_bar(criterion, say) for criterion in report.criteria),
        delivery_words=_delivery_words(report, say),
        figures=tuple(_figures(report.delivery.whole, say)) if report.delivery.whole else (),
        line=drawn,
        strength=_strength(report, say),
        upgrade=_upgrade(report, say),
        labels=_labels(report, drawn, say),
    )


def alt(card: Card, texts: Texts) -> str:
    """What the card shows, in words."""
    return told(_sentences(card, Saying(texts)))


def _verdict(report: Report, say: Saying) -> str:
    """How ready the answers are, "" for a single one, which says nothing about an interview."""
    if report.purpose is Purpose.REDO:
        return ""
    return say(f"readiness-verdict-{report.readiness.verdict.value.replace('_', '-')}")


def _mean(report: Report, say: Saying) -> str:
    figures = report.readiness.figures
    return say("drawing-mean", level=say.figure(figures.overall)) if figures and figures.overall else ""


def _facts(report: Report, say: Saying) -> str:
    facts = report.facts
    answered = say("drawing-answered", answered=facts.answered, planned=facts.planned)
    if facts.level is None:
        return say("drawing-facts", date=facts.date, answered=answered)
    level = say(f"level-{facts.level.value}")
    return say("drawing-facts-level", level=level, date=facts.date, answered=answered)


def _bar(view: CriterionView, say: Saying) -> Bar:
    name = say(f"rubric-{view.criterion.value}")
    words = say.words(view.anchor) if view.anchor else say("report-criterion-unjudged")
    if view.hundredths is None:
        return Bar(name, 0.0, "" if view.anchor else say("drawing-unjudged"), words)
    return Bar(name, view.hundredths / 100, say.figure(view.hundredths), words)


def _delivery_words(report: Report, say: Saying) -> str:
    """What stands in place of the figures, or above them where they are too few to be judged."""
    delivery = report.delivery
    if delivery.whole is None:
        return say("drawing-spoken" if delivery.spoken else "drawing-typed")
    if not delivery.whole.judged:
        return say.remark(delivery.whole.remarks[0])
    return ""


def _figures(whole: Measured, say: Saying) -> Iterator[Figure]:
    if whole.judged:
        band = {
            "low": whole.pace.written(whole.pace.band.low),
            "high": whole.pace.written(whole.pace.band.high),
        }
        standing = say("drawing-standing-rate", standing=whole.rate_standing.value, **band)
        yield Figure(whole.pace.written(whole.rate), say("drawing-rate", unit=whole.pace.unit), standing)
        if whole.fillers_a_minute is not None:
            standing = say("drawing-standing-fillers", standing=whole.fillers_standing.value)
            fillers = f"{whole.fillers_a_minute:.1f}"
            yield Figure(fillers, say("drawing-fillers"), standing)
    standing = say("drawing-standing-pauses", standing=whole.pauses_standing.value)
    yield Figure(f"{whole.paused} %", say("drawing-pauses"), standing)


def _strength(report: Report, say: Saying) -> Advice:
    title, best = say("report-strength-title"), report.strength
    if best is None:
        return Advice(title, "", say("drawing-strength-none"))
    quotes = best.found.quotes if best.strong else ()
    longest = max(quotes, key=lambda quote: len(quote.text.split()), default=None)
    quote = say("drawing-quote", quote=excerpt(whole(longest), QUOTE_WORDS)) if longest else ""
    words = praise(best.found, say) if best.strong else say("report-strength-closest")
    return Advice(title, place(best.slot, best.found, say), words, quote)


def _upgrade(report: Report, say: Saying) -> Advice:
    title, step = say("report-upgrade-title"), report.upgrade
    if step is None:
        judged = any(criterion.anchor for criterion in report.criteria)
        return Advice(title, "", say("report-upgrade-none" if judged else "report-upgrade-unjudged"))
    words = excerpt(say.reason(step.found), SAID_WORDS)
    declined = step.found.because is not None and step.found.because.key == "because-substance-declined"
    if step.missing and not declined:
        words += " " + say("report-upgrade-missing", missing=say.words(step.missing[0].words))
    asked = next((slot.question for slot in report.slots if slot.number == step.slot), "")
    about = say("drawing-quote", quote=excerpt(say.words(asked), QUESTION_WORDS)) if asked else ""
    return Advice(title, place(step.slot, step.found, say), words, step=say.words(step.advice), about=about)


def _labels(report: Report, drawn: Line | None, say: Saying) -> Labels:
    good = say("drawing-good", low=drawn.low, high=drawn.high) if drawn else ""
    return Labels(
        kind=say("drawing-kind", purpose=report.purpose.value),
        criteria=say("report-criteria-title"),
        delivery=say("drawing-delivery"),
        pace=say("drawing-pace"),
        good=good,
        questions=say("drawing-questions"),
        pauses=say("drawing-long-pauses"),
        pauses_told=say("drawing-pauses-told", count=len(drawn.pauses), longest=_longest(drawn))
        if drawn
        else "",
        no_pauses=say("drawing-none"),
        fillers=say("drawing-fillers-lane"),
        fillers_told=say("drawing-fillers-told", count=len(drawn.fillers)) if drawn else "",
        no_fillers=say("drawing-none" if drawn and drawn.has_fillers else "drawing-not-counted"),
        note=say("drawing-note"),
    )


def _pauses_told(drawn: Line | None, say: Saying) -> str:
    if drawn is None or not drawn.pauses:
        return ""
    return say("drawing-pauses-told", count=len(drawn.pauses), longest=_longest(drawn))


def _longest(drawn: Line) -> str:
    return next((pause.label for pause in drawn.pauses if pause.label), "")


# --- in words ----------------------------------------------------------------------------------------


def _sentences(card: Card, say: Saying) -> Iterator[str]:
    yield say("drawing-alt-head", title=card.title, facts=card.facts)
    if card.verdict:
        yield say("drawing-alt-verdict", verdict=card.verdict, words=card.verdict_words)
    for bar in card.bars:
        if bar.value:
            yield say("drawing-alt-bar", name=bar.name, figure=bar.figure)
        else:
            yield say("drawing-alt-words", name=bar.name, words=bar.words)
    if card.delivery_words:
        yield card.delivery_words
    for figure in card.figures:
        yield say("drawing-alt-figure", value=figure.value, unit=figure.unit, standing=figure.standing)
    if card.line:
        yield from _line(card.line, say)
    yield from _advice(card.strength, say)
    yield from _advice(card.upgrade, say)


def _line(drawn: Line, say: Saying) -> Iterator[str]:
    rates = [stretch.label for stretch in drawn.rates if stretch.label]
    if rates:
        order = sorted(rates, key=float)
        yield say("drawing-alt-pace", least=order[0], most=order[-1], low=drawn.low, high=drawn.high)
    yield say("drawing-alt-pauses", count=len(drawn.pauses), longest=_longest(drawn))
    if drawn.has_fillers:
        yield say("drawing-alt-fillers", count=len(drawn.fillers))


def _advice(advice: Advice, say: Saying) -> Iterator[str]:
    parts = (advice.place, advice.about, advice.words, advice.quote, advice.step)
    said = [part for part in parts if part]
    for number, part in enumerate(said):
        head = say("drawing-alt-section", title=advice.title, words=part) if number == 0 else part
        yield head if head.endswith((".", "!", "?", "”", "…", ":")) else f"{head}."
