"""What the kill runs count, on an export made by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.interview import events as ev
from tests.crash.answers import answer, in_clear, number_of
from tests.crash.killing import Practising
from tests.crash.retelling import Kept, KeptInterview


def kept(*numbers: int) -> Kept:
    """Two interviews with these answers, the first of them in the first."""
    words = {f"words-{place}": answer(number) for place, number in enumerate(numbers)}
    sent: tuple[ev.Event, ...] = tuple(ev.TextSent(place, f"words-{place}") for place in range(len(numbers)))
    begun: ev.Event = ev.Opened(0, 1, 3_000)
    first, second = (begun, *sent[:1]), (begun, *sent[1:])
    return Kept((KeptInterview("nurse", first, words), KeptInterview("nurse", second, words)), given_up=0)


@pytest.mark.parametrize(
    ("numbers", "lost", "doubled", "out_of_order"),
    [
        ((0, 1, 2, 3, 4), 0, 0, 0),
        ((0, 1, 2, 4), 0, 0, 0),  # 3 was typed and not replied to
        ((0, 2, 3, 4), 1, 0, 0),
        ((0, 1, 1, 2, 4), 0, 1, 0),
        ((0, 1, 2, 3, 3, 3, 4), 0, 2, 0),
        ((1, 0, 2, 4), 0, 0, 1),
        ((4,), 3, 0, 0),
    ],
)
def test_what_is_lost_doubled_or_out_of_order_is_counted(
    tmp_path: Path, numbers: tuple[int, ...], lost: int, doubled: int, out_of_order: int
) -> None:
    person = Practising(tmp_path, seed=1, typed=5, accepted={0, 1, 2, 4})
    tally = person.tally(kept(*numbers))
    assert (tally.lost, tally.doubled, tally.out_of_order) == (lost, doubled, out_of_order)
    assert tally.flawless == (lost + doubled + out_of_order == 0)


def test_an_answer_is_known_by_its_word_and_found_wherever_it_stands_in_clear(tmp_path: Path) -> None:
    assert [number_of(answer(number)) for number in (0, 7, 123_456)] == [0, 7, 123_456]
    assert number_of("It went well.") is None
    (tmp_path / "journal").write_bytes(b"\x00" + answer(7).encode() + b"\xff")
    (tmp_path / "other").write_bytes(b"\x00\xff")
    assert in_clear(tmp_path) == ["journal"]
