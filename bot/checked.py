"""An interviewer's findings, looked at before they become facts; the bank's take the place of what fails."""

from __future__ import annotations

from dataclasses import replace

from core.interview.checking import findings_refused, named
from core.interview.ports import Interviewer, Material
from core.interview.values import Finding
from core.report.gaps import FULL, REASONS


async def checked(material: Material, found: tuple[Finding, ...], bank: Interviewer) -> tuple[Finding, ...]:
    """The findings that hold, and the bank's in place of the others, with why."""
    refused = findings_refused(found, {said.turn: said.answer for said in material.here})
    if not any(refused):
        return tuple(_plainly(one, bank.name) for one in found)
    instead = await bank.judge(material)
    given = found if len(found) == len(instead) else instead
    return tuple(
        replace(stands_in, by=bank.name, refused=(*named(one.refused), why.value))
        if why
        else _plainly(one, bank.name)
        for one, stands_in, why in zip(given, instead, refused, strict=True)
    )


def _plainly(found: Finding, bank: str) -> Finding:
    """A finding without reasons and judges that nobody knows: an event holds no words."""
    known = found.because in REASONS | FULL
    by = found.by if found.by == bank else ""
    return replace(found, because=found.because if known else "", by=by, refused=named(found.refused))
