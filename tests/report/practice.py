"""Whole interviews for the report's tests: driven through the machine, with every word written here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from core.interview import events as ev
from core.interview.actions import Action
from core.interview.delivery import Spoken
from core.interview.ports import Tip
from core.interview.state import Kind, Turn, TurnKind
from core.interview.values import (
    Choice,
    Coverage,
    Criterion,
    Domain,
    Examination,
    Finding,
    Gap,
    GapKind,
    Heard,
    KeyPoint,
    Phase,
    Question,
    Receipt,
    Scores,
    Shape,
    Speech,
    Unjudged,
)
from core.report.model import REMOVED
from core.report.sheet import NOTHING_SPOKEN, Earlier, Sheet
from tests.interview.driver import Driver

PATH = Gap(GapKind.POINT, "path")
WISH = Gap(GapKind.POINT, "wish")
RESULT = Gap(GapKind.STAR, "result")


def a_question(number: int, phase: Phase, shape: Shape, text: str) -> Question:
    return Question(
        id=f"question-{number}",
        phase=phase,
        difficulty=2,
        shape=shape,
        text=text,
        points=(KeyPoint("path", "says where you worked", ()), KeyPoint("wish", "says what you want", ())),
        probes=(),
        model_answer=f"Model answer {number}.",
        hint="",
    )


QUESTIONS = (
    a_question(0, Phase.INTRODUCTION, Shape.EXPLANATION, "Who are you?"),
    a_question(1, Phase.BEHAVIORAL, Shape.STORY, "Tell me about a burnt batch."),
    a_question(2, Phase.TECHNICAL, Shape.EXPLANATION, "How do you proof dough?"),
    a_question(3, Phase.SITUATIONAL, Shape.EXPLANATION, "The oven fails. What now?"),
)
BAKER = Domain(
    id="nurse",
    language="en",
    title="Baker",
    role="baker",
    summary="",
    terms=(),
    skills=(),
    warm_ups=("How are you?",),
    own_questions=("Who starts the ovens?", "What sells best?", "When does the day end?"),
    flow=(),
    questions=QUESTIONS,
)


def judged(*levels: int | Unjudged, because: str = "", at: Receipt | None = None) -> tuple[Finding, ...]:
    """One finding a criterion, in the rubric's order; each level above 1 has the receipt `at`."""
    return tuple(
        Finding(criterion, level, (at,) if at and isinstance(level, int) and level > 1 else (), because)
        for criterion, level in zip(Criterion, levels, strict=True)
    )


def examined(
    covered: Sequence[tuple[Gap, Receipt]] = (), missing: Sequence[Gap] = (), *, declined: bool = False
) -> Examination:
    return Examination(
        Heard.CLEAR,
        on_topic=True,
        declined=declined,
        words=40,
        covered=tuple(Coverage(gap, receipt) for gap, receipt in covered),
        missing=tuple(missing),
    )


@dataclass
class Practice(Driver):
    """A driver that keeps what was said, as the store does."""

    scores: Scores = Scores.SHOW
    seed: int = 0
    by: str = "bank"
    warm_up: Speech | None = None  # how the warm-up was spoken; typed where there is none
    texts: dict[str, str] = field(default_factory=dict)

    def set_up(self) -> Practice:
        self.send(ev.Opened(self.tick(), seed=self.seed, quiet_ms=3_000))
        self.send(ev.Chosen(self.tick(), Choice.DOMAIN, "nurse"))
        self.send(ev.Chosen(self.tick(), Choice.LEVEL, "mid"))
        self.send(ev.Chosen(self.tick(), Choice.LENGTH, "short"))
        self.send(ev.Chosen(self.tick(), Choice.SCORES, self.scores.value))
        self.send(ev.Begun(self.tick()))
        self.plan()
        if self.warm_up:
            return self.speak("Fine.", self.warm_up)
        self.say("Fine.")
        return self

    def say(self, words: str = "words", seconds: int = 60) -> tuple[Action, ...]:
        id_ = f"said-{len(self.texts)}"
        self.texts[id_] = words
        self.tick(seconds)
        self.send(ev.TextSent(self.at, id_))
        return self.send(ev.Done(self.at))

    def speak(self, text: str, speech: Speech, corrected: str = "") -> Practice:
        """A spoken answer that is heard as `text`, and used as it is or with a correction."""
        self.part(text, speech, corrected)
        self.send(ev.Done(self.at))
        return self

    def part(self, text: str, speech: Speech, corrected: str = "") -> None:
        """One recording of an answer."""
        heard, used = f"said-{len(self.texts)}", f"said-{len(self.texts) + 1}"
        self.texts |= {heard: text, used: corrected}
        self.tick(60)
        self.send(ev.VoiceSent(self.at, f"clip-{heard}"))
        request = self.request(Kind.TRANSCRIBE).request
        self.send(
            ev.Transcribed(self.at, request, Heard.CLEAR, heard, confirmed=not corrected, speech=speech)
        )
        if corrected:
            self.send(ev.TranscriptCorrected(self.at, self.state.turn.parts[-1].number, used))

    def ask(self, text: str) -> None:
        """Words whatever question is waiting for its words."""
        id_ = f"asked-{len(self.texts)}"
        self.texts[id_] = text
        self.send(ev.Worded(self.at, self.request(Kind.WORD).request, id_, self.by))

    def found(self, findings: tuple[Finding, ...], by: str = "bank") -> None:
        self.send(ev.Judged(self.at, self.request(Kind.JUDGE).request, findings, by))

    def reply(self, text: str, found: Examination, findings: tuple[Finding, ...] = ()) -> Practice:
        """An answer with its examination and, where the slot ends with it, its findings."""
        self.say(text)
        self.examine(found)
        if findings:
            self.found(findings)
        return self

    def skip(self) -> Practice:
        self.send(ev.Skipped(self.tick()))
        return self

    def stop(self) -> Practice:
        self.send(ev.Stopped(self.tick()))
        return self.draw()

    def draw(self) -> Practice:
        self.send(ev.Drawn(self.at, self.request(Kind.DRAW).request))
        return self

    def sheet(
        self,
        *,
        forgotten: bool = False,
        tips: tuple[tuple[Tip, ...], ...] = (),
        earlier: tuple[Earlier, ...] = (),
        spoken: Spoken = NOTHING_SPOKEN,
    ) -> Sheet:
        texts = {} if forgotten else self.texts
        turns = self.state.turns
        answers = tuple("\n".join(texts.get(p.words, REMOVED) for p in turn.taken) for turn in turns)
        asked = tuple(self._asked(turn, texts) for turn in turns)
        return Sheet(self.state, BAKER, asked, answers, QUESTIONS, tips, earlier, spoken)

    def _asked(self, turn: Turn, texts: dict[str, str]) -> str:
        if turn.words:
            return texts.get(turn.words, REMOVED)
        if turn.kind is TurnKind.OWN:
            return ""
        return BAKER.warm_ups[0] if turn.slot < 0 else QUESTIONS[turn.slot].text


