"""The report as values: one frozen view model, which every drawing of a report shares.

The rule: it holds what is to be shown and nothing that is not. Sentences stand as `Phrase`s, so that no
language is in it; where levels are hidden, the fields that would hold a level, a figure or a sentence with
one are empty here already, so that no drawing can show them. Slots are counted from 1, as people count.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.interview.delivery import Delivery as Measured
from core.interview.delivery import Usual
from core.interview.readiness import Verdict
from core.interview.state import TurnKind
from core.interview.values import Criterion, Gap, Length, Level, Phase, Purpose, Rule, Unjudged
from core.language.grammar import Piece

REMOVED = "(removed)"  # stands where words were that a person had forgotten


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text by its key, with what fills it; a value may be a phrase itself."""

    key: str
    values: tuple[tuple[str, str | int | Phrase], ...] = ()


Words = str | Phrase


class Outcome(StrEnum):
    """What became of a question or a follow-up."""

    ANSWERED = "answered"
    SKIPPED = "skipped"
    UNHEARD = "unheard"  # answered, but no words could be made out
    OPEN = "open"  # the interview was stopped before the answer was complete


class Direction(StrEnum):
    """How a level moved between two interviews."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    UNKNOWN = "unknown"  # one of the two has no level


@dataclass(frozen=True, slots=True)
class Facts:
    """What the interview was. `minutes` is its own time without pauses, rounded to whole minutes."""

    domain: str
    level: Level | None
    length: Length | None
    date: str  # ISO, UTC
    minutes: int
    stopped: bool
    planned: int
    asked: int
    answered: int
    skipped: int
    follow_ups: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What a readiness verdict rests on: means in hundredths of a level, `judged` in percent."""

    overall: int
    substance: int
    lowest: int
    judged: int


@dataclass(frozen=True, slots=True)
class Ready:
    """The readiness verdict. `row` names the row of the table that gave it."""

    verdict: Verdict
    row: str
    weakest: Criterion | None
    figures: Figures | None


@dataclass(frozen=True, slots=True)
class Quote:
    """What was said in answer to a turn; for voice, the milliseconds within recording `part` of the answer.

    `part` counts everything the answer was made of from 0, None for what has no time. `goes_on` tells that
    the next word belongs to it, so that an ellipsis stands behind it.
    """

    turn: int
    text: str
    from_ms: int | None = None
    to_ms: int | None = None
    goes_on: bool = False
    part: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One criterion of one slot. Judged: `anchor`, `because`, and unless hidden `level`.

    Not judged: `unjudged` and, in `because`, why. `because` may be None: then the anchor says it all. `by`
    judged it where that is another than the slot's judge. `spread` are the lowest and the highest level that
    several judgements of the same answers gave, None where there was one or levels are hidden.
    """

    criterion: Criterion
    level: int | None
    unjudged: Unjudged | None
    anchor: Words | None
    because: Phrase | None
    quotes: tuple[Quote, ...]
    by: str = ""
    spread: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Covered:
    """Something that was there. `words` completes "a good answer ..."."""

    gap: Gap
    words: Words
    quote: Quote | None


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that was not there. `words` completes "a good answer ..."."""

    gap: Gap
    words: Words


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question asked after an answer, the rule that asked it, and what came of it.

    `sides` are the two statements of a contradiction, the earlier one first. `short` is the question without
    what only led into it. `by` worded it, `refused` lists why other words were not taken.
    """

    kind: TurnKind
    rule: Rule | None
    gap: Gap | None
    why: Phrase
    question: str
    short: str
    outcome: Outcome
    answer: str
    by: str
    hinted: bool
    sides: tuple[Quote, ...] = ()
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SlotView:
    """One question with all that followed.

    `generated` marks a question made from a template, whose model answer may speak of another example.
    `ended` says why nothing more was asked, `left` what was open then. `in_own_words` is what was asked for
    and answered without being recognised: neither covered nor missing. `model_answer` is empty unless the
    person made an attempt of their own. `worded_by` is there for a question worded in the interview,
    `refused` lists why other words for it were not taken.
    """

    number: int
    phase: Phase
    question: Words
    outcome: Outcome
    hinted: bool
    answer: str
    follow_ups: tuple[FollowUp, ...]
    ended: Phrase | None
    left: Words | None
    covered: tuple[Covered, ...]
    missing: tuple[Missing, ...]
    in_own_words: tuple[Missing, ...]
    findings: tuple[Found, ...]
    judged_by: str
    generated: bool
    model_answer: str
    worded_by: str = ""
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Strength:
    """The best finding. `strong` unless it only came closest to being good."""

    slot: int
    strong: bool
    found: Found


@dataclass(frozen=True, slots=True)
class Upgrade:
    """Where one step would improve most: the finding, what to do, the next level, what was missing."""

    slot: int
    found: Found
    advice: Phrase
    next: Words
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class Redo:
    """A question to answer again, with one piece of advice and what to add."""

    slot: int
    question: Words
    advice: Phrase
    add: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class CriterionView:
    """A criterion over the interview: the mean in hundredths of a level, over `judged` of `of` slots."""

    criterion: Criterion
    anchor: Phrase | None
    hundredths: int | None
    judged: int | None
    of: int | None


@dataclass(frozen=True, slots=True)
class Own:
    """The candidate's own questions: what they asked, and two they could ask."""

    asked: str
    suggestions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recording:
    """One recording of an answer, from its first to its last voiced sample, and when its fillers began."""

    from_ms: int
    to_ms: int
    fillers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """How one answer was spoken: to the question of a slot, or to a follow-up in it."""

    slot: int
    follow_up: bool
    delivery: Measured
    recordings: tuple[Recording, ...] = ()


