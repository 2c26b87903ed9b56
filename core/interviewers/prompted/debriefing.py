"""Writes the debrief of an interview with a model, from what code decided.

The rule: a debrief says what was decided and nothing else: it quotes only what was said, names no number that
the report does not, calls the answers no readier than they are, says nothing of hiring, and does not praise.
It is written in one piece: where one sentence does not hold, none of it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tomllib import loads

from core.interview.checking import debrief_refused
from core.interview.ports import Debrief, Outline, Shown
from core.interview.values import Criterion, Refusal
from core.interviewers.prompted.asking import Ask, Asker
from core.interviewers.prompted.fit import plain_words
from core.interviewers.prompts.answers import Debriefed
from core.interviewers.prompts.data import located
from core.interviewers.prompts.prompts import Outcome, Remark, Task, debrief
from core.language.measuring import measure
from core.language.phrases import any_of, plain
from core.language.tokens import read
from core.texts.catalog import Texts

TRIES = 2
WARMER = 0.7  # temperature of the second try

_QUOTED = re.compile(r"[\"“«]([^\"”»]+)[\"”»]")


class Debriefs:
    """Writes debriefs."""

    def __init__(self, asker: Asker, texts: Texts) -> None:
        self._asker, self._texts = asker, texts

    async def debrief(self, outline: Outline, bank: str) -> Debrief:
        """The debrief, or an empty one of the bank's with why the model's is not shown."""
        refused: list[Refusal] = []
        messages = debrief(self._outcome(outline))
        for number in range(TRIES):
            temperature = WARMER if number else 0.0
            answer = await self._asker.ask(
                Ask(Task.DEBRIEF, messages, outline.interview, temperature, seed=number)
            )
            if isinstance(answer, Debriefed):
                made = self._made(answer, refused)
                found = tuple(dict.fromkeys(self._refusals(made, outline)))
                if not found:
                    return self._counted(outline, made, refused)
                refused += found
            else:
                assert isinstance(answer, Refusal)
                refused.append(answer)
                if answer is Refusal.NO_ANSWER:
                    break
        return self._counted(outline, Debrief(bank, refused=tuple(dict.fromkeys(refused))), refused)

    def _made(self, answer: Debriefed, refused: list[Refusal]) -> Debrief:
        parts = (answer.summary, answer.strength, answer.upgrade, answer.readiness)
        summary, strength, upgrade, readiness = (" ".join(part.split()) for part in parts)
        before = tuple(dict.fromkeys(refused))
        return Debrief(self._asker.name, summary, strength, upgrade, readiness, before)

    def _counted(self, outline: Outline, debrief: Debrief, refused: list[Refusal]) -> Debrief:
        self._asker.tally.refused(outline.interview, Task.DEBRIEF, refused)
        if debrief.summary:
            self._asker.tally.taken(outline.interview, Task.DEBRIEF)
        else:
            self._asker.tally.fell_back(outline.interview, Task.DEBRIEF)
        return debrief

    def _outcome(self, outline: Outline) -> Outcome:
        return Outcome(
            role=outline.role,
            level=self._texts.say(f"bank-level-{outline.level.value}"),
            asked=tuple((asked.question, "; ".join(asked.missing)) for asked in outline.asked),
            strength=self._remark(outline.strength),
            upgrade=self._remark(outline.upgrade),
            advice=outline.advice,
            readiness=outline.readiness,
        )

    def _remark(self, shown: Shown | None) -> Remark | None:
        if shown is None:
            return None
        name = self._texts.say(f"rubric-{shown.criterion.value}")
        return Remark(name, shown.meaning, shown.quotes[0] if shown.quotes else "")

    def _refusals(self, made: Debrief, outline: Outline) -> Iterator[Refusal]:
        """Why a debrief is not shown."""
        yield from debrief_refused(made, outline)
        if (
            outline.strength
            and outline.strength.quotes
            and not _quotes(made.strength, outline.strength.quotes)
        ):
            yield Refusal.QUOTE_NOT_FOUND
        if self._names_another(made, outline):
            yield Refusal.CONTRADICTS
        for part in (made.summary, made.strength, made.upgrade, made.readiness):
            own = _QUOTED.sub(" ", part)
            draft = measure(own, "", ())
            if draft.praises or _cues("verdicts").search(plain(own)):
                yield Refusal.PRAISES
            if draft.obeys:
                yield Refusal.OBEYS
            if not plain_words(own):
                yield Refusal.OUTSIDE_SCHEMA
            if _numbers(own) - _numbers(_told(outline)):
                yield Refusal.CONTRADICTS

    def _names_another(self, made: Debrief, outline: Outline) -> bool:
        """Whether the strength is said to be another criterion's than was decided, or the upgrade."""
        chosen = ((made.strength, outline.strength), (made.upgrade, outline.upgrade))
        return any(self._another(text, shown.criterion) for text, shown in chosen if shown)

    def _another(self, text: str, criterion: Criterion) -> bool:
        words = {token.word for token in read(_QUOTED.sub(" ", text)).tokens}
        named = {one for one in Criterion if self._texts.say(f"rubric-{one.value}").lower() in words}
        return bool(named) and criterion not in named


def _quotes(text: str, quotes: tuple[str, ...]) -> bool:
    """Whether a text quotes one of them, or a part of it."""
    return any(located(found[1], quote) for found in _QUOTED.finditer(text) for quote in quotes)


def _numbers(text: str) -> frozenset[str]:
    words = (token.word for token in read(text).tokens)
    return frozenset(
        word for word in words if _cues("numbers").fullmatch(word) or any(map(str.isdigit, word))
    )


def _told(outline: Outline) -> str:
    """All that a debrief may take a number from."""
    shown = [one for asked in outline.asked for one in asked.findings]
    shown += [one for one in (outline.strength, outline.upgrade) if one]
    parts = [text for one in shown for text in (one.meaning, *one.quotes)]
    asked = [text for one in outline.asked for text in (one.question, *one.missing)]
    return "\n".join([*parts, *asked, outline.advice, outline.readiness, outline.role])


@cache
def _cues(name: str) -> re.Pattern[str]:
    file = Path(__file__).parent / "debriefing.toml"
    return any_of(loads(file.read_text(encoding="utf-8"))[name])
