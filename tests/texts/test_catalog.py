"""Every text has a key that is used, and every key that is used has a text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent

from core.texts.catalog import FOLDER, Texts, texts

ROOT = Path(__file__).parents[2]
KEY = re.compile(r"[a-z]+(-[a-z0-9]+)+")
HOUSE = ("bot", "core", "storage", "training")
SOURCES = [file for room in HOUSE for file in ROOT.glob(f"{room}/**/*.py")]


def written() -> dict[str, Path]:
    """Every key of the English texts, with its file."""
    keys: dict[str, Path] = {}
    for file in sorted((FOLDER / "en").glob("*.ftl")):
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, fluent.Junk), f"{file.name}: {str(entry.content)[:60]}"
            if isinstance(entry, fluent.Message):
                assert entry.id.name not in keys, f"{entry.id.name} is in two files"
                keys[entry.id.name] = file
    return keys


def used() -> tuple[set[str], list[re.Pattern[str]]]:
    """The whole keys in the code, and patterns for those that are put together."""
    whole: set[str] = set()
    patterns: list[re.Pattern[str]] = []
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                patterns.append(re.compile("".join(_pattern(part) for part in node.values)))
    return whole, [pattern for pattern in patterns if "-" in pattern.pattern]


def _pattern(part: ast.expr) -> str:
    return re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z0-9_-]+"


def test_no_text_is_left_that_nobody_says() -> None:
    whole, patterns = used()
    unused = [
        key
        for key in written()
        if key not in whole and not any(pattern.fullmatch(key) for pattern in patterns)
    ]
    assert unused == []


def literals_given_to(functions: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The literal first arguments of calls to `functions`, with their place."""
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in functions and KEY.fullmatch(str(node.args[0].value)):
                    yield str(node.args[0].value), f"{source.name}:{node.lineno}"


def test_every_key_that_is_said_or_raised_has_a_text() -> None:
    sayers = {"say", "problem", "word", "Say", "Reply", "line", "Phrase", "Refused", "IllegalEvent"}
    raisers = {"CorruptLog", "StorageFault", "Unwritable", "KeyFault", "Conflict", "Gone", "SettingsFault"}
    raisers |= {"TrainingFault"}
    known = written()
    unknown = [use for use in literals_given_to(frozenset(sayers | raisers)) if use[0] not in known]
    assert unknown == []


def test_numbers_choose_the_plural() -> None:
    assert texts().say("doctor-waiting", {"count": 0}) == "No message waits to be worked on."
    assert texts().say("doctor-waiting", {"count": 1}).startswith("Messages of one conversation wait")
    assert texts().say("doctor-waiting", {"count": 2}).startswith("Messages of 2 conversations wait")


def test_a_missing_value_or_an_unknown_key_is_an_error() -> None:
    with pytest.raises(ValueError, match="hint"):
        texts().say("hint")
    with pytest.raises(LookupError):
        texts().say("no-such-key")


def test_another_language_is_another_folder(tmp_path: Path) -> None:
    (tmp_path / "pl").mkdir()
    (tmp_path / "pl" / "own.ftl").write_text(
        "answers = { $count ->\n    [one] { $count } odpowiedź\n    [few] { $count } odpowiedzi\n"
        "   *[other] { $count } odpowiedzi wiele\n}\n",
        encoding="utf-8",
    )
    polish = Texts("pl", tmp_path)
    said = [polish.say("answers", {"count": count}) for count in (1, 3, 5)]
    assert said == ["1 odpowiedź", "3 odpowiedzi", "5 odpowiedzi wiele"]
