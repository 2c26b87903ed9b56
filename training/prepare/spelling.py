"""The config of prepare: names of columns, spellings, what is left out, licences. See `configs/columns.toml`.

The rule: a table of one's own file takes the place of the same table of the shipped one; what is wrong in it
is told with its name before anything is read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from training.errors import TrainingFault
from training.prepare.rows import Field, Quality

SHIPPED = Path(__file__).parents[1] / "configs" / "columns.toml"
UNKNOWN = "unknown"
V = TypeVar("V", bound=str)

_MARKS = re.compile(r"[\W_]+")
_BLANKS = re.compile(r"\s+")


def bare(name: str) -> str:
    """A column's name as it is compared: small letters and digits only.

    >>> bare("Answer(s)"), bare("Job_Position")
    ('answers', 'jobposition')
    """
    return _MARKS.sub("", name.casefold())


def named(value: str) -> str:
    """A name as it is compared: small letters, single blanks.

    >>> named(" Customer\\u00a0Service  Agent ")
    'customer service agent'
    """
    return _BLANKS.sub(" ", value).strip().casefold()


def _compiles(patterns: list[str]) -> list[str]:
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"{pattern!r} is no regular expression: {error}") from None
    return patterns


Patterns = Annotated[list[str], AfterValidator(_compiles)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Ignored(_Strict):
    names: Patterns


class _Questions(_Strict):
    asking: list[str]
    telling: list[str]
    inside: list[str]


class _Junk(_Strict):
    whole: Patterns
    placeholders: Patterns
    advice: Patterns
    advice_inside: Patterns
    labels: Patterns


class _Limits(_Strict):
    question: tuple[int, int]
    answer: tuple[int, int]
    follow_up: tuple[int, int]


class Alike(_Strict):
    """From how much likeness on, of 100, two texts are one."""

    row: int
    follow_up: int
    question: int


class _Licence(_Strict):
    files: list[str]
    licence: str
    source: str = ""


class _Taught(_Strict):
    licences: list[str]


class Config(_Strict):
    """The tables of a config, as they are written."""

    columns: dict[Field, list[str]]
    ignored: _Ignored
    phases: dict[str, list[str]]
    qualities: dict[Quality, list[str]]
    roles: dict[str, list[str]]
    hurried: dict[str, str]
    questions: _Questions
    junk: _Junk
    limits: _Limits
    alike: Alike
    licences: list[_Licence]
    taught: _Taught


@dataclass(frozen=True, slots=True)
class Spelling:
    """A config, ready to be asked."""

    config: Config
    columns: Mapping[str, Field]
    phases: Mapping[str, str]
    qualities: Mapping[str, Quality]
    roles: Mapping[str, str]
    ignored: re.Pattern[str]

    def column(self, name: str) -> Field | None:
        """What a column of this name is for, if that is known."""
        return self.columns.get(bare(name))

    def means_nothing(self, name: str) -> bool:
        """Whether a column of this name need not be told."""
        return bool(self.ignored.fullmatch(named(name)))

    def licence(self, source: str) -> tuple[str, str]:
        """The licence of a file or data set and whose it is; `UNKNOWN` and "" where the config is silent."""
        parts = f"/{source}" if source.startswith("hub:") else Path(source).resolve().as_posix()
        for entry in self.config.licences:
            if any(fnmatchcase(parts, f"*/{pattern}") for pattern in entry.files):
                return entry.licence, entry.source
        return UNKNOWN, ""

    def may_be_taught(self, licence: str) -> bool:
        """Whether rows under a licence may come into what a model is tuned on."""
        return licence in self.config.taught.licences


def read_spelling(own: Path | None = None) -> Spelling:
    """The shipped config, with the tables of `own` in the place of its own.

    Raises TrainingFault where the file cannot be read, is no TOML, or says what has no meaning.
    """
    tables = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))
    if own is not None:
        tables |= _tables(own)
    try:
        config = Config.model_validate(tables)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise TrainingFault("prepare-config-wrong", file=str(own), where=where, why=first["msg"]) from None
    return Spelling(
        config,
        _turned(config.columns, bare),
        _turned(config.phases, named),
        _turned(config.qualities, named),
        _turned(config.roles, named),
        any_of(config.ignored.names),
    )


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """One pattern that fits where any of `patterns` does."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in _numbered(patterns)))


def _numbered(patterns: Iterable[str]) -> Iterable[str]:
    """The patterns with their groups counted on, so that each refers back to its own."""
    before = 0
    for pattern in patterns:
        shift = before
        yield re.sub(r"\\([1-9])", lambda m, shift=shift: f"\\{int(m[1]) + shift}", pattern)  # type: ignore[misc]
        before += re.compile(pattern).groups


def _tables(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise TrainingFault("prepare-config-unreadable", file=str(file), why=why) from None
    except ValueError as error:  # not TOML, or not UTF-8
        raise TrainingFault("prepare-config-unreadable", file=str(file), why=str(error)) from None


def _turned(table: Mapping[V, list[str]], compared: Callable[[str], str]) -> Mapping[str, V]:
    """The table from the spellings to what they mean; each means itself too."""
    turned = {compared(spelling): meaning for meaning, spellings in table.items() for spelling in spellings}
    return turned | {compared(str(meaning)): meaning for meaning in table}
