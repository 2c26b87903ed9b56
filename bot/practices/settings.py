"""What is set for a channel: which questions its practices take, for which level, how long they are kept."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from bot.port import Option, Setting
from core.domains.loader import Loaded
from core.interview.errors import Refused
from core.interview.values import Level
from core.texts.catalog import Texts

DOMAIN, LEVEL, RETENTION = "domain", "level", "retention"
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
        there = {
            name: [option.value for option in self._options(name)] for name in (DOMAIN, LEVEL, RETENTION)
        }
        return {
            name: found[name] if found.get(name) in values else values[0] for name, values in there.items()
        }

    def with_(self, kept: str, name: str, value: str) -> str:
        """What is kept with one thing set. Raises Refused for what there is not."""
        if name not in (DOMAIN, LEVEL, RETENTION) or value not in [one.value for one in self._options(name)]:
            raise Refused("refused-setting")
        return json.dumps({**json.loads(kept), name: value})

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
        return Setting(name, self._texts.say(f"setting-channel-{name}"), tuple(self._options(name)), value)

    def _options(self, name: str) -> Sequence[Option]:
        say = self._texts.say
        match name:
            case "domain":
                found = sorted(self._domains.headings(), key=lambda one: (one.id != USUAL_DOMAIN, one.title))
                return [Option(heading.id, heading.title, heading.summary) for heading in found]
            case "level":
                usual = sorted(Level, key=lambda level: level is not Level.MID)
                return [Option(level, say(f"level-{level}")) for level in usual]
            case _:
                return [Option(days, say(f"setting-channel-retention-{days}")) for days in DAYS]
