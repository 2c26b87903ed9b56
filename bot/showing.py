"""From what the machine wants shown to a message with its words, ready for any adapter to draw."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import Any

from bot.port import Offer, Option, Outgoing, Shown
from bot.room import Room
from core.domains.loader import Loaded
from core.interview import actions as do
from core.interview.rubric import BEST, WORST
from core.interview.state import PartStatus, Turn, TurnKind
from core.interview.values import (
    MINUTES,
    SLOTS,
    Choice,
    Criterion,
    Length,
    Level,
    Mode,
    Purpose,
    Scores,
    SelfRating,
    Speech,
)
from core.report.trend import date, days_between
from core.texts.catalog import Texts

OF_TURN = {
    TurnKind.WARM_UP: "ask-warm-up",
    TurnKind.PROBE: "ask-probe",
    TurnKind.AGAIN: "ask-again",
    TurnKind.OWN: "ask-own",
}
PLAIN: dict[Choice, Iterable[str]] = {
    Choice.LEVEL: Level,
    Choice.MODE: Mode,
    Choice.SCORES: Scores,
    Choice.SELF_RATING: SelfRating,
}
# What is asked for on a page with one form; by typing is the only way to answer so far.
DEFAULTS = {
    Choice.DOMAIN: "",
    Choice.LEVEL: Level.MID,
    Choice.LENGTH: Length.SHORT,
    Choice.SCORES: Scores.SHOW,
}
OF_MANNER = {do.Manner.REPEATED: "ask-repeated", do.Manner.RESUMED: "ask-resumed"}


class Showing:
    """Words for what is to be shown, in one language; `across` says how something spoken came across."""

    def __init__(
        self, texts: Texts, domains: Loaded, across: Callable[[Speech], str] = lambda _speech: ""
    ) -> None:
        self._texts = texts
        self._domains = domains
        self._across = across

    def say(self, key: str, values: Mapping[str, str | int] | None = None) -> dict[str, Any]:
        """A plain message."""
        return {"shown": Shown.SAY, "text": self._texts.say(key, values)}

    def nothing_due(self, at: int | None, now: int) -> dict[str, Any]:
        """That no question is due; `at` is when the next one is, None where none comes back."""
        if at is None:
            return self.say("review-none-yet")
        return self.say("review-none-due", {"days": days_between(now, at), "date": date(at)})

    def echo(self, text: str, speech: Speech | None = None) -> dict[str, Any]:
        """The person's own words, back to them; what was spoken with how it came across."""
        across = {"about": self._across(speech)} if speech else {}
        return {"shown": Shown.ECHO, "text": text, **across}

    def message(  # noqa: PLR0911 - one way of saying for each thing shown
        self, room: Room, action: do.Show
    ) -> dict[str, Any]:
        """The payload of the outbox row for `action`."""
        match action:
            case do.Say(key):
                return self.say(key)
            case do.OfferChoice(choice):
                chosen = room.state.choices.domain
                return self._choice(choice, chosen) if choice else self._ready()
            case do.Ask(number, manner):
                return self._question(room, room.state.turns[number], manner)
            case do.ShowHint(number):
                return self.say("hint", {"hint": room.question(room.state.turns[number].slot).hint})
            case do.AskRating(criterion):
                return self._rating(criterion)
            case do.ShowReport():
                return {"shown": Shown.REPORT, "text": self._texts.say("report-ready")}
            case do.ShowTranscript(number):
                return self._transcript(room, number)

    def _question(self, room: Room, turn: Turn, manner: do.Manner) -> dict[str, Any]:
        head = self._texts.say(OF_MANNER[manner]) + " " if manner in OF_MANNER else ""
        if turn.kind is TurnKind.OWN:
            return {"shown": Shown.QUESTION, "head": head, "text": self._texts.say("ask-own")}
        if manner is do.Manner.FIRST and _after_an_answer(room):
            head = self._texts.say("ask-thanks") + " "
        head += self._head(room, turn)
        return {"shown": Shown.QUESTION, "head": head, "text": room.asked(turn)}

    def _transcript(self, room: Room, number: int) -> dict[str, Any]:
        """What was heard in a part: the words to look through, or that there were none."""
        part = next(part for part in room.state.turn.parts if part.number == number)
        heard = room.words.get(part.words, "")
        if part.status is PartStatus.UNHEARD:
            return self.say("heard-unclear", {"heard": heard}) if heard else self.say("heard-nothing")
        if part.status is PartStatus.TAKEN:
            return self.echo(heard, part.speech)
        return {
            "shown": Shown.TRANSCRIPT,
            "head": self._texts.say("heard-head"),
            "text": heard,
            "about": self._across(part.speech) if part.speech else "",
            "part": number,
            "doubtful": list(part.speech.doubtful) if part.speech else [],
        }

    def _rating(self, criterion: Criterion) -> dict[str, Any]:
        """A criterion to rate oneself by: its levels, with what each looks like."""
        levels = range(WORST, BEST + 1)
        anchors = {str(level): self._texts.say(f"rubric-{criterion}-{level}") for level in levels}
        return {
            "shown": Shown.RATING,
            "head": self._texts.say("rate-head", {"number": list(Criterion).index(criterion) + 1}),
            "text": self._texts.say("rate-ask", {"criterion": self._texts.say(f"rubric-{criterion}")}),
            "choice": criterion,
            "options": [asdict(Option(level, level, anchor)) for level, anchor in anchors.items()],
        }

    def _head(self, room: Room, turn: Turn) -> str:
        if turn.kind is TurnKind.RESTATED:
            return self._texts.say("ask-restated", {"hint": room.question(turn.slot).hint})
        if turn.kind in OF_TURN:
            return self._texts.say(OF_TURN[turn.kind])
        slots = room.state.slots
        phase = self._texts.say(f"phase-{slots[turn.slot].phase}")
        values: dict[str, str | int] = {"number": turn.slot + 1, "total": len(slots), "phase": phase}
        if room.state.purpose is not Purpose.PRACTICE:
            values["domain"] = room.domain_of(turn.slot).title
            return self._texts.say(f"ask-{room.state.purpose}", values)
        return self._texts.say("ask-question", values)

    def _ready(self) -> dict[str, Any]:
        return {"shown": Shown.READY, "text": self._texts.say("choose-ready")}

    def _choice(self, choice: Choice, domain: str) -> dict[str, Any]:
        options = [asdict(option) for option in self.options(choice, domain)]
        text = self._texts.say(f"choose-{choice}")
        return {"shown": Shown.CHOICE, "text": text, "choice": choice, "options": options}

    def offers(self) -> tuple[Offer, ...]:
        """The choices of the set-up, in the order they are asked for."""
        return tuple(
            Offer(choice, self._texts.say(f"choose-{choice}"), tuple(self.options(choice)), DEFAULTS[choice])
            for choice in DEFAULTS
        )

    def options(self, choice: Choice, domain: str = "") -> list[Option]:
        """What there is to choose, in `domain` where one is chosen."""
        match choice:
            case Choice.DOMAIN:
                found = sorted(self._domains.headings(), key=lambda heading: heading.title)
                return [Option(heading.id, heading.title, heading.summary) for heading in found]
            case Choice.LENGTH:
                return [self._length(length, domain) for length in Length]
            case Choice.LEVEL | Choice.MODE | Choice.SCORES | Choice.SELF_RATING:
                return [Option(value, self._texts.say(f"{choice}-{value}")) for value in PLAIN[choice]]

    def _length(self, length: Length, domain: str) -> Option:
        minutes = self._domains.minutes[length]
        if domain in self._domains.domains:
            budget = dict(self._domains.get(domain).budgets).get(length)
            minutes = budget.minutes if budget else MINUTES[length]
        about = self._texts.say("length-about", {"slots": SLOTS[length], "minutes": minutes})
        return Option(length, self._texts.say(f"length-{length}"), about)


def _after_an_answer(room: Room) -> bool:
    """Whether the newest turn opens a slot right after an answer, which is worth a word of thanks."""
    turns = room.state.turns
    return len(turns) > 1 and turns[-1].kind is TurnKind.QUESTION and bool(turns[-2].taken)


def outgoing(sequence: int, payload: str, interview: str | None = None) -> Outgoing:
    """An outbox row, of an interview or of none, as adapters see it."""
    fields = json.loads(payload)
    return Outgoing(
        sequence=sequence,
        shown=Shown(fields["shown"]),
        head=fields.get("head", ""),
        text=fields.get("text", ""),
        choice=fields.get("choice", ""),
        options=tuple(Option(**option) for option in fields.get("options", ())),
        about=fields.get("about", ""),
        part=fields.get("part", 0),
        doubtful=tuple(fields.get("doubtful", ())),
        of=interview or "",
    )
