"""The bank: the interviewer that needs no model, and the reference for what every interviewer must do.

The rule: everything is decided by the domain file and the answers alone, so the same material always gives
the same examination, words and findings; nothing is downloaded and nothing waits.
"""

from __future__ import annotations

from core.interview.ports import Corrected, Debrief, Material, Outline, Wording
from core.interview.values import Examination, Finding, Gap
from core.interviewers.bank import examining, filling, judging, wording
from core.interviewers.bank.wording import Measured
from core.language.measuring import measure
from core.texts.catalog import Texts, texts


class Bank:
    """Implements `core.interview.ports.Interviewer` from the domain's questions, cues and probes."""

    name = "bank"
    instant = True
    examines_at_once = True
    debriefs = False

    def __init__(self, said: Texts | None = None, measured: Measured = measure) -> None:
        self._texts = said or texts()
        self._measure = measured

    async def examine(self, material: Material) -> Examination:
        """What the slot's answers have and lack; without a question only whether the answer was heard."""
        if material.question is None:
            return examining.bare(material)
        return examining.examine(material, material.question)

    async def word_question(self, material: Material) -> Wording:
        """The question of a generated slot, filled with what the person said before."""
        if material.question is None:
            return Wording(material.asked, self.name)
        return Wording(filling.filled(material, material.question, self._texts), self.name)

    async def word_probe(self, material: Material, gap: Gap) -> Wording:
        """A follow-up for `gap`, after a quotation where one fits."""
        if material.question is None:
            return Wording(material.asked, self.name)
        return Wording(wording.probe(material, material.question, gap, self._texts, self._measure), self.name)

    async def judge(self, material: Material) -> tuple[Finding, ...]:
        """One finding for each criterion; without a question there is nothing to judge by."""
        if material.question is None:
            return judging.nothing_elicited()
        return judging.judge(material, material.question)

    async def correct(self, material: Material) -> Corrected | None:
        """Nothing: the rule-based tips are all there is."""
        return None

    async def debrief(self, outline: Outline) -> Debrief | None:
        """Nothing: the report's own sentences are all there is."""
        return None
