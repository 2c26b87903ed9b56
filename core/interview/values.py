"""The words of an interview as values: what a plan, a question, an answer and a finding are made of.

Everything here is frozen, comparable and free of behaviour beyond reading itself. Times are integer
milliseconds since the epoch (UTC); texts a person said never appear here, only the ids under which
the store keeps them (`words`) or the hash of a content (`content`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """The candidate's level; chooses the mix of difficulties."""

    ENTRY = "entry"
    MID = "mid"
    SENIOR = "senior"


class Length(StrEnum):
    """How long the interview is: 4, 7 or 11 slots (see `SLOTS` and `MINUTES`)."""

    SHORT = "short"
    STANDARD = "standard"
    LONG = "long"


SLOTS = {Length.SHORT: 4, Length.STANDARD: 7, Length.LONG: 11}
MINUTES = {Length.SHORT: 10, Length.STANDARD: 20, Length.LONG: 35}


class Mode(StrEnum):
    """How the candidate means to answer; either is accepted at any time."""

    TEXT = "text"
    VOICE = "voice"


class Scores(StrEnum):
    """Whether levels are shown in the report."""

    SHOW = "show"
    HIDE = "hide"


class SelfRating(StrEnum):
    """Whether the candidate is asked for levels of their own before they see those that were judged."""

    SKIP = "skip"
    ASK = "ask"


class Purpose(StrEnum):
    """What an interview is for; only a practice has a warm-up and questions of the candidate's own."""

    PRACTICE = "practice"
    REVIEW = "review"  # questions that are due again, of any domain
    REDO = "redo"  # one question of an earlier interview once more


class Phase(StrEnum):
    """The phases of a plan, in the order in which they are asked unless a flow has another."""

    INTRODUCTION = "introduction"
    BEHAVIORAL = "behavioral"
    COMMUNICATION = "communication"
    TECHNICAL = "technical"
    SITUATIONAL = "situational"
    CONCLUSION = "conclusion"


class Shape(StrEnum):
    """What a complete answer looks like: a story has STAR parts, an explanation has none."""

    STORY = "story"
    EXPLANATION = "explanation"


class Star(StrEnum):
    """The parts of a story."""

    SITUATION = "situation"
    TASK = "task"
    ACTION = "action"
    RESULT = "result"


class Choice(StrEnum):
    """What is chosen during set-up."""

    DOMAIN = "domain"
    LEVEL = "level"
    LENGTH = "length"
    MODE = "mode"
    SCORES = "scores"
    SELF_RATING = "self_rating"


class Criterion(StrEnum):
    """The five criteria of the rubric, in the order in which a report lists them."""

    RELEVANCE = "relevance"
    SUBSTANCE = "substance"
    DEPTH = "depth"
    STRUCTURE = "structure"
    COMMUNICATION = "communication"


class Unjudged(StrEnum):
    """Why a criterion has no level. Never a made-up middle."""

    NOT_ELICITED = "not_elicited"  # nothing asked for it, or the question was skipped
    INSUFFICIENT_DATA = "insufficient_data"  # too little was said to judge it
    UNSCOREABLE = "unscoreable"  # what was said cannot be judged (silent, unintelligible, no words)


class GapKind(StrEnum):
    """What can be missing from an answer, in the order in which it is asked for."""

    STAR = "star"  # name: one of `Star`
    POINT = "point"  # name: a key point's id
    VAGUE = "vague"  # name: "number", "example" or "name"
    CONTRADICTION = "contradiction"  # name: the earlier turn's number


