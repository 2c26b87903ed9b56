"""A practice's events to and from JSON, for good: as `core.interview.codec`, with names of their own."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, get_args

from core.interview.codec import dump, load
from core.interview.errors import CorruptLog
from core.interview.practice.events import Event

EVENTS: dict[str, type] = {event.__name__: event for event in get_args(Event)}
VERSIONS: dict[str, int] = dict.fromkeys(EVENTS, 1)
# (event, version) -> the fields of the next version.
UPCASTERS: dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {}


def encode(event: Event) -> tuple[str, int, str]:
    """The event's name, its version and its fields as canonical JSON."""
    name = type(event).__name__
    return name, VERSIONS[name], dump(event)


def decode(name: str, version: int, text: str) -> Event:
    """The event back. Raises CorruptLog for a name, version or field that is not known."""
    if name not in EVENTS or not 1 <= version <= VERSIONS[name]:
        raise CorruptLog("error-corrupt-log", event=name, version=version)
    try:
        fields = json.loads(text)
        for old in range(version, VERSIONS[name]):
            fields = UPCASTERS[name, old](fields)
        event: Event = load(EVENTS[name], fields)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise CorruptLog("error-corrupt-log", event=name, version=version) from None
    return event
