"""The schema of the JSON: written down, true to what is given away, and strict enough to find a fault."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from core.interview.values import Scores
from core.report.as_json import plain
from core.report.schema import schema, written
from core.report.view import build
from core.texts.catalog import texts
from tests.report.practice import a_practice
from tests.report.test_card import spoken_report
from tests.report.test_delivery import a_spoken_practice

WRITTEN = Path(__file__).parents[2] / "docs" / "report.schema.json"


def test_the_schema_in_the_documentation_is_the_one_of_the_code() -> None:
    """Else write it again: `python -m core.report.schema docs/report.schema.json`."""
    assert WRITTEN.read_text(encoding="utf-8") == written()


def reports() -> list[dict[str, Any]]:
    """A typed one, one without levels, one of words that are gone, one that was spoken."""
    return deepcopy(_reports())


@cache
def _reports() -> list[dict[str, Any]]:
    made = [a_practice().sheet(), a_practice(Scores.HIDE).sheet(), a_practice().sheet(forgotten=True)]
    return [plain(report, texts()) for report in (*map(build, made), spoken_report(a_spoken_practice()))]


@pytest.mark.parametrize("number", range(4))
def test_every_report_is_as_the_schema_says(number: int) -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(json.loads(json.dumps(reports()[number])), schema())


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("schema",), "greenroom-report/2"),
        (("facts", "level"), "expert"),
        (("criteria", 0, "hundredths"), 3.5),
    ],
)
def test_what_is_not_so_is_found(place: tuple[str | int, ...], value: object) -> None:
    report = reports()[0]
    inner: Any = report
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(report, schema())


def test_a_key_that_is_gone_is_found_and_one_that_came_is_let_be() -> None:
    report = reports()[0]
    jsonschema.validate({**report, "came": 1}, schema())
    del report["facts"]["minutes"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(report, schema())
