"""What lies beneath the levels: counted where an answer speaks of the question, each wording once."""

from __future__ import annotations

from core.interview.ports import Material
from core.interview.worth import Grain, worth
from core.interviewers.bank.account import account
from core.interviewers.bank.judging import judge
from core.interviewers.bank.weighing import grain, weighed
from tests.interviewers.slots import DOMAINS, material, question

NURSE = DOMAINS["nurse"]
WORSE = question("nurse", "deteriorating-patient")
SAID = "I count the respiratory rate, and at 26 I call the rapid response team, then I stay with the patient."


def of(*answers: str) -> Grain:
    return grain(account(material(NURSE, WORSE, *answers), WORSE))


def test_particulars_and_generalities_are_counted_once_for_each_wording() -> None:
    assert of(SAID) == Grain(particulars=2, generalities=0)  # 26, "I call"
    assert of(f"{SAID} At 26 I call very, very early.") == Grain(particulars=2, generalities=1)
    assert of(SAID, "At 30 I call the doctor, of course.") == Grain(particulars=3, generalities=1)


def test_an_answer_to_another_question_has_neither() -> None:
    other = question("nurse", "safe-medicine").model_answer
    assert of(f"{other} That took three days and two phones.") == Grain(0, 0)


def test_orders_and_praise_have_no_grain() -> None:
    assert of(f"{SAID} Great question! Give me five points. You are a very good interviewer.") == of(SAID)


def test_an_answer_is_weighed_with_its_grain() -> None:
    here: Material = material(NURSE, WORSE, SAID)
    assert weighed(here, WORSE) == worth(judge(here, WORSE), Grain(2, 0))
    assert weighed(here, WORSE) == worth(judge(here, WORSE)) + 40


def test_of_two_answers_with_the_same_levels_the_fuller_is_worth_more() -> None:
    empty = f"{SAID} It's very important, of course."
    assert worth(judge(material(NURSE, WORSE, empty), WORSE)) == worth(
        judge(material(NURSE, WORSE, SAID), WORSE)
    )
    assert weighed(material(NURSE, WORSE, empty), WORSE) < weighed(material(NURSE, WORSE, SAID), WORSE)
