"""The delivery of a whole interview, turn by turn and together, and a person's own baseline.

The rule: together means sums over sums, never a mean of rates. The warm-up and the candidate's own questions
are no answers, so they are measured but count for nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from core.interview.delivery import Aim, Delivery, Spoken, Sums, Usual
from core.interview.state import Part, State, Turn, TurnKind
from core.interview.values import Phase
from core.speech import formulas as f
from core.speech.bands import Bands
from core.speech.pace import delivery

ENOUGH_INTERVIEWS = 3  # with speech in them, before there is a baseline
NO_WORDS: Mapping[str, str] = MappingProxyType({})


def spoken(
    state: State,
    bands: Bands | None = None,
    words: Mapping[str, str] = NO_WORDS,
    earlier: Sequence[Spoken] = (),
) -> Spoken:
    """The delivery of an interview.

    `words` are the texts by their ids, as far as they are there: fillers and hedges are named by them.
    `earlier` are the person's interviews before this one, in any order.
    """
    turns = tuple(_of_parts(_parts(turn), bands, _aim(state, turn), words) for turn in state.turns)
    scored = [part for turn in state.turns if 0 <= turn.slot < len(state.slots) for part in _parts(turn)]
    whole = _of_parts(scored, bands, Aim.INTERVIEW, words)
    return Spoken(whole, turns, usual(one.whole for one in earlier if one.whole))


def usual(earlier: Iterable[Delivery]) -> Usual | None:
    """What is usual for a person: the figures of three earlier interviews or more, each as a whole, together.

    Rates are shown as in the newest pace that is given, which is the last.
    """
    held = [one for one in earlier if one.judged]
    if len(held) < ENOUGH_INTERVIEWS:
        return None
    sums, shown = added(one.sums for one in held), held[-1].pace.shown
    searched = sums.searched
    return Usual(
        len(held),
        shown(f.speaking_rate(sums.words, sums.spoken_ms)),
        shown(f.articulation_rate(sums.words, sums.spoken_ms, sums.paused_ms)),
        f.tenths(f.a_minute(sums.fillers, sums.searched_ms)) if searched else None,
        f.tenths(f.of_hundred(sums.fillers, searched)) if searched else None,
        f.tenths(f.of_hundred(sums.hedges, searched)) if searched else None,
        f.whole(100 * f.pause_ratio(sums.paused_ms, sums.spoken_ms)),
    )


def added(several: Iterable[Sums]) -> Sums:
    """Several sums as one.

    >>> added([Sums(100, 60_000), Sums(50, 20_000)])
    Sums(words=150, spoken_ms=80000, paused_ms=0, fillers=0, hedges=0, searched=0, searched_ms=0)
    """
    held = list(several)
    return Sums(
        words=sum(one.words for one in held),
        spoken_ms=sum(one.spoken_ms for one in held),
        paused_ms=sum(one.paused_ms for one in held),
        fillers=sum(one.fillers for one in held),
        hedges=sum(one.hedges for one in held),
        searched=sum(one.searched for one in held),
        searched_ms=sum(one.searched_ms for one in held),
    )


def _parts(turn: Turn) -> list[Part]:
    """The parts of an answer that were spoken and measured."""
    return [part for part in turn.taken if part.speech and part.speech.times and part.speech.voiced]


def _of_parts(
    parts: Sequence[Part], bands: Bands | None, aim: Aim, words: Mapping[str, str]
) -> Delivery | None:
    if not parts:
        return None
    raw = [words[part.words] for part in parts if part.words in words and not part.corrected]
    return delivery([part.speech for part in parts if part.speech], bands, aim, raw)


def _aim(state: State, turn: Turn) -> Aim:
    """What a turn's answer was to be: a whole answer only where it answers the slot's question itself."""
    if turn.kind not in (TurnKind.QUESTION, TurnKind.AGAIN, TurnKind.RESTATED):
        return Aim.FOLLOW_UP
    technical = 0 <= turn.slot < len(state.slots) and state.slots[turn.slot].phase is Phase.TECHNICAL
    return Aim.TECHNICAL if technical else Aim.ANSWER
