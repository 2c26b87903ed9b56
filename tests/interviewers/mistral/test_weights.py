"""Where weights are found, which are refused, and what becomes of a fetch."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import huggingface_hub.constants
import pytest

from core.interview.errors import ModelFault
from core.interviewers.mistral import weights
from core.interviewers.mistral.options import Options
from core.interviewers.mistral.weights import located, present
from core.interviewers.prompts.prompts import VERSION
from core.texts.catalog import texts

REVISION = "0123456789abcdef0123456789abcdef01234567"
HUB = "mistralai/Mistral-7B-Instruct-v0.2"
BASE = ("config.json", "model.safetensors", "tokenizer.json")
ADAPTER = ("adapter_config.json", "adapter_model.safetensors")


class Hub:
    """Stands in for the hub's client: has `files` of one repository, and `cached` ones here."""

    def __init__(self, folder: Path, files: dict[str, int], error: Exception | None = None) -> None:
        self.folder = folder
        self.files = files
        self.error = error
        self.fetched: list[str] = []

    def snapshot_download(self, _name: str, *, revision: str, local_files_only: bool) -> str:
        assert (revision, local_files_only) == (REVISION, True)
        if not self.folder.exists():
            raise FileNotFoundError
        return str(self.folder)

    def HfApi(self) -> Hub:  # noqa: N802 - as the client calls it
        return self

    def model_info(self, _name: str, *, revision: str, files_metadata: bool) -> SimpleNamespace:
        assert (revision, files_metadata) == (REVISION, True)
        if self.error:
            raise self.error
        return SimpleNamespace(
            siblings=[SimpleNamespace(rfilename=name, size=size) for name, size in self.files.items()]
        )

    def hf_hub_download(self, _name: str, file: str, *, revision: str, tqdm_class: Any) -> str:
        assert revision == REVISION
        shown = tqdm_class(total=self.files[file])
        shown.update(self.files[file] // 2)
        shown.update(self.files[file] - self.files[file] // 2)
        self.fetched.append(file)
        self.folder.mkdir(exist_ok=True)
        (self.folder / file).touch()
        return str(self.folder / file)


def folder_of(path: Path, *files: str, mark: object = None) -> Path:
    path.mkdir(exist_ok=True)
    for file in files:
        (path / file).touch()
    if mark is not None:
        (path / "greenroom.json").write_text(json.dumps(mark))
    return path


def fault_of(call: Callable[[], object]) -> ModelFault:
    with pytest.raises(ModelFault) as caught:
        call()
    assert "{" not in texts().say(caught.value.key, caught.value.values)  # every value it names is given
    return caught.value


def nobody(_name: str, _percent: int) -> None: ...


def find(options: Options) -> Options:
    return located(options, nobody)


def test_folders_are_taken_as_they_are(tmp_path: Path) -> None:
    base = folder_of(tmp_path / "base", *BASE)
    adapter = folder_of(tmp_path / "adapter", *ADAPTER, mark={"prompts": VERSION})
    options = Options(str(base), adapter=str(adapter), bits=8)
    assert find(options) == options
    assert present(options)


def test_a_model_in_several_files_is_whole_with_all_of_them(tmp_path: Path) -> None:
    base = folder_of(tmp_path / "base", "config.json", "a.safetensors")
    index = {"weight_map": {"x": "a.safetensors", "y": "b.safetensors"}}
    (base / "model.safetensors.index.json").write_text(json.dumps(index))
    assert fault_of(lambda: find(Options(str(base)))).values["file"] == "b.safetensors"
    (base / "b.safetensors").touch()
    assert find(Options(str(base))).base == str(base)


@pytest.mark.parametrize(
    ("files", "key"),
    [
        ((), "mistral-incomplete"),
        (("config.json",), "mistral-incomplete"),
        (("model.safetensors",), "mistral-incomplete"),
        (("config.json", "pytorch_model.bin"), "mistral-pickle"),
        (("config.json", "consolidated.00.pth"), "mistral-pickle"),
    ],
)
def test_a_folder_without_whole_safetensors_is_refused(
    tmp_path: Path, files: tuple[str, ...], key: str
) -> None:
    base = folder_of(tmp_path / "base", *files)
    assert fault_of(lambda: find(Options(str(base)))).key == key


@pytest.mark.parametrize(
    ("files", "mark", "key"),
    [
        (("adapter_config.json",), {"prompts": VERSION}, "mistral-incomplete"),
        (("adapter_config.json", "adapter_model.bin"), {"prompts": VERSION}, "mistral-pickle"),
        (ADAPTER, None, "mistral-unmarked"),
        (ADAPTER, ["prompts"], "mistral-unmarked"),
        (ADAPTER, {"prompts": "new"}, "mistral-unmarked"),
        (ADAPTER, {"prompts": VERSION + 1}, "mistral-other-prompts"),
        (ADAPTER, {"prompts": VERSION, "base_revision": "f" * 40}, "mistral-other-base"),
    ],
)
def test_an_adapter_of_pickles_or_for_other_prompts_or_another_base_is_refused(
    tmp_path: Path, files: tuple[str, ...], mark: object, key: str
) -> None:
    base = folder_of(tmp_path / "base", *BASE)
    adapter = folder_of(tmp_path / "adapter", *files, mark=mark)
    options = Options(str(base), REVISION, str(adapter))
    assert fault_of(lambda: find(options)).key == key


@pytest.mark.parametrize(
    ("base", "revision", "key"),
    [
        ("/no/where", "", "mistral-no-folder"),
        ("~/no/where", REVISION, "mistral-no-folder"),
        (HUB, "", "mistral-unpinned"),
        (HUB, "main", "mistral-unpinned"),
    ],
)
def test_a_name_that_is_neither_a_folder_nor_pinned_is_refused(base: str, revision: str, key: str) -> None:
    assert fault_of(lambda: find(Options(base, revision))).key == key


def test_what_is_missing_is_fetched_the_large_files_last_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        "model.safetensors": 900,
        "config.json": 40,
        "tokenizer.json": 60,
        "consolidated.safetensors": 900,
    }
    hub = Hub(tmp_path / "hub", files | {"pytorch_model.bin": 900, "README.md": 9, "run.py": 9})
    monkeypatch.setattr(weights, "client", lambda: hub)
    told: list[tuple[str, int]] = []
    options = Options(HUB, REVISION)
    assert not present(options)
    found = located(options, lambda name, percent: told.append((name, percent)))
    assert found.base == str(tmp_path / "hub")
    assert hub.fetched == ["config.json", "tokenizer.json", "model.safetensors"]
    assert told[-1] == (HUB, 100)
    assert [percent for _, percent in told] == sorted(percent for _, percent in told)
    assert (HUB, 55) in told  # 100 bytes of 1000, and half of 900
    assert present(options)
    assert located(options, nobody).base == found.base
    assert len(hub.fetched) == 3


def test_a_repository_of_pickles_is_not_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hub = Hub(tmp_path / "hub", {"config.json": 40, "pytorch_model.bin": 900})
    monkeypatch.setattr(weights, "client", lambda: hub)
    assert fault_of(lambda: find(Options(HUB, REVISION))).key == "mistral-pickle"
    assert hub.fetched == []


class GatedRepoError(Exception):
    """Named as the client's."""


class RevisionNotFoundError(Exception):
    """Named as the client's."""


@pytest.mark.parametrize(
    ("error", "key"),
    [
        (OSError(errno.ENOSPC, "full"), "mistral-fetch-full"),
        (ConnectionError(), "mistral-fetch-failed"),
        (GatedRepoError(), "mistral-gated"),
        (RevisionNotFoundError(), "mistral-not-found"),
    ],
)
def test_a_fetch_that_fails_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, key: str
) -> None:
    monkeypatch.setattr(weights, "client", lambda: Hub(tmp_path / "hub", {}, error))
    assert fault_of(lambda: find(Options(HUB, REVISION))).key == key


def test_where_the_hub_is_forbidden_it_is_not_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_CACHE", str(tmp_path))
    assert fault_of(lambda: find(Options(HUB, REVISION))).key == "mistral-offline"
