"""The bank's word lists, from `words.toml`; each is read once a process."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any


def words(name: str) -> frozenset[str]:
    """The words of one list. Raises KeyError where there is no such list."""
    return frozenset(str(_lists()[name]).split())


def signposts() -> Mapping[str, Sequence[str]]:
    """The words that guide a listener, by sort."""
    found: Mapping[str, Sequence[str]] = _lists()["signposts"]
    return found


@cache
def _lists() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
