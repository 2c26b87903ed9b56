"""`domains check` and `domains list`: what is in the domain files, and every fault, as lines to print.

python -m core.domains.check [file or folder]
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from core.domains.loader import FOLDER, Loaded, load_folder, read_file
from core.interview.values import Domain, Phase
from core.texts.catalog import Texts, texts

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


def report(loaded: Loaded, say: Texts) -> tuple[str, ...]:
    """All faults, then each good domain's questions by phase and difficulty, then the sum."""
    lines = [fault.told(say) for fault in loaded.faults]
    for domain in loaded.domains.values():
        lines.extend(_summary(domain, say))
    sums = {
        "good": len(loaded.domains),
        "faults": len(loaded.faults),
        "files": len({fault.file for fault in loaded.faults}),
    }
    return (*lines, say.say("domains-check-sum", sums))


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


def main() -> int:
    """Prints the report for the path on the command line. Returns 1 where there are faults."""
    loaded = load(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    sys.stdout.write("\n".join(report(loaded, texts())) + "\n")
    return 1 if loaded.faults else 0


if __name__ == "__main__":
    sys.exit(main())
