"""Whether what was said at the end is a question of one's own: "No, nothing, thank you" is none.

The rule: a question mark is a question; without one, a sentence that begins like a question or says that
something is to be asked or told. Nothing else is printed back as a question.
"""

from __future__ import annotations

import re

from core.report.sheet import removed

_OPENING = r"(?:^|[.!;\n]\s*)(?:(?:and|also|so|but|well|yes|ok|okay|sure|maybe|first|then)[\s,]+)*"
_BEGINS = re.compile(
    _OPENING
    + r"(?:who|what(?! an? )|when|where|which|why|how|is|are|do|does|did|can|could|would|will|should)"
    r"(?:'s|'re)?\s+(?:\w+\W+){2}",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(
    r"\b(?:wonder(?:ing)?|curious|(?:like|love|want|wanted) (?:to )?(?:ask|know|hear|understand)|can you tell"
    r"|tell me (?:about|how|what|who|why|when|where|which)|my question)\b",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\b(?:no(?:t any| more| further)?|nothing|none)\b[^.?!]*\b(?:ask|know|question)", re.IGNORECASE
)


def is_question(text: str) -> bool:
    """Whether somebody asks something here; words that were removed are taken for a question.

    >>> is_question("How big is the team?"), is_question("No questions, thank you.")
    (True, False)
    """
    if removed(text) or "?" in text:
        return True
    return bool((_BEGINS.search(text) or _ANNOUNCES.search(text)) and not _NONE.search(text))
