"""Messages as the model's tokens.

The rule: what a person wrote never becomes a control token, whatever it spells. Messages without such
spellings become exactly the tokens that training made of them (the template's text, encoded whole); where
the control tokens found are not those of the template alone, each piece between the template's own is encoded
with the spellings left as plain characters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from core.interviewers.prompted.model import Message

_MARK = "\ue000{}\ue001"  # two characters of private use, which no template has
_MARKS = re.compile("\ue000\\d+\ue001")


class Renderer:
    """Renders through a tokenizer's chat template."""

    def __init__(self, tokenizer: Any) -> None:
        """Raises ValueError where the tokenizer has no chat template that can be used."""
        if not tokenizer.chat_template:
            raise ValueError("no chat template")
        self._tokenizer = tokenizer
        self._takes_system = self._keeps([Message("system", "s"), Message("user", "u")])
        if not self._keeps([Message("user", "u"), Message("assistant", "a"), Message("user", "v")]):
            raise ValueError("a chat template that loses messages")
        special = sorted({str(token) for token in tokenizer.all_special_tokens}, key=len, reverse=True)
        self._special = re.compile("|".join(re.escape(token) for token in special) or "(?!)")
        self._ids = frozenset(tokenizer.all_special_ids)
        self.before_answer = self._before_answer()

    def tokens(self, messages: Sequence[Message]) -> list[int]:
        """The tokens of `messages`, up to where the answer begins."""
        taken = messages if self._takes_system else merged(messages)
        skeleton = self._text([Message(one.role, _MARK.format(n)) for n, one in enumerate(taken)])
        whole = self._encoded(self._text(taken))
        own = [self._tokenizer.convert_tokens_to_ids(token) for token in self._special.findall(skeleton)]
        if [token for token in whole if token in self._ids] == own:
            return whole
        return self._in_pieces(skeleton, [one.content for one in taken])

    def _in_pieces(self, skeleton: str, contents: Sequence[str]) -> list[int]:
        tokens: list[int] = []
        position = 0
        for found in [*self._special.finditer(skeleton), None]:
            plain = skeleton[position : found.start() if found else None]
            text = _MARKS.sub(lambda mark: contents[int(mark.group()[1:-1])], plain)
            tokens += self._encoded(text, split_special_tokens=True) if text else []
            if found:
                tokens.append(self._tokenizer.convert_tokens_to_ids(found.group()))
                position = found.end()
        return tokens

    def _encoded(self, text: str, **more: bool) -> list[int]:
        ids: list[int] = self._tokenizer(text, add_special_tokens=False, **more)["input_ids"]
        return ids

    def _text(self, messages: Sequence[Message], *, asks: bool = True) -> str:
        given = [{"role": one.role, "content": one.content} for one in messages]
        text: str = self._tokenizer.apply_chat_template(given, tokenize=False, add_generation_prompt=asks)
        return text

    def _keeps(self, messages: Sequence[Message]) -> bool:
        marked = [Message(one.role, _MARK.format(n)) for n, one in enumerate(messages)]
        try:
            text = self._text(marked)
        except Exception:  # whatever a template raises, jinja's own errors among them: it does not take them
            return False
        return all(one.content in text for one in marked)

    def _before_answer(self) -> str:
        """What the template puts before an answer after the prompt's end, such as one space: what was taught
        begins with it, so what is written does.
        """
        asked = [Message("user", "u")]
        prompt = self._text(asked)
        whole = self._text([*asked, Message("assistant", _MARK.format(0))], asks=False)
        before = whole.partition(_MARK.format(0))[0]
        return before.removeprefix(prompt) if before.startswith(prompt) else ""


def merged(messages: Sequence[Message]) -> list[Message]:
    """The same without system messages: their text stands before that of the first user message."""
    system = "\n\n".join(one.content for one in messages if one.role == "system")
    rest = [one for one in messages if one.role != "system"]
    if system and rest:
        rest[0] = Message(rest[0].role, f"{system}\n\n{rest[0].content}")
    return rest
