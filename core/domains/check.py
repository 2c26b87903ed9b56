"""`domains check` and `domains list`: what is in the domain files, and every fault, as lines to print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from core.domains.faults import Fault
from core.domains.loader import FOLDER, Loaded, load_folder, read_file
from core.interview.values import Domain, Phase
from core.texts.catalog import Texts

CUES = 6
"""A point with fewer cues is named in the report: people say one thing in many words."""


def load(path: Path | None, language: str = "en") -> Loaded:
    """The domains at `path`, a file or a folder; the bundled ones without it."""
    if path is None:
        return load_folder(FOLDER / language, language)
    if not path.is_file():
        return load_folder(path, language)
    read = read_file(path, language)
    return Loaded({read.id: read}) if isinstance(read, Domain) else Loaded(faults=read)


def report(loaded: Loaded, say: Texts, found: Sequence[Fault] = ()) -> tuple[str, ...]:
    """All faults, then each good domain's questions by phase and difficulty, then the sum.

    `found` is what the quality checks found in the good ones.
    """
    lines = [fault.told(say) for fault in (*loaded.faults, *found)]
    for domain in loaded.domains.values():
        lines.extend(_summary(domain, say))
    faults = [*loaded.faults, *(fault for fault in found if not fault.remark)]
    sums = {
        "good": len(loaded.domains),
        "faults": len(faults),
        "files": len({fault.file for fault in faults}),
    }
    marks = sum(fault.remark for fault in found)
    told = [say.say("domains-check-remarks", {"count": marks})] if marks else []
    return (*lines, say.say("domains-check-sum", sums), *told)


def listing(loaded: Loaded, say: Texts) -> tuple[str, ...]:
    """One line for each domain that can be used."""
    return tuple(
        say.say("domains-list-entry", {"id": head.id, "title": head.title, "summary": head.summary})
        for head in loaded.headings()
    )


def _summary(domain: Domain, say: Texts) -> Iterator[str]:
    count = len(domain.questions)
    yield say.say("domains-check-good", {"id": domain.id, "title": domain.title, "count": count})
    for phase in Phase:
        if any(question.phase is phase for question in domain.questions):
            yield "  " + _phase(domain, phase, say)
    thin = [
        f"{question.id}.{point.id}"
        for question in domain.questions
        for point in question.points
        if len(point.cues) < CUES
    ]
    if thin:
        values: dict[str, str | int] = {"count": len(thin), "least": CUES, "points": ", ".join(thin)}
        yield "  " + say.say("domains-check-thin", values)


def _phase(domain: Domain, phase: Phase, say: Texts) -> str:
    questions = [question for question in domain.questions if question.phase is phase]
    difficulties = Counter(question.difficulty for question in questions)
    generated = sum(question.generated for question in questions)
    values: dict[str, str | int] = {
        "phase": phase.value,
        "preset": len(questions) - generated,
        "generated": generated,
        "easy": difficulties[1],
        "middle": difficulties[2],
        "hard": difficulties[3],
    }
    return say.say("domains-check-phase", values)
