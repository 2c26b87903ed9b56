"""A domain file that builds on another: what it takes over, and what of it cannot be.

The rule: a file with `inherits = "<id>"` is read as if it held what it says itself and, behind that, what
the other file says and it does not replace:

    title, role, summary                  always its own
    question                              its own first, then the other's it neither replaces nor leaves out
    terms, skills                         its own first, then the other's
    warm_ups, own_questions, flow         its own where given, else the other's

One level only: nobody inherits from a file that inherits. A file may build on the bundled one of its own
name and so add to it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.domains.faults import Found, Place, found
from core.domains.format import listed, near, shaped
from core.domains.rules import rule_faults

Table = Mapping[str, Any]

ADDED = ("terms", "skills")
TAKEN = ("warm_ups", "own_questions", "flow")


@dataclass(frozen=True, slots=True)
class Base:
    """A file to inherit from, as parsed. `sound` is False where it has faults of its own."""

    raw: Table
    sound: bool = True


class Bases:
    """The files others may inherit from: those of the first folder, then of the next. Each is parsed once."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders
        self._parsed: dict[Path, Base] = {}

    def of(self, id: str, heir: str) -> Base | None:
        """The domain `id` for the file `heir`, which is never its own base."""
        for folder in self._folders:
            file = folder / f"{id}.toml"
            if file != Path(heir) and file.is_file():
                if file not in self._parsed:
                    self._parsed[file] = _parsed(file)
                return self._parsed[file]
        return None

    def ids(self, heir: str) -> list[str]:
        """Every id there is, except that of the file `heir`."""
        files = {file for folder in self._folders for file in folder.glob("*.toml")}
        return sorted({file.stem for file in files} - {Path(heir).stem})


def inherited(raw: Table, file: str, bases: Bases) -> tuple[Table, tuple[Found, ...]]:
    """`raw` with what the parsed `file` inherits behind its own, and what is wrong with its inheriting."""
    id = raw.get("inherits")
    if id is None:
        alone = (found(("leave_out",), "domains-leave-out-alone"),) if "leave_out" in raw else ()
        return raw, alone
    if not isinstance(id, str):
        return raw, ()  # the format says so
    base = bases.of(id, file)
    fault = _unfit(id, base, bases.ids(file))
    if fault or base is None:
        return raw, (fault,) if fault else ()
    return _merged(raw, base.raw), tuple(_left_out(raw, base.raw))


def excused(fault: Found, raw: Table) -> bool:
    """Whether a fault of a file that could not inherit may only come from that."""
    if "inherits" not in raw:
        return False
    missing = fault.key == "domains-key-missing" and fault.path[0] in (*ADDED, *TAKEN, "question")
    return missing or fault.key in ("domains-flow-questions", "domains-skills-none")


def written(path: Place, raw: Table) -> Place:
    """Where in the file `raw` is of what stands at `path`: at `inherits` where it comes from there."""
    taken = "inherits" in raw and path[0] in TAKEN and path[0] not in raw
    return ("inherits",) if taken else path


def own_count(raw: Table) -> int:
    """How many questions a parsed file has of its own; they come first in what it is read as."""
    return len(_entries(raw, "question"))


def _unfit(id: str, base: Base | None, known: Sequence[str]) -> Found | None:
    """Why nothing can be inherited from `base`."""
    path = ("inherits",)
    if base is None:
        return found(
            path, "domains-inherits-unknown", id=id, near=near(id, list(known)), known=listed(list(known))
        )
    if "inherits" in base.raw:
        return found(path, "domains-inherits-chain", id=id, other=str(base.raw["inherits"]))
    return None if base.sound else found(path, "domains-inherits-faulty", id=id)


def _merged(raw: Table, base: Table) -> Table:
    gone = {*_ids(raw), *map(str, _entries(raw, "leave_out"))}
    behind = {
        "question": [question for question in base["question"] if question["id"] not in gone],
        **{key: _not_in(_entries(raw, key), base[key]) for key in ADDED},
    }
    # What has a wrong shape stays as it is, for the format to say so.
    lists = {key: [*raw.get(key, []), *more] for key, more in behind.items() if _is_list(raw, key)}
    return {**{key: base[key] for key in TAKEN}, **raw, **lists}


def _is_list(raw: Table, key: str) -> bool:
    return isinstance(raw.get(key, []), list)


def _not_in(own: Sequence[object], theirs: Sequence[str]) -> list[str]:
    said = {_plain(entry) for entry in own}
    return [entry for entry in theirs if _plain(entry) not in said]


def _left_out(raw: Table, base: Table) -> Iterator[Found]:
    """Only what would be inherited can be left out."""
    theirs, own = _ids(base), _ids(raw)
    for number, id in enumerate(_entries(raw, "leave_out")):
        path = ("leave_out", number)
        if isinstance(id, str) and id not in theirs:
            yield found(
                path, "domains-leave-out-unknown", id=id, near=near(id, theirs), other=str(raw["inherits"])
            )
        elif id in own:
            yield found(path, "domains-leave-out-replaced", id=str(id))


def _ids(raw: Table) -> list[str]:
    return [str(question.get("id")) for question in _entries(raw, "question") if isinstance(question, dict)]


def _entries(raw: Table, key: str) -> list[Any]:
    entries = raw.get(key)
    return entries if isinstance(entries, list) else []


def _plain(entry: object) -> str:
    return " ".join(str(entry).casefold().split())


def _parsed(file: Path) -> Base:
    try:
        raw = tomllib.loads(file.read_bytes().decode("utf-8").replace("\r\n", "\n"))
    except (OSError, ValueError, RecursionError):
        return Base({}, sound=False)
    if "inherits" in raw:
        return Base(raw)
    return Base(raw, sound=not shaped(raw)[1] and not any(rule_faults(raw)))
