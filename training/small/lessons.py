"""What the small Mistral is taught before it is tuned: the forms of the tasks, over the domains' own words.

The rule: it learns to read a prompt and to answer in its form, to copy words out of an answer and to ask for
what is missing in the domain's wording; which words to ask with is left to tuning. The same seed gives the
same lessons.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from core.domains.loader import bundled
from core.interview.values import Criterion, Domain, Question
from core.interviewers.prompted.asking import CANARY_LENGTH, CANARY_LETTERS
from core.interviewers.prompted.model import Message
from core.interviewers.prompts import prompts
from core.interviewers.prompts.answers import Answer, Corrected, Found, Slip, Worded, written
from core.texts.catalog import texts

LEVELS = (1, 2, 3, 4, 5)
SENTENCE = re.compile(r"(?<=[.!?])\s+")
MOST_SHOWN = 5  # sentences of an answer
# What goes wrong in a sentence, and the reason: the right words, what is written instead, why.
SLIPS = (
    ("I was", "I were", "I was, you were"),
    ("It was", "It were", "it was, they were"),
    ("I have", "I has", "I have, she has"),
    ("I had", "I have had", "the past simple tells what was over"),
    ("the team", "team", "the article is missing"),
    ("the customer", "customer", "the article is missing"),
    ("for two", "since two", "for with a stretch of time, since with its start"),
    ("told me", "said me", "tell somebody, say something"),
)

Chat = list[dict[str, str]]


def lessons(seed: int = 0) -> list[Chat]:
    """Chats over all bundled English domains, about four to a question, in chance's order."""
    dice = random.Random(seed)  # noqa: S311 - chance, not secrecy
    made = [
        chat
        for domain in bundled().domains.values()
        for question in domain.questions
        for chat in _of_question(domain, question, dice)
    ]
    dice.shuffle(made)
    return made


def chat(messages: Sequence[Message], answer: Answer, dice: random.Random) -> Chat:
    """A chat as training has it: with a canary drawn by chance, which the answer leaves out."""
    canary = "".join(dice.choices(CANARY_LETTERS, k=CANARY_LENGTH))
    asked = [{"role": one.role, "content": one.content} for one in prompts.marked(messages, canary)]
    return [*asked, {"role": "assistant", "content": written(answer)}]


def _of_question(domain: Domain, question: Question, dice: random.Random) -> Iterator[Chat]:
    sentences = SENTENCE.split(" ".join(question.model_answer.split()))
    yield from _probes(domain, question, sentences, dice)
    yield _finding(domain, question, sentences, dice)
    yield from _corrections(sentences, dice)
    if question.generated:
        topic = question.plain or question.text
        yield chat(
            prompts.question(domain.role, _level(dice), topic, [(question.text, _some(sentences, dice))]),
            Worded(question=topic),
            dice,
        )


def _probes(
    domain: Domain, question: Question, sentences: Sequence[str], dice: random.Random
) -> Iterator[Chat]:
    wordings = {probe.gap: probe.text for probe in question.probes}
    for point in question.points:
        if point.id in wordings:
            turns = [(question.text, _some(sentences, dice))]
            asked = prompts.probe(domain.role, _level(dice), question.text, turns, point.text)
            yield chat(asked, Worded(question=wordings[point.id]), dice)


def _finding(domain: Domain, question: Question, sentences: Sequence[str], dice: random.Random) -> Chat:
    """Something to count and to copy: the level is the number of sentences, the quote the last of them."""
    level = dice.choice(LEVELS)
    shown = list(sentences[:level])
    criterion = dice.choice(list(Criterion)).value
    say = texts().say
    anchors = {one: say(f"rubric-{criterion}-{one}") for one in LEVELS}
    scale = prompts.Scale(
        say(f"rubric-{criterion}"), tuple((one, anchors[one]) for one in dice.sample(LEVELS, len(LEVELS)))
    )
    found = Found(quote=shown[-1][:200], because=anchors[len(shown)][:200], level=len(shown))  # type: ignore[arg-type]
    return chat(prompts.finding(domain.role, question.text, scale, "", " ".join(shown)), found, dice)


def _corrections(sentences: Sequence[str], dice: random.Random) -> Iterator[Chat]:
    """One sentence with a slip where there is room for one, and now and then one without."""
    for sentence in sentences:
        fit = [slip for slip in SLIPS if slip[0] in sentence]
        if fit and dice.random() < 0.5:
            right, wrong, why = dice.choice(fit)
            slip = Slip(from_=wrong, to=right, why=why)
            asked = prompts.correction(sentence.replace(right, wrong, 1))
            yield chat(asked, Corrected(corrections=(slip,)), dice)
        elif dice.random() < 0.05:
            yield chat(prompts.correction(sentence), Corrected(corrections=()), dice)


def _some(sentences: Sequence[str], dice: random.Random) -> str:
    """A few sentences in a row."""
    count = dice.randint(1, MOST_SHOWN)
    start = dice.randint(0, max(0, len(sentences) - count))
    return " ".join(sentences[start : start + count])


def _level(dice: random.Random) -> str:
    return texts().say(f"bank-level-{dice.choice(['entry', 'mid', 'senior'])}")
