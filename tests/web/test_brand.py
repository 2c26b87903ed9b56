"""The page's own name, colour and logo: there where they are set, always readable, and no inline style."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.web.app import app
from bot.adapters.web.brand import DARK, LIGHT, READABLE, Brand, contrast, mixed, readable
from bot.practice import LocalPractice
from core.texts.catalog import texts
from tests.web.browser import Browser

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z"/></svg>'
COLOURS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert contrast("#ff0000", "#ffffff") == pytest.approx(4.0, abs=0.01)


def test_a_readable_colour_stays_as_it_is_and_a_pale_one_is_darkened() -> None:
    assert readable("#1d5c49", LIGHT, "#000000") == "#1d5c49"
    assert readable("#ffdd00", LIGHT, "#000000") != "#ffdd00"


@given(COLOURS)
def test_any_colour_can_be_read_by_light_and_by_night(colour: str) -> None:
    for papers, towards in ((LIGHT, "#000000"), (DARK, "#ffffff")):
        ink = readable(colour, papers, towards)
        assert min(contrast(ink, paper) for paper in (*papers, mixed(papers[0], ink, 0.1))) >= READABLE
        assert max(contrast(ink, "#ffffff"), contrast(ink, "#000000")) >= READABLE


async def test_the_page_carries_the_name_the_colour_and_the_logo(
    practice: LocalPractice, tmp_path: Path
) -> None:
    (tmp_path / "logo.svg").write_bytes(SVG)
    browser = Browser(app(practice, texts(), Brand("The Bakery", "#aa3300", tmp_path / "logo.svg")))
    async with browser.http:
        page = await browser.opens("/")
        assert page.find("title")[0].text.endswith("· The Bakery")
        assert page.find("a", class_="brand")[0].text.strip() == "The Bakery"
        assert page.find("img", class_="logo")[0]["src"] == "/logo"
        assert [link["href"] for link in page.find("link", rel="stylesheet")] == [
            "/static/style.css",
            "/brand.css",
        ]
        style, logo = await browser.http.get("/brand.css"), await browser.http.get("/logo")
    assert style.headers["content-type"].startswith("text/css")
    assert style.text.startswith(":root { --accent: #aa3300; --on-accent: #ffffff; --tint: #")
    assert "@media (prefers-color-scheme: dark)" in style.text
    assert (logo.headers["content-type"], logo.content) == ("image/svg+xml", SVG)
    assert "default-src 'none'" in logo.headers["content-security-policy"]
    assert "unsafe" not in style.headers["content-security-policy"]


async def test_without_a_brand_the_page_is_as_ever(browser: Browser) -> None:
    page = await browser.opens("/")
    assert page.find("title")[0].text.endswith("· Greenroom")
    assert page.find("img", class_="logo") == []
    assert [link["href"] for link in page.find("link", rel="stylesheet")] == ["/static/style.css"]
    assert (await browser.http.get("/brand.css")).status_code == 404
    assert (await browser.http.get("/logo")).status_code == 404


def test_the_papers_are_those_of_the_stylesheet() -> None:
    style = (Path(__file__).parents[2] / "bot/adapters/web/static/style.css").read_text()
    assert [f"--paper: {LIGHT[0]};" in style, f"--card: {LIGHT[1]};" in style] == [True, True]
    assert [f"--paper: {DARK[0]};" in style, f"--card: {DARK[1]};" in style] == [True, True]
