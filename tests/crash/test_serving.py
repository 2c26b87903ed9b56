"""What goes wrong under a served page: a sentence, what was typed stays, nothing half-written; it goes on.

The same form, sent again when things are well, counts once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from core.texts.catalog import texts
from tests.crash.answers import CANARY, answer
from tests.crash.places import disk, everything_in
from tests.crash.terminal import INTERVIEW, Terminal, run
from tests.crash.test_killing import on_postgres
from tests.crash.visiting import a_server, alert, draft, visiting

pytestmark = pytest.mark.process

PAGE = 4_096


def said(key: str) -> str:
    return " ".join(texts().say(key).split())


def test_a_database_file_moved_away_is_told_and_used_again_when_it_is_back(data: Path) -> None:
    with a_server(data) as server, visiting(server) as visitor:
        visitor.answers(answer(0))
        form = visitor.form()
        file, away = data / "greenroom.db", data / "away.db"
        file.rename(away)
        refused = visitor.sends_answer(form, answer(1))
        assert (refused.status_code, alert(refused)) == (503, said("storage-moved"))
        assert draft(refused) == answer(1)
        assert not file.exists()  # nothing new was begun in its place
        away.rename(file)
        assert visitor.sends_answer(form, answer(1)).status_code == 303
        assert visitor.sends_answer(form, answer(1)).status_code == 303
        assert (visitor.shown, visitor.kept) == ([0, 1], [0, 1])
        assert CANARY.findall(server.errors) == []


def test_a_database_file_moved_away_and_back_is_used_by_the_next_start(data: Path) -> None:
    with a_server(data) as server, visiting(server) as visitor:
        visitor.answers(answer(0))
        form = visitor.form()
        file, away = data / "greenroom.db", data / "away.db"
        file.rename(away)
        assert visitor.sends_answer(form, answer(1)).status_code == 503
        server.kill()
        away.rename(file)
        with a_server(data) as another:
            visitor.comes_to(another)
            assert visitor.shown == [0]
            assert visitor.sends_answer(form, answer(1)).status_code == 303
            assert (visitor.shown, visitor.kept) == ([0, 1], [0, 1])


def test_on_a_full_disk_what_was_typed_stays_in_the_form_and_counts_once_later(tmp_path: Path) -> None:
    with disk(tmp_path / "small", "16m") as small, a_server(small.folder / "data") as server:
        with visiting(server) as visitor:
            visitor.answers(answer(0))
            form = visitor.form()
            small.fill()
            for _ in range(2):
                refused = visitor.sends_answer(form, answer(1))
                assert (refused.status_code, alert(refused)) == (503, said("storage-disk-full"))
                assert draft(refused) == answer(1)
            small.free()
            for _ in range(2):
                assert visitor.sends_answer(form, answer(1)).status_code == 303
            assert (visitor.shown, visitor.kept) == ([0, 1], [0, 1])
        assert CANARY.findall(server.errors) == []


def test_on_a_disk_that_is_nearly_full_every_form_sent_again_counts_once(tmp_path: Path) -> None:
    """Some are not kept, some are kept and cannot be worked on; each is told, and all count once."""
    with (
        disk(tmp_path / "small", "16m") as small,
        a_server(small.folder / "data") as server,
        visiting(server) as visitor,
    ):
        told = []
        for number, pages in enumerate((0, 2, 4, 8, 12, 16, 24, 32)):
            form = visitor.form()
            small.fill(but=pages * PAGE)
            told.append(alert(visitor.sends_answer(form, answer(number)))[:12])
            small.free()
            assert visitor.sends_answer(form, answer(number)).status_code == 303
        assert {said("storage-disk-full")[:12], "What you sen"} <= set(told)
        visitor.waits_for(list(range(8)))


def test_a_read_only_disk_is_named_at_the_start_and_changes_nothing(tmp_path: Path) -> None:
    with disk(tmp_path / "small", "16m") as small:
        data = small.folder / "data"
        with a_server(data) as server, visiting(server) as visitor:
            visitor.answers(answer(0))
            server.kill()
            small.read_only(on=True)
            before = everything_in(data)
            refused = run(data, "serve", GREENROOM_PORT="0")
            assert (refused.code, "Read-only file system" in refused.err) == (1, True)
            assert "Traceback" not in refused.err
            assert everything_in(data) == before
            small.read_only(on=False)
            with a_server(data) as another:
                visitor.comes_to(another)
                assert visitor.shown == [0]


REFUSE = """
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'read_only_sql_transaction'; END $$;
CREATE TRIGGER refuse BEFORE INSERT ON inbox FOR EACH STATEMENT EXECUTE FUNCTION refuse();
"""


@contextmanager
def read_only(url: str) -> Iterator[None]:
    """Makes the database refuse what comes in, as one does that has become read-only.

    A server's own setting for it does not bind who asks for a transaction that writes, as the store does.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(REFUSE)
        yield
        connection.execute("DROP TRIGGER refuse ON inbox")


@pytest.mark.postgres
def test_a_database_that_turns_read_only_is_told_and_used_again(data: Path, postgres_socket: str) -> None:
    settings = on_postgres(data, postgres_socket)
    with a_server(data, **settings) as server, visiting(server) as visitor:
        visitor.answers(answer(0))
        form = visitor.form()
        with read_only(settings["GREENROOM_DATABASE"]):
            refused = visitor.sends_answer(form, answer(1))
            assert (refused.status_code, alert(refused)) == (503, said("storage-read-only"))
            assert draft(refused) == answer(1)
        assert visitor.sends_answer(form, answer(1)).status_code == 303
        assert (visitor.shown, visitor.kept) == ([0, 1], [0, 1])


def test_a_page_left_open_over_a_restart_can_be_sent_and_counts_once(data: Path) -> None:
    with a_server(data) as server, visiting(server) as visitor:
        visitor.answers(answer(0))
        form, old = visitor.form(), visitor.form()
        assert visitor.sends_answer(form, answer(1)).status_code == 303
        server.kill()
        with a_server(data) as another:
            visitor.comes_to(another)
            assert visitor.sends_answer(form, answer(1)).status_code == 303  # it was sent before
            assert visitor.sends_answer(old, answer(2)).status_code == 303
            assert (visitor.shown, visitor.kept) == ([0, 1, 2], [0, 1, 2])


def test_a_terminal_left_open_over_a_restart_says_so_and_the_next_one_goes_on(data: Path) -> None:
    with a_server(data) as server:
        server.until("Ctrl-C ends it")
        with Terminal(data, *INTERVIEW) as terminal:
            terminal.question()
            asked = terminal.says(answer(0))
            server.kill()
            with a_server(data) as another:
                another.until("Ctrl-C ends it")
                terminal.write(answer(1))
                assert terminal.ended() == 1
                assert " ".join(terminal.errors.split()) == said("attach-lost")
                with Terminal(data, *INTERVIEW) as next_one:
                    assert next_one.question().text == asked.text
