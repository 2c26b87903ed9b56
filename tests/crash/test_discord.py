"""Killed at any moment, the program that serves Discord loses nothing, counts and shows nothing twice.

    ./run test tests/crash/test_discord.py      6 kills on SQLite
    ./run soak tests/crash/test_discord.py      160 kills on SQLite, 150 on Postgres

The library is the real one, Discord is the tests' own (`tests/fakes/discord_server`), which holds every
request against the published documents. A run prints its seed and its figures.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash.discord_party import Party
from tests.crash.test_killing import nothing_readable
from tests.fakes.discord_server.server import discord_server
from tests.fakes.discord_server.validator import NO_SPECS, specs
from tests.storage.conftest import postgres_database

pytestmark = pytest.mark.process


async def survives(
    capsys: pytest.CaptureFixture[str],
    folder: Path,
    seed: int,
    kills: int,
    guests: int = 6,
    database: str = "",
) -> None:
    if specs() is None:
        pytest.skip(NO_SPECS)
    async with discord_server(specs=specs(), patched=False) as server:
        party = Party(folder, server, seed, guests, database)
        tally = await party.goes_through(kills)
        with capsys.disabled():
            where = "Postgres" if database else "SQLite"
            print(f"\n{where}, Discord, seed {seed}, {len(party.all)} people: {tally}")
            moments = ", ".join(f"{count} {moment}" for moment, count in sorted(party.moments.items()))
            print(f"  killed: {moments}; {party.slow} presses refused by a slow machine and made again")
        assert server.validator.violations == []
        assert tally.flawless


async def test_what_is_said_in_discord_outlives_six_kills(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await survives(capsys, tmp_path, 61, 6, guests=2)


@pytest.mark.soak
async def test_what_is_said_in_discord_outlives_many_kills(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await survives(capsys, tmp_path, 71, 160, guests=8)


@pytest.mark.soak
@pytest.mark.postgres
async def test_what_is_said_in_discord_outlives_many_kills_on_postgres(
    tmp_path: Path, postgres_socket: str, capsys: pytest.CaptureFixture[str]
) -> None:
    url = postgres_database(postgres_socket, tmp_path).url
    await survives(capsys, tmp_path, 72, 150, guests=8, database=url)
    nothing_readable(postgres_socket)
