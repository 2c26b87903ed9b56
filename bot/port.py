"""What adapters see of Greenroom: what they hand in, what they show, what they may ask.

An adapter turns a platform's update into an `Incoming`, shows each `Outgoing` in order, and reads
through `view`. It decides nothing about the interview.

Two kinds of platforms: the page and the terminal read their messages by sequence (`news`), as often as they
like; to the others each message is sent once, by the `Sender` that the adapter brings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from core.interview.errors import GreenroomError
from core.texts.blocks import Document

if TYPE_CHECKING:
    from bot.practices.port import Notice, Practices


class Kind(StrEnum):
    """What a person does. All but `OPEN`, `REVIEW` and `REDO` speak of their open interview."""

    OPEN = "open"
    REVIEW = "review"  # the questions that are due again, in five minutes; where none is, a sentence says so
    # Question `part` (from 1) of the report on the interview `value` once more; `part` 0 is the one that the
    # report says to answer again, `value` "" the newest report. It becomes an interview of its own.
    REDO = "redo"
    CHOOSE = "choose"  # `choice` and `value`
    BEGIN = "begin"
    TEXT = "text"  # `value` is what they wrote; `complete` where it is the whole answer
    VOICE = "voice"  # `clip` is what they said; `complete` as above
    USE = "use"  # what was heard of part `part` is right
    CORRECT = "correct"  # `value` is what they said instead
    AGAIN = "again"  # they will say that part again
    DONE = "done"
    HINT = "hint"
    REPEAT = "repeat"
    SKIP = "skip"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    # A level of one's own, answering `Shown.RATING`: `choice` is its criterion, `value` "1" to "5".
    RATE = "rate"


@dataclass(frozen=True, slots=True)
class Account:
    """Who somebody is on a platform; `id` is the platform's own and is never logged."""

    platform: str
    id: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing a person did. `update` is the platform's id of it, the same if it comes twice.

    `chat` is where the platform wants the answer; "" where that is the account itself. `clip` is a recording
    as the platform has it, in whatever container; `part` the number of a part of the answer.
    """

    account: Account
    update: str
    kind: Kind
    value: str = field(default="", repr=False)
    choice: str = ""
    complete: bool = False
    chat: str = field(default="", repr=False)
    clip: bytes = field(default=b"", repr=False)
    part: int = 0


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose: `value` is sent back, `label` is shown, `about` says more where there is more."""

    value: str
    label: str
    about: str = ""


class Shown(StrEnum):
    """What an outgoing message is, for adapters to draw it by."""

    SAY = "say"
    QUESTION = "question"
    CHOICE = "choice"
    READY = "ready"  # all is chosen: offer to begin
    REPORT = "report"  # the report can be read through `view`
    ECHO = "echo"  # the person's own answer, for adapters that show both sides
    TRANSCRIPT = "transcript"  # what was heard of `part`: offer to use it, correct it or say it again
    # How well they think it went, before the report: `choice` is the criterion, `options` the five levels,
    # each to be sent back as `Kind.RATE`; `Kind.SKIP`, or reading the report, goes to the report at once.
    RATING = "rating"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to a person. `head` introduces `text`; either may be empty.

    For a choice `choice` names it and `options` are what there is. For a transcript `part` is the part of the
    answer it is of, `about` how it came across, and `doubtful` the words of `text`, counted at white space,
    that were not heard clearly. `of` is the interview it belongs to, where it belongs to one.
    """

    sequence: int
    shown: Shown
    head: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    choice: str = ""
    options: tuple[Option, ...] = ()
    about: str = field(default="", repr=False)
    part: int = 0
    doubtful: tuple[int, ...] = ()
    of: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """One choice of the set-up with all there is to choose; `default` is what is taken without one."""

    choice: str
    text: str
    options: tuple[Option, ...]
    default: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """Where somebody stands in their newest interview, for adapters that draw more than messages.

    `stage` is the machine's (`core.interview.state.Stage`), "" where there was no interview yet. Its
    messages stand above sequence `since`. `number` of `total` is the question that is open, 0 before the
    first; `minutes_left` is None before the interview has begun and once it is over. `heard` is
    the transcript that waits for the person's word, with sequence 0, `rating` the level of their own they are
    asked for; `listening` is whether a recording is being listened to.
    """

    interview: str = ""
    stage: str = ""
    paused: bool = False
    domain: str = ""
    number: int = 0
    total: int = 0
    minutes_left: int | None = None
    since: int = 0
    heard: Outgoing | None = None
    listening: bool = False
    rating: Outgoing | None = None


class Ears(StrEnum):
    """Whether what is spoken can be heard."""

    OFF = "off"  # by setting
    MISSING = "missing"  # the weights have to be fetched first
    FETCHING = "fetching"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class Hearing:
    """Whether what is spoken can be heard, and what it takes.

    `megabytes` is the size of what has to be fetched, `percent` how far that is; `problem` says why it came
    to nothing. `seconds` is how long a recording may be.
    """

    ears: Ears = Ears.OFF
    megabytes: int = 0
    percent: int = 0
    problem: str = ""
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing a person can set for themself; `chosen` is the value of the option that holds."""

    name: str
    text: str
    options: tuple[Option, ...]
    chosen: str


