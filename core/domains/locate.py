"""On which line of a TOML text each key, table and array entry stands.

The standard library's parser gives values without positions. This scanner goes over a text which that
parser has already accepted, so it checks nothing: it only has to know where values end.
Grammar: https://toml.io/en/v1.0.0
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right

from core.domains.faults import Place

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_KEY_PART = re.compile(r"""[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*'""")
# The closing quotes of a multi-line string may directly follow one or two quotes of its text.
_STRING = re.compile(
    r'''"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*\'''',
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}\n#]*")


class Lines:
    """The line numbers of one TOML text that `tomllib` accepts."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._breaks = [match.start() for match in re.finditer("\n", text)]
        self._found: dict[Place, int] = {}
        self._arrays: dict[Place, int] = {}
        self._document()

    def of(self, path: Place) -> int:
        """The line of `path`, counted from 1; of its nearest known table where it is not in the text."""
        while path and path not in self._found:
            path = path[:-1]
        return self._found.get(path, 1)

    def has(self, path: Place) -> bool:
        """Whether `path` itself stands in the text."""
        return path in self._found

    def _note(self, path: Place, at: int) -> None:
        self._found.setdefault(path, bisect_right(self._breaks, at - 1) + 1)

    def _skip(self, pattern: re.Pattern[str], at: int) -> int:
        match = pattern.match(self._text, at)
        return match.end() if match else at

    def _document(self) -> None:
        table: Place = ()
        at = self._skip(_BLANK, 0)
        while at < len(self._text):
            if self._text[at] == "[":
                table, at = self._header(at)
            else:
                at = self._pair(at, table)
            at = self._skip(_BLANK, at)

    def _header(self, at: int) -> tuple[Place, int]:
        brackets = 2 if self._text.startswith("[[", at) else 1
        keys, end = self._key(at + brackets)
        path = self._resolved(keys[:-1]) + keys[-1:]
        if brackets == 2:
            self._note(path, at)
            self._arrays[path] = self._arrays.get(path, -1) + 1
        path = self._resolved(keys)
        for size in range(1, len(path) + 1):
            self._note(path[:size], at)
        return path, end + brackets

    def _resolved(self, keys: Place) -> Place:
        """`keys` with the number of the newest entry behind every array of tables."""
        path: Place = ()
        for key in keys:
            path += (key,)
            if path in self._arrays:
                path += (self._arrays[path],)
        return path

    def _pair(self, at: int, table: Place) -> int:
        keys, end = self._key(at)
        for size in range(1, len(keys) + 1):
            self._note(table + keys[:size], at)
        return self._value(self._skip(_SPACE, end + 1), table + keys)

    def _key(self, at: int) -> tuple[Place, int]:
        """The dotted key from `at` on, and where the sign behind it stands."""
        keys: Place = ()
        while True:
            at = self._skip(_SPACE, at)
            end = self._skip(_KEY_PART, at)
            keys += (_plain(self._text[at:end]),)
            at = self._skip(_SPACE, end)
            if not self._text.startswith(".", at):
                return keys, at
            at += 1

    def _value(self, at: int, path: Place) -> int:
        self._note(path, at)
        match self._text[at]:
            case "[":
                return self._array(at + 1, path)
            case "{":
                return self._inline_table(at + 1, path)
            case '"' | "'":
                return self._skip(_STRING, at)
            case _:
                return self._skip(_SCALAR, at)

    def _array(self, at: int, path: Place) -> int:
        number = 0
        while self._text[at := self._skip(_BLANK, at)] != "]":
            at = self._skip(_BLANK, self._value(at, (*path, number)))
            number += 1
            if self._text[at] == ",":
                at += 1
        return at + 1

    def _inline_table(self, at: int, path: Place) -> int:
        while self._text[at := self._skip(_BLANK, at)] != "}":
            at = self._skip(_BLANK, self._pair(at, path))
            if self._text[at] == ",":
                at += 1
        return at + 1


def _plain(part: str) -> str:
    """A key's part without its quotes and escapes."""
    if part[:1] not in ('"', "'"):
        return part
    return str(tomllib.loads(f"key = {part}")["key"])
