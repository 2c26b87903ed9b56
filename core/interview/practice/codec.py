"""A practice's events to and from JSON, for good: as `core.interview.codec`, with names of their own."""

from __future__ import annotations

from typing import get_args

from core.interview.codec import Upcasters, decoded, dump
from core.interview.practice.events import Event

EVENTS: dict[str, type] = {event.__name__: event for event in get_args(Event)}
VERSIONS: dict[str, int] = dict.fromkeys(EVENTS, 1)
UPCASTERS: Upcasters = {}


def encode(event: Event) -> tuple[str, int, str]:
    """The event's name, its version and its fields as canonical JSON."""
    name = type(event).__name__
    return name, VERSIONS[name], dump(event)


def decode(name: str, version: int, text: str) -> Event:
    """The event back. Raises CorruptLog for a name, version or field that is not known."""
    event: Event = decoded(name, version, text, EVENTS, VERSIONS, UPCASTERS)
    return event
