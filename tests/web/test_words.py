"""The page's words: every key of the templates has a text, and no template has words of its own."""

from __future__ import annotations

import re

from bot.adapters.web.front import HERE
from core.texts.catalog import FOLDER, texts

TEMPLATES = sorted((HERE / "templates").glob("*.html"))
KEY = re.compile(r"'(web-[a-z0-9-]+)'")
# Comments, code, tags, and the blocks that fill in attributes.
LEFT_OUT = re.compile(
    r"{% block (?:kind|main) %}.*?{% endblock %}|{#.*?#}|{%.*?%}|{{.*?}}|<[^>]*>", re.DOTALL
)


def said() -> set[str]:
    """The keys in the templates."""
    return {key for file in TEMPLATES for key in KEY.findall(file.read_text(encoding="utf-8"))}


def test_every_key_of_a_template_has_a_text() -> None:
    assert [key for key in sorted(said()) if not texts().has(key)] == []


def test_every_text_of_the_page_is_said() -> None:
    written = re.findall(
        r"^(web-[a-z0-9-]+) =", (FOLDER / "en" / "web.ftl").read_text(encoding="utf-8"), re.M
    )
    code = "\n".join(file.read_text(encoding="utf-8") for file in HERE.glob("*.py"))
    assert [key for key in written if key not in said() and f'"{key}"' not in code] == []


def test_no_template_has_words_of_its_own() -> None:
    own = {
        file.name: left
        for file in TEMPLATES
        if (left := re.findall(r"[A-Za-z]{2,}", LEFT_OUT.sub(" ", file.read_text(encoding="utf-8"))))
    }
    assert own == {}


def test_minutes_have_their_plural() -> None:
    assert texts().say("web-minutes-left", {"minutes": 1}) == "About 1 minute left"
    assert texts().say("web-minutes-left", {"minutes": 9}) == "About 9 minutes left"
