"""The bundled domains are clean, and their model answers are the best ones, each to its own question.

Candidates are made of them by rule, so that nobody wrote them for the assessment: the good one gives the
model answers, the middling one every second sentence of them, the poor one the same vague words everywhere.
"""

from __future__ import annotations

from bot.domains_quality import assess, misspelt, sources
from core.domains.quality.answers import Seen
from core.domains.quality.remarks import Tools, remarks
from core.interview.readiness import Verdict, readiness
from core.interview.rubric import totals
from core.interview.values import Domain, Phase, Question
from core.interviewers.audit.cases import half, material
from core.interviewers.bank import judging
from core.texts.catalog import texts
from tests.bundled import read_at_once

APART = 7  # questions between one and the one whose model answer is put under it
ASSESSED = 5  # the levels of a criterion
AT_TOP = dict.fromkeys(("relevance", "substance", "depth", "structure", "communication"), ASSESSED)

PHASES = (Phase.BEHAVIORAL, Phase.TECHNICAL, Phase.SITUATIONAL)
VAGUE = (
    "I think this is always very important, and I try to do my best every day. You have to stay calm and "
    "work hard, and in the end most things turn out well. I am a motivated team player, so I can handle it."
)


def unassessed(domain: Domain, question: Question, answer: str) -> Seen:
    """Sees what a good answer has; the tests below ask the assessment itself."""
    own = answer == question.model_answer
    return Seen(frozenset(point.id for point in question.points) if own else frozenset(), levels=AT_TOP)


def own(domain: Domain) -> list[Question]:
    return [question for question in domain.questions if not question.inherited]


def test_the_bundled_domains_have_no_remarks() -> None:
    found = remarks(sources(None, read_at_once()), [], Tools(unassessed, misspelt))
    assert [fault.told(texts()) for fault in found] == []


def test_every_model_answer_has_all_that_is_asked_for_and_the_domain_is_near_the_top(domain: Domain) -> None:
    seen = {question.id: assess(domain, question, question.model_answer) for question in own(domain)}
    assert [id for id, one in seen.items() if not one.on_topic or one.missing] == []
    assert [id for id, one in seen.items() if one.levels["substance"] < 5] == []
    assert sum(one.mean for one in seen.values()) / len(seen) >= 4.5


def test_another_questions_model_answer_is_no_answer(domain: Domain) -> None:
    questions = own(domain)
    moved = [*questions[APART:], *questions[:APART]]
    taken = []
    for question, other in zip(questions, moved, strict=True):
        seen = assess(domain, question, other.model_answer)
        if seen.on_topic and seen.levels["substance"] > 2:
            taken.append((question.id, other.id))
    assert len(taken) <= max(1, len(questions) // 20), taken


def asked(domain: Domain) -> list[Question]:
    """The first question of each of three phases, the domain's own before those it took over."""
    found = sorted(domain.questions, key=lambda question: question.inherited)
    return [next(question for question in found if question.phase is phase) for phase in PHASES]


def reported(domain: Domain, answers: list[str]) -> tuple[int, Verdict]:
    """The overall mean in hundredths of a level, and the verdict, of answers to those questions."""
    asked_and_answered = zip(asked(domain), answers, strict=True)
    slots = [
        judging.judge(material(domain, question, said), question) for question, said in asked_and_answered
    ]
    ready = readiness(totals(slots))
    return ready.evidence.overall, ready.verdict


def test_a_good_a_middling_and_a_poor_candidate_get_reports_in_that_order(domain: Domain) -> None:
    models = [question.model_answer for question in asked(domain)]
    good, verdict = reported(domain, models)
    middling, _ = reported(domain, [half(model) for model in models])
    poor, worst = reported(domain, [VAGUE] * len(models))
    assert good > middling > poor
    assert verdict is Verdict.READY
    assert worst in (Verdict.NOT_YET, Verdict.NOT_ENOUGH)
    assert poor < 300  # below the middle
