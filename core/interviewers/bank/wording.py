"""How the bank words questions and follow-ups: the domain's own sentence after a fitting quotation.

The rule: a follow-up asks for one gap in the domain's words (a general text where the domain has none), and
stands behind something the person said where a quotation fits and the guard lets it pass; where none does,
the domain's wording stands alone. The same answers always give the same words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.interview.guard import refusals
from core.interview.ports import Material, Measure
from core.interview.values import Gap, GapKind, Question, Star
from core.interviewers.bank.account import Account, Answer, clash, content_sentences, without_fillers
from core.interviewers.bank.quoting import Quotable, quotables, short
from core.language.content import declined
from core.language.matching import find_cue, index
from core.language.specifics import find_vague
from core.language.tokens import content_stems, read
from core.texts.catalog import Texts

LEADS = 5  # bank-lead-1 to bank-lead-5
TRIED = 3  # quotations tried before the domain's wording stands alone
VAGUE = "vague"
GENERAL = {
    GapKind.STAR: "bank-ask-point",
    GapKind.POINT: "bank-ask-point",
    GapKind.VAGUE: "bank-ask-example",
    GapKind.CONTRADICTION: "bank-contradiction-plain",
}


def probe(material: Material, question: Question, gap: Gap, texts: Texts, measure: Measure) -> str:
    """A follow-up for `gap`: with a quotation if one fits and passes the guard, else plain."""
    answer = Account(material, question).answers[-1]
    earlier = [said.asked for said in (*material.before, *material.here)]
    for worded in _candidates(material, question, gap, answer, texts):
        if not refusals(measure(worded, answer.text, earlier)):
            return worded
    return plain_probe(question, gap, texts)


def _candidates(
    material: Material, question: Question, gap: Gap, answer: Answer, texts: Texts
) -> Iterator[str]:
    """Follow-ups with something the person said in them, the best first."""
    if gap.kind is GapKind.CONTRADICTION:
        yield from side_by_side(material, texts)
    elif not declined(answer.index.reading):
        plain = plain_probe(question, gap, texts)
        for number, quotable in enumerate(fitting(answer, gap, plain)[:TRIED]):
            lead = 1 + (answer.turn + number) % LEADS
            yield texts.say(f"bank-lead-{lead}", {"quote": quotable.text, "probe": plain})


def side_by_side(material: Material, texts: Texts) -> Iterator[str]:
    """The two statements that do not fit together, where both can be quoted."""
    found = clash(material)
    if found is None:
        return
    quotes = [short(said.answer, read(said.answer), span) for said, span in found]
    if all(quotes):
        yield texts.say("bank-contradiction", {"earlier": str(quotes[0]), "now": str(quotes[1])})


def plain_probe(question: Question, gap: Gap, texts: Texts) -> str:
    """The domain's own wording for a gap, or the general one where the domain has none."""
    name = VAGUE if gap.kind is GapKind.VAGUE else gap.name
    own = next((probe.text for probe in question.probes if probe.gap == name), None)
    if own is not None:
        return own
    key = f"bank-ask-{gap.name}"
    return texts.say(key if gap.kind is not GapKind.POINT and texts.has(key) else GENERAL[gap.kind])


def fitting(answer: Answer, gap: Gap, plain: str) -> list[Quotable]:
    """What can be quoted before a follow-up for `gap`, the best first.

    Where a story's part is missing, what the person did comes first: the last of it before the result,
    the first of it before the situation. Elsewhere what shares words with the follow-up comes first.
    """
    found = list(quotables(answer.text, answer.index.reading, answer.content, answer.topical))
    if gap.kind is not GapKind.STAR or gap.name == Star.RESULT.value:
        found.reverse()
    found.sort(key=lambda q: (not _fits(q, answer, gap, plain), not q.topical, not q.acts))
    return found


def _fits(quotable: Quotable, answer: Answer, gap: Gap, plain: str) -> bool:
    """Whether a quotation shares words with the follow-up, or holds what was left open."""
    if gap.kind is GapKind.VAGUE:
        return any(
            s.start < quotable.span.end and quotable.span.start < s.end for s in find_vague(answer.text)
        )
    return gap.kind is GapKind.POINT and bool(quotable.stems & content_stems(read(plain)))


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
    reading = read(without_fillers(answer))
    return quotables(answer, reading, content_sentences(reading, ()))


def _earlier(material: Material) -> Sequence[str]:
    return [said.answer for said in material.before]


def _put(text: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text
