"""The master key, what is derived from it, and the sealing of texts."""

from __future__ import annotations

import base64
import logging
import os
from pathlib import Path

import pytest

from core.interview.errors import KeyFault, StorageFault
from storage import keys
from storage.keys import Cipher, Keyring, decode_master_key
from storage.store import Store
from storage.tables import EVENT, WORDS
from tests.storage.conftest import MASTER_KEY, Database, postgres_database, sqlite_database
from tests.storage.somebody import with_everything

OTHER_KEY = base64.b64encode(bytes(32)).decode()


async def test_the_first_start_makes_a_key_only_its_owner_can_read(tmp_path: Path) -> None:
    before = os.umask(0o000)
    try:
        store = await sqlite_database(tmp_path / "data").open()
    finally:
        os.umask(before)
    await store.close()
    key = tmp_path / "data" / "master.key"
    assert key.stat().st_mode & 0o777 == 0o600
    assert len(base64.b64decode(key.read_text())) == 32
    assert (tmp_path / "data" / "greenroom.db").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    assert sorted(file.name for file in (tmp_path / "data").iterdir()) == ["greenroom.db", "master.key"]


async def test_the_second_start_reads_what_the_first_wrote(database: Database) -> None:
    store = await database.open()
    person, interview = await with_everything(store, "4711", "hello")
    await store.close()
    store = await database.open()
    async with store.read() as tx:
        assert await tx.words.of_interview(person, interview) == {f"words-of-{interview}": "hello"}
        assert await tx.people.find("telegram", "4711") == person
    await store.close()


async def test_another_master_key_is_refused(database: Database) -> None:
    await (await database.open()).close()
    with pytest.raises(KeyFault) as caught:
        await Store.open(database.url, database.folder, OTHER_KEY)
    assert caught.value.key == "storage-master-key-wrong"
    await (await database.open()).close()


async def test_a_missing_key_is_not_replaced_by_a_new_one(tmp_path: Path) -> None:
    database = sqlite_database(tmp_path / "data")
    await (await database.open()).close()
    (database.folder / "master.key").unlink()
    with pytest.raises(KeyFault) as caught:
        await database.open()
    assert caught.value.key == "storage-master-key-lost"
    assert not (database.folder / "master.key").exists()


@pytest.mark.parametrize("content", ["", "not base64!", base64.b64encode(bytes(31)).decode(), "ÿÿ"])
async def test_a_key_file_that_holds_no_key_is_refused(tmp_path: Path, content: str) -> None:
    database = sqlite_database(tmp_path / "data")
    database.folder.mkdir()
    (database.folder / "master.key").write_text(content)
    with pytest.raises(KeyFault) as caught:
        await database.open()
    assert caught.value.key == "storage-master-key-file"


async def test_a_key_file_open_to_others_is_closed_and_that_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    database = sqlite_database(tmp_path / "data")
    await (await database.open()).close()
    key = database.folder / "master.key"
    key.chmod(0o644)
    with caplog.at_level(logging.WARNING, logger="storage.keys"):
        await (await database.open()).close()
    assert key.stat().st_mode & 0o777 == 0o600
    assert len(caplog.records) == 1


async def test_a_key_from_the_settings_makes_no_file(tmp_path: Path) -> None:
    database = sqlite_database(tmp_path / "data")
    await (await Store.open(database.url, database.folder, MASTER_KEY)).close()
    assert not (database.folder / "master.key").exists()


@pytest.mark.postgres
async def test_postgres_needs_a_key_from_the_settings(postgres_socket: str, tmp_path: Path) -> None:
    database = postgres_database(postgres_socket, tmp_path)
    with pytest.raises(KeyFault) as caught:
        await Store.open(database.url, database.folder)
    assert caught.value.key == "storage-master-key-required"
    assert not (tmp_path / "master.key").exists()


@pytest.mark.parametrize("given", ["", "secret", OTHER_KEY[:-4], OTHER_KEY + "AAAA"])
def test_a_setting_that_is_no_key_is_refused(given: str) -> None:
    with pytest.raises(KeyFault) as caught:
        decode_master_key(given)
    assert caught.value.key == "storage-master-key-unreadable"


def test_a_text_opens_only_where_it_was_sealed() -> None:
    cipher = Cipher(bytes(32))
    sealed = cipher.seal("hello", EVENT, "stream", 1)
    assert cipher.open(sealed, EVENT, "stream", 1) == "hello"
    for column, row in ((EVENT, ("stream", 2)), (EVENT, ("strea", "m1")), (WORDS, ("stream", 1))):
        with pytest.raises(StorageFault):
            cipher.open(sealed, column, *row)


def test_a_text_altered_in_any_byte_does_not_open() -> None:
    cipher = Cipher(bytes(32))
    sealed = cipher.seal("hello", WORDS, "w1")
    for position in range(len(sealed)):
        altered = bytearray(sealed)
        altered[position] ^= 1
        with pytest.raises(StorageFault):
            cipher.open(bytes(altered), WORDS, "w1")
    for shorter in (b"", sealed[:1], sealed[:13], sealed[:-1]):
        with pytest.raises(StorageFault):
            cipher.open(shorter, WORDS, "w1")


def test_the_same_text_sealed_twice_looks_different() -> None:
    cipher = Cipher(bytes(32))
    assert cipher.seal("hello", WORDS, "w1") != cipher.seal("hello", WORDS, "w1")


def test_a_persons_key_opens_only_for_that_person_and_master_key() -> None:
    ring = Keyring(bytes(32))
    wrapped = ring.new_wrapped_key("one")
    sealed = ring.unwrap("one", wrapped).seal("hello", WORDS, "w1")
    assert Keyring(bytes(32)).unwrap("one", wrapped).open(sealed, WORDS, "w1") == "hello"
    with pytest.raises(KeyFault):
        ring.unwrap("other", wrapped)
    with pytest.raises(KeyFault):
        Keyring(bytes(31) + b"\x01").unwrap("one", wrapped)


def test_marks_depend_on_the_master_key_and_on_where_one_part_ends() -> None:
    ring = Keyring(bytes(32))
    assert ring.mark("account", "a", "bc") == Keyring(bytes(32)).mark("account", "a", "bc")
    others = {
        ring.mark("account", "ab", "c"),
        ring.mark("update", "a", "bc"),
        Keyring(bytes(31) + b"\x01").mark("account", "a", "bc"),
    }
    assert ring.mark("account", "a", "bc") not in others
    assert len(others) == 3


def test_only_so_many_keys_are_kept_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "CACHED_PEOPLE", 2)
    ring = Keyring(bytes(32))
    for person in ("one", "two"):
        ring.unwrap(person, ring.new_wrapped_key(person))
    assert ring.cached("one")
    ring.unwrap("three", ring.new_wrapped_key("three"))
    assert [person for person in ("one", "two", "three") if ring.cached(person)] == ["one", "three"]