@dataclass(frozen=True, slots=True)
class Delivery:
    """How the answers came: the number of typed and of spoken parts, and how the spoken ones came across.

    `whole` joins all answers, None where none was measured; `usual` is the person's own baseline.
    """

    typed: int
    spoken: int
    whole: Measured | None = None
    turns: tuple[SpokenTurn, ...] = ()
    usual: Usual | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A sentence of the answer to a turn with a change marked, and the reason.

    `by` is the interviewer whose correction it is, "" for a tip of the checker.
    """

    turn: int
    pieces: tuple[Piece, ...]
    why: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class TrendLine:
    """A criterion against the last interview and the mean of all; differences in hundredths of a level."""

    criterion: Criterion
    direction: Direction
    direction_mean: Direction
    since_last: int | None
    since_mean: int | None


@dataclass(frozen=True, slots=True)
class Trend:
    """Against the interview before (its date and domain) and the mean of all `count` earlier ones."""

    date: str
    domain: str
    count: int
    lines: tuple[TrendLine, ...]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One of two attempts at a question: its day, all that was said, and how the answer itself was spoken."""

    date: str  # ISO, UTC
    answers: tuple[str, ...]
    words: int
    follow_ups: int
    spoken: Measured | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A criterion in both attempts: the levels, None where there is none or they are hidden."""

    criterion: Criterion
    direction: Direction
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Attempts:
    """A question answered twice. `closed` was missing in the first attempt and is there in the second, `lost`
    the other way round, `missing` in both.

    `number` is the question's in the interview of the first attempt.
    """

    number: int
    first: Attempt
    second: Attempt
    moved: tuple[Moved, ...]
    closed: tuple[Covered, ...]
    missing: tuple[Missing, ...]
    lost: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class SelfRated:
    """A person's own level of a criterion beside the judged mean; means and differences in hundredths."""

    criterion: Criterion
    own: int
    judged: int | None
    difference: int | None


@dataclass(frozen=True, slots=True)
class Refused:
    """Why something of an interviewer's was not taken (`core.interview.values.Refusal`), and how often."""

    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Work:
    """What whoever led did, and of how many: questions and follow-ups worded, findings, what is shown."""

    questions: int
    questions_of: int
    follow_ups: int
    follow_ups_of: int
    findings: int
    findings_of: int
    corrections: int
    debrief: bool
    refused: tuple[Refused, ...]


@dataclass(frozen=True, slots=True)
class Judges:
    """Who led the interview, and the slots in which the bank stepped in for them.

    `work` is None where the bank alone was asked.
    """

    name: str
    stepped_in: tuple[int, ...]
    work: Work | None = None


@dataclass(frozen=True, slots=True)
class Debrief:
    """An interviewer's own words on the interview; the verdict, the levels and the choice are not its own."""

    by: str
    summary: str
    strength: str
    upgrade: str
    readiness: str


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report. `levels` says whether levels are shown."""

    levels: bool
    facts: Facts
    readiness: Ready
    strength: Strength | None
    upgrade: Upgrade | None
    redo: Redo | None
    criteria: tuple[CriterionView, ...]
    trend: Trend | None
    slots: tuple[SlotView, ...]
    own: Own
    delivery: Delivery
    corrections: tuple[Correction, ...]
    judges: Judges
    purpose: Purpose = Purpose.PRACTICE
    attempts: tuple[Attempts, ...] = ()
    self_rated: tuple[SelfRated, ...] = ()
    debrief: Debrief | None = None