class Form(StrEnum):
    """What a person can be given as a file: a report first, the chart as picture or SVG, everything kept."""

    PICTURE = "picture"  # the report card, in light colours
    PICTURE_DARK = "picture-dark"
    PDF = "pdf"
    JSON = "json"
    DRAWING = "drawing"  # the report card as SVG, for pages
    DRAWING_DARK = "drawing-dark"
    CHART = "chart"  # the way so far, over all interviews
    CHART_DARK = "chart-dark"
    CHART_DRAWING = "chart-drawing"
    CHART_DRAWING_DARK = "chart-drawing-dark"
    PICTURE_WORDS = "picture-words"  # what the report card shows, in words, and nothing drawn for it
    CHART_WORDS = "chart-words"
    SOUND = "sound"  # the seconds of a quotation; `of` is the `sound` of its block
    EXPORT = "export"  # everything kept about the person


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file for a person; `alt` is in words what a picture shows."""

    name: str
    media_type: str
    content: bytes = field(repr=False)
    alt: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody who has an open interview, or had one lately, was last spoken to: a chat, or "" for the
    account itself.

    `since` is the platform's id of the first message of that interview, or of the last where it has ended:
    what was said after it can be handed in again, since what is known already is known by its id. It is ""
    where a process died before it had recorded that message; then `began` says when the interview did, in
    milliseconds since the epoch by our clock.
    """

    account: Account
    chat: str = field(default="", repr=False)
    since: str = ""
    began: int = 0


class Query(StrEnum):
    """What can be read at any time, in any state, without waiting for anything."""

    REPORT = "report"  # of the newest interview that has one, or of the one that is named
    HISTORY = "history"
    WHY = "why"  # why each follow-up was asked and each level given
    REVIEW = "review"  # how many questions are due again, or when the next one is
    STATUS = "status"
    GRAMMAR = "grammar"  # tips on the newest typed answer
    DOMAINS = "domains"
    PRIVACY = "privacy"


