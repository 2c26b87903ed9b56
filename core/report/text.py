"""A report as a document to be read at the end of a practice.

The rule: what a person does next comes first (readiness, the strength, the upgrade, what to answer again),
then the criteria, then question by question, short: answers and quotes are excerpts, since whoever reads said
them, and what stands behind a level is told on demand (`why`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from core.interview import ports
from core.interview.delivery import clock
from core.interview.ports import Tip
from core.interview.state import TurnKind
from core.interview.values import Purpose
from core.report import attempts, delivery, led, self_rating
from core.report.corrections import corrections
from core.report.model import (
    Correction,
    Covered,
    CriterionView,
    Direction,
    FollowUp,
    Found,
    Outcome,
    Report,
    SlotView,
    TrendLine,
)
from core.report.saying import (
    NO_CLIPS,
    Clips,
    Saying,
    cited,
    excerpt,
    heading,
    item,
    marked,
    note,
    quoted,
    strong,
    text,
)
from core.report.trend import FIGURES_FROM
from core.texts.blocks import Block, Document, Style
from core.texts.catalog import Texts

ANSWER_WORDS = 25  # of the first answer to a question
QUOTE_WORDS = 12
OWN_WORDS = 60  # of the question a person asked
ADDED = 3  # things to add in a redo; more is a list nobody keeps in mind
BEST = 5
TITLES = {Purpose.REVIEW: "report-title-review", Purpose.REDO: "report-title-redo"}
SMALL = 4  # an upgrade from here is a polish


def document(report: Report, texts: Texts, clips: Clips = NO_CLIPS) -> Document:
    """The report in words; what is in `clips` can be listened to."""
    say = Saying(texts, clips)
    first = (_head, _attempts, _ready, _strength, _upgrade, _redo, _debrief)
    sections = (*first, _criteria, _self_rating, _trend, _slots, _later, _own, _language, _end)
    return tuple(block for section in sections for block in section(report, say))


def before_questions(report: Report, say: Saying) -> Iterator[Block]:
    """What to do next, what an interviewer wrote, the criteria with what each level means, the trend."""
    for section in (_attempts, _redo, _debrief, _criteria, _self_rating, _trend):
        yield from section(report, say)


def after_questions(report: Report, say: Saying) -> Iterator[Block]:
    """The own questions, the delivery, the language tips, and who judged."""
    for section in (_later, _own, _language, _end):
        yield from section(report, say)


def grammar(
    answer: str, tips: Sequence[Tip], texts: Texts, corrected: Sequence[tuple[str, ports.Correction]] = ()
) -> Document:
    """The language tips on one answer, to be read on demand; `corrected` are an interviewer's."""
    say = Saying(texts)
    own = [(by, replace(one, turn=0)) for by, one in corrected]
    found = corrections([answer], [tips], own)
    if not found:
        return (text(say("report-grammar-none")),)
    return (heading(say("report-grammar-title")), *_corrections(found, say))


def _head(report: Report, say: Saying) -> Iterator[Block]:
    facts = report.facts
    title = TITLES.get(report.purpose, "report-title")
    yield Block(Style.TITLE, say(title, domain=facts.domain))
    if facts.level and not facts.length:
        level = say(f"level-{facts.level.value}")
        yield text(say("report-facts-short", level=level, date=facts.date, minutes=facts.minutes))
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


def _attempts(report: Report, say: Saying) -> Iterator[Block]:
    """What a redo is for stands first in its report."""
    if report.purpose is Purpose.REDO:
        yield from attempts.section(report.attempts, say, redo=True)


def _later(report: Report, say: Saying) -> Iterator[Block]:
    if report.purpose is not Purpose.REDO:
        yield from attempts.section(report.attempts, say, redo=False)


def _self_rating(report: Report, say: Saying) -> Iterator[Block]:
    yield from self_rating.section(report.self_rated, say)


def _ready(report: Report, say: Saying) -> Iterator[Block]:
    ready = report.readiness
    if report.purpose is Purpose.REDO:  # one answer says nothing about an interview
        return
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
    yield strong(place(best.slot, best.found, say))
    yield text(praise(best.found, say))
    if best.strong and best.found.quotes:
        yield from cited(max(best.found.quotes, key=lambda quote: len(quote.text.split())), say)


