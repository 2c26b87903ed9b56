"""The guard every worded probe passes before a person sees it: measured numbers in, refusals out.

The rule: a probe that breaks one of these limits is replaced by the domain's own wording, whoever
worded it. What is measured, and how, is not decided here (`core.interview.ports.Measure`).
"""

from __future__ import annotations

from collections.abc import Callable

from core.interview.values import Draft

MOST_WORDS = 30  # a spoken question longer than this is not understood in one go
QUESTION_MARKS = 1  # one question at a time
FEWEST_SHARED_WORDS = 1  # content words shared with the answer: the probe reacts to what was said
NEAR_DUPLICATE = 85  # similarity of 0 to 100 from which a probe asks an earlier question again

# Each refusal's name, and when it applies. The order is the order in which refusals are listed.
LIMITS: tuple[tuple[str, Callable[[Draft], bool]], ...] = (
    ("too_long", lambda draft: draft.words > MOST_WORDS),
    ("not_one_question", lambda draft: draft.question_marks != QUESTION_MARKS),
    ("shares_nothing", lambda draft: draft.shared_words < FEWEST_SHARED_WORDS),
    ("near_duplicate", lambda draft: draft.nearest >= NEAR_DUPLICATE),
    ("leads", lambda draft: draft.leads),
    ("praises", lambda draft: draft.praises),
    ("obeys", lambda draft: draft.obeys),
)


def refusals(draft: Draft) -> tuple[str, ...]:
    """The names of all limits that the measured probe breaks; empty where it may be asked."""
    return tuple(name for name, broken in LIMITS if broken(draft))
