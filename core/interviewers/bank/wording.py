"""How the bank words follow-ups: the domain's own sentence after a fitting quotation.

The rule: a follow-up asks for one gap in the domain's words (a general text where the domain has none). It
stands behind something the person said only where that belongs to what is asked: a clause that shares a
telling word with it, or the action whose outcome or setting is asked for. Elsewhere it is said to go beyond
what was heard, or the domain's wording stands alone or after a plain bridge. The same answers always give
the same words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from core.interview.guard import refusals
from core.interview.ports import Material
from core.interview.values import Draft, Gap, GapKind, Question, Shape, Star
from core.interviewers.bank.account import ASKING, Account, account, clash
from core.interviewers.bank.answer import Answer
from core.interviewers.bank.ground import LIGHT
from core.interviewers.bank.quoting import Quotable, quotables, short
from core.interviewers.bank.spoken import spoken
from core.interviewers.bank.words import words
from core.language.specifics import find_vague
from core.language.tokens import Reading, Span, content_stems, read, stem
from core.texts.catalog import Texts

LEADS = 2  # bank-lead-1 and bank-lead-2
FIRST = (None, 1)  # bank-bridge-1 or none before the first follow-up of a question
LATER = (2, None, 3)  # before a later one
ONWARD = (2, None)  # before a later one with "that" or "it" in it
BEYOND = 2  # every so many turns a follow-up about something else shows first what was heard
TRIED = 3  # quotations tried before the domain's wording stands alone
SURE = 2  # shared words it takes where the follow-up points at something ("that", "it")
VAGUE = "vague"
_POINTING = words("pointing") | {"those", "these", "them", "they", "its"}
_SETTINGS = frozenset(stem(word) for word in words("settings"))
GENERAL = {
    GapKind.STAR: "bank-ask-point",
    GapKind.POINT: "bank-ask-point",
    GapKind.VAGUE: "bank-ask-example",
    GapKind.CONTRADICTION: "bank-contradiction-plain",
}

Measured = Callable[[str, Reading, Sequence[str]], Draft]  # `ports.Measure`, of an answer that was read


def probe(material: Material, question: Question, gap: Gap, texts: Texts, measure: Measured) -> str:
    """A follow-up for `gap`: with a quotation if one fits and passes the guard, else plain or bridged."""
    whole = account(material, question)
    plain = plain_probe(question, gap, texts)
    earlier = [turn.asked for turn in (*material.before, *material.here)]
    said = spoken(material.here[-1]).raw
    for worded in _candidates(material, whole, gap, plain, texts):
        if not refusals(measure(worded, said, earlier)):
            return worded
    bridged = bridge(whole, material, gap, plain, texts)
    # A bridge takes up nothing of the answer, as the domain's own wording need not either.
    refused = set(refusals(measure(bridged, said, earlier))) - {"shares_nothing"}
    return plain if refused else bridged


def bridge(account: Account, material: Material, gap: Gap, plain: str, texts: Texts) -> str:
    """The follow-up after a plain sentence, or alone: every so often, and where nothing was answered."""
    answer = account.answers[-1]
    if gap.kind is GapKind.CONTRADICTION or not answer.content or answer.declined:
        return plain
    if account.off_topic(answer):
        return texts.say("bank-bridge-back", {"probe": plain})
    probes = [probe.text for probe in account.question.probes]
    again = any(said.asked.endswith(text) for said in material.here for text in probes)
    kinds = FIRST if not again else ONWARD if _points(plain) else LATER
    kind = kinds[answer.turn % len(kinds)]
    return texts.say(f"bank-bridge-{kind}", {"probe": plain}) if kind else plain


def _candidates(material: Material, account: Account, gap: Gap, plain: str, texts: Texts) -> Iterator[str]:
    """Follow-ups with something the person said in them, the best first."""
    answer = account.answers[-1]
    if gap.kind is GapKind.CONTRADICTION:
        yield from side_by_side(material, texts)
    elif not answer.declined and not account.off_topic(answer):
        for quotable in fitting(account, answer, gap, plain)[:TRIED]:
            lead = 1 + answer.turn % LEADS
            yield texts.say(f"bank-lead-{lead}", {"quote": quotable.text, "probe": plain})
        story = account.question.shape is Shape.STORY  # in which "that" is what the story tells
        if answer.turn % BEYOND == 0 and gap.kind is GapKind.POINT and (story or not _points(plain)):
            for quotable in heard(answer)[:TRIED]:
                yield texts.say("bank-lead-beyond", {"quote": quotable.text, "probe": plain})


def heard(answer: Answer) -> list[Quotable]:
    """What the person did, to show that it was heard before something else is asked; the fullest first."""
    told = [q for q in quotables(answer.text, answer.index.reading, answer.content) if answer.tells(q.span)]
    return sorted((q for q in told if q.first_person and q.past), key=lambda q: -len(q.stems))


def side_by_side(material: Material, texts: Texts) -> Iterator[str]:
    """The two statements that do not fit together, or the one of them that can be quoted."""
    found = clash(material)
    if found is None:
        return
    earlier, now = (short(said.answer, read(said.answer), span) for said, span in found)
    if earlier and now:
        yield texts.say("bank-contradiction", {"earlier": earlier, "now": now})
    if earlier:
        yield texts.say("bank-contradiction-earlier", {"earlier": earlier})
    if now:
        yield texts.say("bank-contradiction-now", {"now": now})


def plain_probe(question: Question, gap: Gap, texts: Texts) -> str:
    """The domain's own wording for a gap, or the general one where the domain has none."""
    name = VAGUE if gap.kind is GapKind.VAGUE else gap.name
    own = next((probe.text for probe in question.probes if probe.gap == name), None)
    if own is not None:
        return own
    key = f"bank-ask-{gap.name}"
    return texts.say(key if gap.kind is not GapKind.POINT and texts.has(key) else GENERAL[gap.kind])


