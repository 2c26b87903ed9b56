"""Own texts take the place of the bundled ones key by key, and one that cannot be said is refused at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.interview.errors import SettingsFault
from core.texts.catalog import texts
from core.texts.own import texts_with


def refused(folder: Path) -> list[str]:
    with pytest.raises(SettingsFault) as caught:
        texts_with(folder)
    said = texts().say(caught.value.key, caught.value.values).splitlines()
    return [line.replace(f"{folder}/", "") for line in said]


def test_without_a_folder_the_texts_are_the_bundled_ones() -> None:
    assert texts_with(None) is texts()


def test_own_texts_take_the_place_of_those_with_their_keys(tmp_path: Path) -> None:
    (tmp_path / "tone.ftl").write_text("ask-thanks = Cheers.\nhint = Psst: { $hint }\n")
    own = texts_with(tmp_path)
    assert own.say("ask-thanks") == "Cheers."
    assert own.say("hint", {"hint": "flour"}) == "Psst: flour"
    assert own.say("web-name") == "Greenroom"
    assert texts().say("ask-thanks") != "Cheers."


def test_a_folder_named_after_the_language_goes_before_the_folder_itself(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "tone.ftl").write_text("ask-thanks = Cheers.\n")
    (tmp_path / "en" / "tone.ftl").write_text("ask-thanks = Ta.\n")
    assert texts_with(tmp_path).say("ask-thanks") == "Ta."


def test_terms_and_plurals_of_ones_own_can_be_used(tmp_path: Path) -> None:
    (tmp_path / "tone.ftl").write_text("-house = The Bakery\nask-thanks = Thanks from { -house }.\n")
    assert texts_with(tmp_path).say("ask-thanks") == "Thanks from The Bakery."


def test_everything_wrong_is_told_at_once_with_its_place_and_remedy(tmp_path: Path) -> None:
    (tmp_path / "a.ftl").write_text(
        "# mine\nask-thank = Cheers.\n\nhint = { $hnt }\nask-thanks = { -nobody }\nask-again = { FOO($x) }\n"
    )
    (tmp_path / "b.ftl").write_text("ask-thanks = fine\nthis is no text\n")
    (tmp_path / "c.ftl").write_bytes(b"ask-thanks = \xff\n")
    assert refused(tmp_path) == [
        "7 texts of your own are not right:",
        "a.ftl:2: There is no text `ask-thank`. Did you mean `ask-thanks`?",
        "a.ftl:4: `hint` uses $hnt, which it is not given. What it is given: $hint.",
        "a.ftl:5: `ask-thanks` refers to `-nobody`, which does not exist. Take it out, or write it.",
        "a.ftl:6: `ask-again` uses $x, which it is not given. What it is given: none.",
        "a.ftl:6: `ask-again` refers to `FOO`, which does not exist. Take it out, or write it.",
        "b.ftl:2: “this is no text” is not Fluent. Write key = text, and begin further lines with a blank.",
        "c.ftl:1: The file cannot be read. Save it as UTF-8, readable for the user who runs Greenroom.",
    ]
