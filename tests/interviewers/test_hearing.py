"""How candidates of very different kinds are heard: the learner, the terse one, the one who evades."""

from __future__ import annotations

import pytest

from core.interview.ports import Material, Said
from core.interview.values import Criterion, Finding, Gap, GapKind, Level, Star
from core.interviewers.bank import judging
from core.interviewers.bank.bank import Bank
from core.interviewers.bank.examining import examine
from tests.interviewers.slots import DOMAINS, asked, material, question

NURSE = "nurse"
ENGINEER = "software_development_engineer"
SCIENTIST = "data_scientist"


def asked_on(domain: str, id: str, gap: str, *answers: str) -> Material:
    """A first answer and the reply to the follow-up for `gap`."""
    of = question(domain, id)
    probe = next(probe.text for probe in of.probes if probe.gap == gap)
    here = (Said(10, asked(of), answers[0]), Said(11, probe, answers[1]))
    return Material(DOMAINS[domain], Level.MID, of, asked(of), here, ())


def judged(material: Material) -> dict[Criterion, Finding]:
    assert material.question is not None
    return {found.criterion: found for found in judging.judge(material, material.question)}


def one(domain: str, id: str, said: str) -> dict[Criterion, Finding]:
    return judged(material(DOMAINS[domain], question(domain, id), said))


EVASIONS = [
    (
        "project-inside-out",
        "Honestly I think the best project is my garden. I planted tomatoes in spring and roses along the "
        "fence, and my neighbour helps me with the watering can. Last summer we had so many tomatoes that we "
        "gave them away to everybody in the street.",
    ),
    (
        "project-that-failed",
        "I don't really want to talk about data. But football, now there is something, my team lost on "
        "Saturday because the goalkeeper was ill.",
    ),
    (
        "one-in-a-hundred",
        "I don't know anything about fraud, but I read a crime novel about it in the summer, set in Venice, "
        "with a detective who loved pasta. It was great.",
    ),
    ("one-in-a-hundred", "By ringing the bell, ha ha. Can we talk about cooking?"),
    (
        "reports-not-trusted",
        "I would make them all laugh! I know many jokes. Do you know the one with the statistician who "
        "drowned in a river?",
    ),
]


@pytest.mark.parametrize(("id", "said"), EVASIONS)
async def test_whoever_evades_is_off_topic_though_a_word_of_the_question_falls(
    bank: Bank, id: str, said: str
) -> None:
    found = await bank.examine(material(DOMAINS[SCIENTIST], question(SCIENTIST, id), said))
    assert not found.on_topic


async def test_whoever_looks_back_may_speak_of_another_question(bank: Bank) -> None:
    said = (
        "The scaling one. I named replicas and a queue but no numbers after the change. Better: a queue lets "
        "us sell an item twice, so I would reserve stock in Redis with a two-minute expiry. Next time I "
        "state the failure before the fix."
    )
    found = await bank.examine(material(DOMAINS[ENGINEER], question(ENGINEER, "answer-again"), said))
    assert found.on_topic


def test_the_reply_to_a_follow_up_is_never_counted_as_beside_the_question() -> None:
    first = "I studied in Manila and then I worked in a nursing home in Leeds. I stay calm when it gets loud."
    reply = (
        "In the morning I do the washing and the medication round, I check the skin and I write the care "
        "plan. In the afternoon I speak with the families and I give the handover to the night nurse."
    )
    found = judged(asked_on(NURSE, "about-yourself", "today", first, reply))
    assert found[Criterion.RELEVANCE].because != "because-relevance-stray"


def test_what_is_told_amid_a_story_is_never_counted_as_beside_the_question() -> None:
    said = (
        "Last winter the doctor on call wanted to give a patient furosemide and I disagreed. "
        "The pulse was 118 and the pressure 92 over 50. He had passed little urine since the handover. "
        "I told the doctor that I was worried and called the registrar, and she gave him fluids instead."
    )
    found = one(NURSE, "disagreement-with-doctor", said)
    assert found[Criterion.RELEVANCE].because != "because-relevance-stray"


async def test_a_scene_set_without_the_usual_words_is_not_asked_for_again(bank: Bank) -> None:
    said = (
        "A man of seventy came to us after a hip repair, and by the second evening he had become quiet. The "
        "doctor wanted to give furosemide. I read him the fluid chart, and I called the registrar. She gave "
        "him fluids, and by midnight he passed forty an hour."
    )
    of = question(NURSE, "disagreement-with-doctor")
    found = await bank.examine(material(DOMAINS[NURSE], of, said))
    assert Gap(GapKind.STAR, Star.SITUATION.value) not in found.missing


