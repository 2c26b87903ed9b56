"""What may never raise a level, what may never change one, and what the levels must tell apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.interview.receipts import shown, verified
from core.interview.values import Criterion, Domain, KeyPoint, Question, Unjudged
from core.interview.worth import worth
from core.interviewers.bank import judging
from core.interviewers.bank.bank import Bank
from core.interviewers.bank.weighing import weighed
from core.language.tokens import carries_content, read
from tests.interviewers.answers import ALL, Answers
from tests.interviewers.padding import DAMAGES, FLATTERY, INSTRUCTIONS, PADDING, damaged
from tests.interviewers.slots import DOMAINS, asked, material, question

CONTENT = (Criterion.RELEVANCE, Criterion.SUBSTANCE, Criterion.DEPTH, Criterion.STRUCTURE)


@cache
def questions() -> list[tuple[Domain, Question]]:
    """A sample of all domains' own; tests/domains/test_bundled_quality.py goes through all of them."""
    return [(domain, q) for domain in DOMAINS.values() for q in domain.questions if not q.inherited][::7]


@cache
def spoken() -> list[tuple[Domain, Question, str]]:
    return [case for a in ALL for case in told(a)]


def told(a: Answers) -> list[tuple[Domain, Question, str]]:
    """The three answers with what they answer."""
    of = question(a.domain, a.question)
    return [(DOMAINS[a.domain], of, said) for said in (a.good, a.middling, a.poor)]


def levels(domain: Domain, of: Question, answer: str) -> dict[Criterion, int]:
    """The levels of an answer; 0 where there is none."""
    findings = judging.judge(material(domain, of, answer), of)
    return {f.criterion: f.level if isinstance(f.level, int) else 0 for f in findings}


def raised(before: dict[Criterion, int], after: dict[Criterion, int]) -> dict[Criterion, tuple[int, int]]:
    """Where a level rose; that a criterion can be judged at all, at the lowest level, is no rise."""
    return {c: (before[c], after[c]) for c in Criterion if after[c] > max(before[c], 1)}


