"""What figures are judged by: the bands of the design's table, by language and by setting.

The rule: a band is a literal with its source beside it. A language without one is judged by the English band,
and the report says so; languages that are written without blanks have no words to count and are not judged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.interview.delivery import SECONDS_A_MINUTE, Aim, Band, Pace

ENGLISH = Band(100, 120, 170, 190)  # words a minute
MARGIN = 20  # words a minute between good and far off, as in the English band
# Words a minute that native speakers read aloud, of texts that say the same in every language:
# Trauzettel-Klosinski and Dietz, Standardized Assessment of Reading Performance: The New International
# Reading Speed Texts IReST, Investigative Ophthalmology & Visual Science 53 (2012) 5452-5461, table of means.
READ_ALOUD = {
    "en": 228,
    "ar": 138,
    "de": 179,
    "es": 218,
    "fi": 161,
    "fr": 195,
    "he": 187,
    "it": 188,
    "nl": 202,
    "pl": 166,
}
STEP = 5  # words a minute; bands of other languages are no finer than this
WITHOUT_BLANKS = frozenset({"bo", "ja", "km", "lo", "my", "th", "yue", "zh"})
FILLERS_KNOWN = frozenset({"en"})

FILLERS = Band(0, 0, 5, 11.9)  # a minute, in tenths; from 12 on too many
PAUSED = Band(0, 0, 30, 100)  # percent of the time spoken; over 30 noted
LENGTHS = {Aim.ANSWER: Band(0, 60, 120, 600), Aim.TECHNICAL: Band(0, 60, 180, 600)}  # seconds

_RANGE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:-|–|to)\s*(\d+(?:\.\d+)?)\s*", re.IGNORECASE)
MOST_A_SECOND = 10  # an upper end of more is meant a minute: nobody says ten words a second
FASTEST = 400  # words a minute


@dataclass(frozen=True, slots=True)
class Bands:
    """The bands in use: `pace` where the speaking rate's was set by hand, else the language's own."""

    pace: Pace | None = None

    def pace_of(self, language: str) -> Pace:
        """The band of the speaking rate for a language (ISO 639-1).

        >>> Bands().pace_of("de").band
        Band(least=80, low=95, high=135, most=150)
        >>> Bands().pace_of("hu").language
        'en'
        """
        if self.pace is not None:
            return self.pace
        known = READ_ALOUD.get(language)
        if known is None or language == "en":
            return Pace(ENGLISH)
        limits = (ENGLISH.least, ENGLISH.low, ENGLISH.high, ENGLISH.most)
        return Pace(Band(*(_scaled(limit, known) for limit in limits)), language=language)


def _scaled(limit: float, read_aloud: int) -> int:
    """A limit of the English band in another language: limit * words aloud there / words aloud in English."""
    return STEP * round(limit * read_aloud / READ_ALOUD["en"] / STEP)


def bands(setting: str = "") -> Bands:
    """The bands by a setting: `120-170` (words a minute) or `1-3` (words a second); "" for the defaults.

    Beside the range lie 20 words a minute that count as a little slow or fast. Raises ValueError where it is
    no such range.

    >>> bands("120-170").pace_of("de").band
    Band(least=100.0, low=120.0, high=170.0, most=190.0)
    >>> pace = bands("1-3").pace_of("en")
    >>> pace.a_second, pace.band.low, pace.band.high, pace.shown(150)
    (True, 1.0, 3.0, 2.5)
    """
    if not setting.strip():
        return Bands()
    found = _RANGE.fullmatch(setting)
    low, high = (float(end) for end in found.groups()) if found else (0.0, 0.0)
    a_second = high <= MOST_A_SECOND
    margin = MARGIN / SECONDS_A_MINUTE if a_second else MARGIN
    if not 0 < low < high <= (MOST_A_SECOND if a_second else FASTEST):
        raise ValueError(setting)
    return Bands(Pace(Band(max(0.0, low - margin), low, high, high + margin), a_second, language=""))
