"""Who plays what in the next round: a pure reckoning over what was played so far.

The rules, in this order:

    1. Whoever was candidate least is candidate, whoever was interviewer least is interviewer.
    2. Whoever had neither of the two parts for longest gets one, so that nobody observes twice as much.
    3. Two who were candidate and interviewer together are not put together again while others are free, here
       and in earlier practices of the channel.
    4. Whoever played a role least in earlier practices comes first; then the order of joining, from a place
       that the seed says.

What is chosen leaves a way to choose by these rules until everybody has been candidate once more: towards
the end of a rotation that way is looked for and not guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from core.interview.practice.state import Member, State
from core.interview.practice.values import Cast, Void

COUNTED = (None, Void.NO_SHOW, Void.PASSED)  # whose turn came to nothing had it; whoever left had not
AGAINST = 10_000  # what it costs to go against rule 1, in repeated pairs
FAR, NEAR = 4, 2  # with more than FAR rounds to come it looks NEAR rounds ahead: nothing is lost so early

Pair = tuple[int, int]  # candidate and interviewer


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each seat was candidate and interviewer, and each two of them together."""

    candidate: dict[int, int]
    interviewer: dict[int, int]
    together: dict[frozenset[int], int]

    def after(self, pair: Pair) -> Tally:
        """The tally with one more round."""
        candidate, interviewer = pair
        both = frozenset(pair)
        return Tally(
            {**self.candidate, candidate: self.candidate[candidate] + 1},
            {**self.interviewer, interviewer: self.interviewer[interviewer] + 1},
            {**self.together, both: self.together.get(both, 0) + 1},
        )

    def spread(self) -> int:
        """How far apart the members are in how often they had one of the two parts."""
        parts = [self.candidate[seat] + self.interviewer[seat] for seat in self.candidate]
        return max(parts) - min(parts)


def assign(state: State) -> Cast:
    """The next round's cast of all who are there, who are two at least."""
    present, tally = state.present, tally_of(state)
    order = _order(state)
    least = min(tally.candidate.values())
    rounds = sum(count == least for count in tally.candidate.values())
    ahead = rounds - 1 if rounds <= FAR else NEAR
    best: tuple[int, tuple[int, ...]] | None = None
    chosen = (present[0], present[1])
    for pair in _options(tally):
        cost = _cost(tally, pair)
        bound = best[0] + 1 if best else 10**9
        total = _cheapest(tally.after(pair), ahead, cost, bound)
        rank = (total, (cost, *_rank(state, pair, order)))
        if best is None or rank < best:
            best, chosen = rank, pair
    return Cast(*chosen, tuple(seat for seat in present if seat not in chosen))


def tally_of(state: State) -> Tally:
    """What those who are there played in this practice, and who was together in the channel ever."""
    here = state.present
    candidate = {seat: _of(state, seat).base[0] for seat in here}
    interviewer = {seat: _of(state, seat).base[1] for seat in here}
    together = {
        frozenset((seat, other)): times
        for seat in here
        for other, times in _of(state, seat).played.pairs
        if other in here
    }
    for round_ in state.rounds:
        cast = round_.cast
        if cast.candidate in candidate and round_.void in COUNTED:
            candidate[cast.candidate] += 1
        if round_.void is not None or cast.interviewer is None:
            continue
        if cast.interviewer in interviewer:
            interviewer[cast.interviewer] += 1
        both = frozenset((cast.candidate, cast.interviewer))
        together[both] = together.get(both, 0) + 1
    return Tally(candidate, interviewer, _above_the_least(together, here))


def _above_the_least(together: dict[frozenset[int], int], here: tuple[int, ...]) -> dict[frozenset[int], int]:
    """How much oftener than those who met least; what all have in common costs nothing."""
    pairs = [frozenset(pair) for pair in combinations(here, 2)]
    least = min((together.get(pair, 0) for pair in pairs), default=0)
    return {pair: together.get(pair, 0) - least for pair in pairs}


def base_for(state: State, seat: int) -> tuple[int, int]:
    """What is added to somebody's turns who joins now: as much as brings them to the least of the others."""
    others = tally_of(state)
    if not others.candidate:
        return 0, 0
    turns = [round_ for round_ in state.rounds if round_.void in COUNTED]
    asked = [round_ for round_ in turns if round_.void is None]
    own = sum(round_.cast.candidate == seat for round_ in turns)
    own_asked = sum(round_.cast.interviewer == seat for round_ in asked)
    least, least_asked = min(others.candidate.values()), min(others.interviewer.values())
    return max(0, least - own), max(0, least_asked - own_asked)


def _of(state: State, seat: int) -> Member:
    member = state.member(seat)
    assert member is not None
    return member


def _order(state: State) -> dict[int, int]:
    here = state.present
    return {seat: (place + state.seed) % len(here) for place, seat in enumerate(here)}


def _rank(state: State, pair: Pair, order: dict[int, int]) -> tuple[int, ...]:
    candidate, interviewer = (_of(state, seat).played for seat in pair)
    return candidate.candidate, interviewer.interviewer, order[pair[0]], order[pair[1]]


def _options(tally: Tally) -> Iterator[Pair]:
    """The pairs that rules 1 and 2 allow; where rule 1 cannot be kept, the next best."""
    fewest = min(tally.candidate.values())
    candidates = [seat for seat, count in tally.candidate.items() if count == fewest]
    pairs = [(c, i) for c in candidates for i in _interviewers(tally, c)]
    cheap = [pair for pair in pairs if _cost(tally, pair) < AGAINST] or pairs
    spreads = {pair: tally.after(pair).spread() for pair in cheap}
    yield from (pair for pair in cheap if spreads[pair] == min(spreads.values()))


def _interviewers(tally: Tally, candidate: int) -> list[int]:
    free = {seat: count for seat, count in tally.interviewer.items() if seat != candidate}
    return [seat for seat, count in free.items() if count == min(free.values())]


def _cost(tally: Tally, pair: Pair) -> int:
    """How often the two were together, and much more where the interviewer was one more than others."""
    fewest = min(tally.interviewer.values())
    against = AGAINST * (tally.interviewer[pair[1]] - fewest)
    return tally.together.get(frozenset(pair), 0) + against


def _cheapest(tally: Tally, rounds: int, spent: int, bound: int) -> int:
    """The least cost of `spent` and of the rounds to come; `bound` or more where it is not below that."""
    if rounds <= 0 or spent >= bound:
        return spent
    best = bound
    for pair in sorted(_options(tally), key=lambda pair: _cost(tally, pair)):
        best = min(best, _cheapest(tally.after(pair), rounds - 1, spent + _cost(tally, pair), best))
        if best == spent:
            break
    return best
