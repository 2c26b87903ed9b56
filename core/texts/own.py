"""A folder of one's own texts, which take the place of the bundled ones key by key.

The rule: a text that could not be said is refused before anything is said: an unknown key, a variable its
message does not get, a reference to nothing. What is refused is told all at once, with its place and remedy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent
from fluent.syntax.visitor import Visitor

from core.interview.errors import SettingsFault
from core.texts.catalog import FOLDER, Texts, texts

SHOWN = 60
"""Characters of a wrong line that are shown."""

FUNCTIONS = frozenset({"NUMBER", "DATETIME"})


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong with an own text, at a line of its file."""

    file: Path
    line: int
    key: str
    values: Mapping[str, str]

    def told(self, say: Texts) -> str:
        what = say.say(self.key, self.values)
        return say.say("texts-fault", {"file": str(self.file), "line": str(self.line), "what": what})


def texts_with(own: Path | None, language: str = "en") -> Texts:
    """The texts of `language` with those in the folder `own`, or in a folder of it named after the language.

    Raises SettingsFault with everything that is wrong with them.
    """
    if own is None:
        return texts(language)
    files = own_files(own, language)
    slips = [slip for file in files for slip in _slips(file, bundled(language), _terms(files))]
    if slips:
        lines = "\n".join(slip.told(texts(language)) for slip in slips)
        raise SettingsFault("texts-faults", count=len(slips), lines=lines)
    return Texts(language, own=files)


def own_files(own: Path, language: str) -> Sequence[Path]:
    """The `.ftl` files of a folder of own texts."""
    folder = own / language if (own / language).is_dir() else own
    return sorted(folder.glob("*.ftl"))


def _terms(files: Sequence[Path]) -> set[str]:
    """The terms of own texts, such as `-house`."""
    bodies = (FluentParser().parse(_read(file) or "").body for file in files)
    return {f"-{entry.id.name}" for body in bodies for entry in body if isinstance(entry, fluent.Term)}


def _slips(file: Path, bundled: Mapping[str, _Parts], terms: set[str]) -> Iterator[Slip]:
    """Everything that is wrong with a file of own texts."""
    text = _read(file)
    if text is None:
        yield Slip(file, 1, "texts-unreadable", {})
        return
    for entry in FluentParser().parse(text).body:
        if isinstance(entry, fluent.Junk):
            content = (entry.content or "").strip().split("\n")[0][:SHOWN]
            yield Slip(file, _line(text, entry.span), "texts-syntax", {"text": content})
        elif isinstance(entry, fluent.Message):
            for key, values in _wrong(entry, bundled, terms):
                yield Slip(file, _line(text, entry.id.span), key, {"id": entry.id.name, **values})


def _read(file: Path) -> str | None:
    try:
        return file.read_bytes().decode("utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError):
        return None


def _line(text: str, span: fluent.Span | None) -> int:
    return text.count("\n", 0, span.start if span else 0) + 1


def _wrong(
    entry: fluent.Message, known: Mapping[str, _Parts], terms: set[str]
) -> Iterator[tuple[str, Mapping[str, str]]]:
    id = entry.id.name
    if id not in known:
        near = next(iter(get_close_matches(id, known, n=1)), "none")
        yield "texts-unknown", {"near": near}
        return
    if entry.value is None:
        yield "texts-empty", {}
    parts = _Parts(entry)
    allowed = known[id].variables
    for name in sorted(parts.variables - allowed):
        given = ", ".join(f"${one}" for one in sorted(allowed)) or "none"
        yield "texts-variable", {"name": f"${name}", "given": given}
    for name in sorted(parts.references - known.keys() - terms - FUNCTIONS):
        yield "texts-reference", {"name": name}


class _Parts(Visitor):
    """The variables of a message, and what else it refers to."""

    def __init__(self, entry: fluent.Message) -> None:
        self.variables: set[str] = set()
        self.references: set[str] = set()
        self.visit(entry)

    def visit_VariableReference(self, node: fluent.VariableReference) -> None:  # noqa: N802 - the library's name
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: fluent.MessageReference) -> None:  # noqa: N802
        self.references.add(node.id.name)

    def visit_TermReference(self, node: fluent.TermReference) -> None:  # noqa: N802
        self.references.add(f"-{node.id.name}")

    def visit_FunctionReference(self, node: fluent.FunctionReference) -> None:  # noqa: N802
        self.references.add(node.id.name)
        self.generic_visit(node)


def bundled(language: str) -> dict[str, _Parts]:
    """What each bundled text is made of."""
    files = sorted((FOLDER / language).glob("*.ftl"))
    bodies = (FluentParser().parse(file.read_text(encoding="utf-8")).body for file in files)
    return {
        entry.id.name: _Parts(entry) for body in bodies for entry in body if isinstance(entry, fluent.Message)
    }
