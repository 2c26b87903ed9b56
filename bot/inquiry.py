"""Whether the interviewer of the settings can work, found by asking: for `doctor`.

The rule: a server is asked for its models and for one small answer, as an interview would; a model on this
machine is looked for and reckoned, and not loaded, since a running Greenroom may hold it.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.health import Finding
from bot.interviewing import missing, named, server
from bot.models_commands import here_already, whole_name
from bot.settings import Settings
from core.interview.errors import ModelFault
from core.interviewers.prompted.model import Message, Request
from core.texts.catalog import texts

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
    """The model on this machine. Raises ModelFault where its folder is faulty."""
    values: dict[str, str | int] = {"name": whole_name(settings), "bits": settings.model_bits}
    return _found(True, "doctor-model-here" if here_already(settings) else "doctor-model-missing", values)


def _found(good: bool, key: str, values: Mapping[str, str | int]) -> Finding:
    return Finding(good, key, tuple(values.items()))
