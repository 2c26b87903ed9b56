"""Killed at every named step of the way, nothing is lost, doubled or out of order.

    ./run test tests/crash/test_steps.py      each step once on SQLite, a few on Postgres
    ./run soak tests/crash/test_steps.py      each step the first, second and third time, on both databases

Two people practise through all the deaths, as `tests/crash/feeding.py` says. At the end what is kept, what
was shown and what was sent is held against a run of the same answers, seed and times that nothing disturbed:
in another process, and without the engine.
"""

from __future__ import annotations

import functools
import json
import secrets
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from bot import bootstrap
from bot.bootstrap import build_house
from bot.settings import Settings
from tests.bot.person import Clock
from tests.crash.answers import in_clear, number_of
from tests.crash.dying import SEED, incoming, settled, told
from tests.crash.feeding import ADA, APART, DOMAINS, QUIET, Died, Feeding, Nursery, Script
from tests.crash.platform import FILE, Notebook, Unhurried
from tests.crash.retelling import kept
from tests.crash.steps import BETWEEN, STEPS
from tests.fakes.engine import InlineEngine
from tests.storage.conftest import postgres_database

pytestmark = pytest.mark.process

Told = dict[str, dict[str, Any]]
ON_POSTGRES = (
    "keep: committed",
    "take: committed",
    "work: written",
    "work: committed",
    "job-result: committed",
    "letter: sent",
    "ring: committed",
    "conversation: ended",
)


async def undisturbed(
    folder: Path, rounds: int, last_from: int, monkeypatch: pytest.MonkeyPatch
) -> tuple[Script, Told]:
    """The same rounds without a death and without the durable engine; everything of the two."""
    monkeypatch.setattr(secrets, "randbits", lambda _bits: SEED)
    monkeypatch.setattr(bootstrap, "assemble", functools.partial(bootstrap.assemble, interviewer=Unhurried()))
    script, clock, stages = Script(), Clock(), dict.fromkeys(DOMAINS, "")
    sender = Notebook(folder, lambda _step: None)
    async with build_house(Settings(data_dir=folder / "calm"), clock, InlineEngine(), [sender]) as house:
        for number in range(1, rounds + 1):
            clock.at = Clock.at + number * APART
            for commands in script.round(stages, last=number > last_from).values():
                for command in commands:
                    await house.practice.submit(incoming(command))
            await settled(house, list(DOMAINS), clock.at)
            clock.at += QUIET
            await house.works.tick()
            stages = await settled(house, list(DOMAINS), clock.at)
        return script, {who: await told(house, who) for who in DOMAINS}


def dies_through(folder: Path, database: str, steps: list[tuple[str, int]]) -> tuple[Feeding, Told]:
    """Goes through all these deaths; everything of the two as it is at the end."""
    data = folder / "data"
    with Nursery(folder) as nursery:
        feeding = Feeding(nursery, database or f"sqlite:///{data}/greenroom.db", data)
        for step, nth in steps:
            feeding.dies_at(step, nth)
            assert in_clear(data) == []
        found = feeding.ends_well()
    assert feeding.deaths == [step for step, _ in steps]
    return feeding, found


def holds(feeding: Feeding, found: Told, calm: tuple[Script, Told]) -> None:
    """Holds what came of the deaths against what was fed, and against the undisturbed run."""
    script, expected = calm
    assert feeding.script.said == script.said
    for who in DOMAINS:
        mine = kept(found[who]["export"])
        assert mine.given_up == 0
        assert [interview.reported for interview in mine.interviews] == [True] * len(mine.interviews)
        answers = [text for interview in mine.interviews for text in interview.answers]
        assert [number_of(text) for text in answers] == script.said[who]
        for name in ("questions", "messages", "reports"):
            assert found[who][name] == expected[who][name]
        assert all(len(report) > 10 for report in found[who]["reports"])


