"""Prepared chats as token ids and labels.

The rule: the loss falls on the assistant's last turn and its end mark, and on nothing else; a chat that does
not fit loses whole examples, never the end of an answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from jinja2 import TemplateError
from transformers import PreTrainedTokenizerBase

from core.interviewers.mistral.rendering import Renderer, merged
from core.interviewers.prompted.model import Message
from core.interviewers.prompts.prompts import VERSION
from training.errors import TrainingFault

OUTSIDE = -100  # the label that takes no part in the loss
CARD = "dataset.json"

Role = Literal["system", "user", "assistant"]
_ROLES: Mapping[str, Role] = {"system": "system", "user": "user", "assistant": "assistant"}

Chat = Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Example:
    """A chat as ids; `labels` are the same where the loss falls, else `OUTSIDE`."""

    input_ids: list[int]
    labels: list[int]

    @property
    def bearing(self) -> int:
        """How many tokens bear the loss."""
        return sum(label != OUTSIDE for label in self.labels)


def card_of(folder: Path) -> Mapping[str, Any]:
    """What `prepare` wrote of the data in `folder`. Raises TrainingFault: none, or for other prompts."""
    try:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
        made_for = int(card["prompts"])
    except (OSError, ValueError, KeyError, TypeError):
        raise TrainingFault("train-data-missing", folder=str(folder)) from None
    if made_for != VERSION:
        raise TrainingFault("train-data-other-prompts", made=made_for, now=VERSION)
    return dict(card)


def read_chats(file: Path) -> list[Chat]:
    """The chats of a JSONL file, in its order. Raises TrainingFault where it cannot be read as such."""
    chats: list[Chat] = []
    try:
        with file.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                chats.append(_chat(json.loads(line), file, number))
    except (OSError, UnicodeDecodeError):
        raise TrainingFault("train-data-missing", folder=str(file.parent)) from None
    except json.JSONDecodeError:
        raise TrainingFault("train-data-broken", file=file.name, line=number) from None
    return chats


def _chat(row: Any, file: Path, number: int) -> Chat:
    messages: Any = row.get("messages") if isinstance(row, dict) else None
    if isinstance(messages, list) and len(messages) > 1 and all(map(_is_message, messages)):
        chat = [{"role": str(one["role"]), "content": str(one["content"])} for one in messages]
        if chat[-1]["role"] == "assistant":
            return chat
    raise TrainingFault("train-data-broken", file=file.name, line=number)


def _is_message(one: Any) -> bool:
    return isinstance(one, dict) and one.get("role") in _ROLES and isinstance(one.get("content"), str)


class Writer:
    """Writes chats as ids through a tokenizer's template, as serving does (`core.interviewers.mistral`)."""

    def __init__(self, tokenizer: PreTrainedTokenizerBase) -> None:
        """Raises TrainingFault where the template cannot be used."""
        try:
            self._renderer = Renderer(tokenizer)
        except ValueError:
            raise TrainingFault("train-template-unclear") from None
        self._tokenizer = tokenizer
        self._special = frozenset(map(int, tokenizer.all_special_ids))
        self._end = int(tokenizer.eos_token_id)

    def example(self, chat: Chat) -> Example | None:
        """The ids of a whole chat, and as labels those of its last turn.

        What is asked is written by itself too, as serving writes it: where the whole begins with that, the
        rest is the answer. None where it does not, or where an answer spells a control token.
        """
        messages = [Message(_ROLES[one["role"]], one["content"]) for one in chat]
        asked = self._renderer.tokens(messages[:-1])
        for taken in (merged(messages), messages):
            whole = self._whole(taken)
            if whole[: len(asked)] == asked:
                answer = whole[len(asked) :]
                answer += [] if answer[-1:] == [self._end] else [self._end]
                if self._special.isdisjoint(answer[:-1]):
                    return Example(asked + answer, [OUTSIDE] * len(asked) + answer)
        return None

    def _whole(self, messages: Sequence[Message]) -> list[int]:
        given = [{"role": one.role, "content": one.content} for one in messages]
        try:
            text = self._tokenizer.apply_chat_template(given, tokenize=False)
        except TemplateError:  # raised by templates that do not take these roles
            return []
        return list(map(int, self._tokenizer(text, add_special_tokens=False)["input_ids"]))


def examples(chats: Iterable[Chat], tokenizer: PreTrainedTokenizerBase, longest: int) -> Iterator[Example]:
    """The examples of no more than `longest` tokens. Raises TrainingFault where none can be written."""
    writer, wrote = Writer(tokenizer), False
    for chat in chats:
        made = writer.example(chat)
        wrote = wrote or made is not None
        if made and len(made.input_ids) <= longest:
            yield made
    if not wrote:
        raise TrainingFault("train-template-unclear")
