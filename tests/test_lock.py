"""`requirements.lock` fits `pyproject.toml`: neither asks for what the other forbids."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LINES = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
REQUIREMENTS = [
    Requirement(text)
    for texts in (PROJECT["dependencies"], *PROJECT["optional-dependencies"].values())
    for text in texts
    if not text.startswith(("greenroom[", "torch=="))
]


def pins() -> dict[str, list[str]]:
    """The pinned versions of each name; several where systems or Pythons differ."""
    found: dict[str, list[str]] = {}
    for line in LINES:
        if not line.startswith("#"):
            pin = Requirement(line)
            (specifier,) = pin.specifier
            assert specifier.operator == "=="
            found.setdefault(canonicalize_name(pin.name), []).append(specifier.version)
    return found


def test_every_requirement_is_pinned_to_a_version_it_allows() -> None:
    pinned = pins()
    wrong = [
        f"{requirement} is pinned to {pinned.get(canonicalize_name(requirement.name))}; run: ./run lock"
        for requirement in REQUIREMENTS
        if not pinned.get(canonicalize_name(requirement.name))
        or not all(
            version in requirement.specifier for version in pinned[canonicalize_name(requirement.name)]
        )
    ]
    assert wrong == []


def test_torch_and_what_its_gpu_builds_bring_are_left_out() -> None:
    assert [name for name in pins() if re.match("torch$|triton$|nvidia-|cuda-", name)] == []


def test_torch_is_pinned_to_one_version_in_one_place() -> None:
    named = re.findall(r'"torch[^"]*"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert [text for text in named if re.fullmatch(r'"torch==\d+\.\d+\.\d+"', text)] == named
    assert len(named) == 1


def test_the_lock_names_no_address_and_no_folder() -> None:
    pattern = re.compile(r"^[a-z0-9-]+==[A-Za-z0-9.!+]+( ; [^/@]+)?$")
    assert [line for line in LINES if not line.startswith("#") and not pattern.match(line)] == []
    assert [line for line in LINES if "://" in line] == []
