"""The server: on this machine only, told apart by its port, quick to stop; and the events it streams."""

from __future__ import annotations

import asyncio
import re
import socket
import time
from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio

from bot.adapters.web import stream
from bot.loopback import page as serve
from bot.practice import LocalPractice
from core.interview.errors import SettingsFault
from core.texts.catalog import texts
from tests.web.browser import GENERAL, SET_UP
from tests.web.markup import Element, read


@pytest_asyncio.fixture
async def http(practice: LocalPractice) -> AsyncIterator[httpx.AsyncClient]:
    async with (
        serve(practice, texts(), 0) as address,
        httpx.AsyncClient(base_url=address, follow_redirects=True, timeout=10) as http,
    ):
        yield http


class Stream:
    """The events of the interview in hand, as a browser reads them."""

    def __init__(self, response: httpx.Response) -> None:
        self._lines = response.aiter_lines()

    async def next(self, wanted: str = "message") -> tuple[int, str]:
        """The next event of a name: its id and its data."""
        while True:
            event = await asyncio.wait_for(self._event(), 10)
            if event.get("event") == wanted:
                return int(event.get("id", 0)), event.get("data", "")

    async def _event(self) -> dict[str, str]:
        event: dict[str, str] = {}
        async for line in self._lines:
            if not line:
                return event
            name, _, value = line.partition(": ")
            event[name] = f"{event[name]}\n{value}" if name in event else value
        return event | {"event": "end"}


async def form(http: httpx.AsyncClient, path: str, action: str) -> dict[str, str]:
    """The hidden fields of a form."""
    found = read((await http.get(path)).text).find("form", action=action)[0]
    return {one["name"]: one["value"] for one in found.find("input", type_="hidden")}


async def begins(http: httpx.AsyncClient) -> Element:
    """Begins an interview; its page."""
    page = await http.post("/begin", data=await form(http, "/", "/begin") | SET_UP)
    return read(page.text)


async def answers(http: httpx.AsyncClient, text: str = GENERAL) -> None:
    fields = await form(http, "/interview", "/interview/act")
    await http.post("/interview/act", data=fields | {"kind": "text", "text": text})


def events(page: Element, after: int | None = None) -> dict[str, str]:
    """What the script asks the stream for."""
    main = page.find("main")[0]
    return {"interview": main["data-interview"], "after": str(after or main["data-after"])}


def texts_of(markup: str) -> list[str]:
    return [one.text for one in read(markup).find("p", class_="text")]


async def test_what_is_new_is_streamed_with_its_sequence(http: httpx.AsyncClient) -> None:
    page = await begins(http)
    async with http.stream("GET", "/interview/events", params=events(page)) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        events_ = Stream(response)
        assert "Warm-up" in (await events_.next("state"))[1]
        await answers(http)
        first, own = await events_.next()
        second, question = await events_.next()
        assert texts_of(own) == [GENERAL]
        assert "Question 1 of 4" in question
        assert 0 < first < second
        assert "Question 1 of 4" in (await events_.next("state"))[1]


async def test_whoever_comes_back_is_told_what_they_missed_and_nothing_twice(http: httpx.AsyncClient) -> None:
    page = await begins(http)
    async with http.stream("GET", "/interview/events", params=events(page)) as response:
        events_ = Stream(response)
        await answers(http)
        last, _ = await events_.next()
    await answers(http, "I would do it again in the same way.")
    headers = {"Last-Event-ID": str(last)}
    async with http.stream("GET", "/interview/events", params=events(page), headers=headers) as response:
        events_ = Stream(response)
        missed = [await events_.next() for _ in range(3)]
    assert "Question 1 of 4" in missed[0][1]
    assert texts_of(missed[1][1]) == ["I would do it again in the same way."]
    assert [number for number, _ in missed] == sorted({number for number, _ in missed})
    assert missed[0][0] > last


