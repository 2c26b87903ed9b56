"""The interviewer that prompts a model, wherever the model runs.

The rule: the bank examines, so that the machine decides what is asked next by facts that were counted; the
model words what is asked, judges one criterion at a time, corrects and writes the debrief; code checks every
word and number of it. What does not hold is refused by name and counted, and the bank takes that turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from operator import attrgetter

from core.interview.ports import Corrected, Debrief, Interviewer, Material, Measure, Outline, Wording
from core.interview.values import Examination, Finding, Gap, Refusal
from core.interviewers.prompted.asking import Asker
from core.interviewers.prompted.correcting import Corrects
from core.interviewers.prompted.debriefing import Debriefs
from core.interviewers.prompted.extracts import Extract, extracts, material_of
from core.interviewers.prompted.judging import Case, Judges
from core.interviewers.prompted.model import Model
from core.interviewers.prompted.tally import Tally
from core.interviewers.prompted.wording import Outcome, Words
from core.interviewers.prompts.prompts import Task
from core.texts.catalog import Texts, texts

SAMPLES = 3
PATIENCE_S = 60.0


class Prompted:
    """Implements `core.interview.ports.Interviewer` over a `Model`.

    `samples` judgements are made for each criterion; an answer that takes longer than `patience_s` seconds is
    none. `key` makes the canaries, drawn anew for each process unless it is given.
    """

    instant = False
    examines_at_once = True
    debriefs = True

    def __init__(  # noqa: PLR0913 - what an interviewer is made with, and its limits
        self,
        model: Model,
        bank: Interviewer,
        measure: Measure,
        said: Texts | None = None,
        *,
        samples: int = SAMPLES,
        patience_s: float = PATIENCE_S,
        tally: Tally | None = None,
        key: bytes | None = None,
    ) -> None:
        self.tally = tally or Tally()
        self._bank, self._texts = bank, said or texts()
        self._asker = Asker(model, self.tally, patience_s, key)
        self._words = Words(self._asker, measure, self._level)
        self._judges = Judges(self._asker, self._texts, samples)
        self._corrects = Corrects(self._asker)
        self._debriefs = Debriefs(self._asker, self._texts)

    @property
    def name(self) -> str:
        """The model's name."""
        return self._asker.name

    def with_anchors(self, order: Sequence[int]) -> Prompted:
        """Itself, shown the levels of the rubric in this order."""
        other = copy(self)
        other._judges = self._judges.with_order(order)
        return other

    async def examine(self, material: Material) -> Examination:
        """What the slot's answers have and lack, as the bank finds it."""
        return await self._bank.examine(material)

    async def word_question(self, material: Material) -> Wording:
        """The question of a generated slot in the model's words, or the bank's."""
        bank = await self._bank.word_question(material)
        if material.question is None:
            return bank
        outcome = await self._words.question(material, bank.text)
        return self._wording(Task.QUESTION, material, outcome, bank)

    async def word_probe(self, material: Material, gap: Gap) -> Wording:
        """A follow-up for `gap` in the model's words, or the bank's."""
        bank = await self._bank.word_probe(material, gap)
        if material.question is None:
            return bank
        outcome = await self._words.probe(material, material.question, gap)
        return self._wording(Task.PROBE, material, outcome, bank)

    async def judge(self, material: Material) -> tuple[Finding, ...]:
        """One finding for each criterion: the model's where it holds, else the bank's."""
        question = material.question
        shown = extracts(material, question) if question and material.here else ()
        counted = await self._counted(material, shown)
        if question is None or not any(extract.text for extract in shown):
            return tuple(self._banks(finding) for finding in counted)
        case, found, answers = Case(material, question, shown), list[Finding](), True
        for finding in counted:
            judged = await self._judged(case, finding) if answers else self._falls_back(case, finding, ())
            answers = answers and not (judged.by and Refusal.NO_ANSWER in judged.refused)
            found.append(judged)
        return tuple(found)

    async def correct(self, material: Material) -> Corrected | None:
        """The model's corrections of grammar and fluency, as far as they hold."""
        return await self._corrects.corrected(material)

    async def debrief(self, outline: Outline) -> Debrief | None:
        """The model's debrief, or why it is not shown."""
        return await self._debriefs.debrief(outline, self._bank.name)

    async def close(self) -> None:
        """Ends the model."""
        await self._asker.close()

    def _level(self, material: Material) -> str:
        return self._texts.say(f"bank-level-{material.level.value}")

    def _wording(self, task: Task, material: Material, outcome: Outcome | None, bank: Wording) -> Wording:
        """The words that hold, with who worded them; counted."""
        refused = outcome.refused if outcome else ()
        self.tally.refused(material.interview, task, refused)
        if outcome and outcome.text is not None:
            self.tally.taken(material.interview, task)
            return Wording(outcome.text, self.name, refused)
        if outcome:
            self.tally.fell_back(material.interview, task)
        return Wording(bank.text, bank.by, (*refused, *bank.refused))

    async def _counted(self, material: Material, shown: Sequence[Extract]) -> tuple[Finding, ...]:
        """The bank's findings; where something is not shown, the lower ones of those with and without it."""
        counted = await self._bank.judge(material)
        if all(extract.whole for extract in shown):
            return counted
        without = await self._bank.judge(material_of(material, shown))
        return tuple(map(_lower, counted, without))

    async def _judged(self, case: Case, counted: Finding) -> Finding:
        """The finding on one criterion."""
        if not isinstance(counted.level, int):
            return self._banks(counted)
        judged = await self._judges.judged(case, counted)
        if judged.finding is None:
            return self._falls_back(case, counted, judged.refused)
        self.tally.taken(case.material.interview, Task.FINDING)
        self.tally.refused(case.material.interview, Task.FINDING, judged.refused)
        return judged.finding

    def _falls_back(self, case: Case, counted: Finding, refused: Sequence[Refusal]) -> Finding:
        """The bank's finding in the place of the model's."""
        self.tally.refused(case.material.interview, Task.FINDING, refused)
        if isinstance(counted.level, int):
            self.tally.fell_back(case.material.interview, Task.FINDING)
        return self._banks(counted, refused)

    def _banks(self, finding: Finding, refused: Sequence[Refusal] = ()) -> Finding:
        """A finding of the bank's as one of a slot that the model judges."""
        return replace(finding, by=self._bank.name, refused=tuple(dict.fromkeys(refused)))


def _lower(whole: Finding, without: Finding) -> Finding:
    """The finding with the lower level of two on one criterion."""
    if not isinstance(whole.level, int) or not isinstance(without.level, int):
        return whole
    return min(whole, without, key=attrgetter("level"))
