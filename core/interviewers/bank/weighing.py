"""What an answer is worth with what was counted beneath its levels, so that answers of like levels differ.

The rule: particulars and generalities are counted where an answer speaks of the question, in sentences that
count and do not stray, each wording once; an answer to another question has neither.
"""

from __future__ import annotations

from collections.abc import Callable

from core.interview.ports import Material
from core.interview.values import Question
from core.interview.worth import Grain, worth
from core.interviewers.bank.account import Account, account
from core.interviewers.bank.answer import Answer
from core.interviewers.bank.judging import judge
from core.language.fullness import find_generalities, find_particulars
from core.language.specifics import inside
from core.language.tokens import Reading, Span


def weighed(material: Material, question: Question) -> int:
    """What the slot's answers are worth (`core.interview.worth`), in hundredths of a level."""
    counted = grain(account(material, question))
    return worth(judge(material, question), counted)


def grain(account: Account) -> Grain:
    """The particulars and generalities of a slot's answers."""
    return Grain(_count(account, find_particulars), _count(account, find_generalities))


def _count(account: Account, find: Callable[[Reading], tuple[Span, ...]]) -> int:
    answers = account.answers if account.on_topic else ()
    return len({wording for answer in answers for wording in _wordings(answer, find)})


def _wordings(answer: Answer, find: Callable[[Reading], tuple[Span, ...]]) -> set[str]:
    stray = frozenset(answer.stray)
    kept = [sentence for sentence in answer.content if sentence not in stray]
    return {answer.quote(span).lower() for span in inside(find(answer.index.reading), kept)}
