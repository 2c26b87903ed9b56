"""Measures a worded probe, so that `core.interview.guard` can judge it: the `Measure` port."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from core.interview.values import Draft
from core.language.content import instructions
from core.language.phrases import any_of, plain
from core.language.tokens import Reading, as_reading, content_stems, read

_OPEN = ("wh", "how")  # "why didn't you" leaves the answer open
QUOTED_RUN = 4  # words of an instruction that, repeated in a row, obey it

_LEADS = any_of(
    [
        "(?:wh\\w+ |how )?(?:do|did|would|wo|ca|could|should|have|is|are|was|were)n't "
        "(?:you|it|that|they|this)"
        "(?=.*\\?)",
        "surely",
        "obviously",
        "of course",
        "clearly,? you",
        "(?:right|correct|yes|no|okay)\\?",
        "(?:wouldn't|don't) you (?:agree|say|think)",
        "you (?:would|must|will|should) agree",
        "i (?:assume|suppose|take it|guess|bet) (?:that )?you",
        "you must have",
        "would you not",
        "do you not",
        "is it not",
        "so you (?:did|would|had)n't",
        "as we (?:all|both) know",
    ]
)
_PRAISES = any_of(
    [
        "(?:great|excellent|wonderful|fantastic|amazing|brilliant|awesome|impressive|superb|outstanding|perfect|lovely|terrific)",
        "well done",
        "good (?:job|answer|point|work|example|start|one)",
        "nice(?:ly)?(?: \\w+)? (?:job|answer|work|done|put|example|point)",
        "nice[!.,]",
        "congratulations",
        "bravo",
        "kudos",
        "i (?:love|like|admire|appreciate) (?:that|this|your|how you)",
        "that(?:'s| is) (?:a )?(?:really |very )?(?:good|great|interesting|helpful|strong|nice|clear)",
        "thank you for (?:sharing|that|the)",
        "strong answer",
    ]
)
_QUOTATION = re.compile(r"[\"“«][^\"”»\n]{0,300}[\"”»]")


def measure(text: str, answer: str | Reading, earlier: Sequence[str]) -> Draft:
    """What `guard` wants to know of the probe `text` to `answer`; `earlier` are the questions asked so far.

    Words in quotation marks are the candidate's own: they count as words and as shared with the answer, but
    neither as leading nor as praise.

    >>> draft = measure("Which doctor did you call?", "I called the doctor.", ["What did you do first?"])
    >>> draft.words, draft.question_marks, draft.shared_words, draft.leads, draft.praises, draft.obeys
    (5, 1, 2, False, False, False)
    """
    reading, said = read(text), as_reading(answer)
    own = plain(_QUOTATION.sub(lambda m: " " * len(m.group()), text))
    return Draft(
        words=len(reading.tokens),
        question_marks=sum(text.count(mark) for mark in "?？؟"),
        shared_words=len(content_stems(reading) & content_stems(said)),
        nearest=_nearest(text, earlier),
        leads=any(not m.group().startswith(_OPEN) for m in _LEADS.finditer(own)),
        praises=bool(_PRAISES.search(own)),
        obeys=_obeys(reading, said),
    )


def _nearest(text: str, earlier: Sequence[str]) -> int:
    """Similarity (0 to 100) to the nearest earlier question: rapidfuzz's `token_set_ratio`."""
    small = plain(text)
    found = process.extractOne(small, [plain(e) for e in earlier], scorer=fuzz.token_set_ratio)
    return round(found[1]) if found else 0


def _obeys(probe: Reading, answer: Reading) -> bool:
    """Whether the probe is itself an instruction to the judge, or repeats one from the answer."""
    if instructions(probe):
        return True
    asked = f" {' '.join(t.word for t in probe.tokens)} "
    for sentence in instructions(answer):
        words = [t.word for t in answer.words(sentence)]
        runs = range(max(1, len(words) - QUOTED_RUN + 1))
        if any(f" {' '.join(words[i : i + QUOTED_RUN])} " in asked for i in runs):
            return True
    return False
