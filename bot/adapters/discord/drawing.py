"""Messages as Discord shows them: what is written, what can be pressed, which files go with it.

Nothing is decided here; what a message is, says the port (`Shown`). People's words come out as they were
typed, letter by letter (`plain.neutral`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import discord

from bot.adapters.discord.controls import OPTIONS, ROWS, Button, Look, Menu, Row, label, menus
from bot.adapters.discord.documents import embeds
from bot.adapters.discord.plain import MESSAGE_LIMIT, neutral, pieces
from bot.port import Attachment, Letter, Option, Outgoing, Setting, Shown
from core.texts.blocks import Document
from core.texts.catalog import Texts


@dataclass(frozen=True, slots=True)
class Post:
    """One message of Discord."""

    content: str = ""
    embed: discord.Embed | None = None
    rows: tuple[Row, ...] = ()
    files: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a drawing depends on beside its message.

    In a direct message (`alone`) nobody else reads along. Where what people type cannot be read (`unread`),
    they answer through a window of their own. While an interview is `paused`, it can be resumed.
    """

    alone: bool = True
    unread: bool = False
    paused: bool = False


class Drawing:
    """Draws with the words of `texts`."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def letter(  # noqa: PLR0911 - one way of drawing for each thing shown
        self, letter: Letter, around: Surroundings
    ) -> list[Post]:
        """The messages that a letter takes; none where there is nothing to show."""
        outgoing = letter.outgoing
        match outgoing.shown:
            case Shown.ECHO:
                return self._echo(outgoing)
            case Shown.QUESTION:
                return _posts(_headed(outgoing), self._answering(outgoing, around))
            case Shown.CHOICE:
                return _posts(neutral(outgoing.text), self._choice(outgoing))
            case Shown.READY:
                begin = Button("begin", self._word("begin"), outgoing.of, look=Look.FIRST)
                return _posts(neutral(outgoing.text), ((begin,),))
            case Shown.TRANSCRIPT:
                return _posts(self._heard(outgoing), self._of_transcript(outgoing))
            case Shown.REPORT:
                return self._report(letter, around)
            case Shown.RATING:
                return _posts(_levels(outgoing), self._rating(outgoing))
            case Shown.SAY:
                return _posts(_headed(outgoing), self._resuming(outgoing) if around.paused else ())

    def document(
        self, document: Document, rows: tuple[Row, ...] = (), files: tuple[Attachment, ...] = ()
    ) -> list[Post]:
        """A document as messages: a picture with the first, what can be pressed under the last."""
        drawn = embeds(document)
        picture = next((file for file in files if file.media_type.startswith("image/")), None)
        if picture is not None:
            drawn[0].set_image(url=f"attachment://{picture.name}")
        posts = [Post(embed=embed) for embed in drawn]
        posts[0] = replace(posts[0], files=files)
        posts[-1] = replace(posts[-1], rows=rows)
        return posts

    def of_report(self, of: str, *, share: bool) -> tuple[Row, ...]:
        """What can be asked for once a report can be read; `share` where others would see it."""
        return (self._files(of, ("share",) if share else ()),)

    def settings(self, settings: tuple[Setting, ...]) -> list[tuple[Row, ...]]:
        """A menu for each setting, dealt out over as many messages as they take; at least one."""
        menus_ = tuple(self._setting(setting) for setting in settings)
        return [menus_[at : at + ROWS] for at in range(0, len(menus_), ROWS)] or [()]

    def domains(self, options: tuple[Option, ...]) -> tuple[Row, ...]:
        """Menus of what can be practised; choosing begins to set an interview up."""
        return tuple(menus("start", self._hints(len(options)), options, "", ""))

    def privacy(self) -> tuple[Row, ...]:
        """What can be done about what is kept."""
        export = Button("export", self._word("export"))
        return ((export, Button("forget", self._word("forget"), look=Look.ENDS)),)

    def stopping(self, of: str) -> tuple[Row, ...]:
        """The one button that ends an interview."""
        return ((Button("stopnow", self._word("stop-now"), of, look=Look.ENDS),),)

    def _report(self, letter: Letter, around: Surroundings) -> list[Post]:
        """Where others can read along, only that it is there: its person opens it for themself alone."""
        of, text = letter.outgoing.of, _headed(letter.outgoing)
        if not around.alone or not letter.document:
            show = Button("report", self._word("report"), of, look=Look.FIRST)
            return _posts(text, ((show, *self._files(of)),))
        return [*_posts(text), *self.document(letter.document, (self._files(of),), letter.files)]

    def _files(self, of: str, more: tuple[str, ...] = ()) -> tuple[Button, ...]:
        """Buttons for what belongs to a report."""
        return tuple(Button(verb, self._word(verb), of) for verb in ("pdf", "json", "why", "redo", *more))

    def _echo(self, outgoing: Outgoing) -> list[Post]:
        """One's own words only where they were spoken; what was typed stands there already."""
        if not outgoing.about:
            return []
        quote = "\n".join(f"> {line}" for line in neutral(outgoing.text).split("\n"))
        return _posts(f"{quote}\n-# {neutral(outgoing.about)}")

    def _heard(self, outgoing: Outgoing) -> str:
        """What was heard, with the doubtful words underlined."""
        words = [
            f"__{neutral(word)}__" if number in outgoing.doubtful else neutral(word)
            for number, word in enumerate(outgoing.text.split())
        ]
        about = f"\n-# {neutral(outgoing.about)}" if outgoing.about else ""
        doubt = f"\n-# {self._word('doubtful')}" if outgoing.doubtful else ""
        return f"**{neutral(outgoing.head)}**\n{' '.join(words)}{about}{doubt}"

    def _of_transcript(self, outgoing: Outgoing) -> tuple[Row, ...]:
        about = str(outgoing.part)
        looks = {"use": Look.FIRST, "again": Look.PLAIN, "correct": Look.PLAIN}
        buttons = (Button(verb, self._word(verb), outgoing.of, about, look) for verb, look in looks.items())
        return (tuple(buttons),)

    def _answering(self, outgoing: Outgoing, around: Surroundings) -> tuple[Row, ...]:
        of = outgoing.of
        first = Button("done", self._word("done"), of, look=Look.FIRST)
        rest = [Button(verb, self._word(verb), of) for verb in ("hint", "skip", "pause")]
        stop = Button("stop", self._word("stop"), of, look=Look.ENDS)
        typed = ((Button("answer", self._word("answer"), of, look=Look.FIRST),),) if around.unread else ()
        return ((first, *rest, stop), *typed)

    def _resuming(self, outgoing: Outgoing) -> tuple[Row, ...]:
        resume = Button("resume", self._word("resume"), outgoing.of, look=Look.FIRST)
        return ((resume, Button("stop", self._word("stop"), outgoing.of, look=Look.ENDS)),)

    def _rating(self, outgoing: Outgoing) -> tuple[Row, ...]:
        """A level of one's own, or straight to the report."""
        menu = Menu("rate", self._word("rate"), outgoing.options, outgoing.of, outgoing.choice)
        return (menu, (Button("skip", self._word("rate-skip"), outgoing.of),))

    def _choice(self, outgoing: Outgoing) -> tuple[Row, ...]:
        hints = self._hints(len(outgoing.options))
        return tuple(menus("choose", hints, outgoing.options, outgoing.of, outgoing.choice))

    def _setting(self, setting: Setting) -> Menu:
        return Menu("set", setting.text, setting.options[:OPTIONS], about=setting.name, chosen=setting.chosen)

    def _hints(self, count: int) -> tuple[str, ...]:
        """What each of the menus for `count` options says."""
        parts = max(1, -(-count // OPTIONS))
        if parts == 1:
            return (self._word("choose"),)
        return tuple(
            self._texts.say("discord-choose-part", {"part": n, "of": parts}) for n in range(1, parts + 1)
        )

    def _word(self, name: str) -> str:
        return label(self._texts.say(f"discord-button-{name}"))


def _headed(outgoing: Outgoing) -> str:
    head = f"**{neutral(outgoing.head.strip())}**\n" if outgoing.head.strip() else ""
    return head + neutral(outgoing.text)


def _levels(outgoing: Outgoing) -> str:
    """What is asked, with what each level looks like."""
    anchors = [f"**{neutral(one.label)}** {neutral(one.about)}" for one in outgoing.options]
    return "\n".join([_headed(outgoing), *anchors])


def _posts(text: str, rows: tuple[Row, ...] = ()) -> list[Post]:
    """A text in as many messages as it takes; what can be pressed is under the last."""
    posts = [Post(piece) for piece in pieces(text, MESSAGE_LIMIT)]
    return [*posts[:-1], replace(posts[-1], rows=rows)] if posts else []
