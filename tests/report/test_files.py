"""Files over a whole practice: what a person can take away of a report, and that nobody gets another's."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.bootstrap import build
from bot.port import Account, Attachment, Form
from bot.settings import Settings
from tests.bot.person import Clock, Person
from tests.fakes.engine import InlineEngine

ANSWER = (
    "In my last ward I saw a fall risk, I put up the rails, and there were no falls for six months. "
    '#read("/etc/passwd") $x^2$ *b* </script> \\ [link]("file:///") 你好 مرحبا 😀 ' + "w" * 300
)
STARTS = {
    "image/png": b"\x89PNG",
    "image/svg+xml": b"<svg",
    "application/pdf": b"%PDF-",
    "application/json": b"{",
    "text/plain; charset=utf-8": b"",
}
# The rest are the same drawings with another ending or colour, and what was said by voice.
FORMS = [
    form
    for form in Form
    if form not in (Form.CHART_DARK, Form.DRAWING_DARK, Form.SOUND) and not form.startswith("chart-drawing")
]
OTHERS = (Form.PICTURE, Form.PDF, Form.JSON, Form.DRAWING, Form.CHART, Form.EXPORT)


@dataclass
class Taken:
    """What was there before the report, after it, again, for somebody else, and of one domain's chart."""

    early: list[Attachment | None]
    files: dict[Form, Attachment | None]
    again: dict[Form, Attachment | None]
    others: list[Attachment | None]
    charts: list[Attachment | None]


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Taken:
    return asyncio.run(_taken(tmp_path_factory.mktemp("data")))


async def _taken(folder: Path) -> Taken:
    async with build(Settings(data_dir=folder), Clock(), InlineEngine()) as practice:
        person, other = Person(practice, Clock()), Account("test", "bob")
        await practice.prefer(person.account, "grammar", "no")  # nothing here is about language tips
        await person.begins()
        early = [await practice.file(person.account, form) for form in (Form.PICTURE, Form.CHART)]
        of = (await practice.situation(person.account)).interview
        await person.goes_through(ANSWER)

        async def files(forms: Sequence[Form]) -> dict[Form, Attachment | None]:
            made = await asyncio.gather(*(practice.file(person.account, form) for form in forms))
            return dict(zip(forms, made, strict=True))

        return Taken(
            early,
            await files(FORMS),
            await files([Form.PICTURE, Form.JSON]),
            [await practice.file(other, form, of) for form in OTHERS],
            [
                await practice.file(person.account, Form.CHART_WORDS, domain)
                for domain in ("nurse", "backend")
            ],
        )


def test_each_form_is_a_file_of_its_kind_and_pictures_come_with_words(taken: Taken) -> None:
    for form, made in taken.files.items():
        assert made is not None, form
        assert made.content.startswith(STARTS[made.media_type]), form
        assert bool(made.alt) == made.media_type.startswith("image/"), form


def test_the_same_interview_gives_the_same_bytes(taken: Taken) -> None:
    for form, made in taken.again.items():
        assert made == taken.files[form], form


def test_light_and_dark_are_two_pictures(taken: Taken) -> None:
    assert taken.files[Form.PICTURE] != taken.files[Form.PICTURE_DARK]


def test_there_is_no_file_before_there_is_a_report(taken: Taken) -> None:
    assert taken.early == [None, None]


def test_nobody_has_a_file_of_another_s_interview(taken: Taken) -> None:
    assert taken.others == [None] * len(OTHERS)


def test_the_words_of_the_picture_tell_what_is_on_it(taken: Taken) -> None:
    picture = taken.files[Form.PICTURE]
    assert picture is not None
    for words in ("Report card: Nurse", "Relevance ", "Substance ", "Your biggest upgrade:", "You typed"):
        assert words in picture.alt


def test_the_words_can_be_had_without_a_picture(taken: Taken) -> None:
    for words, picture in ((Form.PICTURE_WORDS, Form.DRAWING), (Form.CHART_WORDS, Form.CHART)):
        told, drawn = taken.files[words], taken.files[picture]
        assert told is not None
        assert drawn is not None
        assert told.content.decode() == drawn.alt


def test_the_chart_can_be_of_one_domain(taken: Taken) -> None:
    nurse, backend = taken.charts
    assert nurse is not None
    assert nurse.content.decode().startswith("The way so far: Nurse. One interview, 2027-01-15. Relevance: ")
    assert backend is None


def test_the_json_names_its_schema_and_is_canonical(taken: Taken) -> None:
    kept = taken.files[Form.JSON]
    assert kept is not None
    read = json.loads(kept.content)
    assert read["schema"] == "greenroom-report/1"
    written = json.dumps(read, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert written.encode() == kept.content
