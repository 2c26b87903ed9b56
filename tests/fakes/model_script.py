"""What a scripted model answers to each task of an interview, from nothing but the prompt it is shown.

The rule: its words would pass the guard for most answers, and are its own: no text of the program is like
them.
"""

from __future__ import annotations

import json
import re
from itertools import count

from core.interviewers.prompts.prompts import SYSTEM, Task
from core.language.tokens import content_stems, read
from tests.fakes.model_server import READY, Body, Thought

SAID = re.compile(r"<said>(.*?)</said>")
OPENINGS = (
    "Where did {word} come into it, and who else was there",
    "Which moment with {word} would you show somebody, step by step",
    "What happened to {word} in the weeks after that",
    "Could you put a rough figure on {word}",
    "Who was it that first noticed {word}",
    "How did {word} end, for everybody",
)
DEBRIEF = {
    "summary": "You answered each question in your own words.",
    "strength": "You said what you did yourself.",
    "upgrade": "Say what came of it in the end.",
    "readiness": "The answers are on their way.",
}


class Script:
    """Answers as a model does that was told how; `worded` are its questions, in order."""

    def __init__(self) -> None:
        self.worded: list[str] = []
        self._numbers = count()

    async def __call__(self, body: Body) -> Thought:
        """What is answered to a request."""
        system, asked = (body["messages"][0]["content"], body["messages"][-1]["content"])
        task = next((task for task, text in SYSTEM.items() if system.startswith(text)), None)
        return Thought(READY if task is None else json.dumps(self._answer(task, asked)))

    def _answer(self, task: Task, asked: str) -> Body:
        match task:
            case Task.PROBE | Task.QUESTION:
                return {"question": self._question(task, asked)}
            case Task.FINDING:
                quote = _first_sentence(SAID.findall(asked)[-1])
                return {"quote": quote, "because": "It is said in so many words.", "level": 3}
            case Task.CORRECTION:
                return {"corrections": []}
            case Task.DEBRIEF:
                return DEBRIEF

    def _question(self, task: Task, asked: str) -> str:
        if task is Task.QUESTION:
            topic = asked.partition("\nTopic: ")[2].partition("\n")[0]
            made = f"Put simply, {topic[0].lower()}{topic[1:]}"
        else:
            words = _content(SAID.findall(asked)[-1])
            number = next(self._numbers)
            opening = OPENINGS[number % len(OPENINGS)]
            made = opening.format(word=f"the {words[number % len(words)]}") + "?"
        self.worded.append(made)
        return made


def _content(said: str) -> list[str]:
    """The words of an answer that carry content and can stand behind "the"."""
    words = [word.strip(".,;:!?") for word in said.split()]
    fitting = [word for word in words if word.isalpha() and len(word) > 4 and content_stems(read(word))]
    return fitting or ["answer"]


def _first_sentence(said: str) -> str:
    return re.split(r"(?<=[.!?])\s", said)[0][:240]
