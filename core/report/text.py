"""A report as a document to be read at the end of a practice.

The rule: what a person does next comes first (readiness, the strength, the upgrade, what to answer again),
then the criteria, then question by question; answers are shown in excerpts, since whoever reads said them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.interview.ports import Tip
from core.interview.state import TurnKind
from core.report.corrections import corrections
from core.report.model import (
    Correction,
    CriterionView,
    FollowUp,
    Found,
    Outcome,
    Quote,
    Report,
    SlotView,
    TrendLine,
)
from core.report.saying import Saying, excerpt, heading, item, marked, note, quoted, strong, text
from core.report.trend import direction
from core.texts.blocks import Block, Document, Style
from core.texts.catalog import Texts

ANSWER_WORDS = 60  # of the first answer to a question
FOLLOW_UP_WORDS = 40
ADDED = 3  # things to add in a redo; more is a list nobody keeps in mind
BEST = 5


def document(report: Report, texts: Texts) -> Document:
    """The report in words."""
    say = Saying(texts)
    sections = (_head, _ready, _strength, _upgrade, _redo, _criteria, _trend, _slots, _own, _language, _end)
    return tuple(block for section in sections for block in section(report, say))


def grammar(answer: str, tips: Sequence[Tip], texts: Texts) -> Document:
    """The language tips on one answer, to be read on demand."""
    say = Saying(texts)
    found = corrections([answer], [tips])
    if not found:
        return (text(say("report-grammar-none")),)
    return (heading(say("report-grammar-title")), *_corrections(found), note(say("report-grammar-note")))


def _head(report: Report, say: Saying) -> Iterator[Block]:
    facts = report.facts
    yield Block(Style.TITLE, say("report-title", domain=facts.domain))
    if facts.level and facts.length:
        yield text(
            say(
                "report-facts",
                level=say(f"level-{facts.level.value}"),
                length=say(f"report-length-{facts.length.value}"),
                date=facts.date,
                minutes=facts.minutes,
            )
        )
    yield text(" ".join(_counts(report, say)))


def _counts(report: Report, say: Saying) -> Iterator[str]:
    facts = report.facts
    yield say("report-answered", answered=facts.answered, planned=facts.planned)
    if facts.follow_ups:
        yield say("report-follow-ups", count=facts.follow_ups)
    if facts.skipped:
        yield say("report-skipped", count=facts.skipped)
    if facts.stopped:
        yield say("report-stopped", count=facts.planned - len(report.slots))


def _ready(report: Report, say: Saying) -> Iterator[Block]:
    ready = report.readiness
    yield heading(say("readiness-title"))
    yield strong(say(f"readiness-verdict-{ready.verdict.value.replace('_', '-')}"))
    yield text(say(f"readiness-{ready.row}"))
    if ready.row == "one-weak" and ready.weakest:
        yield text(say("report-weakest", criterion=say(f"rubric-{ready.weakest.value}")))
    if ready.figures:
        figures = ready.figures
        means = {name: say.figure(getattr(figures, name)) for name in ("overall", "substance", "lowest")}
        yield text(say("readiness-evidence", judged=figures.judged, **means))
    yield note(say("readiness-note"))


def _strength(report: Report, say: Saying) -> Iterator[Block]:
    yield heading(say("report-strength-title"))
    best = report.strength
    if best is None:
        yield text(say("report-strength-none"))
        return
    if not best.strong:
        yield text(say("report-strength-closest"))
    yield strong(_place(best.slot, best.found, say))
    if best.found.anchor:  # the reason names what the next level would have taken, so it is none for praise
        yield text(say.words(best.found.anchor))
    yield from (quoted(quote.text) for quote in best.found.quotes[:1])


def _place(slot: int, found: Found, say: Saying) -> str:
    criterion = say(f"rubric-{found.criterion.value}")
    if found.level is None:
        return say("report-place", criterion=criterion, number=slot)
    return say("report-place-level", criterion=criterion, number=slot, level=found.level)


def _upgrade(report: Report, say: Saying) -> Iterator[Block]:
    yield heading(say("report-upgrade-title"))
    step = report.upgrade
    if step is None:
        judged = any(criterion.anchor for criterion in report.criteria)
        yield text(say("report-upgrade-none" if judged else "report-upgrade-unjudged"))
        return
    yield strong(_place(step.slot, step.found, say))
    yield text(say.reason(step.found))
    yield text(say("report-upgrade-next", anchor=say.words(step.next)))
    yield note(say("report-upgrade-note"))


def _redo(report: Report, say: Saying) -> Iterator[Block]:
    redo = report.redo
    if redo is None:
        return
    yield heading(say("report-redo-title"))
    yield strong(say.words(redo.question))
    yield text(say.words(redo.advice))
    if redo.add:
        yield text(say("report-redo-add"))
        yield from (item(say.words(missing.words)) for missing in redo.add[:ADDED])


def _criteria(report: Report, say: Saying) -> Iterator[Block]:
    yield heading(say("report-criteria-title"))
    for criterion in report.criteria:
        yield from _criterion(criterion, say, levels=report.levels)


def _criterion(view: CriterionView, say: Saying, *, levels: bool) -> Iterator[Block]:
    name = say(f"rubric-{view.criterion.value}")
    anchor = say.words(view.anchor) if view.anchor else say("report-criterion-unjudged")
    if not levels:
        yield item(say("report-finding-words", criterion=name, reason=anchor))
    elif view.hundredths is None:
        yield Block(Style.METER, name, 0, BEST)
        yield note(anchor)
    else:
        values = {"judged": view.judged or 0, "of": view.of or 0}
        meter = say("report-meter", criterion=name, level=say.figure(view.hundredths), **values)
        yield Block(Style.METER, meter, (view.hundredths + 50) // 100, BEST)
        yield note(anchor)


def _trend(report: Report, say: Saying) -> Iterator[Block]:
    trend = report.trend
    if trend is None:
        return
    yield heading(say("report-trend-title"))
    yield text(say("report-trend-head", date=trend.date, domain=trend.domain, count=trend.count))
    yield from (item(_trend_line(line, trend.count, say)) for line in trend.lines)


def _trend_line(line: TrendLine, count: int, say: Saying) -> str:
    name = say(f"rubric-{line.criterion.value}")
    last = say.moved(line.direction, line.since_last)
    if line.since_mean is None or count == 1:
        return say("report-trend-line", criterion=name, last=last)
    mean = say.moved(direction(line.since_mean), line.since_mean)
    return say("report-trend-line-mean", criterion=name, last=last, mean=mean)


def _slots(report: Report, say: Saying) -> Iterator[Block]:
    for slot in report.slots:
        yield from _slot(slot, say)


def _slot(slot: SlotView, say: Saying) -> Iterator[Block]:
    yield heading(say("report-slot", number=slot.number, phase=say(f"phase-{slot.phase.value}")))
    yield strong(say.words(slot.question))
    yield from _answer(slot.answer, slot.follow_ups[:1], slot.outcome, say)
    if slot.hinted:
        yield note(say("report-hinted"))
    for follow_up in slot.follow_ups:
        yield from _follow_up(follow_up, say)
    if slot.ended:
        yield note(say.words(slot.ended))
    yield from _content(slot, say)
    yield from _findings(slot, say)
    if slot.model_answer:
        yield text(say("report-model-answer-like" if slot.generated else "report-model-answer"))
        yield text(slot.model_answer)


def _answer(answer: str, after: tuple[FollowUp, ...], outcome: Outcome, say: Saying) -> Iterator[Block]:
    """The first answer, and what became of the question where there is nothing to judge."""
    if answer.strip():
        yield quoted(excerpt(answer, ANSWER_WORDS))
    if outcome is not Outcome.ANSWERED and not after:
        yield text(say(f"report-outcome-{outcome.value}"))


def _follow_up(follow_up: FollowUp, say: Saying) -> Iterator[Block]:
    if follow_up.kind is TurnKind.PROBE:
        yield text(say("report-follow-up", question=follow_up.question))
    else:
        yield text(say("report-once-more"))
    yield note(say.words(follow_up.why))
    if follow_up.answer.strip():
        yield quoted(excerpt(follow_up.answer, FOLLOW_UP_WORDS))
    if follow_up.outcome is not Outcome.ANSWERED:
        yield text(say(f"report-outcome-follow-up-{follow_up.outcome.value}"))


def _content(slot: SlotView, say: Saying) -> Iterator[Block]:
    if slot.covered:
        yield text(say("report-covered"))
    shown: set[str] = set()
    for covered in slot.covered:
        words = say.words(covered.words)
        quote = _fresh((covered.quote,) if covered.quote else (), shown)
        yield item(say("report-with-quote", line=words, quote=quote.text) if quote else words)
    if slot.missing:
        yield text(say("report-missing" if slot.covered else "report-missing-all"))
    yield from (item(say.words(missing.words)) for missing in slot.missing)


def _findings(slot: SlotView, say: Saying) -> Iterator[Block]:
    """The findings, each with the first quote that was not shown for this question yet."""
    shown = {covered.quote.text for covered in slot.covered if covered.quote}
    if slot.findings:
        yield text(say("report-findings"))
    for found in slot.findings:
        if found.unjudged is None:
            yield item(say.found(found, quote=_fresh(found.quotes, shown)))
    yield from _unjudged(slot, say)


def _fresh(quotes: Sequence[Quote], shown: set[str]) -> Quote | None:
    """The first quote of which nothing was shown yet; from then on it counts as shown."""
    new = (quote for quote in quotes if not any(quote.text in one or one in quote.text for one in shown))
    quote = next(new, None)
    shown |= {quote.text} if quote else set()
    return quote


def _unjudged(slot: SlotView, say: Saying) -> Iterator[Block]:
    """What could not be judged, one line for each reason."""
    for why in dict.fromkeys(found.unjudged for found in slot.findings if found.unjudged):
        of_it = [found for found in slot.findings if found.unjudged is why]
        names = ", ".join(say(f"rubric-{found.criterion.value}") for found in of_it)
        yield item(say("report-findings-unjudged", criteria=names, reason=say.reason(of_it[0])))


def _own(report: Report, say: Saying) -> Iterator[Block]:
    yield heading(say("report-own-title"))
    if report.own.asked.strip():
        yield text(say("report-own-asked"))
        yield quoted(excerpt(report.own.asked, ANSWER_WORDS))
        yield text(say("report-own-more"))
    else:
        yield text(say("report-own-none"))
    yield from (item(question) for question in report.own.suggestions)


def _language(report: Report, say: Saying) -> Iterator[Block]:
    yield heading(say("report-delivery-title"))
    if report.delivery.spoken:
        yield text(say("report-delivery-spoken", count=report.delivery.spoken))
    else:
        yield text(say("report-delivery-typed"))
    if not report.corrections:
        return
    yield heading(say("report-grammar-title"))
    yield from _corrections(report.corrections)
    yield note(say("report-grammar-note"))


def _corrections(corrections: Sequence[Correction]) -> Iterator[Block]:
    for correction in corrections:
        yield item(marked(correction.pieces))
        yield note(correction.why)


def _end(report: Report, say: Saying) -> Iterator[Block]:
    judges = report.judges
    if judges.name == "bank":
        yield note(say("report-judged-bank"))
        return
    yield note(say("report-judged-by", name=judges.name))
    if judges.stepped_in:
        numbers = ", ".join(map(str, judges.stepped_in))
        count = len(judges.stepped_in)
        yield note(say("report-stepped-in", name=judges.name, numbers=numbers, count=count))
