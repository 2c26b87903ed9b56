"""Where the weights of a base and its adapter lie, and how they are brought.

The rule: only safetensors, which hold numbers and no code, and from the hub only at a pinned revision, so
that what was reviewed is what runs. A folder that cannot be loaded is told before anything is loaded.
"""

from __future__ import annotations

import errno
import json
import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.interview.errors import ModelFault
from core.interviewers.mistral.options import Options
from core.interviewers.prompts.prompts import VERSION
from core.worker.hub import bar, client

INDEX = "model.safetensors.index.json"
WHOLE = "model.safetensors"
ADAPTER = ("adapter_config.json", "adapter_model.safetensors")
MARK = "greenroom.json"  # written beside an adapter that was trained here
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")
_REVISION = re.compile(r"[0-9a-f]{40}")
_PICKLES = (".bin", ".pt", ".pth", ".pkl", ".ckpt")
_WANTED = re.compile(
    r"[^/]*\.json|[^/]*\.jinja|tokenizer\.model|[^/]*\.txt|model[^/]*\.safetensors|adapter_model\.safetensors"
)

Progress = Callable[[str, int], None]  # what is fetched or loaded, and how many hundredths of it are there
log = logging.getLogger(__name__)


def located(options: Options, progress: Progress) -> Options:
    """The same options with folders for base and adapter; what is missing is fetched, which takes minutes.

    Raises ModelFault with what to do.
    """
    base = _folder(options.base, options.base_revision, check_base, progress)
    adapter = ""
    if options.adapter:
        adapter = _folder(options.adapter, options.adapter_revision, check_adapter, progress)
        _check_mark(Path(adapter), options)
    return replace(options, base=base, adapter=adapter)


def present(options: Options) -> bool:
    """Whether everything is here, so that nothing is fetched. Raises ModelFault for a faulty folder."""
    asked = [(options.base, options.base_revision, check_base)]
    if options.adapter:
        asked.append((options.adapter, options.adapter_revision, check_adapter))
    return all(_local(name) or _cached(name, revision, check) for name, revision, check in asked)


def check_base(folder: Path) -> None:
    """Raises ModelFault where `folder` holds no model that can be loaded."""
    _check(folder, ["config.json", *_shards(folder)])


def check_adapter(folder: Path) -> None:
    """Raises ModelFault where `folder` holds no adapter that can be loaded."""
    _check(folder, [*ADAPTER, MARK])


def _folder(name: str, revision: str, check: Callable[[Path], None], progress: Progress) -> str:
    if _local(name):
        folder = Path(name).expanduser()
        check(folder)
        return str(folder.resolve())
    return _cached(name, revision, check) or _fetched(name, revision, check, progress)


def _local(name: str) -> bool:
    """Whether `name` is a folder here. Raises ModelFault where it can be nothing else and is not."""
    if Path(name).expanduser().is_dir():
        return True
    if not _REPOSITORY.fullmatch(name):
        raise ModelFault("mistral-no-folder", folder=name)
    return False


def _check(folder: Path, files: Iterable[str]) -> None:
    for file in files:
        if (folder / file).is_file():
            continue
        if file.endswith(".safetensors") and any(one.suffix in _PICKLES for one in folder.iterdir()):
            raise ModelFault("mistral-pickle", folder=folder.name)
        if file == MARK:
            raise ModelFault("mistral-unmarked", folder=folder.name)
        raise ModelFault("mistral-incomplete", folder=str(folder), file=file)


def _shards(folder: Path) -> list[str]:
    """The files that hold the weights."""
    if not (folder / INDEX).is_file():
        return [WHOLE]
    try:
        return sorted(set(json.loads((folder / INDEX).read_text(encoding="utf-8"))["weight_map"].values()))
    except (ValueError, KeyError, AttributeError, TypeError):
        return [WHOLE]


def _check_mark(folder: Path, options: Options) -> None:
    """Whether the adapter was trained for these prompts and this base."""
    try:
        mark = json.loads((folder / MARK).read_text(encoding="utf-8"))
        prompts, revision = int(mark["prompts"]), str(mark.get("base_revision", ""))
    except (ValueError, KeyError, TypeError):
        raise ModelFault("mistral-unmarked", folder=folder.name) from None
    if prompts != VERSION:
        raise ModelFault("mistral-other-prompts", folder=folder.name, theirs=prompts, ours=VERSION)
    if revision and options.base_revision and revision != options.base_revision:
        raise ModelFault("mistral-other-base", folder=folder.name, revision=revision)


def _cached(name: str, revision: str, check: Callable[[Path], None]) -> str:
    """The hub's folder of a repository that was fetched before; "" where it is not here, or not all of it."""
    if not _REVISION.fullmatch(revision):
        raise ModelFault("mistral-unpinned", name=name)
    try:
        folder = Path(client().snapshot_download(name, revision=revision, local_files_only=True))
        check(folder)
    except ModelFault as fault:
        if fault.key == "mistral-incomplete":
            return ""
        raise
    except Exception:  # the client's own: it is not here
        return ""
    return str(folder)


def _fetched(name: str, revision: str, check: Callable[[Path], None], progress: Progress) -> str:
    try:
        folder = _fetch(name, revision, lambda percent: progress(name, percent))
    except ModelFault:
        raise
    except Exception as error:  # the hub's client raises what its own libraries do
        log.warning("the weights of a model were not fetched: %s", type(error).__name__)
        raise ModelFault(_why(error), name=name) from None
    check(folder)
    return str(folder)


def _fetch(name: str, revision: str, progress: Callable[[int], None]) -> Path:
    hub = client()
    about = hub.HfApi().model_info(name, revision=revision, files_metadata=True)
    sizes = {one.rfilename: one.size or 0 for one in about.siblings if _WANTED.fullmatch(one.rfilename)}
    if not any(file.endswith(".safetensors") for file in sizes):
        raise ModelFault("mistral-pickle", folder=name)
    whole, before, path = sum(sizes.values()) or 1, 0, Path()
    for file in sorted(sizes, key=sizes.__getitem__):  # the large ones last: none without the others
        tell = _part(progress, before, sizes[file], whole)
        path = Path(
            hub.hf_hub_download(name, file, revision=revision, tqdm_class=bar(sizes[file] or 1, tell))
        )
        before += sizes[file]
    progress(100)
    return path.parent


def _part(progress: Callable[[int], None], before: int, size: int, whole: int) -> Callable[[int], None]:
    return lambda percent: progress((before + size * percent // 100) * 100 // whole)


def _why(error: Exception) -> str:
    """The text that says what to do about a fetch that failed."""
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return "mistral-fetch-full"
    names: dict[str, Any] = {one.__name__: one for one in type(error).__mro__}
    if "GatedRepoError" in names:
        return "mistral-gated"
    if "RepositoryNotFoundError" in names or "RevisionNotFoundError" in names:
        return "mistral-not-found"
    return "mistral-offline" if "OfflineModeIsEnabled" in names else "mistral-fetch-failed"
