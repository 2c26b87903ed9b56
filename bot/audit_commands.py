"""`./run audit`: what it prints, as lines, and whether the judge held. The command line prints them.

The rule: the interviewer of the settings is audited as it is; the exit code says whether it held. Against
labels there is no pass and no fail: the figures are told as they are. What a model cost is told either way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.interviewing import hired
from bot.settings import Settings
from core.domains.loader import Loaded
from core.interview.ports import Interviewer
from core.interview.values import Criterion
from core.interviewers.audit.auditing import MOST, Audited, Stability, audit
from core.interviewers.audit.cases import cases
from core.interviewers.audit.comparing import CLOSE, compared, scored
from core.interviewers.audit.figures import DRAWS, Figure
from core.interviewers.audit.labelled import AVERAGE, GOOD, POOR, read_labelled
from core.texts.catalog import Texts
from core.texts.own import texts_with

if TYPE_CHECKING:
    from core.interviewers.prompted.tally import Counts, Tally

NAMED = 5  # failed cases that are named
GOAL = 0.75

Lines = tuple[str, ...]


async def audited_as_set(  # noqa: PLR0913, PLR0917 - an option each
    settings: Settings, loaded: Loaded, say: Texts, each: int, ids: Sequence[str], sheet: Path | None
) -> tuple[Lines, bool]:
    """The audit of the interviewer of the settings, or how it is beside the labels of `sheet`.

    Raises SettingsFault where what it needs is not installed, and Refused where `sheet` cannot be used.
    """
    worker = hired(settings, texts_with(settings.texts, settings.language))
    try:
        if sheet:
            lines, held = await labelled(worker.interviewer, loaded, say, sheet), True
        else:
            lines, held = await audited(worker.interviewer, loaded, say, each, ids)
        return (*lines, *(cost(worker.tally, say) if worker.tally else ())), held
    finally:
        await worker.close()


def cost(tally: Tally, say: Texts) -> Iterator[str]:
    """What a model was asked and what it cost, task by task and in all."""
    from core.interviewers.prompted.tally import summed  # noqa: PLC0415 - it comes with a model

    counts = tally.in_all()
    yield "\n" + say.say("audit-model-head" if counts else "audit-model-none")
    for task, found in counts.items():
        yield "  " + say.say("audit-model-task", {"task": say.say(f"audit-task-{task}"), **_counted(found)})
        if found.refused:
            yield "     " + say.say("audit-model-refused", {"reasons": _reasons(found, say)})
    if counts:
        whole = summed(counts)
        tokens = whole.prompt_tokens + whole.completion_tokens
        values: dict[str, str | int] = {"seconds": f"{whole.seconds:.1f}", "tokens": tokens}
        yield say.say("audit-model-share", values | {"percent": round(100 * whole.share_taken)})


def _counted(found: Counts) -> dict[str, str | int]:
    return {
        "calls": found.calls,
        "each": f"{found.seconds / max(1, found.calls):.2f}",
        "prompt": found.prompt_tokens,
        "cached": found.cached_tokens,
        "written": found.completion_tokens,
        "taken": found.taken,
        "fallbacks": found.fallbacks,
    }


def _reasons(found: Counts, say: Texts) -> str:
    return ", ".join(
        say.say("audit-model-reason", {"reason": say.say(f"audit-refusal-{reason}"), "count": count})
        for reason, count in found.refused.most_common()
    )


async def audited(
    interviewer: Interviewer, loaded: Loaded, say: Texts, each: int, ids: Sequence[str] = ()
) -> tuple[Lines, bool]:
    """The audit with `each` questions of every domain, or of those with the `ids`, and whether it held."""
    chosen = [loaded.get(id) for id in ids or loaded.domains]
    held = list(cases(chosen, each))
    found = await audit(interviewer, held)
    questions = len({(case.domain.id, case.question.id) for case in held})
    values: dict[str, str | int] = {"domains": len(chosen), "questions": questions, "cases": found.cases}
    head = say.say("audit-head", values | {"interviewer": found.interviewer})
    return (head, *_outcome(found, say)), found.holds


def _outcome(found: Audited, say: Texts) -> Iterator[str]:
    yield say.say("audit-anchored" if found.anchored else "audit-no-anchors")
    yield ""
    for check in found.checks:
        mark = say.say("audit-ok" if check.holds else "audit-fails")
        values: dict[str, str | int] = {
            "tried": check.tried,
            "failed": len(check.failed),
            "most": MOST[check.id],
        }
        yield say.say("audit-line", values | {"mark": mark, "what": say.say(f"audit-check-{check.id}")})
        if check.failed:
            yield "     " + say.say("audit-failed-cases", {"names": _names(check.failed)})
    yield "\n" + say.say("audit-stability")
    yield from _stable(found.stability, say)
    failed = sum(not check.holds for check in found.checks)
    yield "\n" + (say.say("audit-failed", {"count": failed}) if failed else say.say("audit-holds"))


def _stable(stability: Sequence[Stability], say: Texts) -> Iterator[str]:
    found: dict[Criterion, dict[str, str | int]] = defaultdict(dict)
    for one in stability:
        values = {"same": one.same, "of": one.of, "largest": one.largest}
        found[one.criterion][one.how] = say.say("audit-same", values)
    for criterion, told in found.items():
        yield "  " + say.say("audit-stable", {"criterion": say.say(f"rubric-{criterion}"), **told})


def _names(failed: Sequence[str]) -> str:
    names = ", ".join(failed[:NAMED])
    return f"{names}, ..." if len(failed) > NAMED else names


async def labelled(interviewer: Interviewer, loaded: Loaded, say: Texts, file: Path) -> Lines:
    """The interviewer beside people's labels. Raises Refused where the file cannot be used."""
    sheet = read_labelled(file)
    groups = await scored(interviewer, loaded, sheet.rows)
    found = compared(groups)
    count = {label: sum(row.label == label for row in sheet.rows) for label in (GOOD, AVERAGE, POOR)}
    of_rows: dict[str, str | int] = {
        "rows": len(sheet.rows),
        "questions": found.questions,
        "left": sheet.left,
    }
    of_rows |= {"good": count[GOOD], "average": count[AVERAGE], "poor": count[POOR], "file": file.name}
    both: dict[str, str | int] = {"interviewer": interviewer.name, "good": count[GOOD], "poor": count[POOR]}
    whole: dict[str, str | int] = {"ours": _figure(found.auc, say), "length": _figure(found.auc_length, say)}
    return (
        say.say("audit-labelled-head", of_rows),
        say.say("audit-labelled-note"),
        "",
        say.say("audit-labelled-auc", both | whole),
        _pairs(interviewer.name, found.pairs, (found.close, found.close_length), say),
        say.say("audit-labelled-intervals", {"draws": DRAWS, "goal": f"{GOAL:.2f}"}),
    )


def _pairs(name: str, count: int, figures: tuple[Figure | None, Figure | None], say: Texts) -> str:
    ours, length = figures
    if ours is None or length is None:
        return say.say("audit-labelled-no-pairs", {"percent": CLOSE})
    values: dict[str, str | int] = {"count": count, "percent": CLOSE, "interviewer": name}
    told: dict[str, str | int] = {"ours": _figure(ours, say), "length": _figure(length, say)}
    return say.say("audit-labelled-pairs", values | told)


def _figure(figure: Figure, say: Texts) -> str:
    shown = {"value": figure.value, "low": figure.low, "high": figure.high}
    return say.say("audit-labelled-figure", {name: f"{share:.3f}" for name, share in shown.items()})