def praise(found: Found, say: Saying) -> str:
    """What is good: mostly the anchor, as a reason names what the next level would have taken."""
    if found.because and found.because.key == "because-substance-full":
        return say.words(found.because)
    return say.words(found.anchor) if found.anchor else ""


def place(slot: int, found: Found, say: Saying) -> str:
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
    if step.found.level == SMALL:
        yield text(say("report-upgrade-small"))
    yield strong(place(step.slot, step.found, say))
    yield text(say.reason(step.found))
    if step.missing and not (report.redo and report.redo.slot == step.slot):  # there they are named anyway
        yield text(say("report-upgrade-missing", missing=say.words(step.missing[0].words)))
    yield text(say.words(step.advice))


def _redo(report: Report, say: Saying) -> Iterator[Block]:
    redo = report.redo
    if redo is None:
        return
    yield Block(Style.HEADING, say("report-redo-title"), ref=f"question-{redo.slot}")
    yield strong(say.words(redo.question))
    if not (report.upgrade and report.upgrade.advice == redo.advice):  # it stands just above
        yield text(say.words(redo.advice))
    if redo.add:
        yield text(say("report-redo-add"))
        yield from (item(say.words(missing.words)) for missing in redo.add[:ADDED])


def _debrief(report: Report, say: Saying) -> Iterator[Block]:
    yield from led.debrief(report.debrief, say)


def _criteria(report: Report, say: Saying) -> Iterator[Block]:
    yield heading(say("report-criteria-title"))
    for criterion in report.criteria:
        yield from _criterion(criterion, say, levels=report.levels)


def _criterion(view: CriterionView, say: Saying, *, levels: bool) -> Iterator[Block]:
    name = say(f"rubric-{view.criterion.value}")
    anchor = say.words(view.anchor) if view.anchor else say("report-criterion-unjudged")
    if not levels:
        yield item(say("report-finding", names=name, reason=anchor))
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
    yield note(say("report-trend-note-early" if trend.count < FIGURES_FROM else "report-trend-note"))


def _trend_line(line: TrendLine, count: int, say: Saying) -> str:
    name = say(f"rubric-{line.criterion.value}")
    last = say.moved(line.direction, line.since_last)
    if line.direction_mean is Direction.UNKNOWN or count == 1:
        return say("report-trend-line", criterion=name, last=last)
    mean = say.moved(line.direction_mean, line.since_mean)
    return say("report-trend-line-mean", criterion=name, last=last, mean=mean)


def _slots(report: Report, say: Saying) -> Iterator[Block]:
    for slot in report.slots:
        yield from _slot(slot, say)


def _slot(slot: SlotView, say: Saying) -> Iterator[Block]:
    yield Block(
        Style.HEADING,
        say("report-slot-line", number=slot.number, question=say.words(slot.question)),
        ref=f"question-{slot.number}",
    )
    if slot.answer.strip():
        yield quoted(excerpt(slot.answer, ANSWER_WORDS))
    if slot.outcome is not Outcome.ANSWERED and not slot.follow_ups:
        yield text(say(f"report-outcome-{slot.outcome.value}"))
    if slot.hinted:
        yield note(say("report-hinted"))
    for follow_up in slot.follow_ups:
        yield note(_follow_up(follow_up, say))
    yield from content(slot, say)
    yield from _findings(slot, say)
    if slot.model_answer:
        yield text(say("report-model-answer-like" if slot.generated else "report-model-answer"))
        yield text(slot.model_answer)


def _follow_up(follow_up: FollowUp, say: Saying) -> str:
    """A follow-up in one line: the question unless it was the same once more, why, and what became of it."""
    why = say.words(follow_up.why)
    line = why
    if follow_up.kind is TurnKind.PROBE:
        line = say("report-follow-up", question=follow_up.short, why=why)
    if follow_up.outcome is Outcome.ANSWERED:
        return line
    return f"{line} {say(f'report-outcome-follow-up-{follow_up.outcome.value}')}"


