"""A turn costs the same however much is stored: every statement finds its rows by an index."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from storage.rows import Arrival, Delivery, Linking
from storage.store import Store
from tests.storage.conftest import sqlite_database
from tests.storage.somebody import with_everything


async def everything_a_store_does(store: Store) -> None:
    person, interview = await with_everything(store, "1", "one")
    await with_everything(store, "2", "two", now=2_000)
    async with store.begin() as tx:
        await tx.inbox.add(person, Arrival("telegram", "3", person, "text", "{}"), 3_000)
        await tx.contents.put({"hash": "{}"})
        code = await tx.links.make_link_code(person, 3_000)
        wrong = await tx.links.redeem("0000-0000", "telegram", "2", 3_000)
        linked = await tx.links.redeem(code, "telegram", "2", 3_000)
        assert (wrong.outcome, linked.outcome) == (Linking.UNKNOWN_CODE, Linking.LINKED)
        again = await tx.interviews.create(person, 3_000)
        await tx.interviews.choose_domain(person, again, "nurse")
        await tx.timers.set(person, again, "quiet", 4_000)
        await tx.timers.cancel(person, again, "quiet")
        received = await tx.inbox.lowest_undone(person)
        assert received
        await tx.inbox.count_attempt(person, received.id)
        await tx.inbox.done(person, received.id)
    async with store.read() as tx:
        await tx.people.accounts_of(person)
        await tx.people.resolve("nobody")
        await tx.interviews.open_of(person)
        await tx.interviews.get(person, interview)
        await tx.events.load(person, interview, after=1)
        await tx.words.get(person, ["one", "two"])
        await tx.contents.get(["hash"])
        await tx.inbox.conversations_with_undone()
        await tx.inbox.failed()
        await tx.outbox.after(person, person, 0)
        await tx.outbox.last(person, person)
        await tx.outbox.conversations_unsent()
        await tx.outbox.next_unsent(person, "telegram")
        await tx.outbox.before(person, interview)
        await tx.outbox.place_of_last(person, person)
        await tx.outbox.ends_of("telegram", 9_000)
        await tx.outbox.count(Delivery.UNSENT)
        await tx.inbox.is_undone(person)
        await tx.jobs.all_open()
        await tx.jobs.open(1)
        await tx.jobs.count("failed")
        await tx.leases.holder("telegram", 9_000)
        await tx.timers.due(9_000)
        await tx.timers.next_due()
    await store.export(person)
    await store.forget(person)


async def test_no_statement_reads_a_whole_table(tmp_path: Path) -> None:
    database = sqlite_database(tmp_path / "data")
    assert database.file
    store = await database.open()
    statements: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        if statement.split(maxsplit=1)[0] in ("SELECT", "INSERT", "UPDATE", "DELETE"):
            statements.append((statement, parameters[0] if isinstance(parameters, list) else parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        await everything_a_store_does(store)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
        await store.close()

    plain = sqlite3.connect(database.file)
    scans = set()
    for statement, parameters in statements:
        for *_, step in plain.execute(f"EXPLAIN QUERY PLAN {statement}", parameters):
            # By an index it says SEARCH, or SCAN ... USING INDEX where it walks one in order.
            if step.startswith("SCAN ") and " USING " not in step and step != "SCAN CONSTANT ROW":
                scans.add((step, statement))
    plain.close()
    assert len(statements) > 80
    # Codes and wrong tries live ten minutes, so their tables stay small.
    assert {step for step, _ in scans} <= {"SCAN link_codes", "SCAN link_tries"}
