"""Mends the texts of a row: letters, marks, blanks and the traces of spreadsheets.

The rule: what a person said is not rewritten. Only what a program or a hurried hand did to it is undone, each
change has a kind that is counted, and a text without such traces comes out as it went in. What was lost (the
commas of a whole file, the hyphens of "winwin") cannot be brought back; it is told and not guessed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import ftfy
from ftfy import TextFixerConfig

from core.language.measuring import measure
from training.prepare.rows import Field, Mend
from training.prepare.spelling import Spelling, any_of

SHOWN = 60
"""Characters of a text that an example shows."""

DAMAGE = "encoding"
"""The kind of a mend that says that letters had been destroyed."""

_LETTERS = TextFixerConfig(uncurl_quotes=False, unescape_html=False, fix_line_breaks=True)
_CURLY = dict(zip("‘’‚‛′“”„‟″", "'''''\"\"\"\"\"", strict=True))
_STRAIGHT = str.maketrans(_CURLY)
_TAG = re.compile(
    r"</?(?:p|br|div|span|b|i|u|em|strong|ul|ol|li|a|h[1-6]|font|table|tr|td|img)\b[^<>]*>", re.IGNORECASE
)
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n ?(?:\n ?)+")
_BEFORE_MARK = re.compile(r"(?<=\w) +(?=[?!,;:]|\.(?!\.))")
_SPLIT_LINE = re.compile(r"(?<=[a-z,]) ?\n(?=[a-z])")
_GLUED = re.compile(
    r"(?<=[a-z]{2}[.?!])(?=[A-Z][a-z])|(?<=[a-z]{2}[?!])(?=[a-z]{2})|(?<=[a-z]{2}[.?!])(?=I\b)"
)
_DOUBLE_MARK = re.compile(r"([?!])[?!]+|(?<!\.)\.\.(?!\.)|,,+")
_ESCAPED = re.compile(r"\\(?=['\"])|(?<=\s)\\(?=[a-z])")
_EMPTY_LINE = re.compile(r"^[\W_]+$", re.MULTILINE)
_NUMBER = re.compile(r"(?:\(?\d{1,3}[.)]\s+|[-*•]\s+)(?=\w)")
_LABEL_WORD = re.compile(r"(?<=[a-z]) (?:Good|Average|Poor|Bad)(?= [a-z]|[.,;?!]|$)")
_SMALL_I = re.compile(r"(?<![\w.'-])i(?=(?:'(?:m|ve|d|ll))?(?:[\s,;:!?]|$))")
_SENTENCE = re.compile(r"[^.!?]*[.!?]+\s+")
_WORD = re.compile(r"[A-Za-z][\w'-]*")
_TITLE_WORDS = 4  # fewest words from which on capitals on most of them are a title's
_TITLE_SHARE = 70  # percent
_ALWAYS_CAPITAL = frozenset(["I", "I'm", "I've", "I'd", "I'll"])

Step = Callable[[str], str]


class Mender:
    """Mends texts by a spelling; keeps nothing."""

    def __init__(self, spelling: Spelling) -> None:
        self._label = any_of(spelling.config.junk.labels)
        self._hurried = spelling.config.hurried
        openers = spelling.config.questions
        self._asking = frozenset(openers.asking)
        self._telling = frozenset(openers.telling)
        common: tuple[tuple[str, Step], ...] = (
            ("html", unmarked),
            ("quotes", straight),
            ("escapes", unescaped),
            ("blanks", tidy),
            ("label", self._unlabelled),
            ("quotes", whole_quotes),
        )
        asked = (
            ("numbering", unnumbered),
            ("marks", single_marks),
            ("title_case", untitled),
            ("hurried", self._unhurried),
            ("search_and_replace", small_labels),
            ("capital", capital),
            ("question_mark", self._marked),
        )
        said = (
            ("glued", unglued),
            ("search_and_replace", small_labels),
            ("small_i", big_i),
            ("capital", capital),
        )
        self._steps = {
            Field.QUESTION: common + asked,
            Field.ANSWER: common + said,
            Field.FOLLOW_UP: (*common, ("glued", unglued), ("praise", unpraised), *asked),
        }

    def mend(self, field: Field, text: str) -> tuple[str, tuple[Mend, ...]]:
        """A text of a question, an answer or a follow-up, and what was mended in it, in order."""
        text, mends = letters(text)
        for kind, step in self._steps[field]:
            made = step(text)
            if made != text:
                mends.append(_mend(kind, text, made))
                text = made
        return text, tuple(mends)

    def _unlabelled(self, text: str) -> str:
        found = self._label.match(text.lower())
        return text[found.end() :].lstrip() if found and found.end() < len(text) else text

    def _unhurried(self, text: str) -> str:
        return _WORD.sub(lambda word: _as_written(word[0], self._hurried.get(word[0].lower())), text)

    def _marked(self, text: str) -> str:
        """The mark at the end of a question, where its first word asks."""
        first = _WORD.match(text)
        bare = text.rstrip(" .,;:")
        if first is None or "?" in text or len(bare.split()) < 2:
            return text
        if first[0].lower() in self._asking:
            return f"{bare}?"
        return f"{bare}." if first[0].lower() in self._telling else text


def letters(text: str) -> tuple[str, list[Mend]]:
    """The text with its letters as they were before a wrong encoding; how it was read wrongly is in the kind.

    >>> letters("caf\\u221a\\u00a9")[0]
    'café'
    """
    if text.isascii() and text.isprintable():
        return text, []
    made, steps = ftfy.fix_and_explain(text, _LETTERS)
    if made == text:
        return text, []
    wrong = next((step.parameter for step in steps or () if step.action == "encode"), "")
    return made, [_mend(f"{DAMAGE}_{_named(wrong)}" if wrong else "letters", text, made)]


def unmarked(text: str) -> str:
    """Without the tags and entities of HTML.

    >>> unmarked("First,<br>I asked &amp; listened.")
    'First,\\nI asked & listened.'
    """
    if "&" in text:
        text = html.unescape(text)
    return _TAG.sub("\n", text) if "<" in text else text


def straight(text: str) -> str:
    """With straight quotation marks and apostrophes."""
    return text if text.isascii() else text.translate(_STRAIGHT)


def unescaped(text: str) -> str:
    """Without the backslashes that a program put before quotation marks, and lines of marks alone.

    >>> unescaped("the principle \\\\'innocent\\\\'")
    "the principle 'innocent'"
    """
    if "\\" in text:
        text = _ESCAPED.sub("", text)
    return _EMPTY_LINE.sub("", text) if "\n" in text else text


def tidy(text: str) -> str:
    """Single blanks and at most one empty line; none at the ends or before a mark, no line cut in two.

    >>> tidy(" a  time ,\\u00a0really ?\\n\\n\\n yes ")
    'a time, really?\\n\\nyes'
    """
    text = _BLANKS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _LINES.sub("\n\n", text).strip()
    return _BEFORE_MARK.sub("", _SPLIT_LINE.sub(" ", text))


def whole_quotes(text: str) -> str:
    """Without quotation marks around the whole text, or one at an end that belongs to nothing.

    >>> whole_quotes('"I asked."'), whole_quotes('I asked."'), whole_quotes('She said "no"')
    ('I asked.', 'I asked.', 'She said "no"')
    """
    marks = text.count('"')
    if marks == 2 and len(text) > 2 and text[0] == text[-1] == '"':
        return text[1:-1].strip()
    if marks % 2 and text.endswith('"'):
        return text[:-1].rstrip()
    return text[1:].lstrip() if marks % 2 and text.startswith('"') else text


def unnumbered(text: str) -> str:
    """Without the number or dot of a list before it."""
    found = _NUMBER.match(text)
    return text[found.end() :] if found else text


def single_marks(text: str) -> str:
    """One mark where several stand: "Really??" is "Really?"."""
    return _DOUBLE_MARK.sub(lambda m: m[0][0] if "?" not in m[0] else "?", text)


def unglued(text: str) -> str:
    """With a blank between sentences where there is none.

    >>> unglued("He agreed.Then we went on. e.g. U.S. wards")
    'He agreed. Then we went on. e.g. U.S. wards'
    """
    return _GLUED.sub(" ", text)


def unpraised(text: str) -> str:
    """A follow-up without the praise before it.

    >>> unpraised("Great! How did you find the time?")
    'How did you find the time?'
    """
    first = _SENTENCE.match(text)
    while first and "?" not in first[0] and first.end() < len(text) and measure(first[0], "", ()).praises:
        text = text[first.end() :]
        first = _SENTENCE.match(text)
    return text


def untitled(text: str) -> str:
    """A question that is written like a title, in small letters but for what is all capitals.

    >>> untitled("How Do You Set Up a CRM?")
    'How do you set up a CRM?'
    """
    words = _WORD.findall(text)
    big = [word for word in words if word[0].isupper()]
    if len(words) < _TITLE_WORDS or 100 * len(big) < _TITLE_SHARE * len(words):
        return text
    return capital(_WORD.sub(lambda word: _small(word[0], shouted=text.isupper()), text))


def small_labels(text: str) -> str:
    """Without the capitals that a search for a label and its replacement left within sentences.

    >>> small_labels("to be a Good nurse")
    'to be a good nurse'
    """
    return _LABEL_WORD.sub(lambda m: m[0].lower(), text)


def big_i(text: str) -> str:
    """With "I" where "i" stands for oneself."""
    return _SMALL_I.sub("I", text)


def capital(text: str) -> str:
    """With a capital at the beginning.

    >>> capital("why here?"), capital("iOS or Android?")
    ('Why here?', 'iOS or Android?')
    """
    first = text[:2]
    return text[:1].upper() + text[1:] if first[:1].islower() and not first[1:].isupper() else text


def _small(word: str, *, shouted: bool) -> str:
    if word in _ALWAYS_CAPITAL or (word.isupper() and len(word) > 1 and not shouted):
        return word
    return word.lower()


def _as_written(word: str, better: str | None) -> str:
    if better is None:
        return word
    return better[0].upper() + better[1:] if word[0].isupper() else better


def _named(encoding: str) -> str:
    return encoding.removeprefix("sloppy-").replace("-", "_")


def _mend(kind: str, before: str, after: str) -> Mend:
    """The mend, with as much of both texts as shows the first difference."""
    at = next(
        (n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b),
        min(len(before), len(after)),
    )
    start = before.rfind(" ", 0, max(0, at - SHOWN // 3)) + 1
    return Mend(kind, before[start : start + SHOWN], after[start : start + SHOWN])
