"""The JSON Schema of a report as JSON, made from the view model, so that the two cannot differ.

    python -m core.report.schema docs/report.schema.json

writes it again; a test compares. Keys may be added to a version, so a reader has to let others be.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum, EnumType
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from core.interview.delivery import Remark
from core.report.as_json import SCHEMA
from core.report.model import Phrase, Report

DIALECT = "https://json-schema.org/draft/2020-12/schema"
PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
    Phrase: {"type": "string"},  # a sentence stands as its text
    Remark: {"type": "string"},
}


def schema() -> dict[str, Any]:
    """The schema as a plain dict."""
    objects: dict[str, Any] = {}
    report = _object(Report, objects)
    report["properties"] = {"schema": {"const": SCHEMA}, **report["properties"]}
    report["required"] = ["schema", *report["required"]]
    return {"$schema": DIALECT, "title": SCHEMA, **report, "$defs": dict(sorted(objects.items()))}


def written() -> str:
    """The schema as text."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def _object(of: type, objects: dict[str, Any]) -> dict[str, Any]:
    """A dataclass: every field is there, and null stands for nothing."""
    hints = get_type_hints(of)
    names = [field.name for field in fields(of)]
    return {
        "type": "object",
        "description": " ".join((of.__doc__ or "").split()),
        "properties": {name: _type(hints[name], objects) for name in names},
        "required": names,
    }


def _type(hint: Any, objects: dict[str, Any]) -> dict[str, Any]:
    if hint in PLAIN:
        return PLAIN[hint]
    if isinstance(hint, EnumType):
        members: Mapping[str, Enum] = hint.__members__
        return {"enum": [one.value for one in members.values()]}
    if is_dataclass(hint) and isinstance(hint, type):
        name = f"{hint.__module__.rpartition('.')[2]}.{hint.__name__}"  # two are called Delivery
        if name not in objects:
            objects[name] = {}  # before its fields, since they may lead back to it
            objects[name] = _object(hint, objects)
        return {"$ref": f"#/$defs/{name}"}
    if get_origin(hint) in (Union, UnionType):
        kinds = [_type(one, objects) for one in get_args(hint)]
        different = [kind for number, kind in enumerate(kinds) if kind not in kinds[:number]]
        return different[0] if len(different) == 1 else {"anyOf": different}
    if get_origin(hint) is tuple:
        return _list(get_args(hint), objects)
    raise TypeError(hint)


def _list(of: tuple[Any, ...], objects: dict[str, Any]) -> dict[str, Any]:
    if of[-1] is ...:
        return {"type": "array", "items": _type(of[0], objects)}
    return {"type": "array", "prefixItems": [_type(one, objects) for one in of], "items": False}


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(written(), encoding="utf-8")
