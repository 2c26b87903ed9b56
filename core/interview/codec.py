"""Events to and from JSON, for good.

The text is canonical: keys sorted, no spaces, so the same value gives the same bytes. What is stored
with it is the event's name and version; `UPCASTERS` lift an older version's fields to the next one's.
A name, version or field that is not known raises `CorruptLog`: a log is never read half.
"""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from core.interview.errors import CorruptLog
from core.interview.events import Event

EVENTS: dict[str, type] = {event.__name__: event for event in get_args(Event)}
LATER = {"Opened": 2, "Planned": 2, "Transcribed": 2, "Judged": 2, "Drawn": 2}
VERSIONS: dict[str, int] = {**dict.fromkeys(EVENTS, 1), **LATER}

Fields = dict[str, Any]
# (event, version) -> the fields of the next version.
Upcasters = Mapping[tuple[str, int], Callable[[Fields], Fields]]
UPCASTERS: Upcasters = {
    ("Opened", 1): lambda fields: {**fields, "purpose": "practice", "again": None},  # there was no other
    ("Planned", 1): lambda fields: {**fields, "plan": _of_one_domain(fields["plan"])},
    ("Transcribed", 1): lambda fields: {**fields, "speech": None},  # how it was spoken was not measured yet
    ("Judged", 1): lambda fields: {**fields, **_UNCORRECTED, "findings": _judged_once(fields["findings"])},
    ("Drawn", 1): lambda fields: {**fields, "debrief": "", "by": "", "refused": []},  # nobody wrote one yet
}
_UNCORRECTED: Fields = {"refused": [], "corrections": "", "corrections_refused": []}


def _of_one_domain(plan: Fields) -> Fields:
    """A plan from before slots could be of another domain, or in words from before."""
    return {**plan, "slots": [{**slot, "domain": "", "edition": "", "words": ""} for slot in plan["slots"]]}


def _judged_once(findings: list[Fields]) -> list[Fields]:
    """Findings from before a criterion could have a judge of its own, or be judged several times."""
    return [{**found, "by": "", "lowest": 0, "highest": 0, "refused": []} for found in findings]


def encode(event: Event) -> tuple[str, int, str]:
    """The event's name, its version and its fields as canonical JSON."""
    name = type(event).__name__
    return name, VERSIONS[name], dump(event)


def decode(name: str, version: int, text: str) -> Event:
    """The event back. Raises CorruptLog."""
    event: Event = decoded(name, version, text, EVENTS, VERSIONS, UPCASTERS)
    return event


def decoded(  # noqa: PLR0913, PLR0917 - an event and what its machine knows of events
    name: str,
    version: int,
    text: str,
    events: Mapping[str, type],
    versions: Mapping[str, int],
    upcasters: Upcasters,
) -> Any:
    """An event of whichever machine back, lifted to its newest version. Raises CorruptLog."""
    if name not in events or not 1 <= version <= versions[name]:
        raise CorruptLog("error-corrupt-log", event=name, version=version)
    try:
        fields = json.loads(text)
        for old in range(version, versions[name]):
            fields = upcasters[name, old](fields)
        return load(events[name], fields)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise CorruptLog("error-corrupt-log", event=name, version=version) from None


def dump(value: Any) -> str:
    """Any of the interview's values as canonical JSON."""
    return json.dumps(plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def plain(value: Any) -> Any:
    """A value as lists, dicts, strings and numbers."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: plain(getattr(value, name)) for name in _fields(type(value))}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value.value if isinstance(value, Enum) else value


def load(kind: Any, value: Any) -> Any:
    """A plain value as `kind`. Raises ValueError, TypeError or KeyError where it does not fit."""
    origin = get_origin(kind)
    if origin is tuple:
        return _tuple(get_args(kind), value)
    if origin in (Union, types.UnionType):
        return _union(get_args(kind), value)
    if dataclasses.is_dataclass(kind):
        return _dataclass(kind, value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if type(value) is not kind:
        raise TypeError(kind)
    return value


def _tuple(kinds: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise TypeError(kinds)
    if len(kinds) == 2 and kinds[1] is ...:
        return tuple(load(kinds[0], item) for item in value)
    return tuple(load(kind, item) for kind, item in zip(kinds, value, strict=True))


def _union(kinds: tuple[Any, ...], value: Any) -> Any:
    if value is None and type(None) in kinds:
        return None
    for kind in kinds:
        try:
            return load(kind, value)
        except (ValueError, TypeError, KeyError):
            continue
    raise TypeError(kinds)


def _dataclass(kind: Any, value: Any) -> Any:
    hints = _fields(kind)
    if not isinstance(value, dict) or not value.keys() <= hints.keys():
        raise TypeError(kind)
    return kind(**{name: load(hints[name], item) for name, item in value.items()})


@cache
def _fields(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
