"""Telegram's published specification, read from a file, and whether a value is what it says.

The rule: types are checked strictly, required fields must be there, fields that the specification does not
name are refused, of a union exactly the alternative is meant whose constants fit. Rules that stand in prose
only are in `rules`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Json = dict[str, Any]
ARRAY = "Array of "
CONSTANT = re.compile(r"(?:always|must be) [\"“]?([a-z0-9_]+)[\"”]?$")
QUOTED = re.compile(r"[\"“]([^\"”]+)[\"”]")
# the fields whose values the specification lists between quotation marks
LISTED = {
    ("Chat", "type"),
    ("ChatFullInfo", "type"),
    ("MessageEntity", "type"),
    ("Sticker", "type"),
    ("InlineKeyboardButton", "style"),
    ("KeyboardButton", "style"),
    ("ReactionTypeEmoji", "emoji"),
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request, under the name of its part."""

    part: str
    name: str
    content: bytes = field(repr=False)
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an object, or a parameter of a method."""

    types: tuple[str, ...]
    required: bool
    constant: str = ""
    listed: frozenset[str] = frozenset()


Fields = Mapping[str, Field]
TypeRule = Callable[[Json], Iterable[str]]


@dataclass(frozen=True)
class Spec:
    """All methods and types. `rules` speak of objects of a type whose form is right already."""

    version: str
    methods: Mapping[str, Fields]
    returns: Mapping[str, tuple[str, ...]]
    types: Mapping[str, Fields]
    unions: Mapping[str, tuple[str, ...]]
    rules: Mapping[str, TypeRule]

    def faults(self, value: object, types: Sequence[str], at: str) -> Iterator[str]:
        """What is wrong with a value that should be of one of the types."""
        if len(types) > 1 and all(name.startswith(ARRAY) for name in types):
            mixed = [name.removeprefix(ARRAY) for name in types]
            yield from self._array(value, at, lambda inner, place: self._union(inner, mixed, place))
        else:
            found = [list(self._of(value, name, at)) for name in types]
            yield from min(found, key=len)

    def object_faults(self, value: Mapping[str, object], fields: Fields, at: str) -> Iterator[str]:
        """What is wrong with the fields of an object or the parameters of a method."""
        for name, one in fields.items():
            if one.required and name not in value:
                yield f"{at}.{name} is missing"
        for name, inner in value.items():
            known = fields.get(name)
            if known is None:
                yield f"{at}.{name} is unknown"
                continue
            yield from self.faults(inner, known.types, f"{at}.{name}")
            if known.constant and inner != known.constant:
                yield f"{at}.{name} is not {known.constant!r}"
            if known.listed and inner not in known.listed:
                yield f"{at}.{name} is none of the values there are"

    def _of(self, value: object, name: str, at: str) -> Iterator[str]:
        if name.startswith(ARRAY):
            inside = name.removeprefix(ARRAY)
            yield from self._array(value, at, lambda inner, place: self._of(inner, inside, place))
        elif name in PLAIN:
            if not PLAIN[name](value):
                yield f"{at} is no {name}"
        elif name in self.unions:
            yield from self._union(value, self.unions[name], at, name)
        else:
            yield from self._object(value, name, at)

    def _array(self, value: object, at: str, of: Callable[[object, str], Iterator[str]]) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{at} is no array"
            return
        for index, inner in enumerate(value):
            yield from of(inner, f"{at}[{index}]")

    def _object(self, value: object, name: str, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{at} is no {name}"
            return
        wrong = list(self.object_faults(value, self.types[name], at))
        yield from wrong
        if not wrong and name in self.rules:
            yield from (f"{at}: {fault}" for fault in self.rules[name](value))

    def _union(self, value: object, names: Sequence[str], at: str, called: str = "") -> Iterator[str]:
        members = [one for one in names if self._fits(value, one)]
        if members:
            yield from self.faults(value, members, at)
        else:
            yield f"{at} is no {called or ' or '.join(names)}"

    def _fits(self, value: object, name: str) -> bool:
        """Whether the constants of a union's member are those of the value."""
        if name not in self.types or not isinstance(value, dict):
            return (name in self.types) == isinstance(value, dict)
        constants = {key: one.constant for key, one in self.types[name].items() if one.constant}
        return all(value.get(key) == constant for key, constant in constants.items())


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


PLAIN: Mapping[str, Callable[[object], bool]] = {
    "Integer": _whole,
    "String": lambda value: isinstance(value, str),
    "Boolean": lambda value: isinstance(value, bool),
    "Float": lambda value: _whole(value) or isinstance(value, float),
    "InputFile": lambda value: isinstance(value, Upload),
}


def load(file: Path, rules: Mapping[str, TypeRule]) -> Spec:
    """The specification of a file, with rules for its types."""
    raw = json.loads(file.read_text(encoding="utf-8"))
    unions = {name: tuple(one["subtypes"]) for name, one in raw["types"].items() if "subtypes" in one}
    members = {member for union in unions.values() for member in union}
    unknown = rules.keys() - raw["types"].keys()
    assert not unknown, f"rules for types that are not there: {unknown}"
    return Spec(
        raw["version"],
        {name: _fields(name, one, constants=False) for name, one in raw["methods"].items()},
        {name: tuple(one["returns"]) for name, one in raw["methods"].items()},
        {name: _fields(name, one, constants=name in members) for name, one in raw["types"].items()},
        unions,
        rules,
    )


def _fields(owner: str, raw: Json, *, constants: bool) -> Fields:
    return {one["name"]: _field(owner, one, constants=constants) for one in raw.get("fields", ())}


def _field(owner: str, raw: Json, *, constants: bool) -> Field:
    name, about = raw["name"], raw["description"].rstrip(".")
    constant = CONSTANT.search(about) if constants and name in ("type", "source", "status") else None
    listed = QUOTED.findall(about) if (owner, name) in LISTED else ()
    return Field(
        tuple(raw["types"]), bool(raw["required"]), constant[1] if constant else "", frozenset(listed)
    )