def sent_in_order(feeding: Feeding, found: Told, sent: list[dict[str, Any]]) -> int:
    """Holds what the platform has against what was to be sent; how many it has twice."""
    twice = 0
    for who in DOMAINS:
        mine = [line for line in sent if line["to"] == who]
        numbers = [line["sequence"] for line in mine]
        assert sorted(set(numbers)) == numbers_of(found[who])
        assert numbers == sorted(numbers)
        for before, after in pairwise(mine):
            if before["sequence"] == after["sequence"]:
                assert (after["nonce"], after["again"]) == (before["nonce"], True)
                twice += 1
        nonces = Counter({line["sequence"]: line["nonce"] for line in mine}.values())
        assert max(nonces.values()) == 1
    assert twice <= len(feeding.deaths)
    return twice


def numbers_of(found: dict[str, Any]) -> list[int]:
    """The sequences of all messages to a person, each of which was sent; what they typed is read only."""
    rows = [row for row in found["export"]["sent"] if row["kind"] != "echo"]
    assert {row["state"] for row in rows} == {"sent"}
    return [row["sequence"] for row in rows]


def the_platform_s(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / FILE).read_text(encoding="utf-8").splitlines()]


async def survives(
    folder: Path, database: str, steps: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> int:
    """All of it; how many messages the platform has twice."""
    feeding, found = dies_through(folder, database, steps)
    calm = folder / "calm"
    calm.mkdir()
    assert feeding.last_from is not None
    expected = await undisturbed(calm, feeding.rounds, feeding.last_from, monkeypatch)
    holds(feeding, found, expected)
    assert in_clear(folder / "data") == []
    assert b"zqxv" not in (folder / "log").read_bytes()
    return sent_in_order(feeding, found, the_platform_s(folder))


async def test_a_death_at_any_step_loses_and_doubles_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = [(step, 1) for step in STEPS]
    twice = await survives(tmp_path, "", steps, monkeypatch)
    assert twice >= len(BETWEEN)


@pytest.mark.postgres
async def test_a_death_at_a_step_loses_and_doubles_nothing_on_postgres(
    tmp_path: Path, postgres_socket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres_database(postgres_socket, tmp_path).url
    await survives(tmp_path, url, [(step, 1) for step in ON_POSTGRES], monkeypatch)


def test_deaths_in_a_row_over_one_message_do_not_make_it_a_poison_message(tmp_path: Path) -> None:
    script, data = Script(), tmp_path / "data"
    life = {"database": f"sqlite:///{data}/greenroom.db", "folder": str(data)}
    with Nursery(tmp_path) as nursery:
        nursery.born(**life)
        for command in script.begins(ADA):
            nursery.ask(**command)
        assert nursery.ask(do="settle", accounts=[ADA])["settled"] == {ADA: "warming_up"}
        with pytest.raises(Died):
            nursery.ask(do="die")
        for _ in range(5):
            with pytest.raises(Died):
                nursery.born(**life, step="work: written", armed=True)
                nursery.write(
                    script.says(ADA) if not script.said[ADA] else {"do": "settle", "accounts": [ADA]}
                )
                while True:
                    nursery.read()
        nursery.born(**life)
        assert nursery.ask(do="settle", accounts=[ADA])["settled"] == {ADA: "answering"}
        found = kept(nursery.ask(do="tell", account=ADA)["told"]["export"])
    assert [number_of(text) for text in found.interviews[0].answers] == script.said[ADA] == [0]
    assert found.given_up == 0


def test_a_step_that_is_never_reached_is_no_death(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.crash.feeding.ROUNDS", 2)
    with Nursery(tmp_path) as nursery:
        feeding = Feeding(nursery, f"sqlite:///{tmp_path}/data/greenroom.db", tmp_path / "data")
        with pytest.raises(AssertionError, match="letter: sent was not reached 1000 times in 2 rounds"):
            feeding.dies_at("letter: sent", 1000)


@pytest.mark.soak
@pytest.mark.parametrize("nth", [1, 2, 3])
@pytest.mark.parametrize("where", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def test_a_death_at_any_step_at_any_time_loses_and_doubles_nothing(
    tmp_path: Path, request: pytest.FixtureRequest, where: str, nth: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = ""
    if where == "postgres":
        url = postgres_database(request.getfixturevalue("postgres_socket"), tmp_path).url
    # A start is one; the rest comes again and again.
    steps = [(step, 1 if step.startswith("start:") else nth) for step in STEPS]
    assert await survives(tmp_path, url, steps, monkeypatch) >= len(BETWEEN)
