"""What adapters see of practices, a group's rounds in a channel: what they hand in, what they show.

An adapter needs four things and decides nothing:

    hand in   every command, button, form, reply and recording that is about a practice becomes one
              `PracticeIncoming` for `Practices.submit`; acknowledge it to the platform after that returned.
    show      a `Letter` whose `notice` is set comes through the adapter's `Sender` as all others do: to a
              channel, or (`notice.private`) to one member. Where `Letter.edits` is set it is the platform's
              id of an earlier message that is to be changed into this one; where that one is gone, send it
              anew. Return the id of the message either way.
    read      a control that reads (`Control.reads`), or a deep link: show what `Practices.mine` gives, to
              whoever asked and to nobody else. A private letter may not arrive (closed direct messages); what
              can be read always can.
    settings  `Practices.settings` and `Practices.set`, for those whom the platform lets manage the channel.

Whatever is shown is sealed already: nothing in a `Notice` may be kept from anybody it is addressed to, and
nothing else may be shown. An adapter keeps no state of a practice; a button's meaning is in its id: the kind,
the practice, and what the control holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from bot.port import Account, Option, Place, Setting
from core.texts.blocks import Document


class PracticeKind(StrEnum):
    """What somebody does. All but `OPEN` speak of a practice that is there."""

    OPEN = "open"  # a lobby in `chat`; whoever opens it is host; `value` names a domain, "" the channel's own
    JOIN = "join"
    LEAVE = "leave"
    BEGIN = "begin"  # the host: the first round
    CONSENT = "consent"  # what I say here may be recorded and written down
    START = "start"  # the candidate: starts answering, the lights run
    # The candidate's answer, or the interviewer's follow-up, typed in the channel: `value`. Hand in only what
    # is meant for the bot: replies to one of its messages, mentions, a form.
    TEXT = "text"
    VOICE = "voice"  # the candidate's answer, spoken: `clip`, as the platform has it
    DONE = "done"  # the answer is complete
    # Anything for one's own card, in one go or bit by bit: `levels`, `top`, `tip`. The candidate's card is
    # the rating of themself and has levels alone.
    CARD = "card"
    # One's own answer to a channel's question (`PracticeShown.QUESTION`), typed: `value`. Once each; ask for
    # it in a form or in private, since what is written in the channel is sealed for nobody.
    ANSWER = "answer"
    NEXT = "next"  # on to the next round; before a reveal the host's and the moderators'
    REMOVE = "remove"  # the host or a moderator takes the account `who` out
    STOP = "stop"  # the host or a moderator ends it


@dataclass(frozen=True, slots=True)
class PracticeIncoming:
    """One thing somebody did in a channel. `update` is the platform's id of it, the same if it comes twice.

    `practice` is the id that a control or a replied-to message names; "" for a command or a message, which
    then speaks of the open practice in `chat`. `chat` is where the practice lives (Discord: the thread;
    Telegram: the group, or "<group>/<topic>" where there are topics), `channel` whose settings hold (the
    channel or group around it; "" where that is `chat` itself). `name` is what the person is called there,
    for the list of members. `moderator` says that the platform lets them manage messages there.
    """

    account: Account
    update: str
    kind: PracticeKind
    practice: str = ""
    chat: str = field(default="", repr=False)
    channel: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    moderator: bool = False
    value: str = field(default="", repr=False)
    levels: tuple[tuple[str, str], ...] = field(default=(), repr=False)  # (criterion, "1" to "5")
    top: str = field(default="", repr=False)
    tip: str = field(default="", repr=False)
    who: str = field(default="", repr=False)
    clip: bytes = field(default=b"", repr=False)


class PracticeShown(StrEnum):
    """What a notice is, for adapters to draw it by; the first are the channel's, the others private."""

    LOBBY = "lobby"  # who is there; edited
    ROUND = "round"  # who plays what in a round; edited
    CONSENT = "consent"  # the line on recordings
    LIGHTS = "lights"  # for how long the candidate has been answering; edited: `light` is the colour
    FOLLOW_UP = "follow_up"  # what the interviewer asked
    PROGRESS = "progress"  # whose card is in; edited
    REVEAL = "reveal"  # all cards side by side, as `text`, and as a picture among the letter's files
    SAY = "say"  # a sentence
    CLOSED = "closed"
    BRIEF = "brief"  # the interviewer's papers: question, key points, hints
    CARD = "card"  # the member's own card: `form`; edited
    DELIVERY = "delivery"  # the candidate's figures
    FOLLOW_UPS = "follow_ups"  # how good the interviewer's follow-ups were
    OFFER = "offer"  # alone: offer an interview of their own (`Kind.OPEN` of `bot.port`)
    QUESTION = "question"  # the channel's question of the day or week, with how many answered; edited
    ANSWERS = "answers"  # its time is up: key points, model answer, everybody's answers
    MODEL = "model"  # the same, for one who has answered before that
    PART = "part"  # what a member has to do in this round


@dataclass(frozen=True, slots=True)
class Control:
    """A button: what pressing it hands in (`act`), or that it shows `Practices.mine` (`reads`)."""

    label: str
    act: PracticeKind | None = None
    reads: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion of a card: `options` are the levels with what each looks like, `level` the one given.

    `level` is "" where none was.
    """

    criterion: str
    label: str
    options: tuple[Option, ...]
    level: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A card to fill in: hand in `PracticeKind.CARD` with whatever was given.

    Where `words` is false there is no top and no tip (the candidate's own). `whole` says that nothing is
    missing; it may be changed until the reveal.
    """

    lines: tuple[Line, ...]
    words: bool
    top: str = field(default="", repr=False)
    tip: str = field(default="", repr=False)
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to show of a practice. `head` introduces `text`; either may be empty, and both are plain.

    `round` is the number of the round it is of, 0 for none; `private` that it is for one member alone.
    """

    practice: str
    shown: PracticeShown
    head: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    round: int = 0
    light: str = ""
    controls: tuple[Control, ...] = ()
    form: Form | None = None
    private: bool = False


class Practices(Protocol):
    """The practices, as an adapter holds them: `Practice.practices`."""

    async def submit(self, incoming: PracticeIncoming) -> str:
        """Keeps what came in and returns the practice's id; afterwards it is never lost, and worked on soon.

        Raises Refused, with a text for whoever did it, where it cannot be taken (no practice there, one open
        there already, too long), and StorageFault.
        """
        ...

    async def mine(self, account: Account, practice: str) -> Sequence[Notice]:
        """What is for this person alone at the moment: papers, card, figures. Raises Refused for others."""
        ...

    async def open_at(self, platform: str, chat: str) -> str:
        """The id of the open practice in a chat, "" where there is none."""
        ...

    async def places(self, platform: str) -> Sequence[Place]:
        """Where practices are open on a platform, to fetch what was said there while nobody listened.

        As `Practice.places`; but a place is nobody's: its account has no id.
        """
        ...

    async def settings(self, platform: str, channel: str) -> Sequence[Setting]:
        """What can be set for a channel, and how it is set."""
        ...

    async def set(self, platform: str, channel: str, setting: str, value: str, *, moderator: bool) -> None:
        """Sets one thing for a channel. Raises Refused without the right to, or for what there is not."""
        ...

    async def agreement(self, account: Account) -> Document:
        """How far a person's levels agree with the panel's and the bot's, over all their practices."""
        ...
