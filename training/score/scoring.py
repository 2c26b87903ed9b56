"""`score`: asks all interviewers for the same rows, compares them, and writes what came of it.

The rule: the folder is whole or not there: everything is written beside it first, then put in its place.
Figures are reproducible: the questions asked are kept beside them, and every draw has a fixed seed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from core.texts.catalog import Texts
from training.score.askers import Asker
from training.score.comparison import Comparison, compare
from training.score.picture import draw
from training.score.resampling import DRAWS, SEED, SHARE
from training.score.rows import Row, shuffled
from training.score.showing import PUBLISHED, markdown
from training.whole import whole_folder

JSON, PAGE, PICTURE, QUESTIONS = "scores.json", "scores.md", "scores.png", "questions"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Scored:
    """A comparison, with the questions it is made of."""

    found: Comparison
    questions: dict[str, list[str]]
    first: str


def score(
    rows: Sequence[Row],
    askers: Sequence[Asker],
    texts: Texts,
    *,
    control: bool = True,
    note: Callable[[str], None] = lambda _name: None,
) -> Scored:
    """Asks each of `askers` and compares the first of them with all others.

    As a control the first is asked once more, after answers to other questions: what reacts to answers fits
    the true ones less then. `note` is told whose turn it is.
    """
    first, questions = askers[0].name, dict[str, list[str]]()
    for asker in askers:
        note(asker.name)
        twice = control and asker.name == first  # in one go, so that a model is loaded once
        asked = asker.ask([*rows, *(shuffled(rows) if twice else ())])
        questions[asker.name] = asked[: len(rows)]
        if twice:
            controlled = asked[len(rows) :]
    if control:
        questions[texts.say("score-shuffled", {"name": first})] = controlled
    return Scored(compare(rows, questions, first), questions, first)


def write(scored: Scored, folder: Path, texts: Texts, command: str = "") -> None:
    """Writes figures (JSON), page (Markdown), picture (PNG) and questions (JSONL) into a new folder."""
    with whole_folder(folder, JSON) as new:
        (new / JSON).write_text(json.dumps(as_json(scored, command), indent=1) + "\n", encoding="utf-8")
        page = markdown(scored.found, scored.first, texts, command)
        (new / PAGE).write_text(f"{page}\n![{texts.say('score-title')}]({PICTURE})\n", encoding="utf-8")
        draw(scored.found, scored.first, new / PICTURE, texts)
        (new / QUESTIONS).mkdir()
        for name, asked in scored.questions.items():
            lines = (json.dumps({"question": text}, ensure_ascii=False) + "\n" for text in asked)
            file = new / QUESTIONS / f"{name.replace(' ', '-').replace(',', '')}.jsonl"
            file.write_text("".join(lines), encoding="utf-8")


def as_json(scored: Scored, command: str = "") -> dict[str, Any]:
    """All figures as plain values."""
    return {
        "version": VERSION,
        "command": command,
        "resampling": {"unit": "group", "draws": DRAWS, "percent": SHARE, "seed": SEED},
        "first": scored.first,
        **asdict(scored.found),
        "published": {key.removeprefix("score-published-"): dict(own) for key, own in PUBLISHED},
    }
