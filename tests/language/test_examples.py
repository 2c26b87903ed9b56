"""The examples in the docstrings of `core.language` hold."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import core.language

MODULES = [module.name for module in pkgutil.iter_modules(core.language.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_hold(name: str) -> None:
    outcome = doctest.testmod(importlib.import_module(f"core.language.{name}"))
    assert outcome.failed == 0