LEARNER = (
    "Last year we got a new care assistant, Joy, she was very afraid for the hoist. First I ask her what is "
    "the difficult thing, then I show her with me in the hoist. After she do it with me beside, three time."
)


def test_a_learners_end_in_the_present_is_the_result_of_the_story() -> None:
    end = "After two week she do the hoist with the second person alone and she teach now the next new one."
    found = one(NURSE, "teaching-a-learner", f"{LEARNER} Then I tell her what was good. {end}")
    assert found[Criterion.STRUCTURE].level == 5


def test_the_reply_to_the_follow_up_for_the_result_is_the_result() -> None:
    reply = "Now she can use the hoist without me, and in the last month she has teached two other people."
    slot = asked_on(NURSE, "teaching-a-learner", "result", f"{LEARNER} I tell her what was good.", reply)
    assert slot.question is not None
    assert Gap(GapKind.STAR, "result") in [cover.gap for cover in examine(slot, slot.question).covered]
    assert judged(slot)[Criterion.STRUCTURE].level == 5


def test_a_story_that_is_shrugged_off_has_no_result() -> None:
    said = (
        "There was something with tablets on nights once, and a lady in bed four got them. "
        "It was all fine, I suppose, and we all moved on."
    )
    assert one(NURSE, "own-error", said)[Criterion.STRUCTURE].level == 2


def test_a_number_in_a_sentence_that_goes_on_with_the_story_is_a_detail() -> None:
    said = "I looked at the form and added logs. In the end it was the time zone of a guest abroad."
    told = f"{said} It took me almost two weeks."
    assert one(ENGINEER, "stubborn-bug", said)[Criterion.DEPTH].shown == 1  # what was done
    assert one(ENGINEER, "stubborn-bug", told)[Criterion.DEPTH].shown == 2


def test_a_number_in_the_reply_to_a_follow_up_is_a_detail() -> None:
    first = "Now I ask who will run it before what it will do, since an outage of a service nobody owned."
    reply = "Clever. Deep hierarchies, one big deploy every six weeks. I thought abstraction was the goal."
    slot = asked_on(ENGINEER, "changed-practice", "before", first, reply)
    texts = {said.turn: said.answer for said in slot.here}
    shown = [texts[r.turn][r.start : r.end] for r in judged(slot)[Criterion.DEPTH].receipts]
    assert any("six weeks" in quote for quote in shown)


async def contradicted(bank: Bank, now: str) -> str:
    """What is asked after "never with microservices" and then `now`."""
    of = question(ENGINEER, "rate-limiter")
    before = (Said(1, "What changed?", "I've never worked with microservices, we had one monolith."),)
    said = material(DOMAINS[ENGINEER], of, now, before=before)
    return (await bank.word_probe(said, Gap(GapKind.CONTRADICTION, "1"))).text


async def test_both_statements_are_quoted_though_one_says_there(bank: Bank) -> None:
    assert await contradicted(bank, "I worked with microservices there for three years.") == (
        'Earlier you said "I\'ve never worked with microservices", '
        'now "I worked with microservices there for three years". Which of the two is it?'
    )


async def test_where_one_statement_cannot_be_quoted_the_other_is(bank: Bank) -> None:
    now = "At the agency before that I worked with microservices and with queues for what felt like an age."
    assert await contradicted(bank, now) == (
        'Earlier you said "I\'ve never worked with microservices". '
        "How does that go with what you just told me?"
    )


def test_an_experts_telegraphic_sentence_is_no_list() -> None:
    said = (
        "The client sends an idempotency key. Second request: same key, same hash, return the stored answer; "
        "still running, 409 and retry; different hash, reject. Both servers share one unique index."
    )
    found = one(ENGINEER, "charged-once", said)
    assert found[Criterion.RELEVANCE].because == "because-relevance-full"
    assert "remembers" not in [
        gap.name
        for gap in examine(
            material(DOMAINS[ENGINEER], question(ENGINEER, "charged-once"), said),
            question(ENGINEER, "charged-once"),
        ).missing
    ]


def test_participles_in_a_row_of_keywords_are_keywords() -> None:
    said = "Users love it! Stakeholders, customers, value, synergy, results, increased, improved, reduced."
    assert one(ENGINEER, "system-tour", said)[Criterion.SUBSTANCE].level in (1, 2)


def test_a_quotation_begins_near_what_it_shows() -> None:
    said = (
        "I turn the tap, lift the hand on two pillows, put on a cold pack that stays for twenty minutes, and "
        "with something like potassium I call the doctor."
    )
    found = one(NURSE, "what-can-go-wrong", said)[Criterion.SUBSTANCE]
    shown = [said[r.start : r.end] for r in found.receipts]
    assert all(len(quote.split()) <= 20 for quote in shown)
    assert any(quote.startswith("and with something like potassium") for quote in shown)
