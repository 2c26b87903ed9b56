"""What was read before, so that a conversation's beginning is not read again each turn.

The rule: a block of tokens is found by all the tokens before it and its own, so what is found is what would
be computed anew. Blocks lie in main memory up to `limit` bytes; the ones used longest ago go first, a
conversation's end before its beginning.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from hashlib import blake2b

from torch import Tensor

from core.interviewers.mistral.rows import Rows

BLOCK = 32  # tokens


class Kept:
    """Blocks of keys and values by the tokens that led to them."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._blocks: OrderedDict[bytes, Tensor] = OrderedDict()
        self.size = 0  # bytes

    def found(self, tokens: Sequence[int]) -> list[Tensor]:
        """The blocks that `tokens` begin with, without the last token, which is always read."""
        names: list[bytes] = []
        for name in _names(tokens[:-1]):
            if name not in self._blocks:
                break
            names.append(name)
        self._touch(names)
        return [self._blocks[name] for name in names]

    def keep(self, tokens: Sequence[int], rows: Rows, row: int) -> None:
        """Keeps the whole blocks of `tokens`, of which `row` holds the keys and values."""
        names = list(_names(tokens))
        first = next((n for n, name in enumerate(names) if name not in self._blocks), len(names))
        if first < len(names):
            taken = rows.taken(row, first * BLOCK, len(names) * BLOCK)
            for n, name in enumerate(names[first:]):
                self._add(name, taken[..., n * BLOCK : (n + 1) * BLOCK, :])
        self._touch(names)
        while self.size > self._limit:
            self.size -= self._blocks.popitem(last=False)[1].nbytes

    def _add(self, name: bytes, block: Tensor) -> None:
        if name not in self._blocks:
            self._blocks[name] = block.clone()  # not a view, which would keep its neighbours in memory
            self.size += block.nbytes

    def _touch(self, names: Sequence[bytes]) -> None:
        for name in reversed(names):
            self._blocks.move_to_end(name)


def _names(tokens: Sequence[int]) -> Iterator[bytes]:
    name = b""
    for end in range(BLOCK, len(tokens) + 1, BLOCK):
        block = b"".join(token.to_bytes(4, "little") for token in tokens[end - BLOCK : end])
        name = blake2b(name + block, digest_size=16).digest()
        yield name