def content(slot: SlotView, say: Saying) -> Iterator[Block]:
    """What the answers to a question do, and what a fuller one does as well."""
    if slot.covered:
        yield text(say("report-covered"))
    shown: set[str] = set()
    yield from (_covered(covered, shown, say) for covered in slot.covered)
    if slot.in_own_words:
        yield text(say("report-in-own-words"))
    yield from (item(say.words(missing.words)) for missing in slot.in_own_words)
    if slot.missing:
        yield text(say("report-missing" if slot.covered or slot.in_own_words else "report-missing-all"))
    yield from (item(say.words(missing.words)) for missing in slot.missing)


def _covered(covered: Covered, shown: set[str], say: Saying) -> Block:
    """A point with its quote; where that stands above already, it says so."""
    line = say.words(covered.words)
    if covered.quote is None:
        return item(line)
    quote = excerpt(covered.quote.text, QUOTE_WORDS)
    if quote in shown:
        return item(say("report-same-quote", line=line))
    shown.add(quote)
    if covered.quote.from_ms is None:
        return item(say("report-with-quote", line=line, quote=quote))
    told = say("report-with-quote-at", line=line, quote=quote, at=clock(covered.quote.from_ms))
    return Block(Style.ITEM, told, sound=say.sound(covered.quote))


def _findings(slot: SlotView, say: Saying) -> Iterator[Block]:
    """The levels, a line for each reason."""
    if slot.findings:
        yield text(say("report-findings"))
    lines: dict[str, list[Found]] = {}
    for found in slot.findings:
        if found.unjudged is None:
            lines.setdefault(_reason(found, say), []).append(found)
    for reason, of_it in lines.items():
        names = ", ".join(say(f"rubric-{found.criterion.value}") for found in of_it)
        if len({found.level for found in of_it}) > 1:
            names = ", ".join(say.name(found) for found in of_it)
        elif of_it[0].level is not None:
            names = say("report-name-level", criterion=names, level=of_it[0].level)
        yield item(say("report-finding", names=names, reason=reason) if reason else names)
    yield from _unjudged(slot, say)


def _reason(found: Found, say: Saying) -> str:
    """Why a level is not better; the best needs no reason, and which points are there is told above."""
    if found.level == BEST or (found.because and found.because.key == "because-substance-share"):
        return ""
    return say.reason(found)


def _unjudged(slot: SlotView, say: Saying) -> Iterator[Block]:
    """What could not be judged, one line for each reason."""
    for why in dict.fromkeys(found.unjudged for found in slot.findings if found.unjudged):
        of_it = [found for found in slot.findings if found.unjudged is why]
        names = ", ".join(say(f"rubric-{found.criterion.value}") for found in of_it)
        yield item(say("report-findings-unjudged", criteria=names, reason=say.reason(of_it[0])))


def _own(report: Report, say: Saying) -> Iterator[Block]:
    if not report.own.asked.strip() and not report.own.suggestions:
        return
    yield heading(say("report-own-title"))
    if report.own.asked.strip():
        yield text(say("report-own-asked"))
        yield quoted(excerpt(report.own.asked, OWN_WORDS))
        yield text(say("report-own-more"))
    else:
        yield text(say("report-own-none"))
    yield from (item(question) for question in report.own.suggestions)


def _language(report: Report, say: Saying) -> Iterator[Block]:
    yield from delivery.section(report.delivery, say)
    if report.corrections:
        yield heading(say("report-grammar-title"))
        yield from _corrections(report.corrections, say)


def _corrections(corrections: Sequence[Correction], say: Saying) -> Iterator[Block]:
    """The tips; where some are an interviewer's, each says whose it is."""
    by = next((correction.by for correction in corrections if correction.by), "")
    for correction in corrections:
        why = correction.why
        if by:
            whose = led.named(correction.by, say) if correction.by else say("report-grammar-checker")
            why = say("report-grammar-whose", why=why, whose=whose)
        yield item(marked(correction.pieces))
        yield note(why)
    yield note(say("report-grammar-note"))
    if by:
        yield note(say("report-grammar-note-model", name=led.named(by, say)))


def _end(report: Report, say: Saying) -> Iterator[Block]:
    yield from led.did(report.judges, say)
