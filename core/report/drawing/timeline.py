"""The time line of what was spoken: pace with its band, long pauses, fillers, laid out in points.

The rule: the recordings stand in their order, end to end without the silence around them, a gap between two;
one scale for all. What is told by a place in the drawing is told by a label or in the words beside it too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.interview.delivery import Pace, Place, Window, clock
from core.report.model import Delivery, Recording, SpokenTurn

WIDTH = 352.0  # points
HEIGHT = 84.0
GAP = 3.0  # between two recordings, at most
LEAST_BAR = 2.5  # a pause is seen, however long the interview is
BESIDE = 14.0  # a number needs so much to stand beside another


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `x` on `width` points; `y` from the top, `label` "" where there is no room for one."""

    x: float
    width: float
    y: float = 0.0
    label: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """The time line. `good_top` to `good_bottom` is the band; `low` and `high` are its limits as figures."""

    width: float
    height: float
    answers: tuple[Stretch, ...]
    rates: tuple[Stretch, ...]
    pauses: tuple[Stretch, ...]
    fillers: tuple[float, ...]
    good_top: float
    good_bottom: float
    low: str
    high: str
    lasts: str
    has_rates: bool
    has_fillers: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    """A recording with its place in the drawing."""

    turn: SpokenTurn
    part: int
    recording: Recording
    x: float
    scale: float  # points a millisecond

    def at(self, ms: int) -> float:
        within = min(max(ms, self.recording.from_ms), self.recording.to_ms) - self.recording.from_ms
        return round(self.x + within * self.scale, 2)

    @property
    def width(self) -> float:
        return round((self.recording.to_ms - self.recording.from_ms) * self.scale, 2)


def line(delivery: Delivery) -> Line | None:
    """The time line of an interview; None where nothing was measured."""
    pieces = _pieces(delivery.turns)
    if not pieces or delivery.whole is None:
        return None
    pace = delivery.whole.pace
    windows = [(piece, window) for piece in pieces for window in _windows(piece)]
    low, high = _range(pace, [window.rate for _, window in windows])

    def y(rate: float) -> float:
        return round(HEIGHT * (high - rate) / (high - low), 2)

    rates = [
        Stretch(piece.at(w.place.at_ms), round((w.to_ms - w.place.at_ms) * piece.scale, 2), y(w.rate))
        for piece, w in windows
    ]
    return Line(
        width=WIDTH,
        height=HEIGHT,
        answers=tuple(_answers(pieces)),
        rates=tuple(_labelled(rates, [w.rate for _, w in windows], pace)),
        pauses=tuple(_pauses(pieces)),
        fillers=tuple(piece.at(ms) for piece in pieces for ms in piece.recording.fillers),
        good_top=y(pace.band.high),
        good_bottom=y(pace.band.low),
        low=pace.written(pace.band.low),
        high=pace.written(pace.band.high),
        lasts=clock(sum(piece.recording.to_ms - piece.recording.from_ms for piece in pieces)),
        has_rates=bool(rates),
        has_fillers=delivery.whole.fillers_a_minute is not None,
    )


def _pieces(turns: Sequence[SpokenTurn]) -> list[_Piece]:
    held = [(turn, n, part) for turn in turns for n, part in enumerate(turn.recordings)]
    lasts = sum(part.to_ms - part.from_ms for *_, part in held)
    if not lasts:
        return []
    gap = min(GAP, WIDTH / 4 / len(held))
    scale = (WIDTH - gap * (len(held) - 1)) / lasts
    pieces: list[_Piece] = []
    x = 0.0
    for turn, number, part in held:
        pieces.append(_Piece(turn, number, part, round(x, 2), scale))
        x += (part.to_ms - part.from_ms) * scale + gap
    return pieces


def _windows(piece: _Piece) -> Iterator[Window]:
    """The rates within a recording; that of the whole answer where it was too short for several."""
    made = piece.turn.delivery
    if not made.judged:
        return
    own = [window for window in made.windows if window.place.part == piece.part]
    if own or made.windows:
        yield from own
    elif made.parts == 1:
        yield Window(Place(piece.part, piece.recording.from_ms), piece.recording.to_ms, made.rate)


def _range(pace: Pace, rates: Sequence[float]) -> tuple[float, float]:
    """From where to where the drawing goes: the whole band and every rate, with a little room."""
    band = pace.band
    low, high = min([band.least, *rates]), max([band.most, *rates])
    room = (high - low) * 0.08
    return low - room, high + room


def _labelled(rates: Sequence[Stretch], values: Sequence[float], pace: Pace) -> Iterator[Stretch]:
    """The fastest and the slowest stretch carry their figure; of two that are the same only one does."""
    if not rates:
        return
    most, least = values.index(max(values)), values.index(min(values))
    for number, stretch in enumerate(rates):
        told = number in (most, least)
        label = pace.written(values[number]) if told else ""
        yield Stretch(stretch.x, stretch.width, stretch.y, label)


def _answers(pieces: Sequence[_Piece]) -> Iterator[Stretch]:
    """Each recording; the first of a question carries its number where there is room for it."""
    before, free = 0, 0.0
    for piece in pieces:
        label = ""
        if piece.turn.slot != before and piece.x >= free:
            label, free = str(piece.turn.slot), piece.x + BESIDE
        before = piece.turn.slot
        yield Stretch(piece.x, piece.width, 0.0, label)


def _pauses(pieces: Sequence[_Piece]) -> Iterator[Stretch]:
    """The long pauses; the longest carries its seconds."""
    found = [
        (piece, pause)
        for piece in pieces
        for pause in piece.turn.delivery.long_pauses
        if pause.place.part == piece.part
    ]
    longest = max((pause.ms for _, pause in found), default=0)
    for piece, pause in found:
        width = max(LEAST_BAR, round(pause.ms * piece.scale, 2))
        label, longest = (f"{pause.ms / 1000:.1f}", -1) if pause.ms == longest else ("", longest)
        yield Stretch(min(piece.at(pause.place.at_ms), WIDTH - width), width, 0.0, label)
