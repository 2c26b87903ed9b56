"""What a domain file gives an account, prepared once: cues, names and the words of points and probes.

The rule: only the domain file is looked at here, never anything a person said.
"""

from __future__ import annotations

from functools import lru_cache

from core.interview.values import Domain, KeyPoint, Probe, Question
from core.interviewers.bank.once import once
from core.interviewers.bank.words import words
from core.language.matching import PASSED_OVER
from core.language.tokens import carries_content, content_stems, read, stem

LIGHT = frozenset(stem(word) for word in words("light"))


@once
def trade_names(domain: Domain) -> tuple[str, ...]:
    """The trade's terms and skills, without those whose stem is a letter or a stop word ("A-E", "AED")."""
    names = (*domain.terms, *domain.skills)
    return tuple(name for name in names if any(len(stem) > 1 for stem in content_stems(read(name))))


@lru_cache(maxsize=1 << 14)
def light(cue: str) -> bool:
    """Whether a cue is a word that stands in talk about anything; a phrase is one only without content."""
    tokens = [token for token in read(cue).tokens if token.word not in PASSED_OVER]
    if len(tokens) > 1:
        return not any(map(carries_content, tokens))
    return all(token.stem in LIGHT or not carries_content(token) for token in tokens)


@lru_cache(maxsize=1 << 12)
def heavy(cues: tuple[str, ...]) -> tuple[str, ...]:
    """The cues that are not light."""
    return tuple(cue for cue in cues if not light(cue))


@once
def heavy_cues(question: Question) -> tuple[str, ...]:
    """The heavy cues of all of a question's points and mistakes."""
    cues = (cue for point in question.points for cue in point.cues)
    return heavy((*cues, *question.wrong))


@once
def words_of_point(point: KeyPoint) -> frozenset[str]:
    """The content stems of a point and its cues."""
    return frozenset().union(*(content_stems(read(text)) for text in (point.text, *point.cues)))


@once
def words_of_probe(probe: Probe) -> frozenset[str]:
    """The content stems of a follow-up as the file words it."""
    return content_stems(read(probe.text))
