"""All turns that can be taught, from rows and from the domains, and why others are not.

The rule: rows under a licence that does not allow it teach nothing; everything that is left out on the way is
counted with its reason.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.pool import Pool
from signal import SIG_IGN, SIGINT, signal

from core.domains.loader import bundled
from core.interviewers.prompts.prompts import Task
from training.errors import TrainingFault
from training.prepare.rows import Row
from training.prepare.targets.composing import composed
from training.prepare.targets.finding import findings
from training.prepare.targets.labelled import labelled
from training.prepare.targets.probing import probes
from training.prepare.targets.slips import corrections
from training.prepare.targets.taught import Example
from training.prepare.targets.triples import follow_ups

TAUGHT = (Task.PROBE, Task.FINDING, Task.CORRECTION)
FEW = 2  # domains from which on several processes are worth their start

Refused = Counter[tuple[str, str]]
"""How often something of a kind (`prepare-what-...`) was refused for a reason (`prepare-refused-...`)."""


@dataclass(slots=True)
class Assembled:
    """The turns, those that people took which may only be tested with, and what was refused."""

    examples: list[Example] = field(default_factory=list)
    tested: list[Example] = field(default_factory=list)
    refused: Refused = field(default_factory=Counter)


def from_rows(rows: Sequence[Row], tasks: Iterable[Task]) -> Assembled:
    """What rows teach that may be taught."""
    made, wanted = Assembled(), frozenset(tasks)
    if Task.PROBE in wanted:
        for follow_up in follow_ups(rows):
            if not follow_up.refused:
                made.examples.append(follow_up.example)
            else:
                made.refused["triples", follow_up.refused[0]] += 1
                if not follow_up.private:
                    made.tested.append(follow_up.example)
    for turn in labelled(rows):
        if isinstance(turn, str):
            made.refused["labelled", turn] += 1
        elif turn.task in wanted:
            made.examples.append(turn)
    return made


def from_domains(names: Sequence[str], tasks: Iterable[Task]) -> Assembled:
    """What the bundled domains teach, in the order of `names`, each worked out by itself."""
    known = bundled().domains
    unknown = next((name for name in names if name not in known), None)
    if unknown is not None:
        raise TrainingFault("prepare-domain-unknown", domain=unknown, known=", ".join(sorted(known)))
    wanted = tuple(task.value for task in tasks)
    workers = min(len(names), os.cpu_count() or 1)
    if workers < FEW:
        parts = [_from_domain(name, wanted) for name in names]
    else:
        with _deaf_pool(workers) as pool:
            parts = pool.starmap(_from_domain, [(name, wanted) for name in names], chunksize=1)
    made = Assembled()
    for part in parts:
        made.examples += part.examples
        made.refused += part.refused
    return made


def _deaf_pool(workers: int) -> Pool:
    """Processes that do not hear Ctrl-C: who presses it speaks to this one, which then ends the others."""
    heard = signal(SIGINT, SIG_IGN)  # what is ignored here is ignored in processes that are started now
    try:
        return get_context("spawn").Pool(workers)
    finally:
        signal(SIGINT, heard)


def _from_domain(name: str, tasks: Sequence[str]) -> Assembled:
    domain, made = bundled().get(name), Assembled()
    answers = list(composed(domain)) if {Task.PROBE, Task.FINDING} & set(tasks) else []
    if Task.PROBE in tasks:
        for probe in probes(answers):
            if isinstance(probe, Example):
                made.examples.append(probe)
            else:
                made.refused["probes", probe[0]] += 1
    if Task.FINDING in tasks:
        for turn in findings(answers):
            if isinstance(turn, Example):
                made.examples.append(turn)
            else:
                made.refused["findings", turn] += 1
    if Task.CORRECTION in tasks:
        made.examples += corrections(domain)
    return made