@dataclass(frozen=True, slots=True)
class Gap:
    """One named thing that is missing from an answer."""

    kind: GapKind
    name: str


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """Something a good answer covers, with the words by which code recognises it.

    `cues` are words or phrases; a cue of several words matches when its words stand close together
    in one clause. Matching is by stem and small spelling distance (`core.language.matching`).
    """

    id: str
    text: str
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Probe:
    """The domain's own wording of a follow-up for one gap.

    `gap` is a `Star` value, a key point's id, or "vague" (asks for a number, an example, a name).
    """

    gap: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question as its domain file has it.

    `generated` marks a template: `text` may hold `{role}`, `{level}`, `{company}`, `{skill}` and `{subject}`,
    and `plain` is what is asked when one of the last three is not known. `wrong` lists cues of common
    mistakes, by which substance can be judged wrong against this reference. `difficulty` is 1, 2 or 3.
    `anchors` replaces the general anchor of a criterion's level, as `(criterion, level, text)`. `inherited`
    marks a question that its domain took over from another; it is no part of the content.
    """

    id: str
    phase: Phase
    difficulty: int
    shape: Shape
    text: str
    points: tuple[KeyPoint, ...]
    probes: tuple[Probe, ...]
    model_answer: str
    hint: str
    wrong: tuple[str, ...] = ()
    generated: bool = False
    plain: str = ""
    anchors: tuple[tuple[Criterion, int, str], ...] = ()
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Quota:
    """How many preset and generated questions a phase has in an interview of one length."""

    phase: Phase
    preset: int
    generated: int


@dataclass(frozen=True, slots=True)
class Budget:
    """How long an interview of one length is, and how many probes difficulty 1, 2 and 3 may have."""

    minutes: int
    probes: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Domain:
    """One interview domain: what its TOML file says, checked.

    `role` completes "as a ..."; `terms` are the trade's own words, never flagged by grammar; `skills`
    what a template's `{skill}` may become; `warm_ups` open the interview unscored; `own_questions` are good
    questions a candidate could ask at the end. `flow` has the phases of each length in the order in which
    they are asked, `budgets` the lengths whose time or probes are the domain's own; `company` fills
    templates where it is known.
    """

    id: str
    language: str
    title: str
    role: str
    summary: str
    terms: tuple[str, ...]
    skills: tuple[str, ...]
    warm_ups: tuple[str, ...]
    own_questions: tuple[str, ...]
    flow: tuple[tuple[Length, tuple[Quota, ...]], ...]
    questions: tuple[Question, ...]
    budgets: tuple[tuple[Length, Budget], ...] = ()
    company: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the plan. `content` is the hash of the question's exact content (see `contents`).

    `domain` and `edition` are the slot's own where a plan may have slots of several domains, else "". `words`
    names the question as it was worded for this person before, where it is asked once more in those words.
    """

    phase: Phase
    question: str
    content: str
    difficulty: int
    generated: bool
    probe_limit: int
    domain: str = ""
    edition: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Again:
    """The first attempt of a question that is answered once more: slot `slot`, from 0, of an interview."""

    interview: str
    slot: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be asked; decided once, kept in the events, never recomputed.

    `warm_up` is the content hash of the warm-up question, `edition` that of the whole domain as it was;
    `budget_ms` is the interview's time, `slot_ms` the time kept free for each slot still to come. A review
    has no warm-up, and no domain where its slots are of several; `edition` is then that of the first.
    """

    domain: str
    warm_up: str
    slots: tuple[Slot, ...]
    budget_ms: int
    slot_ms: int
    edition: str = ""


class Heard(StrEnum):
    """Whether there were words in what came in."""

    CLEAR = "clear"
    SILENT = "silent"
    UNINTELLIGIBLE = "unintelligible"
    REFUSED = "refused"  # it could not be taken at all (no sound, too long, nobody to listen)


@dataclass(frozen=True, slots=True)
class Speech:
    """How a part of an answer was spoken, measured on its decoded sound: times and counts, no words.

    All times are milliseconds from the start of the clip. Word n of the transcript, split at white space,
    was said from `times[n][0]` to `times[n][1]`; `doubtful` numbers the words that were not heard clearly,
    `fillers` the words that begin a filler, `hedges` those that begin a hedge. `voiced` are the stretches of
    voice in order, none of which touch; between them is silence.
    """

    language: str
    length_ms: int
    voiced: tuple[tuple[int, int], ...]
    times: tuple[tuple[int, int], ...]
    doubtful: tuple[int, ...] = ()
    fillers: tuple[int, ...] = ()
    hedges: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where a finding is shown: characters `start:end` of the text of turn `turn`.

    A turn's text is its parts in order, joined with one newline. For voice `from_ms`/`to_ms` give the
    time within the clip.
    """

    turn: int
    start: int
    end: int
    from_ms: int | None = None
    to_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """A key point or STAR part found in the answer, with where it was said."""

    gap: Gap
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two statements that do not fit together."""

    earlier: Receipt
    now: Receipt


@dataclass(frozen=True, slots=True)
class Examination:
    """What an answer has and lacks: the facts from which the follow-up is chosen.

    `covered` and `missing` speak of the whole slot (all its turns so far); `missing` is in the order
    in which the gaps are to be asked for. `declined` means the person said they do not know.
    """

    heard: Heard
    on_topic: bool
    declined: bool
    words: int
    covered: tuple[Coverage, ...] = ()
    missing: tuple[Gap, ...] = ()
    vague: Gap | None = None
    contradiction: Contradiction | None = None


class Rule(StrEnum):
    """What follows an answer, in the fixed order in which the rules are tried."""

    ASK_AGAIN = "ask_again"
    RESTATE = "restate"
    ASK_MISSING = "ask_missing"
    ASK_SPECIFIC = "ask_specific"
    ASK_CONTRADICTION = "ask_contradiction"
    MOVE_ON = "move_on"


class Reason(StrEnum):
    """Why a rule fired or, for `MOVE_ON`, why nothing more was asked."""

    GAP = "gap"  # a rule found something to ask for
    COMPLETE = "complete"  # nothing was missing
    PROBES_SPENT = "probes_spent"  # the slot has had its probes
    TIME_SHORT = "time_short"  # the time left is needed for the remaining slots
    ASKED_ENOUGH = "asked_enough"  # it was asked again or restated once already
    WARM_UP = "warm_up"  # the warm-up has no probes


@dataclass(frozen=True, slots=True)
class Decision:
    """The rule that fired after an answer, with the gap it asks for and the gap it left, if any."""

    rule: Rule
    reason: Reason
    gap: Gap | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A criterion's level (1 to 5) with the receipts that show it, or why it could not be judged.

    `because` is a text key that says in words why this level and not another ("" where the level's anchor
    says it all); `shown` and `of` are the numbers in that sentence (points covered of all points, for
    instance). `by` names who judged this criterion where that is another than who judged the slot. `lowest`
    and `highest` are the levels between which several judgements of the same answers lay, 0 where there was
    one. `refused` lists why judgements were not taken (`Refusal`).
    """

    criterion: Criterion
    level: int | Unjudged
    receipts: tuple[Receipt, ...] = ()
    because: str = ""
    shown: int = 0
    of: int = 0
    by: str = ""
    lowest: int = 0
    highest: int = 0
    refused: tuple[str, ...] = ()


