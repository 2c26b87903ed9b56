"""The card of a tuned interviewer: what it is, what it was made of, what it can do, how it is used.

The rule: it holds what is known of this adapter and no more; figures stand with their intervals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from huggingface_hub import ModelCardData

from core.texts.catalog import Texts
from training.publish.tuned import Tuned

SHOWN = ("bleu", "rouge1", "rougeL", "relevance", "specificity", "guard", "distinct2")
APACHE_BASES = ("mistralai/",)  # whoever publishes another base looks up its licence


@dataclass(frozen=True, slots=True)
class Extras:
    """What goes along with an adapter: its `scores`, whether a merged model does, its `name` for others."""

    scores: Mapping[str, Any] | None = None
    merged: bool = False
    name: str = ""


def card(one: Tuned, extras: Extras, texts: Texts) -> str:
    """The card as Markdown with the hub's own header."""
    return "\n\n".join(_page(one, extras, texts)) + "\n"


def _page(one: Tuned, extras: Extras, texts: Texts) -> Iterator[str]:
    header = ModelCardData(
        base_model=None if one.base_is_folder else one.base,
        language="en",
        library_name="peft",
        license="apache-2.0" if one.base.startswith(APACHE_BASES) else None,
        pipeline_tag="text-generation",
        tags=["greenroom", "interview", "lora"],
    )
    yield f"---\n{header.to_yaml()}\n---"
    yield f"# {texts.say('card-title')}"
    base = texts.say("card-base-here", {"name": base_name(one)}) if one.base_is_folder else one.base
    yield texts.say("card-what", {"base": base, "prompts": int(one.mark["prompts"])})
    yield f"## {texts.say('card-use')}"
    yield f"```sh\n{usage(one, extras.name)}\n```"
    yield texts.say("card-load")
    if extras.merged:
        yield texts.say("card-merged")
    yield f"## {texts.say('card-data')}"
    licences = ", ".join(one.licences)
    yield texts.say("card-taught", {"licences": licences, "hash": str(one.mark["data"])})
    yield _table(_counts(one.data, texts))
    if any(file.name == "curves.png" for file in one.files):
        yield f"![{texts.say('card-curves')}](curves.png)"
    if extras.scores:
        yield f"## {texts.say('card-figures')}"
        yield _figures(extras.scores, texts)
        yield texts.say("card-figures-note")
        yield f"![{texts.say('card-figures')}](scores.png)"
    yield f"## {texts.say('card-limits')}"
    yield texts.say("card-limits-text")


def usage(one: Tuned, name: str) -> str:
    """The settings that make it the interviewer."""
    revision = str(one.mark.get("base_revision") or "")
    lines = [
        "GREENROOM_INTERVIEWER=mistral",
        f"GREENROOM_MODEL={base_name(one)}",
        *([f"GREENROOM_MODEL_REVISION={revision}"] if revision else []),
        f"GREENROOM_ADAPTER={name}",
        "./run",
    ]
    return " \\\n".join(lines)


def base_name(one: Tuned) -> str:
    """The base as others can know it: of a folder its last part, never where it lies."""
    return one.base.rstrip("/").rsplit("/", 1)[-1] if one.base_is_folder else one.base


def _counts(data: Mapping[str, Any], texts: Texts) -> list[list[str]]:
    """How many rows of each task and source there are in each split."""
    splits = list(data["counts"]["split"])
    rows = [
        [name, *(str(own.get(split, 0)) for split in splits)]
        for by in ("task", "source")
        for name, own in data["counts"].get(by, {}).items()
    ]
    return [[texts.say("card-rows"), *splits], *rows]


def _figures(scores: Mapping[str, Any], texts: Texts) -> str:
    figures = scores["parts"][0]["figures"]
    head = [texts.say("score-who"), *(texts.say(f"score-{name.lower()}") for name in SHOWN)]
    return _table(
        [head, *([who, *(_figure(own.get(name)) for name in SHOWN)] for who, own in figures.items())]
    )


def _figure(found: Mapping[str, float | None] | None) -> str:
    if found is None:
        return "–"
    if found["low"] is None or found["high"] is None:
        return f"{found['value']:.3f}"
    return f"{found['value']:.3f} ({found['low']:.3f} to {found['high']:.3f})"


def _table(rows: Sequence[Sequence[str]]) -> str:
    head, *body = rows
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *body]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
