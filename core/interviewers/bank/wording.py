"""How the bank words questions and follow-ups: the domain's own sentence after a fitting quotation.

The rule: a follow-up asks for one gap in the domain's words (a general text where the domain has none), and
stands behind something the person said where a quotation fits and the guard lets it pass; where none does,
the domain's wording stands alone. The same answers always give the same words.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.interview.guard import refusals
from core.interview.ports import Material, Measure
from core.interview.values import Gap, GapKind, Question, Star
from core.interviewers.bank.account import Account, Answer, content_sentences
from core.interviewers.bank.quoting import Quotable, quotables
from core.language.matching import find_cue, index
from core.language.tokens import content_stems, read
from core.texts.catalog import Texts

LEADS = 5  # bank-lead-1 to bank-lead-5
TRIED = 3  # quotations tried before the domain's wording stands alone
VAGUE = "vague"


def probe(material: Material, question: Question, gap: Gap, texts: Texts, measure: Measure) -> str:
    """A follow-up for `gap`: with a quotation if one fits and passes the guard, else plain."""
    plain = plain_probe(question, gap, texts)
    answer = Account(material, question).answers[-1]
    earlier = [said.asked for said in (*material.before, *material.here)]
    for number, quotable in enumerate(fitting(answer, gap, plain)[:TRIED]):
        lead = 1 + (answer.turn + number) % LEADS
        worded = texts.say(f"bank-lead-{lead}", {"quote": quotable.text, "probe": plain})
        if not refusals(measure(worded, answer.index.reading.text, earlier)):
            return worded
    return plain


def plain_probe(question: Question, gap: Gap, texts: Texts) -> str:
    """The domain's own wording for a gap, or the general one where the domain has none."""
    name = VAGUE if gap.kind is GapKind.VAGUE else gap.name
    own = next((probe.text for probe in question.probes if probe.gap == name), None)
    if own is not None:
        return own
    key = f"bank-ask-{gap.name}"
    return texts.say(key if gap.kind is not GapKind.POINT and texts.has(key) else "bank-ask-point")


def fitting(answer: Answer, gap: Gap, plain: str) -> list[Quotable]:
    """What can be quoted before a follow-up for `gap`, the best first.

    Where a story's part is missing, what the person did comes first: the last of it before the result,
    the first of it before the situation. Elsewhere what shares words with the follow-up comes first.
    """
    found = list(quotables(answer.index.reading, answer.content, answer.topical))
    if gap.kind is not GapKind.STAR or gap.name == Star.RESULT:
        found.reverse()
    asked = content_stems(read(plain))
    shares = gap.kind is not GapKind.STAR
    found.sort(key=lambda q: (not (shares and q.stems & asked), not q.topical, not q.acts))
    return found


def contradiction(earlier: str, now: str, texts: Texts) -> str:
    """The two statements side by side."""
    return texts.say("bank-contradiction", {"earlier": earlier, "now": now})


def filled(material: Material, question: Question, texts: Texts) -> str:
    """A generated question with what is known of the person, or its plain wording if that is not enough."""
    values = {"role": material.domain.role, "level": texts.say(f"bank-level-{material.level.value}")}
    for name, value in (("skill", skill(material)), ("subject", subject(material))):
        if f"{{{name}}}" not in question.text:
            continue
        if value is None:
            return _put(question.plain, values)
        values[name] = value
    return _put(question.text, values)


def skill(material: Material) -> str | None:
    """The domain's skill the person named first and was not asked about yet, if any."""
    asked = [index(said.asked) for said in (*material.before, *material.here)]
    for answer in _earlier(material):
        prepared = index(answer)
        named = [(find_cue(skill, prepared), skill) for skill in material.domain.skills]
        for _, name in sorted((spans[0].start, name) for spans, name in named if spans):
            if not any(find_cue(name, question) for question in asked):
                return name
    return None


def subject(material: Material) -> str | None:
    """A short quotation of something the person did, from an earlier answer, if any can be quoted."""
    candidates = [q for said in material.before for q in _quoted(said.answer)]
    asked = " ".join(said.asked for said in material.before)
    fresh = [q for q in candidates if q.text not in asked and q.acts]
    return max(fresh, key=lambda q: len(q.stems)).text if fresh else None


def _quoted(answer: str) -> tuple[Quotable, ...]:
    reading = read(answer)
    return quotables(reading, content_sentences(reading, ()))


def _earlier(material: Material) -> Sequence[str]:
    return [said.answer for said in material.before]


def _put(text: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text
