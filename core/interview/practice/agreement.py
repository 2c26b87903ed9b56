"""How far two sets of ratings agree beyond chance: Cohen's weighted kappa with quadratic weights.

    kappa = 1 - sum(w * observed) / sum(w * expected),   w(i, j) = (i - j)^2

Over pairs of levels 1 to 5; `expected` are the products of the two raters' own shares (J. Cohen, "Weighted
kappa", Psychological Bulletin 70, 1968). Quadratic weights, since a level off by two is worse than two off by
one; with them kappa is the intraclass correlation of the two raters, up to a term that goes with 1/n (J. L.
Fleiss and J. Cohen, Educational and Psychological Measurement 33, 1973).

The rule: below `ENOUGH` pairs there is none, since it would be noise; nor where both raters never changed the
level, since chance agrees as much then.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from core.interview.practice.state import Round
from core.interview.values import Criterion

ENOUGH = 20  # paired ratings

Pair = tuple[int, int]


def kappa(pairs: Sequence[Pair]) -> float | None:
    """The kappa of `pairs` (one's level, the other's), -1 to 1; None where it is not defined.

    >>> kappa([(1, 1), (5, 5)]), kappa([(1, 5), (5, 1)]), kappa([(3, 3)])
    (1.0, -1.0, None)
    """
    count = len(pairs)
    expected = sum((one - other) ** 2 for one, _ in pairs for _, other in pairs)
    if not expected:
        return None
    observed = sum((one - other) ** 2 for one, other in pairs)
    return 1 - observed * count / expected


def shown(pairs: Sequence[Pair]) -> float | None:
    """The kappa of `pairs`, from `ENOUGH` of them on."""
    return kappa(pairs) if len(pairs) >= ENOUGH else None


def with_panel(rounds: Iterable[tuple[Round, int]]) -> tuple[Pair, ...]:
    """Somebody's levels and the panel's, from revealed rounds with the seat they had in each.

    The panel is everybody else who judged, the bot among them; its level is the median, a half rounded up.
    The candidate's view of themself is no part of it.
    """
    return tuple(pair for round_, seat in rounds for pair in _pairs(round_, seat, _panel(round_, seat)))


def with_bot(rounds: Iterable[tuple[Round, int]]) -> tuple[Pair, ...]:
    """Somebody's levels and the bot's, as in `with_panel`."""
    return tuple(pair for round_, seat in rounds for pair in _pairs(round_, seat, _bot(round_)))


def _pairs(round_: Round, seat: int, others: dict[Criterion, int]) -> Iterable[Pair]:
    card = round_.card_of(seat)
    if card is None or not round_.revealed:
        return ()
    return ((level, others[criterion]) for criterion, level in card.levels if criterion in others)


def _bot(round_: Round) -> dict[Criterion, int]:
    return {found.criterion: found.level for found in round_.findings if isinstance(found.level, int)}


def _panel(round_: Round, seat: int) -> dict[Criterion, int]:
    cards = [dict(card.levels) for card in round_.cards if card.by not in (seat, round_.cast.candidate)]
    cards.append(_bot(round_))
    given = {one: [levels[one] for levels in cards if one in levels] for one in Criterion}
    return {one: int(median(levels) + 0.5) for one, levels in given.items() if levels}
