"""The delivery section of a report, and the formulas behind it: how the answers sounded, apart from content.

The rule: every figure stands with its range and with what is usual for the person, sentences say where
something happened, and `why` prints each formula with the person's own numbers.
"""

from __future__ import annotations

from collections.abc import Iterator

from core.interview.delivery import Delivery as Measured
from core.interview.delivery import Pace, Pause, Usual, Window, clock
from core.report.model import Delivery, SpokenTurn
from core.report.saying import Saying, heading, item, note, strong, text
from core.texts.blocks import Block

LONG_PAUSES = 3  # that are named with their place
PRAISE = ("-good", "-none")  # how the keys of sentences end that ask for nothing


def section(delivery: Delivery, say: Saying) -> Iterator[Block]:
    """The section of the report; nothing is guessed about what was typed."""
    yield heading(say("report-delivery-title"))
    whole = delivery.whole
    if whole is None:
        count = {"count": delivery.spoken}
        yield text(
            say("report-delivery-spoken", **count) if delivery.spoken else say("report-delivery-typed")
        )
        return
    judged = [turn for turn in delivery.turns if turn.delivery.judged]
    told = judged[0].delivery if len(judged) == 1 else whole  # with a single one the places are known
    first, *others = [say.remark(remark) for remark in told.remarks]
    yield strong(first)
    yield from (text(other) for other in others)
    yield from (item(line) for line in _figures(delivery, whole, say))
    if len(judged) > 1:
        yield from (block for turn in judged for block in _turn(turn, say))
    yield from _notes(delivery, whole, say)


def why(delivery: Delivery, say: Saying) -> Iterator[Block]:
    """The formulas with the person's own numbers: for all answers together, then for each."""
    if delivery.whole is None:
        return
    yield heading(say("delivery-why-title"))
    yield strong(say("delivery-why-whole"))
    yield from (item(line) for line in _formulas(delivery.whole, say))
    for turn in delivery.turns:
        if turn.delivery.sums.words:
            yield strong(say(f"delivery-why-turn{'-follow-up' if turn.follow_up else ''}", number=turn.slot))
            yield from (item(line) for line in _formulas(turn.delivery, say))
            yield from _windows(turn.delivery, say)


# --- the figures -------------------------------------------------------------------------------------


def _figures(delivery: Delivery, whole: Measured, say: Saying) -> Iterator[str]:
    usual = delivery.usual
    unit = whole.pace.unit
    if whole.countable:
        rate = say(
            "delivery-figure-rate", rate=whole.pace.written(whole.rate), unit=unit, standing=_pace(whole, say)
        )
        yield _with_usual(rate, usual.rate if usual else None, whole.pace, say)
        plain = whole.pace.written(whole.articulation)
        words = say("delivery-figure-articulation", rate=plain, unit=unit)
        yield _with_usual(words, usual.articulation if usual else None, whole.pace, say)
        yield from _said(whole, usual, say)
    standing = say("delivery-standing-pauses", standing=whole.pauses_standing.value)
    pauses = say("delivery-figure-pauses", percent=whole.paused, standing=standing)
    yield say("delivery-usual", figure=pauses, usual=f"{usual.paused} %") if usual else pauses
    yield _long_pauses(delivery, say)
    time = clock(whole.seconds * 1_000)
    yield say("delivery-figure-spoken", time=time, recordings=whole.parts)


def _said(whole: Measured, usual: Usual | None, say: Saying) -> Iterator[str]:
    """Fillers and hedges."""
    if whole.fillers_a_minute is None:
        yield say("delivery-figure-fillers-unknown")
        return
    standing = say("delivery-standing-fillers", standing=whole.fillers_standing.value)
    fillers: dict[str, str | int] = {
        "count": whole.sums.fillers,
        "minute": _tenths(whole.fillers_a_minute),
        "standing": standing,
    }
    hundred = _tenths(whole.fillers_of_100)
    if whole.named_fillers:
        named = _named(whole.named_fillers, say)
        line = say("delivery-figure-fillers-named", **fillers, hundred=hundred, named=named)
    else:
        line = say("delivery-figure-fillers", **fillers, hundred=hundred)
    yield _with_usual(line, usual.fillers_a_minute if usual else None, None, say)
    hundred = _tenths(whole.hedges_of_100)
    if whole.named_hedges:
        line = say("delivery-figure-hedges-named", hundred=hundred, named=_named(whole.named_hedges, say))
    else:
        line = say("delivery-figure-hedges", hundred=hundred)
    yield _with_usual(line, usual.hedges_of_100 if usual else None, None, say)