class Refusal(StrEnum):
    """Why something that an interviewer worded or judged was not taken. The first seven are the guard's."""

    TOO_LONG = "too_long"
    NOT_ONE_QUESTION = "not_one_question"
    SHARES_NOTHING = "shares_nothing"
    NEAR_DUPLICATE = "near_duplicate"
    LEADS = "leads"
    PRAISES = "praises"
    OBEYS = "obeys"
    PRIVATE = "private"  # a question that no interviewer may ask (age, family, belief, health ...)
    NO_ANSWER = "no_answer"  # none came, or not in time
    OUTSIDE_SCHEMA = "outside_schema"
    CANARY = "canary"  # it held what must never come out
    QUOTE_NOT_FOUND = "quote_not_found"  # it quotes what was not said
    LEVEL_OUT_OF_RANGE = "level_out_of_range"
    ABOVE_COUNTED = "above_counted"  # a level above what was counted; the level that was counted stands
    CHANGES_NOTHING = "changes_nothing"  # a correction of words that are not there, or by the same ones
    CHANGES_MUCH = "changes_much"  # a correction that says something else
    CONTRADICTS = "contradicts"  # a debrief with another verdict, level or number than was decided


@dataclass(frozen=True, slots=True)
class Draft:
    """What a worded probe measures, for the guard; measured outside, judged by `guard`.

    `nearest` is the similarity (0 to 100) to the nearest earlier question.
    """

    words: int
    question_marks: int
    shared_words: int
    nearest: int
    leads: bool
    praises: bool
    obeys: bool
