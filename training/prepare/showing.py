"""Shows a report in the terminal: a table of the files, then of each what happened to it, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from core.texts.catalog import texts
from training.prepare.account import Account, Tally
from training.prepare.report import Report
from training.prepare.rows import Split

Values = dict[str, str | int]

SHOWN = 90  # characters of an example
FILES = (
    ("read", "prepare-report-read"),
    ("added", "prepare-report-added"),
    ("cells", "prepare-report-mended"),
    ("dropped", "prepare-report-dropped"),
    ("kept", "prepare-report-kept"),
)


def show(report: Report, folder: str, console: Console) -> None:
    """Writes the whole report."""
    if report.accounts:
        console.print(_files(report))
    for account in report.accounts:
        _file(account, console)
    if report.rows:
        console.print(_taught(report))
    if report.refused:
        console.print(f"\n[bold]{_say('prepare-report-refused')}[/bold]")
    for (what, why), count in report.refused.most_common():
        values: Values = {
            "what": _say(f"prepare-what-{what}"),
            "why": _say(f"prepare-refused-{why}"),
            "count": count,
        }
        console.print(Padding(escape(_say("prepare-report-refused-line", values)), (0, 2)))
    console.print()
    for line in _last(report, folder):
        console.print(escape(line))


def _files(report: Report) -> Table:
    table = Table(title=_say("prepare-report-title"))
    table.add_column(_say("prepare-report-file"), overflow="fold", min_width=24)
    for _, key in FILES:
        table.add_column(_say(key), justify="right")
    for account in report.accounts:
        figures = [f"{getattr(account, name):,}" for name, _ in FILES]
        table.add_row(escape(_short(account)), *figures)
    return table


def _file(account: Account, console: Console) -> None:
    console.print(f"\n[bold]{escape(_short(account))}[/bold]")
    for line in _how_read(account):
        console.print(Padding(escape(line), (0, 2)))
    for key, tallies in (("mends", account.mends), ("drops", account.drops)):
        if tallies:
            console.print(Padding(f"[bold]{_say(f'prepare-report-{key}')}[/bold]", (0, 2)))
        for kind, tally in sorted(tallies.items(), key=lambda item: -item[1].count):
            console.print(Padding(escape(f"{tally.count:>6,}  {_named(key, kind)}"), (0, 2)))
            for example in _examples(tally):
                console.print(Padding(f"[dim]{escape(example)}[/dim]", (0, 2, 0, 10)))
    if account.notes:
        console.print(Padding(f"[bold]{_say('prepare-report-notes')}[/bold]", (0, 2)))
    for note in account.notes:
        console.print(Padding(escape(_say(note["key"], note["values"])), (0, 2, 0, 4)))


def _how_read(account: Account) -> Iterator[str]:
    columns = ", ".join(f"{field} “{name}”" for field, name in account.columns.items())
    key = "prepare-report-taught-from" if account.taught else "prepare-report-not-taught-from"
    yield _say(key, {"licence": account.licence})
    yield _say("prepare-report-columns", {"columns": columns})
    if account.encoding not in ("", "utf-8"):
        yield _say("prepare-report-encoding", {"encoding": account.encoding})
    if account.unknown:
        names = ", ".join(f"“{name}”" for name in account.unknown)
        yield _say("prepare-report-unknown", {"names": names, "count": len(account.unknown)})


def _named(key: str, kind: str) -> str:
    name = f"prepare-{key[:-1]}-{kind}"
    return _say(name if texts().has(name) else "prepare-mend-encoding")


def _examples(tally: Tally) -> Iterator[str]:
    for example in tally.examples[:1]:
        if "before" in example:
            values = {key: _cut(example[key]) for key in ("before", "after")}
            if values["before"] == values["after"]:
                continue  # blanks, which cannot be seen
            yield _say("prepare-report-change", {"line": example["line"], **values})
        else:
            text = f"“{_cut(example['text'])}”"
            if "of" in example:
                text = _say("prepare-report-stays", {"text": text, "of": example["of"].rsplit("/", 1)[-1]})
            if example["text"]:
                yield _say("prepare-report-example", {"line": example["line"], "text": text})


def _taught(report: Report) -> Table:
    table = Table(title=_say("prepare-report-taught"))
    table.add_column(_say("prepare-report-task"))
    table.add_column(_say("prepare-report-source"))
    for split in Split:
        table.add_column(split.value, justify="right")
    table.add_column(_say("prepare-report-total"), justify="right")
    kinds = sorted({(row.example.task, row.example.source) for row in report.rows})
    for task, source in kinds:
        rows = [row for row in report.rows if (row.example.task, row.example.source) == (task, source)]
        counts = [sum(row.split is split for row in rows) for split in Split]
        table.add_row(task, escape(source), *(f"{count:,}" for count in counts), f"{len(rows):,}")
    return table


def _last(report: Report, folder: str) -> Iterator[str]:
    if report.scoring:
        yield _say("prepare-report-scoring", {"count": report.scoring})
    if not report.rows:
        return
    shares: Values = {split.value: report.share(split) for split in Split}
    yield _say("prepare-report-split", {**shares, "groups": report.groups, "seed": report.seed})
    yield _say("prepare-report-leaks", {"count": report.leaks})
    values: Values = {"folder": folder, "rows": len(report.rows), "hash": report.hash[:16]}
    yield _say("prepare-report-written", values)


def _short(account: Account) -> str:
    return account.name.rsplit("/", 1)[-1]


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]} ..."


def _say(key: str, values: Values | None = None) -> str:
    return texts().say(key, values)
