"""Marks in a message that waits to be sent: whose name and whose words stand there, by seat and by id.

The rule: what anybody is called or said is put into a message when it is sent and not before, so that
somebody who is forgotten meanwhile is forgotten there too. People's own texts hold no control characters
(ingest takes them out), so nobody can write a mark.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_MARK = re.compile("\x02([mw]):([^\x03]*)\x03")


def member(seat: int) -> str:
    """The mark of a member's name."""
    return f"\x02m:{seat}\x03"


def words(id_: str) -> str:
    """The mark of somebody's words."""
    return f"\x02w:{id_}\x03"


def ids_in(text: str) -> set[str]:
    """The ids of the words that a text names."""
    return {id_ for kind, id_ in _MARK.findall(text) if kind == "w"}


def filled(value: Any, names: Mapping[str, str], said: Mapping[str, str], gone: tuple[str, str]) -> Any:
    """`value` (as JSON has it) with its marks replaced; `gone` stands for a name and for words that are not.

    >>> filled([member(1), "x"], {"1": "Ada"}, {}, ("(removed)", "(removed)"))
    ['Ada', 'x']
    """
    if isinstance(value, str):
        return _MARK.sub(lambda mark: _one(mark, names, said, gone), value)
    if isinstance(value, list):
        return [filled(one, names, said, gone) for one in value]
    if isinstance(value, dict):
        return {key: filled(one, names, said, gone) for key, one in value.items()}
    return value


def _one(
    mark: re.Match[str], names: Mapping[str, str], said: Mapping[str, str], gone: tuple[str, str]
) -> str:
    kind, id_ = mark.groups()
    return names.get(id_, gone[0]) if kind == "m" else said.get(id_, gone[1])