class Practice(Protocol):
    """Greenroom, as an adapter holds it."""

    @property
    def practices(self) -> Practices:
        """The practices of groups in channels; see `bot.practices.port`."""
        ...

    async def submit(self, incoming: Incoming) -> None:
        """Keeps what came in; when this returns it is never lost, and is worked on soon.

        Raises Refused, with a text for the person, where it cannot be taken, and StorageFault.
        """
        ...

    async def settled(self, account: Account, within: float) -> bool:
        """Waits up to `within` seconds until all that was submitted is worked on; whether it is.

        Raises StorageFault where the work cannot go on, with a text for the person.
        """
        ...

    async def news(self, account: Account, after: int, within: float = 0) -> Sequence[Outgoing]:
        """The messages to a person above sequence `after`, in order; waits up to `within` seconds for one."""
        ...

    async def last(self, account: Account) -> int:
        """The sequence of the newest message that somebody can have seen already, 0 where there is none.

        What was worked out since this process began was shown to nobody yet.
        """
        ...

    async def situation(self, account: Account) -> Situation:
        """Where a person stands."""
        ...

    async def offers(self) -> Sequence[Offer]:
        """What an interview can be set up with, in the order it is asked for."""
        ...

    async def hearing(self) -> Hearing:
        """Whether what is spoken can be heard."""
        ...

    async def fetch_ears(self) -> None:
        """Begins to fetch what is missing for that; `hearing` says how far it is."""
        ...

    async def settings(self, account: Account) -> Sequence[Setting]:
        """What a person can set for themself, and how it is set."""
        ...

    async def prefer(self, account: Account, setting: str, value: str) -> None:
        """Sets one thing for a person. Raises Refused where there is no such setting or value."""
        ...

    async def link_code(self, account: Account) -> str:
        """A one-time code for another account of the same person, good for ten minutes."""
        ...

    async def link(self, account: Account, code: str) -> str:
        """Joins the account with the person who made `code`; the sentence that says what came of it."""
        ...

    async def places(self, platform: str) -> Sequence[Place]:
        """Where those with an open interview on a platform, or one that ended lately, were last spoken to,
        newest first.
        """
        ...

    async def file(self, account: Account, form: Form, of: str = "") -> Attachment | None:
        """A file, None where there is nothing yet; `of` names an interview, else it is the newest."""
        ...

    async def view(self, account: Account, query: Query, of: str = "") -> Document:
        """Something to read; `of` names an interview of the person, the newest one fits without it.

        For `HISTORY` it is the id of a domain, all without it. Reading the report skips `Shown.RATING`.
        """
        ...

    async def export(self, account: Account) -> dict[str, Any]:
        """Everything that is kept about a person, ready for JSON."""
        ...

    async def forget(self, account: Account) -> None:
        """Forgets a person, at once and for good."""
        ...


READ_BY_SEQUENCE = frozenset({"console", "web"})  # the platforms to which nothing is sent


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to be sent; `to` is the chat or the account's own id, `nonce` the same at every attempt.

    `again` says that an earlier attempt may have reached the platform: a sender that can look there looks
    before it sends once more, below the message `after` (by the platform's id, "" where none is known), since
    the same words may stand above it too. `account` is the person's on the platform. With the news that a
    report is there come the report itself as `document` and its picture among `files`.

    Of a practice it is a `notice`, and `outgoing` holds no more than its text; `edits` is the platform's id
    of the earlier message that is to be changed into this one, "" for a new one.
    """

    to: str = field(repr=False)
    outgoing: Outgoing
    nonce: str
    again: bool = False
    after: str = ""
    account: Account | None = None
    document: Document = field(default=(), repr=False)
    files: tuple[Attachment, ...] = ()
    notice: Notice | None = field(default=None, repr=False)
    edits: str = ""


class Sender(Protocol):
    """How an adapter sends; transport only, in order, one at a time for each chat."""

    @property
    def platform(self) -> str: ...

    async def send(self, letter: Letter) -> str:
        """Sends it; the platform's id of the message.

        Raises NotSent where it certainly did not arrive and may be tried again, Undeliverable where trying
        again is of no use. Anything else is taken as: it may have arrived.
        """
        ...


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen of a platform: whether it can be served, and the text that says so."""

    good: bool
    key: str
    values: Mapping[str, str] = field(default_factory=dict)


class Adapter(Protocol):
    """A platform with a connection: hands in what is received there, and brings the sender."""

    @property
    def sender(self) -> Sender: ...

    async def look(self) -> Look:
        """Asks the platform who the bot is; nothing else is touched there."""
        ...

    async def run(self, practice: Practice) -> None:
        """Receives until cancelled, or until the connection ends and may be taken up again.

        Raises GreenroomError for what whoever runs Greenroom has to mend.
        """
        ...


class NotSent(GreenroomError):
    """The platform did not take the message; `wait` seconds, at least, before the next attempt."""

    def __init__(self, wait: float = 0) -> None:
        super().__init__("not-sent")
        self.wait = wait


class Undeliverable(GreenroomError):
    """The platform will never take the message: the chat is gone, or the bot was blocked."""

    def __init__(self) -> None:
        super().__init__("undeliverable")
