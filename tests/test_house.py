"""The import rules know every module: a new one is hidden from the adapters until somebody says otherwise."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_adapters_may_import_nothing_of_the_shell_but_the_port() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (rule,) = (contract for contract in contracts if contract.get("source_modules") == ["bot.adapters"])
    shell = {f"bot.{file.stem}" for file in (ROOT / "bot").glob("*.py") if file.stem != "__init__"}
    assert shell - set(rule["forbidden_modules"]) == {"bot.port"}
