"""Reads domain files: each is a checked `Domain` or a list of faults, and one bad file stops no other.

Nothing is cached: whoever needs domains loads them and keeps what was loaded. The bundled ones are read
when they are first asked for (see `shelf`), the operator's own at once, so that their faults are told.
"""

from __future__ import annotations

import re
import tomllib
from collections import ChainMap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.domains.faults import Fault, FaultyDomains, Found, Place
from core.domains.format import shaped
from core.domains.inheriting import Bases, excused, inherited, own_count, written
from core.domains.locate import Lines
from core.domains.rules import names_a_domain, rule_faults, well_formed
from core.domains.shelf import Heading, Shelf, heading_of, read_heading
from core.interview.errors import Refused
from core.interview.values import MINUTES, Domain, Length

FOLDER = Path(__file__).parent
"""Where the bundled domains are, one folder a language."""

SHOWN = 80
"""A value of a file that a fault repeats is cut to this many characters."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was read: the good domains by id, and all faults in the order of files and lines."""

    domains: Mapping[str, Domain] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    unread: Mapping[str, Heading] = field(default_factory=dict)
    """The headings of those that are read when they are asked for."""
    minutes: Mapping[Length, int] = field(default_factory=lambda: MINUTES)
    """How long an interview is, where its domain says nothing else."""

    def headings(self) -> tuple[Heading, ...]:
        """What a list shows of each domain; reads none."""
        return tuple(self.unread.get(id) or heading_of(self.domains[id]) for id in self.domains)

    def get(self, id: str) -> Domain:
        """The domain `id`. Raises FaultyDomains where its file has faults, Refused where there is none."""
        if id in self.domains:
            return self.domains[id]
        faults = [fault for fault in self.faults if Path(fault.file).stem == id]
        if faults:
            raise FaultyDomains(faults)
        raise Refused("domains-unknown", id=id[:SHOWN], known=", ".join(sorted(self.domains)))


def load_domains(language: str = "en", extra: Sequence[Path] = ()) -> Loaded:
    """The bundled domains of `language`, then those of the `extra` folders, which replace them by id.

    An extra folder holds its files itself or in a folder named after the language. A replacement with
    faults replaces nothing.
    """
    loaded = bundled(language)
    for folder in extra:
        more = load_folder(folder / language if (folder / language).is_dir() else folder, language)
        unread = {id: head for id, head in loaded.unread.items() if id not in more.domains}
        domains = ChainMap(dict(more.domains), loaded.domains)  # type: ignore[arg-type]  # never written to
        loaded = Loaded(domains, loaded.faults + more.faults, unread)
    return loaded


def bundled(language: str = "en") -> Loaded:
    """The bundled domains, unread but for their headings; a file without one is read to tell its faults."""
    headings: dict[str, Heading] = {}
    faults: list[Fault] = []
    for file in sorted((FOLDER / language).glob("*.toml")):
        heading = read_heading(file)
        if heading:
            headings[heading.id] = heading
        else:
            read = read_file(file, language)
            faults += [] if isinstance(read, Domain) else read
    shelf = Shelf(tuple(headings), lambda id: load_file(FOLDER / language / f"{id}.toml", language))
    return Loaded(shelf, tuple(faults), headings)


def load_folder(folder: Path, language: str = "en") -> Loaded:
    """All `*.toml` files of one folder, in the order of their names.

    What they inherit is looked for beside them, then among the bundled ones.
    """
    if not folder.is_dir():
        return Loaded(faults=(Fault(str(folder), 1, "domains-folder-missing", {}),))
    domains: dict[str, Domain] = {}
    faults: list[Fault] = []
    bases = bases_of(folder, language)
    for file in sorted(folder.glob("*.toml")):
        read = read_file(file, language, bases)
        if isinstance(read, Domain):
            domains[read.id] = read
        else:
            faults += read
    return Loaded(domains, tuple(faults))


def load_file(file: Path, language: str = "en") -> Domain:
    """The domain in `file`. Raises FaultyDomains with everything that is wrong with it."""
    read = read_file(file, language)
    if isinstance(read, Domain):
        return read
    raise FaultyDomains(read)


