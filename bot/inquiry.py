"""Whether the interviewer of the settings can work, found by asking: for `doctor`.

The rule: a server is asked for its models and for one small answer, as an interview would; a model on this
machine is looked for and reckoned, and not loaded, since a running Greenroom may hold it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace

from bot.health import Finding
from bot.interviewing import missing, named, options, server
from bot.models_commands import here_already, whole_name
from bot.settings import Settings
from core.interview.errors import ModelFault
from core.interviewers.prompted.model import Message, Request
from core.texts.catalog import texts
from storage.lock import Owned, own

SCHEMA = {
    "type": "object",
    "properties": {"ready": {"type": "boolean"}},
    "required": ["ready"],
    "additionalProperties": False,
}
QUESTION = Request((Message("user", "Are you ready? Answer in JSON."),), SCHEMA, 32)
NAMES = 8  # models of a server that are named


async def interviewer(settings: Settings) -> Finding:
    """How whoever words and judges stands."""
    if settings.interviewer == "bank":
        return Finding(True, "doctor-interviewer-bank")
    if missing(settings):
        return _found(False, "interviewer-not-installed", named(settings))
    try:
        return await (_there(settings) if settings.interviewer == "openai_compatible" else _here(settings))
    except ModelFault as fault:
        values: dict[str, str | int] = {
            "interviewer": settings.interviewer,
            "reason": texts().say(fault.key, fault.values),
        }
        return _found(False, "doctor-interviewer-fault", values)


async def _there(settings: Settings) -> Finding:
    """The server: whether it has the model, and what it answers. Raises ModelFault."""
    from core.interviewers.openai_compatible.asking import OpenAiCompatible  # noqa: PLC0415 - its extra

    asked = OpenAiCompatible(server(settings))
    values: dict[str, str | int] = {"address": settings.model_url or "", "model": settings.model or ""}
    try:
        found = await asked.health()
        if not found.named:
            return _found(False, "doctor-model-unknown", values | {"models": _names(found.models)})
        answer = await asked.complete(QUESTION)
        return _found(True, "doctor-model", values | {"seconds": f"{answer.seconds:.1f}", "form": asked.form})
    finally:
        await asked.close()


def _names(models: tuple[str, ...]) -> str:
    return ", ".join(models[:NAMES]) + (", ..." if len(models) > NAMES else "")


async def _here(settings: Settings) -> Finding:
    """The model on this machine. Raises ModelFault where its folder is faulty or it cannot be loaded."""
    values: dict[str, str | int] = {"name": whole_name(settings), "bits": settings.model_bits}
    if not here_already(settings):
        return _found(True, "doctor-model-missing", values)
    return _found(True, "doctor-model-here", values | await asyncio.to_thread(_reckoned, settings))


def _reckoned(settings: Settings) -> dict[str, str | int]:
    """What it would run on, and the MiB that it needs there and that are free.

    Raises ModelFault where it does not fit; not while a Greenroom runs, which may have it loaded.
    """
    logging.getLogger("bitsandbytes").setLevel(logging.ERROR)  # it tells of kernels that nobody asked for
    import torch  # noqa: PLC0415 - seconds, and only where there is a model
    from transformers import AutoConfig  # noqa: PLC0415

    from core.interviewers.mistral import loading, memory  # noqa: PLC0415
    from core.interviewers.mistral.weights import located  # noqa: PLC0415

    wanted = located(options(settings), lambda _name, _percent: None)
    device = loading.device_for(wanted.device)
    config = AutoConfig.from_pretrained(wanted.base, trust_remote_code=False)
    need = memory.need(config, replace(wanted, context=loading.context_for(config, wanted.context)))
    free = {"processor": memory.free_mib() + memory.resident_mib()}
    if device == "cuda":
        free["card"] = torch.cuda.mem_get_info()[0] // memory.MIB
    try:
        with own(settings.data_dir):
            memory.check(need, device, free)
    except Owned:
        pass
    where = "card" if device == "cuda" else "processor"
    return {"device": device, "needed": need.on(device)[where], "free": free[where]}


def _found(good: bool, key: str, values: Mapping[str, str | int]) -> Finding:
    return Finding(good, key, tuple(values.items()))
