"""The whole sequence: from a spreadsheet to a tuned interviewer that is scored, published and asked again."""

from __future__ import annotations

import asyncio
import csv
import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from core.interviewers.mistral.mistral import Mistral
from core.interviewers.mistral.options import Options
from core.interviewers.prompted.model import Completion, Request
from core.interviewers.prompts.answers import Worded
from core.interviewers.prompts.prompts import FORMS, Task, probe, read
from training.command_line import app

pytestmark = pytest.mark.process

SMALL = Path(__file__).parents[1] / "interviewers" / "small_mistral" / "base"
TURNS = """
Why did you become a plumber?|My uncle mended boilers and took me along.|Which boilers did your uncle mend?
How do you calm a shouting guest?|I lower my voice and nod.|Who taught you to lower your voice?
Describe your proudest sale.|I sold forty bicycles to a school.|How did the school hear of your bicycles?
When did you last miss a deadline?|Our brochure was a week late.|What kept the brochure?
What do you read about your trade?|A journal on soil and drainage.|Which article on drainage helped you?
How would you teach a newcomer?|They follow my rounds.|What happens after your rounds?
Tell me about money you saved.|We switched suppliers for paper cups.|How much cheaper were the paper cups?
Where do you want to be in five years?|Running a bakery with my sister.|What part of the bakery would you run?
What went wrong in your last project?|The tiles cracked during the frost.|Who noticed that the tiles cracked?
Which software do you know best?|I draw every floor plan in it.|Which floor plan was hardest to draw?
How do you decide whom to promote?|I look at who trains the others.|How do you see who trains the others?
What would your colleagues complain about?|That I tidy the workbench.|When do you tidy the workbench?
"""


CONFIG = """
name = "tiny"
[base]
model = "{base}"
[adapter]
r = 4
alpha = 8
[run]
steps = 2
batch = 2
longest = 512
rate = 1e-3
evaluate = 1
note = 1
checkpointing = false
"""


def turns() -> list[list[str]]:
    return [line.split("|") for line in TURNS.strip().splitlines()]


def spreadsheet(file: Path) -> None:
    """Follow-ups as people write them down: odd names of columns, a row that is there twice."""
    with file.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([["Question(s)", "Answer(s)", "followUp"], *turns(), turns()[0]])


def ran(*words: str | Path) -> str:
    """What a step of `./run train` said, once it went well."""
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return result.output


async def asked_again(base: Path, adapter: Path) -> Completion:
    model = Mistral(Options(str(base), adapter=str(adapter), threads=1))
    messages = probe("nurse", "mid", "Why?", [("Why?", "I moved the rota.")], "the result")
    try:
        form = FORMS[Task.PROBE]
        return await model.complete(Request(messages, form.schema, form.max_tokens))
    finally:
        await model.close()


def test_from_a_spreadsheet_to_an_interviewer_that_is_asked_again(tmp_path: Path) -> None:
    base = tmp_path / "base"
    shutil.copytree(SMALL, base)
    spreadsheet(tmp_path / "followqg.csv")  # the name by which its licence is known
    (tmp_path / "tiny.toml").write_text(CONFIG.format(base=base), encoding="utf-8")
    data, run, scores, out = (tmp_path / name for name in ("data", "run", "scores", "published"))

    ran("prepare", tmp_path / "followqg.csv", "--out", data, "--no-domains", "--task", "probe")
    card = json.loads((data / "dataset.json").read_text(encoding="utf-8"))
    assert sum(card["counts"]["split"].values()) == len(turns())  # the row that was there twice counts once
    assert min(card["counts"]["split"].values()) > 0

    ran("finetune", tmp_path / "tiny.toml", "--data", data, "--out", run)
    assert json.loads((run / "adapter/greenroom.json").read_text(encoding="utf-8"))["data"] == card["hash"]

    shown = ran("score", data, "--run", run, "--out", scores, "--threads", "1")
    assert "tuned" in shown and "generic" in shown
    figures = json.loads((scores / "scores.json").read_text(encoding="utf-8"))["parts"][0]["figures"]
    assert list(figures) == ["tuned", "base", "bank", "generic line", "people", "tuned, answers shuffled"]
    assert figures["people"]["guard"]["value"] == 1

    ran("publish", run, "--data", data, "--scores", scores, "--to", out)
    assert "tuned" in (out / "README.md").read_text(encoding="utf-8")
    assert isinstance(read(Task.PROBE, asyncio.run(asked_again(base, out)).text), Worded)
