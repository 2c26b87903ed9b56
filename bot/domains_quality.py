"""What the quality checks of domain files need from above: the bank's assessment and the spelling checker.

The rule: a file is judged by what candidates are judged by, so the bank examines model answers exactly as it
examines what a person says.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from core.domains.faults import Fault
from core.domains.loader import FOLDER, Loaded, load_folder
from core.domains.quality.answers import Seen
from core.domains.quality.remarks import Tools, remarks
from core.domains.quality.source import Source, source_of
from core.interview.ports import Material, Said
from core.interview.values import Domain, GapKind, Level, Question
from core.interviewers.bank import examining, judging
from core.language.grammar import TypedGrammar
from core.language.tokens import american, stem
from core.language.words import known_stems


def quality(path: Path | None, loaded: Loaded, language: str = "en") -> tuple[Fault, ...]:
    """What the checks find in the sound files of `loaded`, which were read from `path`.

    Their questions are compared with the bundled ones too.
    """
    checked = sources(path, loaded, language)
    bundled = FOLDER / language
    own = path is not None and path.resolve() != bundled
    others = sources(bundled, load_folder(bundled, language), language) if own else ()
    here = {source.file.resolve() for source in checked}
    apart = [source for source in others if source.file.resolve() not in here]
    return remarks(checked, apart, Tools(assess, misspelt))


def sources(path: Path | None, loaded: Loaded, language: str = "en") -> tuple[Source, ...]:
    """The sound files of a folder, or the one file, with their text."""
    path = path or FOLDER / language
    files = [path] if path.is_file() else sorted(path.glob("*.toml"))
    return tuple(source_of(file, loaded.domains[file.stem]) for file in files if file.stem in loaded.domains)


def material(domain: Domain, question: Question, answer: str) -> Material:
    """A question answered in one go."""
    asked = question.plain or question.text
    return Material(domain, Level.MID, question, asked, (Said(0, asked, answer),), ())


def assess(domain: Domain, question: Question, answer: str) -> Seen:
    """What the bank sees in an answer."""
    given = material(domain, question, answer)
    found = examining.examine(given, question)
    levels = {
        finding.criterion.value: finding.level if isinstance(finding.level, int) else 0
        for finding in judging.judge(given, question)
    }
    points = frozenset(covered.gap.name for covered in found.covered if covered.gap.kind is GapKind.POINT)
    return Seen(points, tuple(gap.name for gap in found.missing), found.on_topic, levels)


def misspelt(words: Iterable[str]) -> dict[str, str]:
    """The words that neither we nor Harper know, each with the nearest one; British ones are known."""
    known = known_stems()
    unknown = [word for word in words if stem(word) not in known and stem(american(word)) not in known]
    text = "\n\n".join(unknown)
    slips = TypedGrammar().slips(text) if unknown else ()
    return {text[one.tip.start : one.tip.end]: one.tip.better for one in slips if one.kind == "Spelling"}