FIRST = "I worked in Leeds. I baked rye bread for six years."
STORY = "One night I burnt two hundred loaves because I forgot the timer."
ENDING = "We sold the rest and I bought a second timer."
DETAIL = Finding(Criterion.DEPTH, 5, (Receipt(1, 19, 51),), "because-depth-full")


def a_practice(scores: Scores = Scores.SHOW, seed: int = 1) -> Practice:
    """A good answer, a story that lacks its end, a skipped question, one not known, an own question."""
    practice = Practice(scores=scores, seed=seed).set_up()
    worked = Receipt(1, 0, 17)
    practice.reply(
        FIRST,
        examined([(PATH, worked)], [WISH]),
    )
    practice.ask("What do you want?")
    practice.reply(
        "To learn.",
        examined([(PATH, worked), (WISH, Receipt(2, 0, 8))]),
        (
            Finding(Criterion.RELEVANCE, 4, (worked,), "because-relevance-stray", 3, 13),
            Finding(Criterion.SUBSTANCE, 5, (worked,), "because-substance-full", 2, 2),
            DETAIL,
            Finding(Criterion.STRUCTURE, 2, (worked,), "because-structure-marks", 1, 2),
            Finding(Criterion.COMMUNICATION, 4, (worked,), "because-communication-lead", 17, 15),
        ),
    )
    burnt = Receipt(3, 0, 35)
    practice.reply(STORY, examined([(PATH, burnt)], [RESULT, WISH]))
    practice.ask("How did it end?")
    practice.reply(
        ENDING,
        examined([(PATH, burnt), (RESULT, Receipt(4, 0, 17))], [WISH]),
    )
    practice.ask("What do you want?")
    practice.skip()
    practice.found(
        (
            Finding(Criterion.RELEVANCE, 4, (burnt,), "because-relevance-stray", 1, 12),
            Finding(Criterion.SUBSTANCE, 3, (burnt,), "because-substance-share", 1, 2),
            Finding(Criterion.DEPTH, 3, (burnt,), "because-depth-kinds", 1, 2),
            Finding(Criterion.STRUCTURE, 3, (burnt,), "because-structure-context", 0, 1),
            Finding(Criterion.COMMUNICATION, Unjudged.INSUFFICIENT_DATA, (), "because-insufficient-data"),
        )
    )
    practice.skip()
    practice.reply("I don't know.", examined(missing=[PATH, WISH], declined=True))
    practice.reply(
        "No idea.",
        examined(missing=[PATH, WISH], declined=True),
        (
            Finding(Criterion.RELEVANCE, Unjudged.INSUFFICIENT_DATA, (), "because-insufficient-data"),
            Finding(Criterion.SUBSTANCE, 1, (), "because-substance-declined"),
            Finding(Criterion.DEPTH, Unjudged.INSUFFICIENT_DATA, (), "because-insufficient-data"),
            Finding(Criterion.STRUCTURE, Unjudged.INSUFFICIENT_DATA, (), "because-insufficient-data"),
            Finding(Criterion.COMMUNICATION, Unjudged.INSUFFICIENT_DATA, (), "because-insufficient-data"),
        ),
    )
    practice.say("How big is the team?")
    return practice.draw()
