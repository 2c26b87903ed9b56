"""Holds what is written to a JSON schema (llguidance), one mask of allowed tokens a step.

The rule: what comes out always parses and keeps to the schema. Where the tokens that are left would not do
for the rest, the shortest rest that keeps to it is written instead.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

import numpy as np
from llguidance import LLMatcher, LLTokenizer
from numpy.typing import NDArray

Mask = NDArray[np.int32]

# Compact, as it is taught: no whitespace but inside of strings.
COMPACT = {"whitespace_flexible": False, "item_separator": ",", "key_separator": ":"}
KEPT_FORMS = 64
NEAR = 64  # tokens left from which on the shortest rest is worked out each step
LONGEST_REST = 512
# What ends soonest, first: outside of strings, and inside.
_OUTSIDE = '}]:,"0.'
_INSIDE = '".'


class Forms:
    """The schemas that were asked for, compiled."""

    def __init__(self, tokenizer: LLTokenizer, before: str = "") -> None:
        """`before` is what stands before the JSON."""
        self._tokenizer = tokenizer
        self._before = before
        self._known: OrderedDict[str, str] = OrderedDict()
        self._letters = _letters(tokenizer)

    def written(self, schema: Mapping[str, Any], most: int) -> Written:
        """What will be written to `schema` in `most` tokens. Raises ValueError for one it cannot take."""
        key = json.dumps(dict(schema))
        if key not in self._known:
            self._known[key] = self._grammar(schema)
            if len(self._known) > KEPT_FORMS:
                self._known.popitem(last=False)
        matcher = LLMatcher(self._tokenizer, self._known[key], log_level=0)
        if matcher.is_error():
            raise ValueError("the schema cannot be held to")
        return Written(matcher, self._tokenizer, self._letters, most)

    def _grammar(self, schema: Mapping[str, Any]) -> str:
        body = json.dumps(dict(schema) | {"x-guidance": COMPACT})
        return LLMatcher.grammar_from_lark(f"start: {json.dumps(self._before)} json\njson: %json {body}")


class Written:
    """What one request has written, token by token."""

    def __init__(
        self, matcher: LLMatcher, tokenizer: LLTokenizer, letters: Mapping[str, int], most: int
    ) -> None:
        self._matcher = matcher
        self._tokenizer = tokenizer
        self._letters = letters
        self._most = most
        self.tokens: list[int] = []
        self.is_done = False
        self._in_time: list[int] | None = None  # the last whole answer that was not too long
        if most <= NEAR:
            self._end_in_time()

    @property
    def text(self) -> str:
        """What was written."""
        return _text(self._tokenizer, self.tokens).strip()

    def allow(self, mask: Mask) -> None:
        """Fills `mask`, a bit for each token, with those that may come next."""
        self._matcher.unsafe_compute_mask_ptr(mask.ctypes.data, mask.nbytes)

    def take(self, token: int) -> None:
        """Writes `token`. Raises ValueError for one that may not come next."""
        if not self._matcher.consume_token(token):
            raise ValueError("a token that was not allowed")
        self.tokens.append(token)
        if self._matcher.is_stopped():
            self.is_done = True
        elif self._most - len(self.tokens) <= NEAR:
            self._end_in_time()

    def _end_in_time(self) -> None:
        """Ends where the last token left too few for the rest, with what would have ended it before."""
        rest = _shortest(self._matcher, self._tokenizer, self._letters, self.tokens)
        whole = [*self.tokens, *rest]
        if len(whole) >= self._most:
            self.tokens = whole if len(whole) == self._most else self._in_time or whole
            self.is_done = True
        self._in_time = whole


def _shortest(
    matcher: LLMatcher, tokenizer: LLTokenizer, letters: Mapping[str, int], written: list[int]
) -> list[int]:
    """The tokens that end what was written soonest. Raises ValueError where there is no end."""
    ahead, rest = matcher.deep_copy(), list[int]()
    mask = np.zeros((tokenizer.vocab_size + 31) // 32, np.int32)
    while not ahead.is_stopped():
        if ahead.is_error() or len(rest) > LONGEST_REST:
            raise ValueError("no end in sight")
        forced = ahead.compute_ff_tokens()
        if not forced:
            ahead.unsafe_compute_mask_ptr(mask.ctypes.data, mask.nbytes)
            inside = is_in_string(_text(tokenizer, [*written, *rest]))
            forced = [_next(mask, letters, _INSIDE if inside else _OUTSIDE)]
        ahead.consume_tokens(forced)
        rest += forced
    return rest


def _next(mask: Mask, letters: Mapping[str, int], preferred: str) -> int:
    allowed = np.unpackbits(mask.view(np.uint8), bitorder="little")
    for letter in preferred:
        token = letters.get(letter)
        if token is not None and allowed[token]:
            return token
    return int(allowed.argmax())


def is_in_string(text: str) -> bool:
    """Whether JSON that was begun stands inside of a string.

    >>> is_in_string('{"a":"b'), is_in_string('{"a":"b"'), is_in_string('{"a":"say \\\\"hi')
    (True, False, True)
    """
    inside = escaped = False
    for letter in text:
        if escaped:
            escaped = False
        elif letter == "\\" and inside:
            escaped = True
        elif letter == '"':
            inside = not inside
    return inside


def _text(tokenizer: LLTokenizer, tokens: list[int]) -> str:
    return tokenizer.decode_bytes(tokens).decode("utf-8", "ignore")


def _letters(tokenizer: LLTokenizer) -> dict[str, int]:
    """The tokens of the characters that end things."""
    wanted = {letter.encode(): letter for letter in _OUTSIDE}
    found: dict[str, int] = {}
    for token in range(tokenizer.vocab_size):
        if not tokenizer.is_special_token(token):
            letter = wanted.get(tokenizer.decode_bytes([token]))
            if letter is not None:
                found.setdefault(letter, token)
    return found
