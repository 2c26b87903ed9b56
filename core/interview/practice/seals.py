"""The seals: what somebody may see of a practice.

The rule: until a round is revealed nobody sees anything of another's card or of the bot's findings, only
whether a card is whole. Every view and every message is made of what `sealed` gives, so what is sealed is
not hidden but is not there.
"""

from __future__ import annotations

from dataclasses import replace

from core.interview.practice.state import Round, State
from core.interview.practice.values import Card

EVERYBODY = 0  # no seat: what all may see


def sealed(state: State, viewer: int = EVERYBODY) -> State:
    """The state as the member of seat `viewer` may see it, or everybody."""
    return replace(state, rounds=tuple(_round(round_, viewer) for round_ in state.rounds))


def _round(round_: Round, viewer: int) -> Round:
    follow_ups = round_.follow_ups
    if viewer == EVERYBODY or viewer != round_.cast.interviewer:  # how good they were is the asker's alone
        follow_ups = tuple(replace(one, refused=None) for one in follow_ups)
    round_ = replace(round_, follow_ups=follow_ups)
    if viewer == EVERYBODY or viewer != round_.cast.candidate:  # how it was spoken is the speaker's alone
        round_ = replace(round_, parts=tuple(replace(part, speech=None) for part in round_.parts))
    if round_.revealed:
        return round_
    cards = tuple(card if card.by == viewer else Card(card.by, whole=card.whole) for card in round_.cards)
    return replace(round_, cards=cards, findings=(), judged_by="")
