"""What the values of a domain file have to mean together, beyond their shape.

Each rule reads the parsed file as it is and passes over what has a wrong shape, which `format` reports;
so a file with one wrong key still gets all its other faults told. A rule is a function from parsed tables
to faults.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from core.domains.faults import Found, Place, found
from core.domains.format import listed, near
from core.interview.values import SLOTS, Phase, Shape, Star

Table = Mapping[str, Any]

LEAST = {"warm_ups": 2, "own_questions": 4, "point": 3, "probe": 2, "cues": 1}
"""How many entries a list has at least."""

BUDGET = ("minutes", "probes")
"""The keys of a flow's length that are no phases."""

PROBE_WORDS = 18
MODEL_ANSWER_WORDS = (60, 150)
ALWAYS_KNOWN = ("role", "level")
SOMETIMES_KNOWN = ("company", "skill", "subject")
VAGUE = "vague"

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FILE_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_VARIABLE = re.compile(r"\{([^{}]*)\}")
# A question may be put as a request; it stands at the start of a clause, in the imperative.
_REQUEST = re.compile(
    r"(?:^|[.!,:;—]\s+)(?:please\s+)?(?:tell|describe|walk|explain|give|talk|share|show|name|take|outline"
    r"|compare|pick|choose|think)\b",
    re.IGNORECASE,
)


def well_formed(id: str) -> bool:
    """Whether `id` is lower-case letters, digits and single dashes."""
    return bool(_ID.fullmatch(id))


def names_a_domain(id: str) -> bool:
    """Whether `id`, a file's name, can be a domain's id: as above, underscores too."""
    return bool(_FILE_ID.fullmatch(id))


def rule_faults(raw: Table) -> Iterator[Found]:
    """Every fault between the values of a parsed file."""
    questions = _tables(raw, "question")
    yield from _lists(raw, (), ("warm_ups", "own_questions"))
    yield from _repeats(raw, (), ("terms", "skills", "warm_ups", "own_questions"))
    yield from _spoken(raw)
    yield from _flow(raw, [question for _, question in questions])
    yield from _ids(questions)
    for path, question in questions:
        yield from _question(path, question)
        yield from _template(path, question, bool(_texts(raw, "skills")))


def flow_faults(raw: Table) -> Iterator[Found]:
    """Every fault between the values of a file with nothing but a flow."""
    return _flow(raw, [])


# --- reading what may have a wrong shape -------------------------------------------------------------


def _tables(holder: Table, key: str, path: Place = ()) -> list[tuple[Place, Table]]:
    entries = holder.get(key)
    if not isinstance(entries, list):
        return []
    return [((*path, key, number), entry) for number, entry in enumerate(entries) if isinstance(entry, dict)]


def _texts(holder: Table, key: str, path: Place = ()) -> list[tuple[Place, str]]:
    entries = holder.get(key)
    if not isinstance(entries, list):
        return []
    return [((*path, key, number), entry) for number, entry in enumerate(entries) if isinstance(entry, str)]


def _text(holder: Table, key: str) -> str:
    value = holder.get(key)
    return value if isinstance(value, str) else ""


def _generated(question: Table) -> bool | None:
    """Whether the question is a template; None where the key has a wrong kind of value."""
    value = question.get("generated", False)
    return value if isinstance(value, bool) else None


# --- lists and spoken lines --------------------------------------------------------------------------


def _lists(holder: Table, path: Place, keys: Sequence[str]) -> Iterator[Found]:
    for key in keys:
        entries = holder.get(key)
        if isinstance(entries, list) and len(entries) < LEAST[key]:
            yield found((*path, key), "domains-list-short", count=len(entries), least=LEAST[key])


def _repeats(holder: Table, path: Place, keys: Sequence[str]) -> Iterator[Found]:
    for key in keys:
        seen: set[str] = set()
        for at, text in _texts(holder, key, path):
            plain = " ".join(text.casefold().split())
            if plain and plain in seen:
                yield found(at, "domains-list-repeats", text=text)
            seen.add(plain)


def _spoken(raw: Table) -> Iterator[Found]:
    for path, text in _texts(raw, "warm_ups"):
        yield from _asks(path, text)
    for path, text in _texts(raw, "own_questions"):
        yield from _one_mark(path, text)


def _asks(path: Place, text: str) -> Iterator[Found]:
    """A question has exactly one question mark, or none where it is put as a request."""
    marks = text.count("?")
    if text.strip() and marks != 1 and not (marks == 0 and _REQUEST.search(text.strip())):
        yield found(path, "domains-question-marks", count=marks)


def _one_mark(path: Place, text: str) -> Iterator[Found]:
    if text.strip() and text.count("?") != 1:
        yield found(path, "domains-one-mark", count=text.count("?"))


# --- the flow ----------------------------------------------------------------------------------------


def _flow(raw: Table, questions: Sequence[Table]) -> Iterator[Found]:
    flow = raw.get("flow")
    there = _there(questions) if questions else None
    for length, slots in SLOTS.items():
        phases = flow.get(length.value) if isinstance(flow, dict) else None
        if not isinstance(phases, dict):
            continue
        path = ("flow", length.value)
        quotas = _quotas(phases)
        if quotas is not None:
            yield from _total(path, sum(quotas.values()), slots)
            yield from _enough(path, quotas, there)


def _there(questions: Sequence[Table]) -> Counter[tuple[str, str]] | None:
    """How many questions each phase has of each kind; None while a question's phase or kind is unknown."""
    for question in questions:
        if _text(question, "phase") not in list(Phase) or _generated(question) is None:
            return None
    return Counter(
        (_text(question, "phase"), "generated" if _generated(question) else "preset")
        for question in questions
    )


