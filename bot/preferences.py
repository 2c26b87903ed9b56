"""What people set for themselves beyond one interview: their pace, scores, tips on grammar, recordings.

The rule: a setting is a row of `SETTINGS`, its first value is what holds for whoever never chose, and what
was chosen is kept as that value. An unknown setting or value is refused and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.port import Account, Option, Setting
from core.interview.errors import Refused
from core.interview.values import Scores
from core.texts.catalog import Texts
from storage.store import Store

PACE, SCORES, GRAMMAR, KEEP_CLIPS = "pace", "scores", "grammar", "keep_clips"
SELF_RATING = "self_rating"
YES, NO = "yes", "no"
DEFAULT_PACE = "default"  # the band of the language, or the one set for everybody
# The other ranges are words a minute as in GREENROOM_PACE, the last one the original's words a second.
SETTINGS: Mapping[str, Sequence[str]] = {
    PACE: (DEFAULT_PACE, "100-150", "130-180", "1-3"),
    SCORES: tuple(Scores),
    SELF_RATING: (NO, YES),
    GRAMMAR: (YES, NO),
    KEEP_CLIPS: (NO, YES),
}


class Preferences:
    """The settings of everybody."""

    def __init__(self, store: Store, texts: Texts, now: Callable[[], int]) -> None:
        self._store = store
        self._texts = texts
        self._now = now

    async def of(self, account: Account) -> tuple[Setting, ...]:
        """Every setting, and how it is set."""
        async with self._store.read() as tx:
            person = await tx.people.find(account.platform, account.id)
            kept = await tx.settings.of(person) if person else {}
        return tuple(self._setting(name, chosen(kept, name)) for name in SETTINGS)

    async def set(self, account: Account, name: str, value: str) -> None:
        """Sets one thing; with the wish for recordings those that were kept go too. Raises Refused."""
        if value not in SETTINGS.get(name, ()):
            raise Refused("refused-setting")
        async with self._store.begin() as tx:
            person = await tx.people.find_or_create(account.platform, account.id, self._now())
            await tx.settings.keep(person, {**await tx.settings.of(person), name: value})
            if (name, value) == (KEEP_CLIPS, NO):
                await tx.clips.drop_heard(person)

    def _setting(self, name: str, value: str) -> Setting:
        options = [Option(one, self._texts.say(f"setting-{name}-{one}")) for one in SETTINGS[name]]
        return Setting(name, self._texts.say(f"setting-{name}"), tuple(options), value)


def chosen(kept: Mapping[str, Any], name: str) -> str:
    """The value of a setting among what a person has `kept`.

    >>> chosen({}, "grammar"), chosen({"grammar": "no"}, "grammar"), chosen({"grammar": "?"}, "grammar")
    ('yes', 'no', 'yes')
    """
    return kept[name] if kept.get(name) in SETTINGS[name] else SETTINGS[name][0]
