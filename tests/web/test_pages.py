"""The pages that are read: report, reasons, history, tips. The browser checks each for screen readers."""

from __future__ import annotations

import pytest

from tests.web.browser import Browser
from tests.web.markup import faults, read


async def test_before_there_is_anything_each_page_says_so(browser: Browser) -> None:
    for path in ("/report", "/why", "/history"):
        await browser.opens(path)
        assert browser.status == 200
        assert browser.page.find("h1")[0].text == "Nothing here yet"
    assert (await browser.opens("/grammar")).find("h1")[0].text == "Language tips on my last answer"


async def test_the_history_links_each_report_and_draws_how_levels_moved(browser: Browser) -> None:
    await browser.goes_through()
    await browser.goes_through()
    page = await browser.opens("/history")
    entries = page.find("ol", class_="entries")[0].find("li")
    assert len(entries) == 2
    links = [entry.find("a")[0]["href"] for entry in entries]
    assert len(set(links)) == 2
    drawing = page.find("svg", role="img")[0]
    assert drawing.find("title")[0].text == "How your mean level moved"
    assert drawing.find("desc")[0].text.count(" of 5.") == 2
    assert len(drawing.find("circle")) == 2
    (chart,) = page.find("figure", class_="sheet")
    assert chart.find("img")[0]["alt"].startswith("The way so far: All your interviews. 2 interviews, ")
    assert chart.find("a")[0]["href"] == "/file/chart"
    for link in links:
        await browser.opens(link)
        assert browser.page.find("h1")[0].text == "Your practice interview: Nurse"
        assert browser.page.find("a", href=f"{link}/why")


async def test_one_interview_draws_no_line(browser: Browser) -> None:
    await browser.goes_through()
    assert (await browser.opens("/history")).find("svg", role="img") == []


async def test_the_reasons_quote_and_lead_back(browser: Browser) -> None:
    await browser.goes_through()
    link = browser.page.find("section", class_="over")[0].find("a")[0]["href"]
    page = await browser.opens(f"{link}/why")
    assert page.find("blockquote")
    assert page.find("a", href=link)


async def test_tips_are_read_beside_the_interview(browser: Browser) -> None:
    await browser.begins()
    await browser.answers("I have went through this many times.")
    page = await browser.opens("/grammar")
    assert page.find("article", id_="tips")[0].find("li")
    assert page.find("a", href="/interview")


async def test_the_front_page_links_what_was_reported(browser: Browser) -> None:
    assert (await browser.opens("/")).find("a", href="/report") == []
    await browser.goes_through()
    page = await browser.opens("/")
    assert page.find("a", href="/report")
    assert page.find("form", action="/begin")


async def test_a_button_that_needs_script_is_hidden_without(browser: Browser) -> None:
    await browser.goes_through()
    page = await browser.opens("/report")
    (button,) = [one for one in page.find("button") if "data-print" in one.attributes]
    assert "hidden" in button.attributes


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (('<html lang="en">', "<html>"), "no language"),
        (("<h1>", "<h1></h1><h1>"), "2 <h1>"),
        (('class="skip"', ""), "no skip link"),
        (('name="word"', 'name="word" style="x"'), "style on <input>"),
        (('for="word"', ""), "<input id='word'> has no name"),
        (('class="bottom"', 'onclick="x"'), "onclick on <footer>"),
        (("</main>", "<script>x</script></main>"), "inline <script>"),
        (('href="/privacy"', 'href="https://cdn.example"'), "href=https://cdn.example leads elsewhere"),
    ],
)
async def test_the_check_finds_what_it_looks_for(
    browser: Browser, change: tuple[str, str], fault: str
) -> None:
    html = (await browser.http.get("/forget")).text
    assert faults(read(html)) == []
    assert change[0] in html
    assert fault in faults(read(html.replace(*change)))
