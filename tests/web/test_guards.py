"""Who is let in, and what every answer carries."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator

import pytest
from starlette.applications import Starlette

from bot.practice import LocalPractice
from tests.web.browser import GENERAL, HOST, SET_UP, Browser

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' blob:; "
    "connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8080", "localhost:1", "LOCALHOST", "[::1]:65535"])
async def test_names_of_this_machine_are_answered(browser: Browser, host: str) -> None:
    assert (await browser.http.get("/", headers={"Host": host})).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example:80",
        "",
        "127.0.0.1:x",
        "0.0.0.0",
        "[::]",
    ],
)
async def test_another_host_is_turned_away_with_a_sentence(browser: Browser, host: str) -> None:
    response = await browser.http.get("/", headers={"Host": host})
    assert response.status_code == 400
    assert "Greenroom answers on this computer only." in response.text
    assert "set-cookie" not in response.headers


@pytest.mark.parametrize("change", [{"proof": ""}, {"proof": "0" * 64}, {"proof": "é"}])
async def test_a_form_without_the_right_proof_changes_nothing(
    browser: Browser, change: dict[str, str]
) -> None:
    await browser.begins()
    form = browser.form("/interview/act") | {"kind": "text", "text": GENERAL}
    await browser.sends("/interview/act", form | change)
    assert browser.status == 403
    assert "reload the page" in browser.alert
    await browser.opens("/interview")
    assert browser.own == []


async def test_the_proof_of_one_browser_is_none_of_another(browser: Browser, another: Browser) -> None:
    await browser.begins()
    await another.begins()
    form = another.form("/interview/act") | {"kind": "stop"}
    await browser.sends("/interview/act", form)
    assert browser.status == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "https://127.0.0.1:8080"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/begin", "/interview/act", "/forget"])
async def test_a_form_from_another_site_changes_nothing(
    browser: Browser, headers: dict[str, str], path: str
) -> None:
    await browser.begins()
    form = browser.form("/interview/act") | SET_UP | {"kind": "stop", "word": "forget me"}
    await browser.sends(path, form, **headers)
    assert browser.status == 403
    assert "reload the page" in browser.alert
    assert "nothing was changed" in browser.alert
    await browser.opens("/interview")
    assert browser.path == "/interview"
    assert browser.page.find("section", class_="over") == []


@pytest.mark.parametrize("headers", [{"Origin": HOST}, {"Origin": "null", "Sec-Fetch-Site": "same-origin"}])
async def test_what_browsers_say_of_our_own_forms_is_let_in(
    browser: Browser, headers: dict[str, str]
) -> None:
    await browser.begins()
    await browser.sends(
        "/interview/act", browser.form("/interview/act") | {"kind": "text", "text": GENERAL}, **headers
    )
    assert browser.own == [GENERAL]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/static/style.css", 200),
        ("GET", "/nowhere", 404),
        ("GET", "/static/../app.py", 404),
        ("GET", "/begin", 405),
        ("DELETE", "/", 405),
        ("POST", "/begin", 403),
        ("GET", "/export", 200),
        ("GET", "/interview", 303),
        ("GET", "/interview/events", 200),
    ],
)
async def test_every_answer_carries_the_policy(browser: Browser, method: str, path: str, status: int) -> None:
    response = await browser.http.request(method, path, follow_redirects=False)
    assert response.status_code == status
    assert response.headers["content-security-policy"] == POLICY
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "no-referrer"
    static = path.startswith("/static/style")
    assert response.headers["cache-control"] == ("no-cache" if static else "no-store")


async def test_the_cookie_is_kept_from_scripts_and_other_sites(browser: Browser) -> None:
    cookie = (await browser.http.get("/")).headers["set-cookie"]
    name, _, rest = cookie.partition("=")
    assert name == "greenroom"
    assert len(rest.partition(";")[0]) == 43
    assert {part.strip().lower() for part in rest.split(";")[1:]} == {
        "httponly",
        "max-age=31536000",
        "path=/",
        "samesite=strict",
    }
    assert "set-cookie" not in (await browser.http.get("/")).headers


@pytest.mark.parametrize("cookie", ["", "short", "a" * 42 + "!", "a" * 44, "../../etc/passwd"])
async def test_a_cookie_that_is_none_of_ours_is_replaced(browser: Browser, cookie: str) -> None:
    response = await browser.http.get("/", headers={"Cookie": f"greenroom={cookie}"})
    assert response.headers["set-cookie"].startswith("greenroom=")


async def test_following_another_site_s_link_does_not_make_one_somebody_else(browser: Browser) -> None:
    """The browser holds the cookie back on the way from another site; a new one would replace it."""
    crossing = {"Sec-Fetch-Site": "cross-site"}
    response = await browser.http.get("/history", headers=crossing)
    assert "set-cookie" not in response.headers
    assert '<meta http-equiv="refresh" content="0; url=/history">' in response.text
    elsewhere = await browser.http.get("//evil.example/", headers=crossing)
    assert '<meta http-equiv="refresh" content="0; url=/">' in elsewhere.text
    posted = await browser.http.post("/begin", headers=crossing)
    assert "set-cookie" not in posted.headers


async def test_what_is_too_large_is_turned_away(browser: Browser) -> None:
    await browser.begins()
    form = browser.form("/interview/act") | {"kind": "text", "text": "x" * 300_000}
    await browser.sends("/interview/act", form)
    assert browser.status == 413
    assert browser.alert.startswith("That is more than can be taken at once")


async def test_what_is_too_large_is_turned_away_also_where_its_length_is_not_told(browser: Browser) -> None:
    async def much() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"text=" + b"x" * 10_000

    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    response = await browser.http.post("/begin", content=much(), headers=kind)
    assert response.status_code == 413


async def test_the_longest_answer_of_characters_outside_latin_fits(browser: Browser) -> None:
    await browser.begins()
    await browser.answers("🙂" * 20_000)
    assert browser.own == ["🙂" * 20_000]


async def test_an_unknown_fault_is_logged_without_its_words(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fails(*_: object) -> None:
        raise RuntimeError("CANARY")

    monkeypatch.setattr(LocalPractice, "situation", fails)
    with caplog.at_level(logging.DEBUG):
        await browser.opens("/")
    assert browser.status == 500
    assert browser.alert.startswith("Something went wrong here.")
    assert "RuntimeError at test_guards.py:" in caplog.text
    assert "CANARY" not in caplog.text
    assert "CANARY" not in browser.page.text


@pytest.mark.parametrize("path", ["/nowhere", "/report/a/b", "/static/nothing.css", "/interview/act/x"])
async def test_a_page_that_is_not_there_says_where_to_go(browser: Browser, path: str) -> None:
    await browser.opens(path)
    assert browser.status == 404
    assert browser.alert == "There is no such page. Start again from the front page."
    assert browser.page.find("a", class_="primary")[0]["href"] == "/"


async def test_nothing_about_a_browser_reaches_the_log(
    browser: Browser, site: Starlette, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        await browser.goes_through()
    token = browser.http.cookies["greenroom"]
    ours = "\n".join(
        one.getMessage() for one in caplog.records if not one.name.startswith(("httpx", "httpcore"))
    )
    assert token not in ours
    assert "surgical" not in ours
