"""What was tuned and what it was tuned on, checked before it goes anywhere.

The rule: nothing is published whose data are not known, or hold rows that may not be passed on: weights made
of GPL rows would have to be under the GPL themselves.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.interviewers.prompts.prompts import VERSION
from training.errors import TrainingFault

MARK = "greenroom.json"
WEIGHTS = ("adapter_config.json", "adapter_model.safetensors")
TOKENIZER = ("tokenizer.json", "tokenizer.model", "tokenizer_config.json", "special_tokens_map.json")
TEMPLATE = "chat_template.jinja"
CARD = "dataset.json"
CURVES = ("curves.csv", "curves.png")


@dataclass(frozen=True, slots=True)
class Tuned:
    """An adapter's folder with its mark, the card of its data, and the files that go along."""

    folder: Path
    mark: Mapping[str, Any]
    data: Mapping[str, Any]
    files: tuple[Path, ...]

    @property
    def base(self) -> str:
        """The base's repository of the hub, or its folder."""
        return str(self.mark["base"])

    @property
    def base_is_folder(self) -> bool:
        """Whether the base is on this machine alone."""
        return Path(self.base).expanduser().is_dir()

    @property
    def licences(self) -> tuple[str, ...]:
        """The licences of what it was tuned on."""
        return tuple(sorted(taught_licences(self.data)))


def tuned(run: Path, data: Path) -> Tuned:
    """What the run in the folder `run` tuned on the data prepared in `data`.

    `run` may also be the adapter's own folder. Raises TrainingFault where files are missing, belong to other
    data or other prompts, or may not be published.
    """
    folder = run / "adapter" if (run / "adapter").is_dir() else run
    for file in (*WEIGHTS, MARK):
        if not (folder / file).is_file():
            raise TrainingFault("publish-not-tuned", folder=str(run), file=file)
    mark, card = _read(folder / MARK, "publish-not-tuned", run), _read(data / CARD, "publish-no-data", data)
    if mark.get("prompts") != VERSION:
        raise TrainingFault("publish-other-prompts", theirs=str(mark.get("prompts")), ours=VERSION)
    if not mark.get("data") or mark["data"] != card.get("hash"):
        raise TrainingFault("publish-other-data", folder=str(data))
    check_licences(card)
    beside = [folder / name for name in (*WEIGHTS, MARK, *TOKENIZER, TEMPLATE)]
    curves = [folder.parent / name for name in CURVES]
    return Tuned(folder, mark, card, tuple(file for file in (*beside, *curves) if file.is_file()))


def check_licences(card: Mapping[str, Any]) -> None:
    """Raises TrainingFault where the data that taught have no licence, or one that does not fit weights."""
    licences = taught_licences(card)
    if not licences:
        raise TrainingFault("publish-no-licence")
    for licence in licences:
        if not licence or licence.lower() == "unknown":
            raise TrainingFault("publish-no-licence")
        if "gpl" in licence.lower():
            raise TrainingFault("publish-gpl", licence=licence)


def taught_licences(card: Mapping[str, Any]) -> frozenset[str]:
    """The licences of the rows in train, validation and test, as the data's card counts them."""
    counted = card.get("counts", {})
    found = counted.get("licence", {}) if isinstance(counted, Mapping) else {}
    return frozenset(map(str, found)) if isinstance(found, Mapping) else frozenset()


def _read(file: Path, key: str, folder: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        raise TrainingFault(key, folder=str(folder), file=file.name) from None
