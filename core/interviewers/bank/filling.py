"""How the bank words generated questions: with a skill and a piece of work the person named before.

The rule: a question is filled only with what was said in what counts of an answer, and never twice with the
same; where that is not enough its plain wording is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from core.interview.ports import Material, Said
from core.interview.values import Domain, Question
from core.interviewers.bank.account import content_sentences
from core.interviewers.bank.quoting import Quotable, quotables
from core.interviewers.bank.spoken import left
from core.interviewers.bank.words import words
from core.language.naming import find_names
from core.language.negation import negated
from core.language.tokens import Reading, Stretch, Token, is_past
from core.language.words import SUBJECTS
from core.texts.catalog import Texts

LISTED = 5  # commas of a sentence without a subject that makes it a mere list
_MADE = words("made")
_THINGS = words("things")


class Named(NamedTuple):
    """What a turn names that a question can be filled with; it is small, and kept with the turn.

    `skills` are those of `domain` in the order in which the answer names them, as often as it names them,
    `works` clauses that name a piece of work, `asked` the skills the turn's question names.
    """

    domain: Domain
    skills: tuple[str, ...]
    works: tuple[Quotable, ...]
    asked: frozenset[str]


def filled(material: Material, question: Question, texts: Texts) -> str:
    """A generated question with what is known of the person, or its plain wording if that is not enough."""
    values = {"role": material.domain.role, "level": texts.say(f"bank-level-{material.level.value}")}
    for name, find in FOUND.items():
        if f"{{{name}}}" not in question.text:
            continue
        value = find(material)
        if not value:
            return _put(question.plain, values)
        values[name] = value
    return _put(question.text, values)


def skill(material: Material) -> str | None:
    """The domain's skill the person named most often and was not asked about yet, the first of several.

    What the warm-up tells of the past counts for nothing: a quiz written at school is no skill to ask about.
    """
    domain = material.domain
    asked = {name for said in (*material.before, *material.here) for name in _named(domain, said).asked}
    named = [name for said in material.before for name in _named(domain, said).skills]
    fresh = [name for name in named if name not in asked]
    return max(fresh, key=fresh.count) if fresh else None


def subject(material: Material) -> str | None:
    """A clause that names a piece of work the person did ("I built a booking system"), if one was said.

    It is taken from an earlier answer, never from the warm-up, and not asked about twice.
    """
    domain = material.domain
    asked = " ".join(said.asked for said in (*material.before, *material.here))
    told = (q for said in material.before for q in _named(domain, said).works)
    fresh = [q for q in told if q.text not in asked]
    return max(fresh, key=lambda q: len(q.stems)).text if fresh else None


def _named(domain: Domain, said: Said) -> Named:
    """What a turn names, looked for once."""
    known: Named | None = said.kept.get("named")
    if known is None or known.domain is not domain:
        known = said.kept["named"] = _find(domain, said)
    return known


def _find(domain: Domain, said: Said) -> Named:
    reading = left(said)
    sentences = content_sentences(reading, [said.asked])
    warm_up = said.asked in domain.warm_ups
    quoted = () if warm_up else quotables(said.answer, reading, sentences)
    asked = frozenset(name for name, _ in find_names(domain.skills, said.asked))
    works = tuple(quotable for quotable in quoted if _names_work(quotable))
    return Named(domain, tuple(_skills(domain, reading, sentences, warm_up)), works, asked)


def _skills(domain: Domain, reading: Reading, sentences: Iterable[Stretch], warm_up: bool) -> Iterable[str]:
    """The skills an answer names in what counts of it."""
    spans = [(span, name) for name, span in find_names(domain.skills, reading)]
    if not spans:
        return []
    denied = negated(reading)
    telling = [
        s for s in sentences if not (warm_up and _past(reading.words(s))) and not _bare_list(reading, s)
    ]
    held = [
        (span.start, name)
        for span, name in spans
        if any(s.start <= span.start < s.end for s in telling)
        and not any(denied[i] for i, token in enumerate(reading.tokens) if token.start == span.start)
    ]
    return [name for _, name in sorted(held)]


def _bare_list(reading: Reading, sentence: Stretch) -> bool:
    """Whether a sentence only lists words, with nobody in it who does anything."""
    subjects = any(token.word in SUBJECTS for token in reading.words(sentence))
    return not subjects and reading.quote(sentence).count(",") >= LISTED


def _past(tokens: Iterable[Token]) -> bool:
    return any(is_past(token.word) for token in tokens)


def _names_work(quotable: Quotable) -> bool:
    return quotable.first_person and bool(quotable.words & _MADE) and bool(quotable.words & _THINGS)


def _put(text: str, values: Mapping[str, str]) -> str:
    """`text` with names in braces replaced, and nothing else: what is put in is never looked at again."""
    return re.sub(r"\{(\w+)\}", lambda match: values.get(match[1], match[0]), text)


# What is not always known, and where it is looked for.
FOUND: dict[str, Callable[[Material], str | None]] = {
    "company": lambda material: material.domain.company,
    "skill": skill,
    "subject": subject,
}
