"""A language model that answers as a test wants: scripted answers, a sensible one, noise, none, or too late.

It keeps what it was asked, so that a test can look at the prompts.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from core.interview.errors import ModelFault
from core.interviewers.prompted.model import Completion, Request
from core.interviewers.prompts.prompts import FORMS, Task

Answers = Callable[[Request], str]

_SAID = re.compile(r"<said>(.*?)</said>", re.DOTALL)
_MISSING = re.compile(r"^Missing: (.*)$", re.MULTILINE)
_TOPIC = re.compile(r"^Topic: (.*)$", re.MULTILINE)
_LEVEL = 3


@dataclass
class FakeModel:
    """Implements `core.interviewers.prompted.model.Model`: `answer` makes the text of each completion.

    A ModelFault or any other error that `answer` raises is raised to whoever asked.
    """

    answer: Answers
    name: str = "fake"
    requests: list[Request] = field(default_factory=list)
    closed: bool = False

    async def complete(self, request: Request) -> Completion:
        self.requests.append(request)
        await asyncio.sleep(0)
        text = self.answer(request)
        read = sum(len(message.content.split()) for message in request.messages)
        return Completion(text, read, len(text.split()), read // 2, 0.25)

    async def close(self) -> None:
        self.closed = True


@dataclass
class Stuck(FakeModel):
    """Never answers, and knows whether whoever asked stopped waiting."""

    cancelled: int = 0

    async def complete(self, request: Request) -> Completion:
        self.requests.append(request)
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        raise AssertionError("nothing wakes it")


def task_of(request: Request) -> Task:
    """What a request asks for; a question and a probe have one form and differ in their last line."""
    forms = [task for task, form in FORMS.items() if form.schema == request.schema]
    if Task.PROBE in forms:
        return Task.PROBE if _MISSING.search(request.messages[-1].content) else Task.QUESTION
    return forms[0]


def said(request: Request) -> list[str]:
    """What the candidate said, as the request shows it."""
    return _SAID.findall(request.messages[-1].content)


def scripted(answers: Iterable[str]) -> Answers:
    """One answer after the other; the last one again and again."""
    rest = list(answers)
    return lambda _: rest.pop(0) if len(rest) > 1 else rest[0]


def faulty(_: Request) -> str:
    """No answer."""
    raise ModelFault("model-unreachable")


def sensible(request: Request, level: int = _LEVEL) -> str:
    """What a good model answers: a plain question, a quote that is there, no corrections, a true debrief."""
    match task_of(request):
        case Task.PROBE:
            return json.dumps({"question": probe(said(request)[-1])})
        case Task.QUESTION:
            topic = _TOPIC.search(request.messages[-1].content)
            assert topic
            return json.dumps({"question": f"Let me turn to this: {topic[1].split('? ')[-1]}"})
        case Task.FINDING:
            return finding(said(request)[-1], level)
        case Task.CORRECTION:
            return json.dumps({"corrections": []})
        case Task.DEBRIEF:
            quote = f' such as "{" ".join(said(request)[0].split()[:6])}"' if said(request) else ""
            return json.dumps(
                {
                    "summary": "You answered the questions that were asked.",
                    "strength": f"You told what happened{quote}.",
                    "upgrade": "Say what came of it in the end.",
                    "readiness": "The next practice can build on this.",
                }
            )


def probe(answer: str) -> str:
    """A question that takes up the longest word of an answer."""
    word = max(re.findall(r"[a-z]+", answer) or ["that"], key=len)
    return f"Going back to the {word}, what exactly happened next?"


def finding(answer: str, level: int | str) -> str:
    """A judgement with the answer's first words as its quote."""
    quote = " ".join(answer.split(" ... ", maxsplit=1)[0].split()[:8])
    return json.dumps({"quote": quote, "because": "It is said there.", "level": level})
