"""All quality checks over a set of files, as faults with their lines.

The rule: a question no interviewer may ask is a fault; everything else is a remark, since a file of one's own
may have its reasons. The bundled files have neither (tested).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from core.domains.faults import Fault, Found
from core.domains.loader import placed
from core.domains.quality.answers import Assess, answers
from core.domains.quality.balance import balance
from core.domains.quality.duplicates import duplicates
from core.domains.quality.readability import readability
from core.domains.quality.source import Source
from core.domains.quality.spelling import Misspelt, spelling
from core.domains.quality.wording import wording

GRAVE = frozenset({"quality-illegal"})


@dataclass(frozen=True, slots=True)
class Tools:
    """What the checks need from above: the assessment that candidates get, and a spelling checker."""

    assess: Assess
    misspelt: Misspelt


def remarks(checked: Sequence[Source], others: Sequence[Source], tools: Tools) -> tuple[Fault, ...]:
    """Everything the checks find in `checked`, by file and line; `others` are what is compared with."""
    same = list(duplicates(checked, others))
    return tuple(
        fault
        for source in checked
        for fault in _of(
            source, chain((one for whose, one in same if whose is source), _alone(source, tools))
        )
    )


def _alone(source: Source, tools: Tools) -> Iterator[Found]:
    yield from readability(source)
    yield from wording(source)
    yield from balance(source)
    yield from spelling(source, tools.misspelt)
    yield from answers(source, tools.assess)


def _of(source: Source, found: Iterator[Found]) -> list[Fault]:
    faults = placed(tuple(found), source.raw, source.text, str(source.file))
    marked = (replace(fault, remark=fault.key not in GRAVE) for fault in faults)
    return sorted(marked, key=lambda fault: fault.line)
