"""An interviewer that takes its time and gives what a test lays down, as a model's would."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from core.interview.ports import Corrected, Correction, Debrief, Material, Outline, Wording
from core.interview.values import Criterion, Examination, Finding, Gap, Receipt
from core.interviewers.bank.bank import Bank

NAME = "mistral"
BANK = Bank()


def findings(material: Material) -> tuple[Finding, ...]:
    """Level 3 everywhere, shown by the answer's first word; three judgements lay between 2 and 4."""
    said = material.here[-1]
    at = Receipt(said.turn, 0, len(said.answer.split()[0]))
    return tuple(Finding(criterion, 3, (at,), lowest=2, highest=4) for criterion in Criterion)


def corrected(material: Material) -> Corrected:
    """The answer's first word would better be another; something else was refused."""
    said = material.here[-1]
    first = said.answer.split()[0]
    change = Correction(said.turn, 0, len(first), "Myself", "It is what one says.")
    return Corrected((change,), ("changes_much",))


def debrief(outline: Outline) -> Debrief:
    """Four sentences that name no level and no verdict."""
    return Debrief(
        NAME,
        f"You answered {len(outline.asked)} questions as a {outline.role}.",
        "You told what you did.",
        "Say what came of it.",
        "With that you would be closer.",
    )


@dataclass
class Scripted:
    """Examines as the bank does; the rest is as given. `held` keeps the debrief until it is set."""

    probe: Callable[[Material, Gap], Wording] = lambda material, _gap: Wording(
        f"You said {material.here[-1].answer.split()[-1].strip('.')}: who was there?", NAME
    )
    judges: Callable[[Material], tuple[Finding, ...]] = findings
    corrects: Callable[[Material], Corrected | None] = corrected
    writes: Callable[[Outline], Debrief | None] = debrief
    held: asyncio.Event | None = None
    name: str = NAME
    instant: bool = False
    examines_at_once: bool = True
    debriefs: bool = True
    materials: list[Material] = field(default_factory=list)
    outlines: list[Outline] = field(default_factory=list)
    asked: asyncio.Event = field(default_factory=asyncio.Event)  # for a debrief

    async def examine(self, material: Material) -> Examination:
        self.materials.append(material)
        return await BANK.examine(material)

    async def word_question(self, material: Material) -> Wording:
        return await BANK.word_question(material)

    async def word_probe(self, material: Material, gap: Gap) -> Wording:
        return self.probe(material, gap)

    async def judge(self, material: Material) -> tuple[Finding, ...]:
        return self.judges(material)

    async def correct(self, material: Material) -> Corrected | None:
        return self.corrects(material)

    async def debrief(self, outline: Outline) -> Debrief | None:
        self.outlines.append(outline)
        self.asked.set()
        if self.held is not None:
            await self.held.wait()
        return self.writes(outline)
