"""The JSON object in what a model said around it: fences, a preamble, thinking aloud.

The rule: what is found is what the model wrote, character for character; nothing is mended.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

TRIED = 200  # braces that are looked at, so that a page of them costs little


def json_in(text: str, schema: Mapping[str, Any]) -> str | None:
    """The object in `text` that has what `schema` requires, the last one of several; None without one."""
    required = set(schema.get("required", ()))
    fitting = [found for found, value in _objects(text) if required <= value.keys()]
    return fitting[-1] if fitting else None


def _objects(text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The outermost objects of `text` with what they hold."""
    decoder, at = json.JSONDecoder(), text.find("{")
    for _ in range(TRIED):
        if at < 0:
            return
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            end = at + 1
        else:
            if isinstance(value, dict):
                yield text[at:end], value
        at = text.find("{", end)