def inserted(text: str, extra: str) -> Iterator[str]:
    """`text` with `extra` before it, in the middle and behind it."""
    sentences = re.split(r"(?<=[.!?])\s+", text)
    for place in (0, len(sentences) // 2, len(sentences)):
        yield " ".join([*sentences[:place], extra, *sentences[place:]])


@pytest.mark.parametrize("kind", range(3), ids=["good", "middling", "poor"])
@pytest.mark.parametrize("case", ALL, ids=[case.question for case in ALL])
def test_flattery_instructions_and_padding_never_raise_a_level(case: Answers, kind: int) -> None:
    domain, of, said = told(case)[kind]
    before = levels(domain, of, said)
    for number, extra in enumerate([*FLATTERY, *INSTRUCTIONS, *PADDING]):
        padded = list(inserted(said, extra))[number % 3]
        assert not raised(before, levels(domain, of, padded)), (of.id, padded)


def test_copying_the_question_never_raises_a_level() -> None:
    for domain, of, said in spoken():
        before = levels(domain, of, said)
        for padded in inserted(said, asked(of)):
            assert not raised(before, levels(domain, of, padded)), (of.id, padded)


def test_the_question_alone_earns_nothing() -> None:
    """But that words of a long one pass for words about it, hardly ever and halfway at most."""
    passed = []
    for domain, of in questions():
        earned = levels(domain, of, asked(of))
        relevance = earned.pop(Criterion.RELEVANCE)
        assert set(earned.values()) <= {0, 1}, of.id
        passed += [of.id] if relevance > 1 else []
        assert relevance <= 3, of.id
    assert len(passed) <= len(questions()) / 50, passed


def test_a_list_of_cues_alone_earns_nothing_above_the_lowest_levels() -> None:
    taken = []
    for domain, of in questions():
        cues = ", ".join(min(bare_words(point), key=len) for point in of.points) + "."
        found = levels(domain, of, cues)
        assert max(level for c, level in found.items() if c is not Criterion.RELEVANCE) <= 2, (of.id, cues)
        if found[Criterion.RELEVANCE] > 2:  # a row of five verbs is hardly told from halting speech
            taken.append((of.id, cues))
    assert 20 * len(taken) <= len(questions()), taken


def bare_words(point: KeyPoint) -> list[str]:
    """The cues without function words: a row of "I led, the one on" is hardly told from halting speech."""
    bare = [cue for cue in point.cues if all(carries_content(token) for token in read(cue).tokens)]
    return bare or list(point.cues)


def test_stuffed_keywords_never_raise_a_level() -> None:
    for domain, of, said in spoken():
        terms = [term for term in domain.terms if term.isalpha()][:12]
        before = levels(domain, of, said)
        for padded in inserted(said, ", ".join(terms).capitalize() + "."):
            assert not raised(before, levels(domain, of, padded)), (of.id, padded)


@settings(max_examples=60, deadline=None)
@given(
    number=st.integers(0, 3 * len(ALL) - 1),
    extras=st.lists(
        st.tuples(st.sampled_from([*FLATTERY, *INSTRUCTIONS, *PADDING]), st.integers(0, 12)), max_size=6
    ),
)
def test_no_mixture_of_padding_raises_a_level(number: int, extras: list[tuple[str, int]]) -> None:
    domain, of, said = spoken()[number]
    sentences = re.split(r"(?<=[.!?])\s+", said)
    for extra, place in extras:
        sentences.insert(min(place, len(sentences)), extra)
    assert not raised(levels(domain, of, said), levels(domain, of, " ".join(sentences)))


@pytest.mark.parametrize("how", [how for how in DAMAGES if how not in ("no articles", "no punctuation")])
def test_fillers_casing_and_agreement_never_change_a_content_level(how: str) -> None:
    for domain, of, said in spoken():
        before, after = levels(domain, of, said), levels(domain, of, damaged(said, how))
        assert {c: before[c] for c in CONTENT} == {c: after[c] for c in CONTENT}, (of.id, how)


@pytest.mark.parametrize("how", ["no articles", "no punctuation"])
def test_lost_articles_or_punctuation_hardly_change_what_good_answers_are_worth(how: str) -> None:
    changed = 0
    for a in ALL:
        domain, of = DOMAINS[a.domain], question(a.domain, a.question)
        before, after = levels(domain, of, a.good), levels(domain, of, damaged(a.good, how))
        steps = [abs(before[c] - after[c]) for c in CONTENT]
        assert max(steps) <= 2, (of.id, before, after)
        changed += sum(steps)
    assert changed <= len(ALL)  # ten answers of four levels each: one step an answer at most


@pytest.mark.parametrize(
    "said", ["", "   ", "...", "I don't know.", "Um, I have no idea, sorry.", "Pass.", "no idea", "\u202e!?"]
)
def test_an_empty_or_ignorant_answer_never_reaches_the_middle(said: str) -> None:
    for domain, of in questions()[::2]:
        assert max(levels(domain, of, said).values()) < 3, of.id


def test_a_model_answer_is_good_on_its_own_question() -> None:
    for domain, of in questions():
        found = levels(domain, of, of.model_answer)
        assert found[Criterion.SUBSTANCE] >= 4, (of.id, found)
        assert found[Criterion.RELEVANCE] >= 4, (of.id, found)
        assert sum(found.values()) >= 19, (of.id, found)  # a mean of 3.8


def test_the_model_answers_together_have_a_mean_of_four_and_a_half() -> None:
    found = [sum(levels(domain, of, of.model_answer).values()) for domain, of in questions()]
    assert sum(found) >= 4.5 * 5 * len(found)


@pytest.mark.parametrize("step", [1, 5, 11])
def test_the_model_answer_of_another_question_is_off_topic_and_without_substance(step: int) -> None:
    taken = []
    for domain, of in questions():
        own = [q for q in domain.questions if not q.inherited]
        other = own[(own.index(of) + step) % len(own)]
        found = levels(domain, of, other.model_answer)
        if other is not of and max(found[Criterion.SUBSTANCE], found[Criterion.RELEVANCE]) > 2:
            taken.append((of.id, other.id))
    assert 20 * len(taken) <= len(questions()), taken


def test_every_level_above_one_is_shown_by_words_of_the_answer() -> None:
    for domain, of, said in [*spoken(), *((d, q, q.model_answer) for d, q in questions()[::3])]:
        for finding in judging.judge(material(domain, of, said), of):
            assert shown(finding, {10: said}), (of.id, finding)


def test_a_story_in_its_own_words_is_shown_by_what_was_told() -> None:
    of = question("software_development_engineer", "wrong-estimate")
    said = (
        "I said two weeks for a payment integration and it took three months, because the provider's "
        "documentation was wrong and I had not asked anyone who had done it before."
    )
    for finding in judging.judge(material(DOMAINS["software_development_engineer"], of, said), of):
        assert shown(finding, {10: said}), finding


def test_receipts_name_the_turn_in_which_it_was_said() -> None:
    of = question("nurse", "deteriorating-patient")
    first = "I count the respiratory rate and I look whether the patient is confused or clammy."
    second = "Then I call the rapid response team and I stay with the patient."
    found = judging.judge(material(DOMAINS["nurse"], of, first, second), of)
    turns = {receipt.turn for finding in found for receipt in finding.receipts}
    assert turns == {10, 11}
    assert all(verified(r, {10: first, 11: second}) for finding in found for r in finding.receipts)


def test_a_probe_answered_well_raises_substance() -> None:
    of = question("software_development_engineer", "storing-passwords")
    domain = DOMAINS["software_development_engineer"]
    first = "You should hash the passwords before you save them in the database, with a salt for each user."
    second = "I would use bcrypt because it is slow, and limit the number of login attempts."
    alone = judging.judge(material(domain, of, first), of)[1].level
    both = judging.judge(material(domain, of, first, second), of)[1].level
    assert isinstance(alone, int)
    assert isinstance(both, int)
    assert both > alone


def test_details_in_a_wrong_statement_earn_no_depth() -> None:
    of = question("data_scientist", "leakage")
    said = "Leakage is when data gets stolen, for example by three hackers, because the firewall was old."
    assert levels(DOMAINS["data_scientist"], of, said)[Criterion.DEPTH] <= 1


def test_the_same_answer_gives_the_same_findings() -> None:
    domain, of, said = spoken()[0]
    assert judging.judge(material(domain, of, said), of) == judging.judge(material(domain, of, said), of)


async def test_without_a_question_nothing_was_elicited(bank: Bank) -> None:
    findings = await bank.judge(material(DOMAINS["nurse"], None, "I like working nights."))
    assert [finding.level for finding in findings] == [Unjudged.NOT_ELICITED] * 5


async def test_fifty_thousand_characters_are_judged(bank: Bank) -> None:
    said = "I called the doctor and we looked at the patient again. " * 900
    of = question("nurse", "deteriorating-patient")
    findings = await bank.judge(material(DOMAINS["nurse"], of, said))
    assert len(findings) == 5


@pytest.mark.parametrize("case", ALL, ids=[case.question for case in ALL])
def test_a_good_answer_comes_before_a_middling_one_and_that_before_a_poor_one(case: Answers) -> None:
    domain, of = DOMAINS[case.domain], question(case.domain, case.question)
    found = [judging.judge(material(domain, of, said), of) for said in (case.good, case.middling, case.poor)]
    assert [worth(findings) for findings in found] == sorted({worth(f) for f in found}, reverse=True)
    good, middling, poor = (
        weighed(material(domain, of, s), of) for s in (case.good, case.middling, case.poor)
    )
    assert good > middling > poor
    assert found[2][1].level in (1, 2)


def test_lone_figures_and_moments_are_details_and_a_row_of_deeds_is_not() -> None:
    of = question("nurse", "deteriorating-patient")
    plain = "I count the respiratory rate and then I call the rapid response team."
    exact = "On Monday I count the respiratory rate, it was 26, and then I call the rapid response team."
    assert (
        levels(DOMAINS["nurse"], of, exact)[Criterion.DEPTH]
        > levels(DOMAINS["nurse"], of, plain)[Criterion.DEPTH]
    )
    told = f"{plain} I ask, I say, I tell, I phone."
    assert (
        levels(DOMAINS["nurse"], of, told)[Criterion.DEPTH]
        == levels(DOMAINS["nurse"], of, plain)[Criterion.DEPTH]
    )


def test_what_anybody_could_say_takes_details_away() -> None:
    of = question("nurse", "deteriorating-patient")
    exact = "I count the respiratory rate, and at 26 I call the rapid response team in 5 minutes, two of us."
    empty = f"{exact} It's very important, of course, and usually you have to be flexible."
    assert (
        levels(DOMAINS["nurse"], of, exact)[Criterion.DEPTH]
        > levels(DOMAINS["nurse"], of, empty)[Criterion.DEPTH]
    )


def test_a_list_inside_or_behind_a_sentence_covers_no_point() -> None:
    domain = DOMAINS["software_development_engineer"]
    of = question(domain.id, "storing-passwords")
    said = "I would think about it well and then use what is common today"
    terms = "bcrypt, salt, constant time, rate limiting, hash, pepper, rainbow tables"
    assert levels(domain, of, f"{said}, {terms}, evidence based.")[Criterion.SUBSTANCE] == 1
    assert (
        levels(domain, of, f"I hash them with bcrypt and a salt of each user, {terms}.")[Criterion.SUBSTANCE]
        > 1
    )


def test_a_point_is_shown_by_its_most_particular_words() -> None:
    of = question("software_development_engineer", "storing-passwords")
    said = "I keep a hash of it. What I use for that is a slow hash like bcrypt with a high cost factor."
    found = judging.judge(material(DOMAINS["software_development_engineer"], of, said), of)
    first = found[1].receipts[0]
    assert "bcrypt" in said[first.start : first.end] or "slow" in said[first.start : first.end]


def test_neutral_words_change_no_level() -> None:
    for case in ALL[:4]:
        domain, of = DOMAINS[case.domain], question(case.domain, case.question)
        more = f"{case.good} My cousin has three red bicycles in Lisbon."
        assert levels(domain, of, case.good) == levels(domain, of, more), of.id
