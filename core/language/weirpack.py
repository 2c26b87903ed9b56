"""The Weirpack of learner errors: rules from `learner.toml` as the zip that Harper loads.

The rule: the rules are data, written once. With their tests in it, a pack is refused by Harper where one of
its rules does not do what it promises; the bot loads it without them, since they are the test suite's.
"""

from __future__ import annotations

import io
import json
import re
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

RULES = Path(__file__).parent / "learner.toml"
KIND = "Usage"  # one of Harper's kinds
MANIFEST = {
    "author": "Greenroom",
    "version": "1.0.0",
    "description": "What learners of English often say and Harper does not know.",
    "license": "Apache-2.0",
}


@cache
def weirpack(*, tests: bool = False) -> bytes:
    """The pack; with `tests` Harper checks every rule when it loads it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("manifest.json", json.dumps(MANIFEST))
        for name, source in weirs(tests=tests):
            archive.writestr(f"{name}.weir", source)
    return packed.getvalue()


@cache
def reasons() -> Mapping[str, str]:
    """The sentence a person is told, by the message of a rule, which is its name.

    Weir takes typographic quotes for the end of its texts, so that the sentence cannot stand in the rule.
    """
    return MappingProxyType({name: rule["why"] for name, rule in _rules().items()})


def weirs(*, tests: bool) -> Iterator[tuple[str, str]]:
    """Each rule's name and its Weir source."""
    for name, rule in _rules().items():
        words = rule.get("for", [""])
        meant = words if isinstance(words, dict) else dict.fromkeys(words, "")
        for number, (it, to) in enumerate(meant.items()):
            lines = _source(name, rule, it, to)
            lines += _tests(rule, it) if tests else []
            yield f"{name}_{number}", "\n".join(lines) + "\n"


@cache
def _rules() -> dict[str, Any]:
    return tomllib.loads(RULES.read_text(encoding="utf-8"))


def _source(name: str, rule: dict[str, Any], it: str, to: str) -> list[str]:
    def filled(text: str) -> str:
        return text.replace("{it}", it).replace("{to}", to)

    return [
        f"expr main {filled(rule['find'])}",
        f'let message "{name}"',
        f'let description "{name}"',
        f'let kind "{KIND}"',
        f"let becomes {_quoted(filled(rule['becomes']))}",
        f'let strategy "{"Exact" if to == "I" else "MatchCase"}"',
    ]


def _tests(rule: dict[str, Any], it: str) -> list[str]:
    """What is put right, where it has the word in question; what is left alone by every rule."""
    pairs = [pair for pair in rule["right"] if re.search(rf"\b{it}\b", pair[0], re.IGNORECASE)]
    right = [f"test {_quoted(slip)} {_quoted(better)}" for slip, better in pairs]
    return right + [f"allows {_quoted(text)}" for text in rule.get("leaves", [])]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
