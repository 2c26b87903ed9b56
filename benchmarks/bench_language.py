"""How the time of reading grows with the text, and how well typed English is corrected.

For the latter JFLEG's development set, ours beside Harper alone and doing nothing. The rule: the sentences
of GREENROOM_DATA/jfleg are joined to running text, corrected, and cut into the same kind of tokens again, so
that a checker neither gains nor loses by the corpus's way of writing. A sentence in which nothing was changed
comes back exactly as it was.

And how often tips on spoken answers come without need: on correct English (JFLEG's four references and the
domains' model answers) with fillers and words said twice put in, with and without its punctuation.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.frame import Missing, Row, at_most, figure, medians
from benchmarks.gleu import gleu
from benchmarks.readers import LONG, READERS, long_text
from bot.ingest import ANSWER_LIMIT
from core.domains.loader import load_domains
from core.language.grammar import SpokenGrammar, TypedGrammar, is_installed

REFERENCES = 4
_NO_BLANK_BEFORE = re.compile(r" (?=(?:[.,;:?!%)]|\.\.\.|n't|'s|'m|'re|'ve|'ll|'d)(?:\s|$))")
_NO_BLANK_AFTER = re.compile(r"(?<=\() ")
_TOKEN = re.compile(
    r"\.\.\.|&\w+;|\w+(?=n't\b)|n't\b|'(?:s|m|re|ve|ll|d)\b|\w+(?='(?:s|m|re|ve|ll|d)\b)"
    r"|(?:etc|Mr|Mrs|Dr)\.|\w+(?:[-/.'`]\w+)*|[^\w\s]",
    re.IGNORECASE,
)


def bench_reading() -> Iterator[Row]:
    """Reading an answer as long as the longest that is taken against one of an eighth, per reader of texts:
    the piece that grows worst. What is linear grows to 8, what is quadratic to 64.
    """
    for name, reader in READERS.items():
        grown = [_growth(reader, piece) for piece in LONG]
        ours, peer = max(grown, key=lambda seconds: seconds[0] / seconds[1])
        value = ours / peer
        yield figure(f"language.{name}_8_times_as_long", value, "x", at_most(24), ours=ours, peer=peer)


def _growth(reader: Callable[[str], object], piece: str) -> tuple[float, float]:
    """Seconds for the long and the short text of nothing but `piece`."""
    long, short = (long_text(piece, length) for length in (ANSWER_LIMIT, ANSWER_LIMIT // 8))
    seconds = medians({"long": lambda: reader(long), "short": lambda: reader(short)}, rounds=3)
    return seconds["long"], seconds["short"]


def bench_jfleg() -> Iterator[Row]:
    """GLEU of our port with all tips applied; peer: all that Harper finds, applied."""
    sources, references = _corpus()
    if not is_installed():
        raise Missing("harper-py is not installed; `pip install harper-py` brings it")
    typed, alone = TypedGrammar(), _harper()
    ours = gleu(sources, references, [_corrected(s, typed.correct) for s in sources])
    peer = gleu(sources, references, [_corrected(s, alone) for s in sources])
    yield figure("language.jfleg_gleu", ours, "GLEU", ours=ours, peer=peer)
    yield figure("language.jfleg_gleu_doing_nothing", gleu(sources, references, sources), "GLEU")


def bench_spoken() -> Iterator[Row]:
    """False alarms of tips on transcripts in 1,000 words, with or without punctuation."""
    _, references = _corpus()
    if not is_installed():
        raise Missing("harper-py is not installed; `pip install harper-py` brings it")
    domains = load_domains("en", []).domains.values()
    terms = [term for domain in domains for term in (*domain.terms, *domain.skills)]
    texts = {f"reference_{n}": [_joined(line) for line in lines] for n, lines in enumerate(references)}
    texts["model_answers"] = [question.model_answer for domain in domains for question in domain.questions]
    grammar, chance = SpokenGrammar(), random.Random(1)
    for name, correct in texts.items():
        words = sum(len(text.split()) for text in correct)
        said = [in_talk(text, chance) for text in correct]
        alarms = sum(len(grammar.slips(text, terms)) for text in said)
        bare = sum(len(grammar.slips(re.sub(r"[.,;:!?]", "", text).lower(), terms)) for text in said)
        worst = 1_000 * max(alarms, bare) / words
        yield figure(f"language.spoken_false_alarms_{name}", worst, "in 1,000 words", at_most(2.3))


def in_talk(text: str, chance: random.Random) -> str:
    """A text with a filler before three words of a hundred and three of a hundred said twice."""
    words = []
    for word in text.split():
        number = chance.random()
        if number < 0.03:
            words.append(chance.choice(["um,", "uh,", "you know,", "I mean,", "er,"]))
        if number > 0.97:
            words.append(word.rstrip(".,;:!?"))
        words.append(word)
    return " ".join(words)


def _corpus() -> tuple[list[str], list[list[str]]]:
    root = os.environ.get("GREENROOM_DATA")
    folder = Path(root or "") / "jfleg"
    if not root or not folder.is_dir():
        raise Missing("GREENROOM_DATA names no folder with jfleg/ in it (dev.src, dev.ref0 to dev.ref3)")
    sources = _lines(folder / "dev.src")
    return sources, [_lines(folder / f"dev.ref{number}") for number in range(REFERENCES)]


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()


def _harper() -> Callable[[str], str]:
    """All of Harper's default rules, the first suggestion of each finding, nothing filtered."""
    import harper  # noqa: PLC0415  # optional

    linter = harper.Linter()

    def correct(text: str) -> str:
        for lint in sorted(linter.lint(text, language="plaintext"), key=lambda x: -x.span.start):
            if lint.suggestions:
                text = linter.apply_suggestion(text, lint, lint.suggestions[0])
        return text

    return correct


def _corrected(source: str, correct: Callable[[str], str]) -> str:
    """The tokenised sentence corrected as running text, in tokens again."""
    running = _joined(source)
    corrected = correct(running)
    return source if corrected == running else " ".join(_TOKEN.findall(corrected))


def _joined(source: str) -> str:
    """Tokens as people write them: "do n't" is "don't", a comma follows its word."""
    text = _NO_BLANK_AFTER.sub("", _NO_BLANK_BEFORE.sub("", source.strip()))
    return re.sub(r'" ([^"]*?) "', r'"\1"', text)
