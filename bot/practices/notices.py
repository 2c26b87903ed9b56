"""From what the practice's machine wants shown to a message, ready for any adapter to draw.

The rule: what is given here is sealed for whoever reads it (`core.interview.practice.seals`), so that a
message cannot hold more than its reader may see. Names and words are put in as marks (`bot.practices.marks`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from bot.practices.marks import member, words
from bot.practices.port import PracticeKind, PracticeShown
from core.interview.practice import actions as do
from core.interview.practice.seals import EVERYBODY, sealed
from core.interview.practice.state import Round, Stage, State
from core.interview.practice.values import Card, Ending, FollowUp, Role
from core.interview.rubric import BEST, WORST
from core.interview.values import Criterion, Question, Speech
from core.texts.catalog import Texts

Payload = dict[str, Any]
READS = "reads"
Texted = str | int


class Notices:
    """Words for what is to be shown of a practice; `across` says how something spoken came across.

    `title` gives a domain's title.
    """

    def __init__(self, texts: Texts, title: Callable[[str], str], across: Callable[[Speech], str]) -> None:
        self._texts = texts
        self._title = title
        self._across = across

    def of(self, state: State, action: do.Show, question: Question | None, days: int) -> Payload:
        """The message for `action`, of a state that may hold open cards: it is sealed here."""
        if isinstance(action, do.Private):
            return self._private(sealed(state, action.seat), action, question)
        return self._public(sealed(state, EVERYBODY), action, question, days)

    def say(self, key: str, **values: Texted) -> Payload:
        """A plain sentence."""
        return self.made(PracticeShown.SAY, text=self.word(key, **values))

    def mine(self, state: State, seat: int, question: Question | None) -> list[Payload]:
        """What is for a member alone at the moment."""
        state, number = sealed(state, seat), state.number
        role = state.role_of(seat)
        if not state.is_present(seat) or state.stage in (Stage.LOBBY, Stage.PREPARING) or role is None:
            part = "lobby" if state.stage in (Stage.LOBBY, Stage.PREPARING) else "next"
            return [self._part("over" if state.stage is Stage.CLOSED else part, number)]
        if state.stage is Stage.SCORING:
            return [self._private(state, do.ShowCard(seat, number), question)]
        if state.stage in (Stage.REVEALED, Stage.CLOSED):
            return [*self._afterwards(state, seat), self._part("over", number)]
        if role is Role.INTERVIEWER:
            return [self._private(state, do.Brief(seat, number), question)]
        return [self._part(role.value, number)]

    def _afterwards(self, state: State, seat: int) -> Iterator[Payload]:
        round_, number = state.round, state.number
        if round_.revealed and seat == round_.cast.candidate and any(part.speech for part in round_.taken):
            yield self._delivery(round_, number)
        if round_.revealed and any(one.refused is not None for one in round_.follow_ups):
            yield self._follow_ups(round_, number)

    # ── to everybody ─────────────────────────────────────────────────────────────────────────────

    def _public(  # noqa: PLR0911 - one way of saying for each thing shown
        self, state: State, action: do.Public | do.Tell, question: Question | None, days: int
    ) -> Payload:
        match action:
            case do.ShowLobby():
                return self._lobby(state)
            case do.ShowRound(number):
                return self._round(state, number, question)
            case do.ShowConsent(number):
                who = member(state.rounds[number - 1].cast.candidate)
                text = self.word("practice-consent", who=who, days=days)
                agree = self._press(PracticeKind.CONSENT)
                return self.made(PracticeShown.CONSENT, text=text, round=number, controls=[agree])
            case do.ShowLights(number, light):
                who = member(state.rounds[number - 1].cast.candidate)
                text = self.word(f"practice-lights-{light}", who=who)
                done = [self._press(PracticeKind.DONE)]
                return self.made(PracticeShown.LIGHTS, text=text, round=number, light=light, controls=done)
            case do.ShowFollowUp(number, which):
                asked = state.rounds[number - 1].follow_ups[which - 1]
                head = self.word("practice-follow-up", who=member(asked.by))
                return self.made(PracticeShown.FOLLOW_UP, head=head, text=words(asked.words), round=number)
            case do.ShowProgress(number):
                return self._progress(state, number)
            case do.ShowReveal(number):
                return self._reveal(state, number, question)
            case do.Announce(key, seat):
                return self.say(key, who=member(seat))
            case do.ShowClosed(why):
                return self._closed(why)
            case do.Tell(key):
                return self.say(key)

    def _lobby(self, state: State) -> Payload:
        level = self.word(f"level-{state.level}")
        head = self.word("practice-lobby-head", domain=self._title(state.domain), level=level)
        seats = [("host" if seat == state.host else "member", seat) for seat in state.present]
        lines = [self.word(f"practice-lobby-{kind}", who=member(seat)) for kind, seat in seats]
        lines.append(self.word("practice-lobby-ready" if len(lines) > 1 else "practice-lobby-wait"))
        pressed = (PracticeKind.JOIN, PracticeKind.LEAVE, PracticeKind.BEGIN)
        return self.made(
            PracticeShown.LOBBY,
            head=head,
            text="\n".join(lines),
            round=state.number,
            controls=[self._press(one) for one in pressed],
        )

    def _round(self, state: State, number: int, question: Question | None) -> Payload:
        cast, say = state.rounds[number - 1].cast, self.word
        lines = [say("practice-round-candidate", who=member(cast.candidate))]
        if cast.interviewer is None:
            lines.append(say("practice-round-bot-asks", question=question.text if question else ""))
        else:
            lines.append(say("practice-round-interviewer", who=member(cast.interviewer)))
        lines += [say("practice-round-observer", who=member(seat)) for seat in cast.observers]
        if not cast.observers:
            lines.append(say("practice-round-bot-observes"))
        lines.append(say("practice-round-how", who=member(cast.candidate)))
        pressed = (PracticeKind.START, PracticeKind.JOIN, PracticeKind.LEAVE)
        controls = [self._reads(), *(self._press(one) for one in pressed)]
        head = say("practice-round-head", number=number)
        text = "\n".join(lines)
        return self.made(PracticeShown.ROUND, head=head, text=text, round=number, controls=controls)

    def _progress(self, state: State, number: int) -> Payload:
        round_ = state.rounds[number - 1]
        whole = {card.by for card in round_.cards if card.whole}
        seats = [seat for seat in round_.cast.seats if state.is_present(seat) or seat in whole]
        keys = [("in" if seat in whole else "missing", seat) for seat in seats]
        lines = [self.word(f"practice-progress-{key}", who=member(seat)) for key, seat in keys]
        controls = []
        if not round_.revealed:
            lines.append(self.word("practice-progress-how"))
            controls = [self._reads()]
        head = self.word("practice-progress-head", number=number)
        text = "\n".join(lines)
        return self.made(PracticeShown.PROGRESS, head=head, text=text, round=number, controls=controls)

    def _closed(self, why: Ending) -> Payload:
        return self.made(PracticeShown.CLOSED, text=self.word(f"practice-closed-{why}"))

    # ── the reveal ───────────────────────────────────────────────────────────────────────────────

    def _reveal(self, state: State, number: int, question: Question | None) -> Payload:
        round_, say = state.rounds[number - 1], self.word
        lines = [say("practice-reveal-question", question=question.text)] if question else []
        lines += [self._revealed(round_, criterion) for criterion in Criterion]
        for seat in round_.cast.judges:
            lines += self._written(round_.card_of(seat) or Card(seat))
        if question and round_.taken:
            lines.append(say("practice-reveal-model", text=question.model_answer.strip()))
        controls = [self._reads()]
        if state.stage is not Stage.CLOSED:
            lines.append(say("practice-reveal-turned" if _turned(state) else "practice-reveal-next"))
            controls = [self._press(PracticeKind.NEXT), self._reads(), self._press(PracticeKind.STOP)]
        head = say("practice-reveal-head", number=number, who=member(round_.cast.candidate))
        text = "\n".join(lines)
        return self.made(PracticeShown.REVEAL, head=head, text=text, round=number, controls=controls)

    def _revealed(self, round_: Round, criterion: Criterion) -> str:
        levels = []
        for seat in (*round_.cast.judges, round_.cast.candidate):
            card = round_.card_of(seat)
            given = dict(card.levels).get(criterion) if card else None
            key = "practice-reveal-own" if seat == round_.cast.candidate else "practice-reveal-level"
            if given is not None:
                levels.append(self.word(key, who=member(seat), level=given))
        found = next((one.level for one in round_.findings if one.criterion is criterion), None)
        if isinstance(found, int):
            levels.append(self.word("practice-reveal-bot", level=found))
        said = ", ".join(levels) or self.word("practice-reveal-nothing")
        return self.word("practice-reveal-line", criterion=self.word(f"rubric-{criterion}"), levels=said)

    def _written(self, card: Card) -> list[str]:
        who = member(card.by)
        if card.empty:
            return [self.word("practice-reveal-no-card", who=who)]
        both = (("top", card.top), ("tip", card.tip))
        return [self.word(f"practice-reveal-{key}", who=who, words=words(text)) for key, text in both if text]

    # ── to one alone ─────────────────────────────────────────────────────────────────────────────

    def _private(self, state: State, action: do.Private, question: Question | None) -> Payload:
        match action:
            case do.Brief(_, number):
                return self._brief(state.rounds[number - 1], number, question)
            case do.ShowCard(seat, number):
                return self._card(state.rounds[number - 1], number, seat)
            case do.ShowDelivery(_, number):
                return self._delivery(state.rounds[number - 1], number)
            case do.ShowFollowUps(_, number):
                return self._follow_ups(state.rounds[number - 1], number)
            case do.OfferInterview():
                return self.made(PracticeShown.OFFER, text=self.word("practice-offer"))
            case do.TellSeat(_, key):
                return self.say(key)

    def _brief(self, round_: Round, number: int, question: Question | None) -> Payload:
        say = self.word
        lines = []
        if question:
            lines = [say("practice-brief-ask", question=question.text), say("practice-brief-points")]
            lines += [say("practice-brief-point", point=point.text) for point in question.points]
            if question.probes:
                lines.append(say("practice-brief-probes"))
            lines += [say("practice-brief-probe", probe=probe.text) for probe in question.probes]
        lines.append(say("practice-brief-how", who=member(round_.cast.candidate)))
        head = say("practice-brief-head", number=number)
        return self.made(PracticeShown.BRIEF, head=head, text="\n".join(lines), round=number)

    def _card(self, round_: Round, number: int, seat: int) -> Payload:
        card, own = round_.card_of(seat) or Card(seat), seat == round_.cast.candidate
        kind = "practice-card-own" if own else "practice-card"
        given, say = dict(card.levels), self.word
        form = {
            "lines": [self._line(criterion, given.get(criterion)) for criterion in Criterion],
            "words": not own,
            "top": words(card.top) if card.top else "",
            "tip": words(card.tip) if card.tip else "",
            "whole": card.whole,
        }
        head = say(f"{kind}-head", number=number, who=member(round_.cast.candidate))
        lines = [say("practice-card-whole" if card.whole else f"{kind}-how")]
        for criterion in Criterion:
            level: Texted = given.get(criterion) or say("practice-card-none")
            lines.append(say("practice-card-line", criterion=say(f"rubric-{criterion}"), level=level))
        for key, written in (("top", card.top), ("tip", card.tip)):
            if not own:
                text = words(written) if written else say("practice-card-none")
                lines.append(say(f"practice-card-{key}", words=text))
        return self.made(PracticeShown.CARD, head=head, text="\n".join(lines), round=number, form=form)

    def _line(self, criterion: Criterion, level: int | None) -> Payload:
        levels = range(WORST, BEST + 1)
        anchors = [[str(one), str(one), self.word(f"rubric-{criterion}-{one}")] for one in levels]
        label = self.word(f"rubric-{criterion}")
        return {"criterion": criterion, "label": label, "options": anchors, "level": str(level or "")}

    def _delivery(self, round_: Round, number: int) -> Payload:
        told = [self._across(part.speech) for part in round_.taken if part.speech]
        text = "\n".join(filter(None, told)) or self.word("practice-delivery-unjudged")
        head = self.word("practice-delivery-head", number=number)
        return self.made(PracticeShown.DELIVERY, head=head, text=text, round=number)

    def _follow_ups(self, round_: Round, number: int) -> Payload:
        weighed = [one for one in round_.follow_ups if one.refused is not None]
        lines = [self._followed_up(one) for one in weighed]
        good = sum(not one.refused for one in weighed)
        lines.append(self.word("practice-follow-ups-sum", good=good, of=len(weighed)))
        head = self.word("practice-follow-ups-head", number=number)
        return self.made(PracticeShown.FOLLOW_UPS, head=head, text="\n".join(lines), round=number)

    def _followed_up(self, asked: FollowUp) -> str:
        if not asked.refused:
            return self.word("practice-follow-ups-good", words=words(asked.words))
        why = ", ".join(self.word(f"practice-refused-{name}") for name in asked.refused)
        return self.word("practice-follow-ups-bad", words=words(asked.words), why=why)

    def _part(self, key: str, number: int) -> Payload:
        return self.made(PracticeShown.PART, text=self.word(f"practice-part-{key}"), round=number)

    # ── the pieces ───────────────────────────────────────────────────────────────────────────────

    def word(self, key: str, **values: Texted) -> str:
        """The text of a key."""
        return self._texts.say(key, values)

    def _press(self, act: PracticeKind) -> list[str]:
        return [self.word(f"practice-press-{act}"), act.value]

    def _reads(self) -> list[str]:
        return [self.word("practice-press-mine"), READS]

    def made(  # noqa: PLR0913 - the fields of a notice
        self,
        shown: PracticeShown,
        *,
        head: str = "",
        text: str = "",
        round: int = 0,
        light: str = "",
        controls: list[list[str]] | None = None,
        form: Payload | None = None,
    ) -> Payload:
        """A message as it stands in the outbox."""
        return {
            "shown": shown.value,
            "head": head,
            "text": text,
            "round": round,
            "light": str(light),
            "controls": controls or [],
            "form": form,
        }


def _turned(state: State) -> bool:
    """Whether everybody who is there has been candidate as often as the others."""
    heard = [round_.cast.candidate for round_ in state.rounds if round_.revealed]
    counts = [heard.count(seat) for seat in state.present]
    return bool(counts) and min(counts) == max(counts) > 0
