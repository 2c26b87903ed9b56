"""Export, and forgetting for good."""

from __future__ import annotations

import asyncio
import json
import shutil
from pathlib import Path

import pytest
from sqlalchemy import func, select

from core.interview.errors import Unwritable
from storage import tables
from storage.engine import make_engine, parse_url
from storage.faults import Gone
from storage.rows import Arrival, Linking, NewEvent, NewMessage
from storage.store import Store
from tests.storage.conftest import Database, sqlite_database
from tests.storage.somebody import HERE, in_a_practice, with_everything


async def counts(database: Database) -> dict[str, int]:
    """How many rows each table has."""
    engine = make_engine(parse_url(database.url))
    async with engine.connect() as connection:
        found = {
            table.name: (await connection.execute(select(func.count()).select_from(table))).scalar_one()
            for table in tables.metadata.sorted_tables
        }
    await engine.dispose()
    return found


async def test_an_export_has_everything_and_fits_into_json(store: Store) -> None:
    person, interview = await with_everything(store, "4711", "hello")
    exported = await store.export(person)
    assert json.loads(json.dumps(exported)) == exported
    (message,) = exported.pop("sent")
    (received,) = exported.pop("received")
    (clip,) = exported.pop("clips")
    assert clip == {
        "id": f"clip-of-{interview}",
        "created_at": 1_000,
        "length_ms": None,
        "content": "aGVsbG8=",  # "hello" in base64
    }
    assert exported == {
        "person": person,
        "created_at": 1_000,
        "accounts": [{"platform": "telegram", "account": "4711", "linked_at": 1_000}],
        "settings": {"goal": "hello"},
        "practices": [],
        "interviews": [
            {
                "id": interview,
                "domain": "nurse",
                "open": False,
                "created_at": 1_000,
                "ended_at": 6_000,
                "events": [
                    {"sequence": 1, "type": "Begun", "version": 1, "at": 1_000, "payload": "hello"},
                    {
                        "sequence": 2,
                        "type": "Answered",
                        "version": 1,
                        "at": 1_000,
                        "payload": {"said": "hello"},
                    },
                ],
                "words": {f"words-of-{interview}": "hello"},
                "timers": [{"name": "quiet", "due_at": 4_000}],
            }
        ],
    }
    assert (message["payload"], message["message"]) == ("You said: hello", "message-to-4711")
    assert (received["payload"], received["platform"]) == ("hello", "telegram")


async def test_an_export_of_nobody_is_gone(store: Store) -> None:
    with pytest.raises(Gone):
        await store.export("nobody")


async def test_forgetting_leaves_only_marks(store: Store, database: Database) -> None:
    person, interview = await with_everything(store, "4711", "hello")
    practice = await in_a_practice(store, person, "hello")
    async with store.begin() as tx:
        code = await tx.links.make_link_code(person, 1_000)
        await tx.links.redeem("0000-0000", "telegram", "4711", 1_000)
        await tx.contents.put({"hash": "{}"})
        await tx.leases.take("telegram", "worker", 1_000, 9_000)
    before = await counts(database)
    assert {name for name, count in before.items() if count == 0} == {"absorbed"}
    await store.forget(person)
    after = await counts(database)
    of_the_practice = {"people", "channels", "practices", "interviews", "events"}
    left = {name for name, count in after.items() if count}
    assert left == {"vault", "contents", "inbox", "leases"} | of_the_practice
    assert (after["people"], after["events"]) == (2, 1)  # the channel and the practice, and its facts
    await store.forget(practice)
    after = await counts(database)
    assert (after["people"], after["channels"], after["practices"], after["events"]) == (1, 1, 0, 0)
    async with store.begin() as tx:
        assert await tx.people.find("telegram", "4711") is None
        assert await tx.people.resolve(person) is None
        assert (await tx.links.redeem(code, "telegram", "x", 1_000)).outcome is Linking.UNKNOWN_CODE
        with pytest.raises(Gone):
            await tx.events.append(person, interview, 2, [NewEvent("Late", 1, 1, "{}")])
    with pytest.raises(Gone):
        await store.export(person)


async def test_a_mark_holds_nothing_of_the_person(store: Store, database: Database) -> None:
    person, _ = await with_everything(store, "4711", "hello")
    await store.forget(person)
    engine = make_engine(parse_url(database.url))
    async with engine.connect() as connection:
        row = (await connection.execute(select(tables.inbox))).mappings().one()
    await engine.dispose()
    assert {name for name, value in row.items() if value is not None} == {"id", "mark", "attempts", "state"}
    assert (row["attempts"], row["state"]) == (0, "forgotten")


async def test_an_update_fetched_again_after_forgetting_is_known_as_seen(store: Store) -> None:
    person, _ = await with_everything(store, "4711", "hello")
    await store.forget(person)
    async with store.begin() as tx:
        again = await tx.people.find_or_create("telegram", "4711", 9_000)
        assert again != person
        seen = Arrival("telegram", "update-of-4711", again, "text", "hello")
        assert await tx.inbox.add(again, seen, 9_000) is None
        assert list(await tx.inbox.conversations_with_undone()) == []


