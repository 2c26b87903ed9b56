"""The domains that come with Greenroom, each read once a process, when a test first asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from core.domains.loader import FOLDER, Loaded, load_domains, load_folder

BUNDLED = load_domains()

IDS = tuple(sorted(file.stem for file in (FOLDER / "en").glob("*.toml")))
"""All of them, those with faults too; for tests that are made for each."""


@cache
def read_at_once() -> Loaded:
    """All of them as `domains check` reads them, with their faults."""
    return load_folder(FOLDER / "en")


def load(language: str = "en", extra: Sequence[Path] = ()) -> Loaded:
    """As `load_domains`, for the houses that nearly every test opens."""
    return load_domains(language, extra) if extra or language != "en" else BUNDLED
