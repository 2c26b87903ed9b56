"""How answers came across, as values: what was measured on the sound, and how each figure stands.

The rule: figures are rounded here once, as they are shown, and judged as they are shown, so that no sentence
contradicts a number beside it. Nothing here is about what was said, and no figure changes a level. They are
worked out by `core.speech.pace`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SECONDS_A_MINUTE = 60


class Standing(StrEnum):
    """How a figure stands to its band."""

    TOO_LOW = "too_low"
    LOW = "low"
    GOOD = "good"
    HIGH = "high"
    TOO_HIGH = "too_high"
    NOT_JUDGED = "not_judged"


class Aim(StrEnum):
    """What a stretch of speech was meant to be, which decides how long it may be."""

    ANSWER = "answer"
    TECHNICAL = "technical"
    FOLLOW_UP = "follow_up"  # as short as it likes: its length is not judged
    INTERVIEW = "interview"  # all answers together: the length is none of one answer


@dataclass(frozen=True, slots=True)
class Band:
    """A figure is good from `low` to `high`, a little off to `least` and `most`, and beyond them far off.

    Each limit belongs to the better side.
    """

    least: float
    low: float
    high: float
    most: float

    def standing(self, value: float) -> Standing:
        """How `value` stands.

        >>> Band(100, 120, 170, 190).standing(170).value, Band(100, 120, 170, 190).standing(191).value
        ('good', 'too_high')
        """
        if value < self.low:
            return Standing.LOW if value >= self.least else Standing.TOO_LOW
        if value > self.high:
            return Standing.HIGH if value <= self.most else Standing.TOO_HIGH
        return Standing.GOOD


@dataclass(frozen=True, slots=True)
class Pace:
    """The band of the speaking rate, in words a minute; in words a second where `a_second`.

    `language` (ISO 639-1) is the one whose band it is, "" where it was set by hand.
    """

    band: Band
    a_second: bool = False
    language: str = "en"

    @property
    def unit(self) -> str:
        """What it counts words by: "minute" or "second"."""
        return "second" if self.a_second else "minute"

    def written(self, rate: float) -> str:
        """A rate that is `shown` in figures."""
        return f"{rate:.1f}" if self.a_second else f"{rate:.0f}"

    def shown(self, words_a_minute: float) -> float:
        """A rate as it is shown: whole words a minute, or tenths of words a second; rounded half up."""
        if self.a_second:
            return int(words_a_minute / SECONDS_A_MINUTE * 10 + 0.5) / 10
        return int(words_a_minute + 0.5)


@dataclass(frozen=True, slots=True)
class Sums:
    """What was counted and timed; the sums of several stretches of speech are added, never their rates.

    `spoken_ms` is the time from the first to the last voiced sample, `paused_ms` the pauses in it. `fillers`
    and `hedges` were found among `searched` words, those in a language whose fillers are known.
    """

    words: int = 0
    spoken_ms: int = 0
    paused_ms: int = 0
    fillers: int = 0
    hedges: int = 0
    searched: int = 0
    searched_ms: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A time within a recording: `part` counts the recordings of an answer from 0."""

    part: int
    at_ms: int


def clock(ms: int) -> str:
    """A time as minutes and seconds.

    >>> clock(42_700), clock(125_000)
    ('0:42', '2:05')
    """
    return f"{ms // 60_000}:{ms // 1000 % 60:02}"


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause of `ms`, from `place` on; `words` were said in its recording before it."""

    place: Place
    ms: int
    words: int


@dataclass(frozen=True, slots=True)
class Window:
    """The speaking rate between two times of a recording, as it is shown (see `Pace.shown`)."""

    place: Place
    to_ms: int
    rate: float


@dataclass(frozen=True, slots=True)
class Change:
    """Where the rate changed: as it is shown, before and from `place` on."""

    place: Place
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """The stretch of a recording in which fillers stand closest: `count` of them."""

    place: Place
    to_ms: int
    count: int


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence about the delivery: the key of its text, and what fills it."""

    key: str
    values: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class Delivery:
    """How one answer, or all of an interview, came across; figures as they are shown.

    `rate` and `articulation` are words a minute (a second, where `pace` says so); `fillers_a_minute`,
    `fillers_of_100` and `hedges_of_100` have one decimal and are None where the fillers of the language are
    not known; `paused` is in percent, `seconds` the time spoken. `standing` of each figure with a band. Where
    too little was said, or the language has no words to count (`countable`), nothing is judged and `remarks`
    says why.
    `named_fillers` and `named_hedges` are the most frequent ones with their counts, as far as the words are
    there.
    """

    aim: Aim
    language: str
    pace: Pace
    sums: Sums
    countable: bool
    rate: float
    articulation: float
    fillers_a_minute: float | None
    fillers_of_100: float | None
    hedges_of_100: float | None
    paused: int
    seconds: int
    rate_standing: Standing
    fillers_standing: Standing
    pauses_standing: Standing
    length_standing: Standing
    length: Band | None
    parts: int = 1
    long_pauses: tuple[Pause, ...] = ()
    windows: tuple[Window, ...] = ()
    change: Change | None = None
    cluster: Cluster | None = None
    named_fillers: tuple[tuple[str, int], ...] = ()
    named_hedges: tuple[tuple[str, int], ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def judged(self) -> bool:
        """Whether enough was said to judge it."""
        return self.rate_standing is not Standing.NOT_JUDGED


@dataclass(frozen=True, slots=True)
class Usual:
    """A person's own baseline: the figures of their last `interviews` together, as they are shown.

    Figures that were not measured in them are None.
    """

    interviews: int
    rate: float | None
    articulation: float | None
    fillers_a_minute: float | None
    fillers_of_100: float | None
    hedges_of_100: float | None
    paused: int | None


@dataclass(frozen=True, slots=True)
class Spoken:
    """The delivery of an interview: as a whole, turn by turn, and the person's baseline before it.

    `turns` has an entry a turn, None where nothing of it was spoken or measured. `whole` joins the turns of
    the plan's slots, without the warm-up; None where there are none. `usual` is None before three interviews.
    """

    whole: Delivery | None = None
    turns: tuple[Delivery | None, ...] = ()
    usual: Usual | None = None