def bases_of(folder: Path, language: str) -> Bases:
    """What the files of `folder` can inherit from."""
    return Bases((folder, FOLDER / language))


def read_file(file: Path, language: str = "en", bases: Bases | None = None) -> Domain | tuple[Fault, ...]:
    """The domain in `file`, or everything that is wrong with it; raises nothing."""
    text = read_bytes(file)
    return (text,) if isinstance(text, Fault) else read_text(text, str(file), language, bases)


def read_bytes(file: Path) -> str | Fault:
    """The text of `file`, or why it cannot be read."""
    try:
        return file.read_bytes().decode("utf-8").replace("\r\n", "\n")
    except OSError as error:
        return Fault(str(file), 1, "domains-unreadable", {"why": error.strerror or type(error).__name__})
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return Fault(str(file), line, "domains-not-utf8", {})


def parsed(text: str, file: str) -> Mapping[str, Any] | Fault:
    """The tables of a TOML text, or why it is none."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        return Fault(file, 1, "domains-nested", {})
    except ValueError as error:
        return _syntax(text, file, error)


def read_text(
    text: str, file: str, language: str = "en", bases: Bases | None = None
) -> Domain | tuple[Fault, ...]:
    """The domain that `text` describes, or all its faults; `file` gives the id and stands in the faults."""
    text = text.replace("\r\n", "\n")
    raw = parsed(text, file)
    if isinstance(raw, Fault):
        return (raw,)
    whole, found = inherited(raw, file, bases or bases_of(Path(file).parent, language))
    table, shape_faults = shaped(whole)
    more = (*shape_faults, *rule_faults(whole))
    found = (*found, *(fault for fault in more if whole is not raw or not excused(fault, raw)))
    faults = _name(file) + (placed(found, raw, text, file) if found else ())
    if faults or table is None:
        return tuple(sorted(faults, key=lambda fault: fault.line))
    return table.value(Path(file).stem, language, own_count(raw))


def _name(file: str) -> tuple[Fault, ...]:
    id = Path(file).stem
    return () if names_a_domain(id) else (Fault(file, 1, "domains-file-name", {"id": id[:SHOWN]}),)


def _syntax(text: str, file: str, error: ValueError) -> Fault:
    # The parser says the place only in the words of its message.
    match = re.fullmatch(r"(.*) \(at line (\d+), column (\d+)\)", str(error), re.DOTALL)
    if match is None:
        return Fault(file, text.rstrip().count("\n") + 1, "domains-cut-off", {})
    return Fault(file, int(match[2]), "domains-syntax", {"why": match[1][:SHOWN], "column": match[3]})


def placed(found: Sequence[Found], raw: Mapping[str, Any], text: str, file: str) -> tuple[Fault, ...]:
    """Faults of the parsed file `raw` at their lines in its `text`."""
    try:
        lines = Lines(text)
    except RecursionError:
        return (Fault(file, 1, "domains-nested", {}),)
    return tuple(
        Fault(
            file,
            lines.of(written(one.path, raw)),
            one.key,
            {"where": _named(one.path, raw), **_cut(one.values)},
        )
        for one in found
    )


def _cut(values: Mapping[str, str | int]) -> dict[str, str | int]:
    """`values` with what comes from the file at a length that can be read."""
    return {
        name: value[:SHOWN] if isinstance(value, str) and name not in ("allowed", "example") else value
        for name, value in values.items()
    }


def _named(path: Place, raw: Any) -> str:
    """`path` to be read by a person: `question.bad-handover.probe[2].text`, numbers counted from 1."""
    name = ""
    for part in path:
        raw = _inside(raw, part)
        if isinstance(part, str):
            name += f".{part}" if name else part
        elif isinstance(raw, dict) and isinstance(raw.get("id"), str) and well_formed(raw["id"]):
            name += f".{raw['id']}"
        else:
            name += f"[{part + 1}]"
    return name[:SHOWN]


def _inside(raw: Any, part: str | int) -> Any:
    if isinstance(part, int):
        return raw[part] if isinstance(raw, list) and part < len(raw) else None
    return raw.get(part) if isinstance(raw, dict) else None
