"""The tables of a comparison, in the terminal and as Markdown.

The rule: a figure stands with its interval, beside how many rows it is made of; what others published stands
beside ours with what it was measured against.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich import box
from rich.table import Table

from core.texts.catalog import Texts
from training.score.comparison import ALL, MEASURES, Comparison, Part
from training.score.resampling import Figure

# What the original published of its two models: it tuned Mistral 7B v0.2 and Phi-2 on its own data.
PUBLISHED: tuple[tuple[str, Mapping[str, float]], ...] = (
    ("score-published-mistral", {"bleu": 0.0234, "rouge1": 0.183, "rougeL": 0.149}),
    ("score-published-phi", {"rouge1": 0.38, "rougeL": 0.34}),
)
NONE = "–"


def terminal(part: Part, texts: Texts) -> Table:
    """The figures of one part of the rows: a line a measure, a column an interviewer."""
    table = Table(title=title(part, texts), box=box.SIMPLE_HEAD, title_justify="left")
    for at, line in enumerate(zip(*grid(part, texts), strict=True)):
        if at:
            table.add_row(line[0], *(_narrow(cell) for cell in line[1:]))
        else:
            for word in line:
                table.add_column(word, justify="left" if word == line[0] else "right", overflow="fold")
    return table


def _narrow(cell: str) -> str:
    """A figure over its interval, in as few columns as can be."""
    value, _, interval = cell.removesuffix(")").partition(" (")
    low, _, high = interval.partition(" to ")
    return f"{value}\n{low.removeprefix('0')}–{high.removeprefix('0')}" if interval else value


def markdown(found: Comparison, first: str, texts: Texts, command: str = "") -> str:
    """All of a comparison as one page."""
    return "\n\n".join(_page(found, first, texts, command)) + "\n"


def grid(part: Part, texts: Texts) -> list[list[str]]:
    """The figures of a part as rows of words, the head first; of all rows also what was published."""
    head = [texts.say("score-who"), *(texts.say(f"score-{_key(measure)}") for measure in MEASURES)]
    rows = [
        [system, *(figure(figures.get(measure)) for measure in MEASURES)]
        for system, figures in part.figures.items()
    ]
    published = [
        [texts.say(key), *(f"{own[measure]:.3f}" if measure in own else NONE for measure in MEASURES)]
        for key, own in PUBLISHED
        if part.by == ALL
    ]
    return [head, *rows, *published]


def gains(part: Part, first: str, texts: Texts) -> list[list[str]]:
    """How much more the first interviewer has than each other one, with what the interval says."""
    head = [texts.say("score-more-than", {"first": first})]
    head += [texts.say(f"score-{_key(measure)}") for measure in MEASURES if measure in _compared(part)]
    rows = [
        [
            other,
            *(figure(own.get(measure), signed=True) for measure in MEASURES if measure in _compared(part)),
        ]
        for other, own in part.differences.items()
    ]
    return [head, *rows]


def title(part: Part, texts: Texts) -> str:
    """What a part of the rows is called, with how many there are."""
    numbers = {"rows": part.rows, "prompts": part.prompts, "groups": part.groups}
    name = part.name or texts.say("score-nameless")
    return texts.say(f"score-part-{part.by}", {**numbers, "name": name})


def figure(found: Figure | None, *, signed: bool = False) -> str:
    """A figure with its interval.

    >>> figure(Figure(0.25, 0.2, 0.3)), figure(Figure(0.25), signed=True)
    ('0.250 (0.200 to 0.300)', '+0.250')
    """
    if found is None:
        return NONE
    form = "+.3f" if signed else ".3f"
    value = f"{found.value:{form}}"
    if found.low is None or found.high is None:
        return value
    return f"{value} ({found.low:{form}} to {found.high:{form}})"


def _page(found: Comparison, first: str, texts: Texts, command: str) -> Iterator[str]:
    yield f"# {texts.say('score-title')}"
    yield texts.say("score-measures")
    if command:
        yield texts.say("score-command", {"command": command})
    for part in found.parts:
        yield f"## {title(part, texts)}"
        yield _table(grid(part, texts))
        if part.by == ALL:
            yield texts.say("score-published-note")
        if part.by in (ALL, "source") and part.groups > 1:
            yield _table(gains(part, first, texts))
    yield f"## {texts.say('score-refusals')}"
    yield _table(_refused(found, texts))
    yield f"## {texts.say('score-examples')}"
    yield from _examples(found, texts)


def _refused(found: Comparison, texts: Texts) -> list[list[str]]:
    reasons = sorted({why for own in found.refusals.values() for why in own})
    head = [texts.say("score-who"), *(why.replace("_", " ") for why in reasons)]
    return [head, *([who, *(str(own.get(why, 0)) for why in reasons)] for who, own in found.refusals.items())]


def _examples(found: Comparison, texts: Texts) -> Iterator[str]:
    for example in found.examples:
        lines = [
            f"> **{one_line(example.asked)}** {one_line(example.answer)}",
            ">",
            *(f"> * {one_line(who)}: {one_line(text) or NONE}" for who, text in example.questions.items()),
        ]
        yield "\n".join(lines)


def one_line(text: str) -> str:
    """A text as it can stand in a table."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _table(rows: Sequence[Sequence[str]]) -> str:
    head, *body = rows
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *body]
    return "\n".join(f"| {' | '.join(map(one_line, line))} |" for line in lines)


def _compared(part: Part) -> set[str]:
    return {measure for own in part.differences.values() for measure in own}


def _key(measure: str) -> str:
    return measure.replace("_", "-").lower()
