"""Files on the page: the picture in the report, what can be taken away, and nobody else's."""

from __future__ import annotations

from tests.web.browser import Browser


async def test_the_report_shows_its_picture_in_light_and_dark_with_words_and_links_its_files(
    browser: Browser,
) -> None:
    await browser.goes_through()
    link = browser.page.find("section", class_="over")[0].find("a")[0]["href"]
    of = link.removeprefix("/report")
    page = await browser.opens(link)
    (figure,) = page.find("figure", class_="sheet")
    (picture,) = figure.find("img")
    assert picture["src"] == f"/file/drawing{of}"
    assert figure.find("source")[0]["srcset"] == f"/file/drawing-dark{of}"
    assert picture["alt"].startswith("Report card: Nurse, Mid level")
    assert [one["href"] for one in figure.find("a")] == [
        f"/file/pdf{of}",
        f"/file/picture{of}",
        f"/file/json{of}",
    ]
    answer = await browser.http.get(picture["src"])
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")
    assert answer.headers["content-disposition"] == 'inline; filename="greenroom-report.svg"'
    taken = await browser.http.get(f"/file/json{of}")
    assert taken.headers["content-disposition"] == 'attachment; filename="greenroom-report.json"'
    assert taken.json()["facts"]["domain"] == "Nurse"


async def test_a_form_that_is_none_and_an_interview_that_is_not_one_s_own_are_not_there(
    browser: Browser,
) -> None:
    await browser.goes_through()
    for path in ("/file/exe", "/file/json/somebody-elses", "/file/sound/x.0.9", "/file/sound"):
        assert (await browser.http.get(path)).status_code == 404, path
