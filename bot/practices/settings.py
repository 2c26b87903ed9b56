"""What is set for a channel: which questions its practices take, for which level, how long they are kept."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from bot.port import Option, Setting
from bot.practices.schedule import DAYS as DAYS_OF
from bot.practices.schedule import HOURS, ZONES, is_zone, last_due, next_due
from core.domains.loader import Loaded
from core.interview.errors import Refused
from core.interview.values import Level
from core.texts.catalog import Texts

DOMAIN, LEVEL, RETENTION = "domain", "level", "retention"
QUESTION, HOUR, ZONE = "question", "question_hour", "question_zone"
ALL = (DOMAIN, LEVEL, RETENTION, QUESTION, HOUR, ZONE)
# What is kept beside the settings: when a question was set last, how many in a row nobody answered, which.
ASKED_AT, UNANSWERED, ASKED = "asked_at", "unanswered", "asked"
PAUSED_AFTER = 3  # questions that nobody answered
REMEMBERED = 100  # questions that are not asked again while there are others
DAYS = ("90", "7", "30", "365")  # the first holds where nothing was set
USUAL_DOMAIN = "general_behavioral"
DAY_MS = 24 * 3600 * 1000


class ChannelSettings:
    """The settings there are; what was set is kept as JSON in the channel's row."""

    def __init__(self, texts: Texts, domains: Loaded) -> None:
        self._texts = texts
        self._domains = domains

    def all(self, kept: str) -> tuple[Setting, ...]:
        """Every setting, and how it is set."""
        chosen = self.chosen(kept)
        return tuple(self._setting(name, chosen[name]) for name in chosen)

    def chosen(self, kept: str) -> dict[str, str]:
        """The value of each setting; the first there is where nothing (any more) was set."""
        found: Mapping[str, str] = json.loads(kept)
        there = {name: [option.value for option in self._options(name)] for name in ALL}
        return {
            name: found[name] if _holds(name, found.get(name, ""), values) else values[0]
            for name, values in there.items()
        }

    def with_(self, kept: str, name: str, value: str, now: int) -> str:
        """What is kept with one thing set. Raises Refused for what there is not.

        Whatever is set ends a pause; a question that would have been due before now is not asked any more.
        """
        if name not in ALL or not _holds(name, value, [one.value for one in self._options(name)]):
            raise Refused("refused-setting")
        found = {**json.loads(kept), name: value, UNANSWERED: 0}
        return json.dumps({**found, ASKED_AT: now} if name in (QUESTION, HOUR, ZONE) else found)

    def due(self, kept: str, now: int) -> int | None:
        """When the question was due that has to be asked now, None where none has, or while it is paused."""
        chosen, found = self.chosen(kept), json.loads(kept)
        if found.get(UNANSWERED, 0) >= PAUSED_AFTER:
            return None
        due = last_due(chosen[QUESTION], chosen[HOUR], chosen[ZONE], now)
        return due if due is not None and due > found.get(ASKED_AT, now) else None

    def next(self, kept: str, now: int) -> int | None:
        """When the next question is due."""
        chosen = self.chosen(kept)
        return next_due(chosen[QUESTION], chosen[HOUR], chosen[ZONE], now)

    def domain(self, name: str, kept: str) -> str:
        """The domain of a practice: the one that was named, else the channel's. Raises FaultyDomains."""
        if name:
            self._domains.get(name)
            return name
        return self.chosen(kept)[DOMAIN]

    def days(self, kept: str) -> int:
        """How long a practice is kept."""
        return int(self.chosen(kept)[RETENTION])

    def _setting(self, name: str, value: str) -> Setting:
        return Setting(
            name,
            self._texts.say(f"setting-channel-{name.replace('_', '-')}"),
            tuple(self._options(name)),
            value,
        )

    def _options(self, name: str) -> Sequence[Option]:
        say = self._texts.say
        match name:
            case "domain":
                found = sorted(self._domains.headings(), key=lambda one: (one.id != USUAL_DOMAIN, one.title))
                return [Option(heading.id, heading.title, heading.summary) for heading in found]
            case "level":
                usual = sorted(Level, key=lambda level: level is not Level.MID)
                return [Option(level, say(f"level-{level}")) for level in usual]
            case "question":
                return [Option(days, say(f"setting-channel-question-{days}")) for days in DAYS_OF]
            case "question_hour":
                return [Option(hour, hour) for hour in HOURS]
            case "question_zone":
                return [Option(zone, zone) for zone in ZONES]
            case _:
                return [Option(days, say(f"setting-channel-retention-{days}")) for days in DAYS]


def _holds(name: str, value: str, values: Sequence[str]) -> bool:
    """Whether a value is one that may be set: of those there are, or any time zone."""
    return value in values or (name == ZONE and bool(value) and is_zone(value))