def _quotas(phases: Table) -> dict[tuple[str, str], int] | None:
    """The wanted questions by phase and kind; None where the table's shape is wrong."""
    quotas = {}
    for phase, quota in phases.items():
        if phase in BUDGET:
            continue
        if phase not in list(Phase) or not isinstance(quota, dict):
            return None
        for kind in ("preset", "generated"):
            count = quota.get(kind)
            if type(count) is not int or count < 0:
                return None
            quotas[phase, kind] = count
    return quotas


def _total(path: Place, total: int, slots: int) -> Iterator[Found]:
    if total != slots:
        yield found(path, "domains-flow-total", count=total, slots=slots)


def _enough(
    path: Place, quotas: Mapping[tuple[str, str], int], there: Counter[tuple[str, str]] | None
) -> Iterator[Found]:
    if there is None:
        return
    for (phase, kind), count in quotas.items():
        has = there[phase, kind]
        if has < count:
            yield found(
                (*path, phase, kind), "domains-flow-questions", phase=phase, kind=kind, count=count, has=has
            )


# --- questions ---------------------------------------------------------------------------------------


def _ids(tables: Sequence[tuple[Place, Table]]) -> Iterator[Found]:
    """Ids are well formed and unique among their neighbours."""
    seen: set[str] = set()
    for path, table in tables:
        id = _text(table, "id")
        if id.strip() and not well_formed(id):
            yield found((*path, "id"), "domains-id-form", id=id)
        elif id and id in seen:
            yield found((*path, "id"), "domains-id-twice", id=id)
        seen.add(id)


def _question(path: Place, question: Table) -> Iterator[Found]:
    points = _tables(question, "point", path)
    yield from _lists(question, path, ("point", "probe"))
    yield from _repeats(question, path, ("wrong",))
    yield from _asks((*path, "text"), _text(question, "text"))
    yield from _asks((*path, "plain"), _text(question, "plain"))
    yield from _model_answer((*path, "model_answer"), _text(question, "model_answer"))
    yield from _ids(points)
    for at, point in points:
        yield from _lists(point, at, ("cues",))
        yield from _repeats(point, at, ("cues",))
        if _text(point, "id") in (*Star, VAGUE):
            yield found((*at, "id"), "domains-point-reserved", id=_text(point, "id"))
    yield from _probes(path, question, points)


def _model_answer(path: Place, text: str) -> Iterator[Found]:
    least, most = MODEL_ANSWER_WORDS
    words = len(text.split())
    if words and not least <= words <= most:
        yield found(path, "domains-model-answer", count=words, least=least, most=most)


def _probes(path: Place, question: Table, points: Sequence[tuple[Place, Table]]) -> Iterator[Found]:
    probes = _tables(question, "probe", path)
    story = question.get("shape") == Shape.STORY
    ids = [_text(point, "id") for _, point in points if _text(point, "id")]
    stars = list(map(str, Star))
    for at, probe in probes:
        yield from _probe_text((*at, "text"), _text(probe, "text"))
        gap = _text(probe, "gap")
        if gap in stars and question.get("shape") == Shape.EXPLANATION:
            yield found((*at, "gap"), "domains-gap-star", gap=gap)
        elif gap.strip() and gap not in (*ids, *stars, VAGUE):
            allowed = [*ids, *(stars if story else []), VAGUE]
            yield found(
                (*at, "gap"), "domains-gap-unknown", gap=gap, near=near(gap, allowed), allowed=listed(allowed)
            )
    gaps = [_text(probe, "gap") for _, probe in probes]
    for at, point in points:
        if _text(point, "id").strip() and _text(point, "id") not in gaps:
            yield found(at, "domains-point-unasked", id=_text(point, "id"))
    if story and Star.RESULT not in gaps:
        yield found(path, "domains-result-unasked")


def _probe_text(path: Place, text: str) -> Iterator[Found]:
    yield from _one_mark(path, text)
    words = len(text.split())
    if words > PROBE_WORDS:
        yield found(path, "domains-probe-words", count=words, most=PROBE_WORDS)


# --- templates ---------------------------------------------------------------------------------------


def _template(path: Place, question: Table, skills: bool) -> Iterator[Found]:
    text, plain = _text(question, "text"), _text(question, "plain")
    if not _generated(question):
        yield from _not_a_template(path, question)
        return
    yield from _variables(
        (*path, "text"), text, (*ALWAYS_KNOWN, *SOMETIMES_KNOWN), "domains-variable-unknown"
    )
    yield from _variables((*path, "plain"), plain, ALWAYS_KNOWN, "domains-plain-variable")
    used = set(_VARIABLE.findall(text))
    if used & set(SOMETIMES_KNOWN) and "plain" not in question:
        yield found(path, "domains-plain-missing")
    if "skill" in used and not skills:
        yield found((*path, "text"), "domains-skills-none")


def _not_a_template(path: Place, question: Table) -> Iterator[Found]:
    if _generated(question) is None:
        return
    for name in _VARIABLE.findall(_text(question, "text")):
        yield found((*path, "text"), "domains-variable-preset", variable=name)
    if "plain" in question:
        yield found((*path, "plain"), "domains-plain-preset")


def _variables(path: Place, text: str, allowed: Sequence[str], key: str) -> Iterator[Found]:
    for name in _VARIABLE.findall(text):
        if name not in allowed:
            near_one = near(name, list(allowed))
            yield found(path, key, variable=name, near=near_one, allowed=listed(list(allowed)))
    if re.search(r"[{}]", _VARIABLE.sub("", text)):
        yield found(path, "domains-braces")