async def test_others_are_not_touched(store: Store) -> None:
    person, _ = await with_everything(store, "1", "one")
    other, _ = await with_everything(store, "2", "two")
    before = await store.export(other)
    await store.forget(person)
    assert await store.export(other) == before


async def test_forgetting_in_the_middle_of_an_interview_stops_whoever_works_on_it(store: Store) -> None:
    async with store.begin() as tx:
        person = await tx.people.find_or_create("telegram", "1", 1_000)
        interview = await tx.interviews.create(person, 1_000)
        await tx.inbox.add(person, Arrival("telegram", "1", person, "text", "hello"), 1_000)

    begun = asyncio.Event()

    async def answer() -> None:
        sequence = 0
        while True:
            async with store.begin() as tx:
                sequence = await tx.events.append(
                    person, interview, sequence, [NewEvent("Answered", 1, 1_000, "{}")]
                )
                await tx.outbox.add(person, person, [NewMessage("text", "next")], HERE, 1_000)
            begun.set()

    working = asyncio.create_task(answer())
    await begun.wait()
    await store.forget(person)
    with pytest.raises(Gone):
        await working
    async with store.read() as tx:
        assert list(await tx.inbox.conversations_with_undone()) == []
        assert await tx.interviews.open_of(person) is None


async def test_forgetting_twice_or_nobody_is_no_fault(store: Store) -> None:
    person, _ = await with_everything(store, "1", "one")
    await store.forget(person)
    await store.forget(person)
    await store.forget("nobody")


async def test_a_restored_backup_forgets_again(tmp_path: Path) -> None:
    database = sqlite_database(tmp_path / "data")
    assert database.file
    store = await database.open()
    person, _ = await with_everything(store, "4711", "hello")
    other, _ = await with_everything(store, "2", "two")
    await store.close()
    shutil.copy(database.file, tmp_path / "backup.db")
    store = await database.open()
    await store.forget(person)
    await store.close()
    shutil.copy(tmp_path / "backup.db", database.file)
    store = await database.open()
    try:
        async with store.begin() as tx:
            assert await tx.people.find("telegram", "4711") is None
            assert await tx.people.find("telegram", "2") == other
            stranger = await tx.people.create(9_000)
            seen = Arrival("telegram", "update-of-4711", stranger, "text", "hello")
            assert await tx.inbox.add(stranger, seen, 9_000) is None
    finally:
        await store.close()


async def test_the_list_of_the_forgotten_holds_ids_and_survives_a_torn_line(tmp_path: Path) -> None:
    database = sqlite_database(tmp_path / "data")
    store = await database.open()
    one, _ = await with_everything(store, "1", "one")
    other, _ = await with_everything(store, "2", "two")
    await store.forget(one)
    kept = database.folder / "forgotten"
    with kept.open("a") as file:
        file.write("0123")
    await store.forget(other)
    await store.close()
    assert kept.read_text().split() == [one, "0123", other]
    assert kept.stat().st_mode & 0o777 == 0o600
    await (await database.open()).close()


async def test_whoever_was_joined_into_a_forgotten_person_is_forgotten_with_them(tmp_path: Path) -> None:
    database = sqlite_database(tmp_path / "data")
    assert database.file
    store = await database.open()
    older, _ = await with_everything(store, "1", "one", now=1_000)
    younger, _ = await with_everything(store, "2", "two", now=2_000)
    await store.close()
    shutil.copy(database.file, tmp_path / "backup.db")
    store = await database.open()
    async with store.begin() as tx:
        code = await tx.links.make_link_code(older, 3_000)
        assert (await tx.links.redeem(code, "telegram", "2", 3_000)).outcome is Linking.LINKED
    await store.forget(older)
    await store.close()
    shutil.copy(tmp_path / "backup.db", database.file)
    store = await database.open()
    try:
        async with store.read() as tx:
            assert await tx.people.resolve(older) is None
            assert await tx.people.resolve(younger) is None
    finally:
        await store.close()


async def test_nothing_is_deleted_where_the_list_cannot_be_written(store: Store, database: Database) -> None:
    person, _ = await with_everything(store, "1", "one")
    (database.folder / "forgotten").mkdir()
    with pytest.raises(Unwritable) as caught:
        await store.forget(person)
    assert caught.value.key == "storage-folder"
    assert (await store.export(person))["settings"] == {"goal": "one"}


async def test_neither_key_nor_words_linger_in_the_file(tmp_path: Path) -> None:
    database = sqlite_database(tmp_path / "data")
    assert database.file
    store = await database.open()
    person, _ = await with_everything(store, "1", "one")
    engine = make_engine(parse_url(database.url))
    async with engine.connect() as connection:
        wrapped = (await connection.execute(select(tables.people.c.wrapped_key))).scalar_one()
        said = (await connection.execute(select(tables.words.c.content))).scalar_one()
    await engine.dispose()
    assert wrapped in _bytes_of(database.folder)
    await store.forget(person)
    left = _bytes_of(database.folder)
    await store.close()
    assert wrapped not in left
    assert said not in left


def _bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.glob("greenroom.db*")))
