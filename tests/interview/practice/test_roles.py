"""Who plays what: least played first, nobody twice with the same while others are free."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.interview.practice import events as ev
from core.interview.practice.roles import assign, tally_of
from core.interview.practice.state import State
from core.interview.practice.values import Played
from tests.interview.practice.driver import START, Driver, opened


def casts(members: int, rounds: int, seed: int = 0) -> list[tuple[int, int | None]]:
    """Candidate and interviewer of each round when everybody stays."""
    driver = Driver()
    driver.send(opened(seed=seed))
    for seat in range(2, members + 1):
        driver.send(ev.Joined(driver.tick(), seat))
    driver.send(ev.Begun(driver.tick(), 1))
    driver.made().whole_round()
    for _ in range(rounds - 1):
        driver.next_round().whole_round()
    return [(one.cast.candidate, one.cast.interviewer) for one in driver.state.rounds]


def test_two_take_turns() -> None:
    assert casts(2, 4) == [(1, 2), (2, 1), (1, 2), (2, 1)]


def test_three_are_each_once_with_each_other_in_a_rotation() -> None:
    assert casts(3, 3) == [(1, 2), (2, 3), (3, 1)]


@pytest.mark.parametrize(("members", "pairs"), [(3, 3), (4, 4), (5, 5), (6, 6)])
def test_in_one_rotation_no_two_meet_twice(members: int, pairs: int) -> None:
    assert len({frozenset(cast) for cast in casts(members, members)}) == pairs


def test_four_meet_all_three_others_before_anybody_twice() -> None:
    """Six pairs there are, and eight rounds in two rotations: two pairs have to meet again."""
    met = Counter(frozenset(cast) for cast in casts(4, 8))
    assert sorted(met.values()) == [1, 1, 1, 1, 2, 2]


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 6), st.integers(1, 13), st.integers(0, 2**32))
def test_roles_are_fair_after_every_round_when_everybody_stays(members: int, rounds: int, seed: int) -> None:
    played = casts(members, rounds, seed)
    for end in range(1, rounds + 1):
        as_candidate = Counter(candidate for candidate, _ in played[:end])
        as_interviewer = Counter(interviewer for _, interviewer in played[:end])
        both = as_candidate + as_interviewer
        for counted in (as_candidate, as_interviewer, both):
            counts = [counted[seat] for seat in range(1, members + 1)]
            assert max(counts) - min(counts) <= 1


def lobby(*played: Played) -> State:
    driver = Driver()
    driver.send(opened(played=played[0]))
    for seat, one in enumerate(played[1:], 2):
        driver.send(ev.Joined(START, seat, one))
    return driver.state


def test_whoever_played_least_in_earlier_practices_begins() -> None:
    cast = assign(lobby(Played(candidate=3, interviewer=0), Played(candidate=1, interviewer=4), Played(2, 2)))
    assert (cast.candidate, cast.interviewer) == (2, 1)


def test_two_who_met_in_earlier_practices_are_kept_apart_while_others_are_free() -> None:
    state = lobby(Played(), Played(pairs=((1, 2),)), Played(), Played(pairs=((3, 1),)))
    pairs = set()
    for candidate, interviewer in combinations((1, 2, 3, 4), 2):
        pairs.add(tally_of(state).together.get(frozenset((candidate, interviewer)), 0))
    assert pairs == {0, 1, 2}
    cast = assign(state)
    assert frozenset((cast.candidate, cast.interviewer)) not in (frozenset((1, 2)), frozenset((3, 4)))


def test_six_with_a_past_are_dealt_at_once() -> None:
    """The search ends early where every choice costs the same."""
    past = [Played(pairs=tuple((other, 5) for other in range(1, seat))) for seat in range(1, 7)]
    assert assign(lobby(*past)).candidate == 1
