"""What a speaker takes back is found where it takes something back."""

from __future__ import annotations

import pytest

from core.language.hedges import count_hedges, find_hedges


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I think we were kind of late, maybe.", ["i think", "kind of", "maybe"]),
        ("It is a new kind of work, the same sort of thing.", []),
        ("To be honest, I'm not sure.", ["to be honest", "i'm not sure"]),
        ("We think and they guess.", []),
        ("I tried to help and just wanted to learn.", ["tried to", "just wanted to"]),
    ],
)
def test_a_hedge_is_found_only_where_it_hedges(text: str, expected: list[str]) -> None:
    found = find_hedges(text)
    assert [hedge.words for hedge in found] == expected
    assert all(text[h.span.start : h.span.end].lower() == h.words for h in found)


def test_the_most_frequent_come_first_and_ties_go_by_the_alphabet() -> None:
    said = "Maybe I think so, maybe, and I think maybe it is perhaps somewhat late."
    assert count_hedges(said)[:3] == (("maybe", 3), ("i think", 2), ("perhaps", 1))
