"""What a model wrote and did in an interview: its debrief, who did what, whose words a question is in.

The rule: whatever a model wrote stands under its name. Of an interview that the bank led alone, nothing is
said here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.report.judges import BANK
from core.report.model import Debrief, Found, Judges, Refused, Work
from core.report.saying import Saying, heading, item, note, text
from core.texts.blocks import Block


def debrief(said: Debrief | None, say: Saying) -> Iterator[Block]:
    """An interviewer's own words, marked as such."""
    if said is None:
        return
    name = named(said.by, say)
    yield heading(say("report-debrief-title"))
    yield text(said.summary)
    yield from (item(part) for part in (said.strength, said.upgrade, said.readiness))
    yield note(say("report-debrief-note", name=name))


def did(judges: Judges, say: Saying) -> Iterator[Block]:
    """Who judged, and where it was not the bank alone, who did what in a paragraph."""
    if judges.work:
        yield heading(say("report-did-title"))
        yield text(" ".join(_did(judges, judges.work, say)))
    if judges.name == BANK:
        yield note(say("report-judged-bank"))
    else:
        yield note(say("report-judged-by", name=named(judges.name, say)))


def _did(judges: Judges, work: Work, say: Saying) -> Iterator[str]:
    name = named(judges.name, say)
    if judges.name == BANK:
        yield say("report-did-none")
    else:
        yield from _done(work, name, say)
    if judges.stepped_in:
        numbers, count = ", ".join(map(str, judges.stepped_in)), len(judges.stepped_in)
        yield say("report-stepped-in", name=name, numbers=numbers, count=count)
    if work.refused:
        yield say("report-did-refused", reasons=_reasons(work.refused, say))


def _done(work: Work, name: str, say: Saying) -> Iterator[str]:
    asked = work.questions_of + work.follow_ups_of
    if asked:
        yield say("report-did-worded", name=name, done=work.questions + work.follow_ups, of=asked)
    if work.findings_of:
        yield say("report-did-judged", name=name, done=work.findings, of=work.findings_of)
    if work.debrief or work.corrections:
        yield say("report-did-more", debrief="yes" if work.debrief else "no", count=work.corrections)


def _reasons(refused: Sequence[Refused], say: Saying) -> str:
    return ", ".join(
        say("report-refused-times", reason=reason(one.reason, say), count=one.count) for one in refused
    )


def reason(refusal: str, say: Saying) -> str:
    """Why something was refused; a name from another version is told as something else."""
    key = f"report-refused-{refusal.replace('_', '-')}"
    return say(key if say.has(key) else "report-refused-other")


def named(by: str, say: Saying) -> str:
    """What an interviewer is called in a sentence."""
    return say("report-interviewer", name=by)


def worded(by: str, refused: Sequence[str], say: Saying) -> Iterator[Block]:
    """Whose words a question is in; nothing where the bank was not asked in another's place."""
    reasons = ", ".join(reason(one, say) for one in dict.fromkeys(refused))
    if by not in ("", BANK):
        yield note(say("why-worded", name=named(by, say)))
    if refused:
        yield note(say("why-worded-refused", count=len(refused), reasons=reasons))


def judged(found: Found, say: Saying) -> Iterator[Block]:
    """How surely a criterion was judged, and by whom where that was not the slot's judge."""
    if found.spread:
        lowest, highest = found.spread
        yield note(say("why-spread" if lowest != highest else "why-agreed", lowest=lowest, highest=highest))
    if found.by:
        yield note(say("why-judged-instead", name=named(found.by, say)))
