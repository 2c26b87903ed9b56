"""`domains show`, `new`, `try`: reading a domain, beginning one, seeing an answer as the assessment does.

The rule: what is printed of an answer is what an interview would hold against it, from the same examination,
rubric and rules, as if it were the first answer to the question; nothing is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

from bot.domains_quality import material
from core.domains.loader import FOLDER
from core.domains.rules import names_a_domain
from core.interview.errors import DomainFaults, Refused
from core.interview.follow_up import SoFar, decide
from core.interview.planning import PROBES
from core.interview.ports import Material
from core.interview.values import Domain, Examination, Finding, Gap, Phase, Question, Receipt, Rule
from core.interview.worth import Grain, worth
from core.interviewers.bank.account import account
from core.interviewers.bank.bank import Bank
from core.interviewers.bank.weighing import grain
from core.report.gaps import gap_words
from core.report.model import Phrase
from core.texts.catalog import Texts

SKELETON = FOLDER / "skeleton.toml"
CUES = 6  # of a point's cues that are shown


def new(file: Path) -> Path:
    """Writes a domain to begin with. Raises DomainFaults where the name is no id or the file is there."""
    file = file if file.suffix else file.with_suffix(".toml")
    if not names_a_domain(file.stem) or file.suffix != ".toml":
        raise DomainFaults("domains-new-name", id=file.stem)
    try:
        with file.open("x", encoding="utf-8") as out:
            out.write(SKELETON.read_text(encoding="utf-8"))
    except FileExistsError:
        raise DomainFaults("domains-new-exists", file=str(file)) from None
    except OSError as error:
        raise DomainFaults("domains-new-failed", file=str(file), why=error.strerror or "") from None
    return file


def question_of(domain: Domain, id: str) -> Question:
    """A question of a domain. Raises Refused where there is none."""
    found = {question.id: question for question in domain.questions}
    if id not in found:
        near = next(iter(get_close_matches(id, found, n=1)), "none")
        raise Refused("domains-question-unknown", id=id[:60], domain=domain.id, near=near)
    return found[id]


def shown(domain: Domain, say: Texts) -> Iterator[str]:
    """A domain: its head, its flow and every question by phase."""
    yield f"{domain.title} ({domain.id}): {domain.summary}"
    for length, quotas in domain.flow:
        phases = ", ".join(f"{quota.phase} {quota.preset}+{quota.generated}" for quota in quotas)
        yield say.say("domains-show-flow", {"length": length.value, "phases": phases})
    for phase in Phase:
        questions = [question for question in domain.questions if question.phase is phase]
        if questions:
            yield f"\n{say.say(f'phase-{phase}')}"
        for question in sorted(questions, key=lambda one: one.difficulty):
            values = {
                "template": str(question.generated).lower(),
                "inherited": str(question.inherited).lower(),
            }
            marks = say.say("domains-show-marks", values | {"difficulty": str(question.difficulty)})
            yield f"  {question.id} [{marks}]\n    {question.text}"


def shown_question(question: Question, say: Texts) -> Iterator[str]:
    """A question with everything that belongs to it."""
    yield f"{question.text}\n"
    if question.plain:
        yield say.say("domains-show-plain", {"text": question.plain})
    yield say.say("domains-show-hint", {"text": question.hint})
    for point in question.points:
        yield say.say("domains-show-point", {"id": point.id, "text": point.text})
        more = len(point.cues) - CUES
        yield f"    {', '.join(point.cues[:CUES])}" + (f" (+{more})" if more > 0 else "")
    for probe in question.probes:
        yield say.say("domains-show-probe", {"gap": probe.gap, "text": probe.text})
    for criterion, level, text in question.anchors:
        yield f"  {say.say(f'rubric-{criterion}')} {level}: {text}"
    if question.wrong:
        yield say.say("domains-show-wrong", {"cues": ", ".join(question.wrong)})
    yield f"\n{question.model_answer}"


async def tried(domain: Domain, question: Question, answer: str, say: Texts) -> tuple[str, ...]:
    """What the assessment sees in an answer, and what an interview would do then."""
    bank = Bank(say)
    given = material(domain, question, answer)
    found = await bank.examine(given)
    lines = [*_points(found, question, answer, say)]
    findings = await bank.judge(given)
    for finding in findings:
        lines += _level(finding, answer, say)
    lines.append(_worth(findings, grain(account(given, question)), say))
    return (*lines, *await _follow_up(bank, given, found, question, say))


def _points(found: Examination, question: Question, answer: str, say: Texts) -> Iterator[str]:
    where = {covered.gap: covered.receipt for covered in found.covered}
    yield say.say("domains-try-points")
    for gap, receipt in where.items():
        yield f"  + {_words(gap, question, say)}: {_quote(receipt, answer)}"
    for gap in (*found.missing, *([found.vague] if found.vague else [])):
        yield f"  - {_words(gap, question, say)}"
    if not found.on_topic:
        yield "  " + say.say("domains-try-off-topic")


def _level(finding: Finding, answer: str, say: Texts) -> Iterator[str]:
    name = say.say(f"rubric-{finding.criterion}")
    because = say.say(finding.because, {"shown": finding.shown, "of": finding.of})
    yield f"{name}: {finding.level}. {because}"
    yield from (f"    {_quote(receipt, answer)}" for receipt in finding.receipts)


def _worth(findings: Iterable[Finding], counted: Grain, say: Texts) -> str:
    values = {"particulars": counted.particulars, "generalities": counted.generalities}
    return say.say("domains-try-worth", {"worth": f"{worth(findings, counted) / 100:.2f}", **values})


async def _follow_up(
    bank: Bank, given: Material, found: Examination, question: Question, say: Texts
) -> Iterator[str]:
    limit = PROBES[question.difficulty - 1]
    decision = decide(found, SoFar(0, 0, 0, limit, frozenset(), time_short=False))
    rule = say.say(f"report-rule-{decision.rule.value.replace('_', '-')}")
    lines = [say.say("domains-try-rule", {"rule": rule})]
    if decision.gap and decision.rule is not Rule.MOVE_ON:
        probe = await bank.word_probe(given, decision.gap)
        reason = _words(decision.gap, question, say)
        lines += [say.say("domains-try-because", {"gap": reason}), f"  {probe.text}"]
    return iter(lines)


def _words(gap: Gap, question: Question, say: Texts) -> str:
    words = gap_words(gap, question)
    return say.say(words.key) if isinstance(words, Phrase) else words


def _quote(receipt: Receipt, answer: str) -> str:
    return "“" + " ".join(answer[receipt.start : receipt.end].split()) + "”"
