"""Whoever judged: a finding on words that are not in the answer is the bank's in the end, and says why."""

from __future__ import annotations

from dataclasses import replace

from bot.checked import checked
from core.domains.loader import Loaded
from core.interview.ports import Material, Said
from core.interview.values import Criterion, Level, Receipt
from core.interviewers.bank.bank import Bank
from tests.fakes.scripted import findings

ANSWER = "I measured his blood pressure, called the doctor, and he was treated within ten minutes."


def material(loaded: Loaded) -> Material:
    domain = loaded.get("nurse")
    question = domain.questions[0]
    return Material(domain, Level.MID, question, question.text, (Said(0, question.text, ANSWER),), ())


async def test_what_holds_is_taken_as_it_is(loaded: Loaded) -> None:
    given = findings(material(loaded))
    found = await checked(material(loaded), given, Bank())
    assert [one.level for one in found] == [3, 3, 3, 3, 3]
    assert {one.by for one in found} == {""}


async def test_a_finding_on_words_that_are_not_there_is_the_banks(loaded: Loaded) -> None:
    given = list(findings(material(loaded)))
    given[0] = replace(given[0], receipts=(Receipt(0, 4_000, 4_010),))
    found = await checked(material(loaded), tuple(given), Bank())
    (instead, *_), bank = found, await Bank().judge(material(loaded))
    assert (instead.level, instead.by) == (bank[0].level, "bank")
    assert len(instead.refused) == 1
    assert [one.by for one in found[1:]] == ["", "", "", ""]


async def test_where_a_criterion_is_missing_all_are_the_banks(loaded: Loaded) -> None:
    given = [one for one in findings(material(loaded)) if one.criterion is not Criterion.DEPTH]
    found = await checked(material(loaded), tuple(given), Bank())
    assert {one.by for one in found} == {"bank"}
    assert [one.criterion for one in found] == list(Criterion)