def _with_usual(figure: str, usual: float | None, pace: Pace | None, say: Saying) -> str:
    """A figure with what is usual for the person beside it, where that is known."""
    if usual is None:
        return figure
    return say("delivery-usual", figure=figure, usual=pace.written(usual) if pace else _tenths(usual))


def _pace(whole: Measured, say: Saying) -> str:
    band = whole.pace.band
    limits = {"low": whole.pace.written(band.low), "high": whole.pace.written(band.high)}
    return say("delivery-standing-rate", standing=whole.rate_standing.value, **limits)


def _named(counts: tuple[tuple[str, int], ...], say: Saying) -> str:
    return ", ".join(say("delivery-named", words=words, count=count) for words, count in counts)


def _long_pauses(delivery: Delivery, say: Saying) -> str:
    """How many, and the longest with their places."""
    found = [(turn, pause) for turn in delivery.turns for pause in turn.delivery.long_pauses]
    longest = sorted(found, key=lambda one: -one[1].ms)[:LONG_PAUSES]
    where = "; ".join(_where(turn, pause, say) for turn, pause in longest)
    more = "; …" if len(found) > LONG_PAUSES else ""
    return say("delivery-figure-long-pauses", count=len(found), where=where + more)


def _where(turn: SpokenTurn, pause: Pause, say: Saying) -> str:
    recording = pause.place.part + 1 if turn.delivery.parts > 1 else 0
    seconds = _tenths(pause.ms / 1000)
    at = clock(pause.place.at_ms)
    return say("delivery-where", number=turn.slot, at=at, recording=recording, seconds=seconds)


# --- question by question ----------------------------------------------------------------------------


def _turn(turn: SpokenTurn, say: Saying) -> Iterator[Block]:
    """The figures of one answer in a line, and what is to be said about it unless that is praise."""
    made = turn.delivery
    yield text(
        say(
            "delivery-turn-follow-up" if turn.follow_up else "delivery-turn",
            number=turn.slot,
            rate=made.pace.written(made.rate),
            unit=made.pace.unit,
            fillers=made.sums.fillers if made.sums.searched else -1,
            time=clock(made.seconds * 1_000),
        )
    )
    yield from (item(say.remark(remark)) for remark in made.remarks if not remark.key.endswith(PRAISE))


def _notes(delivery: Delivery, whole: Measured, say: Saying) -> Iterator[Block]:
    if delivery.usual:
        yield note(say("delivery-note-usual", count=delivery.usual.interviews))
    if whole.countable and whole.pace.language and whole.pace.language != whole.language:
        yield note(say("delivery-note-band"))
    elif whole.countable and whole.pace.language not in ("", "en"):
        yield note(say("delivery-note-band-language"))
    yield note(say("delivery-note"))


# --- the formulas ------------------------------------------------------------------------------------


def _formulas(measured: Measured, say: Saying) -> Iterator[str]:
    sums, pace = measured.sums, measured.pace
    seconds, paused = _tenths(sums.spoken_ms / 1000), _tenths(sums.paused_ms / 1000)
    if measured.countable:
        of = {"minute": 1 if pace.a_second else 60, "words": sums.words, "unit": pace.unit}
        yield say("delivery-why-rate", **of, seconds=seconds, rate=pace.written(measured.rate))
        plain = pace.written(measured.articulation)
        yield say("delivery-why-articulation", **of, seconds=seconds, paused=paused, rate=plain)
    yield say("delivery-why-pauses", paused=paused, seconds=seconds, percent=measured.paused)
    if measured.countable and measured.fillers_a_minute is not None:
        searched = _tenths(sums.searched_ms / 1000)
        yield say(
            "delivery-why-fillers",
            count=sums.fillers,
            seconds=searched,
            words=sums.searched,
            minute=_tenths(measured.fillers_a_minute),
            hundred=_tenths(measured.fillers_of_100),
        )
        hundred = _tenths(measured.hedges_of_100)
        yield say("delivery-why-hedges", count=sums.hedges, words=sums.searched, hundred=hundred)


def _windows(measured: Measured, say: Saying) -> Iterator[Block]:
    if measured.windows:
        rates = " · ".join(_window(window, measured, say) for window in measured.windows)
        yield note(say("delivery-windows", windows=rates))


def _window(window: Window, measured: Measured, say: Saying) -> str:
    return say("delivery-window", at=clock(window.place.at_ms), rate=measured.pace.written(window.rate))


def _tenths(value: float | None) -> str:
    return f"{value or 0:.1f}"
