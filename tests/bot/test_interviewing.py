"""The interviewer of the settings: built, asked after, told of, and closed."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from pydantic import SecretStr

from bot.adapters.web.app import app
from bot.audit_commands import audited_as_set, cost
from bot.bootstrap import build_house, domains
from bot.inquiry import interviewer
from bot.interviewing import BASE, BASE_REVISION, hired, options
from bot.metrics import metrics
from bot.models_commands import listing
from bot.settings import Settings
from core.interview.errors import Refused, SettingsFault
from core.interview.values import Refusal
from core.interviewers.prompted.model import Completion
from core.interviewers.prompted.tally import Tally
from core.interviewers.prompts.prompts import Task
from core.texts.catalog import texts
from tests.bot.person import Clock, Person
from tests.fakes.engine import InlineEngine
from tests.fakes.model_server import KEY, NAME, ModelServer, error, model_server
from tests.web.browser import GENERAL, HOST

SMALL = Path(__file__).parents[1] / "interviewers/small_mistral"


@pytest_asyncio.fixture
async def served() -> AsyncIterator[ModelServer]:
    async with model_server() as made:
        yield made


def asking(served: ModelServer, **more: Any) -> Settings:
    """Settings with the server as the interviewer."""
    fixed = {"interviewer": "openai_compatible", "model_url": served.url, "model": NAME}
    return Settings(**{**fixed, "model_key": SecretStr(KEY), **more})


async def told(settings: Settings) -> tuple[bool, str]:
    """What doctor says of the interviewer."""
    found = await interviewer(settings)
    return found.good, texts().say(found.key, dict(found.values))


def test_the_bank_is_hired_unless_another_is_set() -> None:
    worker = hired(Settings(), texts())
    assert (worker.interviewer.name, worker.tally, worker.counted) == ("bank", None, None)


@pytest.mark.parametrize("name", ["mistral", "openai_compatible"])
def test_an_interviewer_without_its_packages_is_refused_with_the_command(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.interviewing.find_spec", lambda _name: None)
    settings = Settings(interviewer=name, model_url="http://localhost/v1", model=str(SMALL / "base"))
    with pytest.raises(SettingsFault) as caught:
        hired(settings, texts())
    extra = {"mistral": "mistral", "openai_compatible": "openai"}[name]
    assert texts().say(caught.value.key, caught.value.values).endswith(f"./run install {extra}")


def test_mistral_takes_the_model_that_was_tried_unless_another_is_set() -> None:
    found = options(Settings(interviewer="mistral"))
    assert (found.base, found.base_revision, found.bits) == (BASE, BASE_REVISION, 4)
    small = Settings(interviewer="mistral", model=str(SMALL / "base"), adapter=str(SMALL / "adapter"))
    found = options(small)
    assert (found.base, found.base_revision) == (str(SMALL / "base"), "")
    assert (found.adapter, found.adapter_revision) == (str(SMALL / "adapter"), "")


async def test_doctor_says_what_the_server_answers_and_how(served: ModelServer) -> None:
    good, said = await told(asking(served))
    assert (good, served.faults) == (True, [])
    assert said.startswith(
        f"Interviewer: the server at {served.url} answers with the model “greenroom”, after "
    )
    assert said.endswith("s and in the schema it was given; what people say is sent there.")
    served.forms = ("json_object",)
    assert "as JSON, the schema being told in words" in (await told(asking(served)))[1]
    served.forms = ()
    assert "in plain text, the schema being told in words" in (await told(asking(served)))[1]


async def test_doctor_names_the_models_a_server_has_where_ours_is_not_among_them(served: ModelServer) -> None:
    served.names = tuple(f"model-{number}" for number in range(10))
    good, said = await told(asking(served))
    assert (good, "has no model “greenroom”. It has: model-0, model-1, " in said) == (False, True)
    assert "model-7, ..." in said


async def test_doctor_says_why_a_server_cannot_be_asked(served: ModelServer) -> None:
    assert "does not accept Greenroom's key" in (await told(asking(served, model_key=None)))[1]
    served.models = error(500, "oops")
    good, said = await told(asking(served))
    assert (good, "cannot be reached at the moment" in said) == (False, True)
    assert KEY not in said


async def test_doctor_says_whether_the_model_is_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = {"model": str(SMALL / "base"), "adapter": str(SMALL / "adapter")}
    small = Settings(interviewer="mistral", model_device="cpu", data_dir=tmp_path / "data", **names)
    good, said = await told(small)
    assert good
    wanted = (
        r".*adapter is here, to be loaded with 4 bits a weight into main memory: it needs ([\d,]+) MiB, and"
    )
    assert (found := re.match(wanted, said)), said
    assert 900 < int(found[1].replace(",", "")) < 2_000
    good, said = await told(Settings(interviewer="mistral", model=str(tmp_path)))
    assert (good, said.startswith("Interviewer (mistral): ")) == (False, True)
    monkeypatch.setattr("core.interviewers.mistral.memory.free_mib", lambda: -2_000)
    good, said = await told(small)
    assert (good, "-" in said, "MiB are free" in said) == (False, True, True)


async def test_the_list_of_models_has_the_interviewers(served: ModelServer) -> None:
    lines = list(listing(Settings(interviewer="mistral", model=str(SMALL / "base"))))
    assert lines[-1] == f"* {SMALL / 'base'}: the interviewer's model, here"
    assert len(list(listing(asking(served)))) == len(lines) - 1


def test_an_audit_tells_what_the_model_cost() -> None:
    tally = Tally()
    for _ in range(3):
        tally.called("", Task.FINDING, Completion("{}", 400, 50, 300, 1.5))
    tally.called("", Task.PROBE, None)
    tally.taken("", Task.FINDING, 2)
    tally.refused("", Task.FINDING, [Refusal.QUOTE_NOT_FOUND])
    tally.refused("", Task.PROBE, [Refusal.NO_ANSWER])
    tally.fell_back("", Task.FINDING)
    tally.fell_back("", Task.PROBE)
    assert list(cost(tally, texts())) == [
        "\nWhat the model did, and what it cost:",
        "  Levels: asked 3 times, 1.50 s each; 1,200 tokens read (900 of them known before), 150 written; "
        "2 taken, 1 by the bank instead.",
        "     not taken: quotes what was not said (1)",
        "  Follow-ups: asked once, 0.00 s each; 0 tokens read (0 of them known before), 0 written; "
        "0 taken, 1 by the bank instead.",
        "     not taken: no answer, or not in time (1)",
        "In all 4.5 s and 1,350 tokens; 50 % of what it was asked for is the model's.",
    ]
    assert list(cost(Tally(), texts())) == ["\nThe model was asked nothing."]


async def test_what_audits_closes_its_interviewer(served: ModelServer, tmp_path: Path) -> None:
    settings, sheet = asking(served), tmp_path / "labels.csv"
    sheet.write_text("nothing\n", encoding="utf-8")
    with pytest.raises(Refused):
        await audited_as_set(settings, domains(settings), texts(), 1, [], sheet)


async def test_figures_of_the_model_and_of_what_waits_say_nothing_of_anybody(
    served: ModelServer, tmp_path: Path
) -> None:
    settings = asking(served, data_dir=tmp_path / "data")
    clock = Clock()
    async with build_house(settings, clock, InlineEngine()) as house:
        person = Person(house.practice, clock)
        await person.begins()
        assert house.worker.tally
        for _ in range(12):  # until there was something to ask the model
            await person.says(GENERAL)
            if house.worker.tally.in_all():
                break
        site = app(house.practice, texts(), more=[metrics(house.store, house.worker.counted)])
        async with httpx.AsyncClient(transport=httpx.ASGITransport(site), base_url=HOST) as browser:
            text = (await browser.get("/metrics")).text
            elsewhere = await browser.get("/metrics", headers={"host": "rebound.example"})
    assert (elsewhere.status_code, "greenroom_" in elsewhere.text) == (400, False)
    assert "\ngreenroom_jobs_failed 0.0\n" in text
    assert '\ngreenroom_model_calls_total{interviewer="openai_compatible",task="' in text
    labels = {part.split("=")[0] for line in text.splitlines() if "{" in line for part in _labels(line)}
    assert labels <= {"interviewer", "task", "kind", "reason", "le"}
    assert [word for word in ("surgical", "ada", KEY) if word in text] == []


def _labels(line: str) -> list[str]:
    return line[line.index("{") + 1 : line.index("}")].split(",")
