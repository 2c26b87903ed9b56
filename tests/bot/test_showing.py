"""What the set-up offers."""

from __future__ import annotations

from dataclasses import replace

from bot.showing import Showing
from core.domains.loader import Loaded, load_domains
from core.interview.values import MINUTES, Budget, Choice, Length
from core.texts.catalog import texts


def abouts(loaded: Loaded, domain: str = "") -> list[str]:
    return [option.about for option in Showing(texts(), loaded).options(Choice.LENGTH, domain)]


def test_a_length_is_offered_with_the_minutes_that_are_set_for_all_domains() -> None:
    loaded = replace(load_domains(), minutes={**MINUTES, Length.SHORT: 12})
    assert abouts(loaded) == [
        "4 questions, about 12 minutes",
        "7 questions, about 20 minutes",
        "11 questions, about 35 minutes",
    ]


def test_in_a_chosen_domain_its_own_minutes_count() -> None:
    nurse = replace(load_domains().get("nurse"), budgets=((Length.LONG, Budget(50, (1, 2, 2))),))
    loaded = Loaded({"nurse": nurse}, minutes={**MINUTES, Length.SHORT: 12})
    assert abouts(loaded, "nurse") == [
        "4 questions, about 10 minutes",
        "7 questions, about 20 minutes",
        "11 questions, about 50 minutes",
    ]