async def test_markup_in_an_answer_is_text_in_the_stream(http: httpx.AsyncClient) -> None:
    page = await begins(http)
    naughty = "<script>alert(1)</script>\n\nevent: elsewhere\ndata: x\n\n</article>"
    async with http.stream("GET", "/interview/events", params=events(page)) as response:
        events_ = Stream(response)
        await answers(http, naughty)
        _, own = await events_.next()
    assert read(own).find("script") == []
    assert read(own).find("p", class_="text")[0].raw == naughty


async def test_a_page_of_an_interview_that_is_gone_is_sent_elsewhere(
    http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "HEARTBEAT", 0.01)
    page = await begins(http)
    async with http.stream("GET", "/interview/events", params=events(page)) as response:
        events_ = Stream(response)
        await events_.next("state")
        fields = await form(http, "/forget", "/forget")
        await http.post("/forget", data=fields | {"word": "forget me"})
        await events_.next("elsewhere")


@pytest.mark.parametrize("after", ["", "-1", "x", "9" * 30, "１"])
async def test_a_nonsensical_last_event_counts_as_none(http: httpx.AsyncClient, after: str) -> None:
    page = await begins(http)
    asked = events(page) | {"after": after}
    async with http.stream("GET", "/interview/events", params=asked) as response:
        _, question = await Stream(response).next()
    assert "To warm up" in question


async def test_stopping_ends_open_streams_within_a_second(practice: LocalPractice) -> None:
    async with httpx.AsyncClient() as http:
        async with serve(practice, texts(), 0) as address:
            http.base_url = httpx.URL(address)
            http.follow_redirects = True
            page = await begins(http)
            opened = http.stream("GET", "/interview/events", params=events(page))
            events_ = Stream(await opened.__aenter__())
            await events_.next("state")
            before = time.monotonic()
        took = time.monotonic() - before
        await events_.next("end")
        await opened.__aexit__(None, None, None)
    assert took < 1


async def test_a_stream_goes_on_at_the_next_server_of_the_same_port(practice: LocalPractice) -> None:
    async with httpx.AsyncClient(follow_redirects=True) as http:
        async with serve(practice, texts(), 0) as address:
            http.base_url = httpx.URL(address)
            page = await begins(http)
        async with serve(practice, texts(), httpx.URL(address).port or 0):
            await answers(http)
            async with http.stream("GET", "/interview/events", params=events(page)) as response:
                assert texts_of((await Stream(response).next())[1]) == [GENERAL]


async def test_it_listens_on_this_machine_only(practice: LocalPractice) -> None:
    async with serve(practice, texts(), 0) as address:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)


async def test_a_port_that_is_taken_is_named_with_the_remedy(practice: LocalPractice) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SettingsFault) as fault:
            async with serve(practice, texts(), port):
                pass
    assert texts().say(fault.value.key, fault.value.values) == (
        f"Port {port} is taken by another program. "
        "Set GREENROOM_PORT to another one in .env, or to 0 for any that is free."
    )


async def test_a_server_that_is_left_by_an_error_stops_as_well(practice: LocalPractice) -> None:
    with pytest.raises(ValueError, match="left"):
        async with serve(practice, texts(), 0) as address:
            raise ValueError("left")
    async with httpx.AsyncClient() as http:
        with pytest.raises(httpx.ConnectError):
            await http.get(address)


async def test_whoever_waits_while_the_server_stops_is_told_to_send_it_again(
    practice: LocalPractice, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asyncio.Event()

    async def hangs(*_: object) -> None:
        asked.set()
        await asyncio.Event().wait()

    async with httpx.AsyncClient(follow_redirects=True, timeout=10) as http:
        async with serve(practice, texts(), 0) as address:
            http.base_url = httpx.URL(address)
            await begins(http)
            monkeypatch.setattr(practice, "situation", hangs)
            waiting = asyncio.create_task(http.get("/interview"))
            await asyncio.wait_for(asked.wait(), 10)
        answer = await waiting
    assert answer.status_code == 503
    assert "Once it is back, send this again" in answer.text