def fitting(account: Account, answer: Answer, gap: Gap, plain: str) -> list[Quotable]:
    """What can be quoted before a follow-up for `gap`, the best first; often nothing.

    For the outcome of a story that is what was done last, for its setting what was done first; for a key
    point what shares most with it; for something vague the clause that left it open.
    """
    told = [q for q in quotables(answer.text, answer.index.reading, answer.content) if answer.tells(q.span)]
    if gap.kind is GapKind.STAR:
        acts = [q for q in told if q.first_person and q.past and _is_action(answer, q.span)]
        return acts[::-1] if gap.name == Star.RESULT.value else acts
    if gap.kind is GapKind.VAGUE:
        vague = find_vague(answer.text)
        return [q for q in told if any(_overlap(q.span, span) for span in vague)]
    aim = _aim(account.question, gap, plain)
    needed = SURE if _points(plain) else 1
    story = account.question.shape is Shape.STORY  # "I call doctor" in a story would read a slip back
    told = [q for q in told if q.past or not (story and q.first_person)]
    fit = [q for q in told if len(q.stems & aim) >= needed and not q.stems <= aim]
    return sorted(fit, key=lambda q: (-len(q.stems & aim), not q.first_person))


def _aim(question: Question, gap: Gap, plain: str) -> frozenset[str]:
    """The telling words of a follow-up and of the point it asks for."""
    point = next((point.text for point in question.points if point.id == gap.name), "")
    return (content_stems(read(plain)) | content_stems(read(point))) - ASKING - LIGHT - _SETTINGS


def _points(plain: str) -> bool:
    """Whether a follow-up points at something not named in it ("Who noticed a change because of that?")."""
    return any(token.word in _POINTING for token in read(plain).tokens if token.word != "you")


def _is_action(answer: Answer, span: Span) -> bool:
    return any(part.star is Star.ACTION and _overlap(span, part.span) for part in answer.parts())


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
