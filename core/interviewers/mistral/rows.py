"""The keys and values of the requests in hand: one row each, written in place.

The rule: a token of a row stands at its own position, whatever the other rows hold, so that nothing moves
when one comes or goes, and nobody sees anybody else's. Rows are numbered 0 to `count` - 1 without holes.

A layer's buffer is (keys or values, row, head, position, channel). What a model is shown of it is always a
multiple of `STEP` positions: a processor adds up numbers in another order where there are a few more or fewer
of them, and a token would come out a little different beside a longer row than alone. (Measured with torch
2.13: so rounded, every logit computed in bf16 is the same to the bit, and in 32 bits to the sixth digit.)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor
from transformers import Cache

STEP = 128  # positions


class Rows:
    """Rows for `size` requests of `context` tokens at most."""

    def __init__(self, size: int, context: int) -> None:
        self._size = size
        self._context = context
        self._layers: list[Tensor] = []
        self._shapes: list[tuple[int, int]] = []
        self._like: Tensor | None = None
        self.lengths: list[int] = []

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.lengths)

    def open(self) -> int:
        """A new row, the last one."""
        self.lengths.append(0)
        return self.count - 1

    def close(self, row: int) -> None:
        """Ends a row; the last one takes its place."""
        last = self.count - 1
        if row != last:
            for layer in self._layers:
                layer[:, row, :, : self.lengths[last]] = layer[:, last, :, : self.lengths[last]]
            self.lengths[row] = self.lengths[last]
        self.lengths.pop()  # the buffers stay: to make them anew takes longer than to read a turn

    def clear(self) -> None:
        """Ends all rows and gives the memory back."""
        self.lengths, self._layers = [], []

    def put(self, row: int, blocks: Sequence[Tensor]) -> None:
        """Appends to a row what `taken` gave of another."""
        if not blocks:
            return
        whole = torch.cat(list(blocks), dim=-2)
        start, end = self.lengths[row], self.lengths[row] + whole.shape[-2]
        self._grow(end)
        for layer, part in zip(self._layers, whole.to(self._layers[0].device), strict=True):
            layer[:, row, :, start:end] = part
        self.lengths[row] = end

    def taken(self, row: int, start: int, end: int) -> Tensor:
        """A copy in main memory of a row's positions: (layer, keys or values, head, position, channel)."""
        return torch.stack([layer[:, row, :, start:end] for layer in self._layers]).cpu()

    def window(self, rows: Sequence[int], counts: Sequence[int], width: int) -> Window:
        """What a model is given that reads `counts` more tokens of `rows`, in a batch `width` wide."""
        return Window(self, rows, counts, width)

    def written(self, rows: Sequence[int], counts: Sequence[int]) -> None:
        """Counts what a model has read through a window."""
        for row, count in zip(rows, counts, strict=True):
            self.lengths[row] += count

    def layer(self, number: int, like: Tensor, length: int) -> Tensor:
        """A layer's buffer, for `length` positions at least; `like` are keys of (any, head, any, channel)."""
        if number == len(self._shapes):
            self._shapes.append((like.shape[1], like.shape[3]))
            self._like = like.new_empty(0)
        self._grow(length)
        return self._layers[number]

    def _grow(self, length: int) -> None:
        """Makes each known layer hold `length` positions."""
        assert self._like is not None
        for number, (heads, channels) in enumerate(self._shapes):
            old = self._layers[number] if number < len(self._layers) else None
            if old is not None and old.shape[3] >= length:
                continue
            room = -(-max(min(2 * length, self._context), length) // STEP) * STEP
            new = self._like.new_zeros((2, self._size, heads, room, channels))
            if old is None:
                self._layers.append(new)
            else:
                new[:, :, :, : old.shape[3]] = old
                self._layers[number] = new


class Window(Cache):
    """Some rows as transformers' models want them: takes new keys and values, gives all of each row."""

    def __init__(self, rows: Rows, numbers: Sequence[int], counts: Sequence[int], width: int) -> None:
        super().__init__(layers=[])
        self._width = width
        self._rows = rows
        self._numbers = list(numbers)
        self._counts = list(counts)
        self._starts = [rows.lengths[number] for number in numbers]
        most = max(start + count for start, count in zip(self._starts, counts, strict=True))
        self._whole = -(-most // STEP) * STEP
        self._index: tuple[Tensor, Tensor] | None = None

    @property
    def is_first(self) -> bool:
        """Whether the rows follow each other from the first one on, so that they need not be gathered."""
        return self._numbers == list(range(self._numbers[0], self._numbers[0] + len(self._numbers)))

    def positions(self, device: torch.device) -> Tensor:
        """Where each new token stands, (row, token); those beyond a row's count stand at its last."""
        return torch.tensor(
            [
                [start + min(n, count - 1) for n in range(self._width)]
                for start, count in zip(self._starts, self._counts, strict=True)
            ],
            device=device,
        )

    def mask(self, positions: Tensor, dtype: torch.dtype, times: int = 1) -> Tensor:
        """What each new token may see, (row, 1, `times` token, position): itself and what stands before it.

        The tokens stand `times` below themselves, and what is seen is a number to be added: each layer would
        make both of it otherwise.
        """
        place = torch.arange(self._whole, device=positions.device)
        hidden = place[None, None, None, :] > positions[:, None, :, None]
        mask = torch.zeros(hidden.shape, dtype=dtype, device=positions.device)
        return mask.masked_fill_(hidden, float("-inf")).repeat(1, 1, times, 1)

    def update(
        self, key_states: Tensor, value_states: Tensor, layer_idx: int, *_given: Any, **_named: Any
    ) -> tuple[Tensor, Tensor]:
        """Writes the new ones of a layer; gives the keys and the values of the rows up to the longest."""
        layer = self._rows.layer(layer_idx, key_states, self._whole)
        if self._width == 1:
            rows, places = self._places(layer.device)
            layer[0][rows, :, places] = key_states[:, :, 0]
            layer[1][rows, :, places] = value_states[:, :, 0]
        else:
            for n, (row, start, count) in enumerate(
                zip(self._numbers, self._starts, self._counts, strict=True)
            ):
                layer[0, row, :, start : start + count] = key_states[n, :, :count]
                layer[1, row, :, start : start + count] = value_states[n, :, :count]
        if self.is_first:
            first = self._numbers[0]
            seen = layer[:, first : first + len(self._numbers), :, : self._whole]
        else:
            seen = layer[:, self._numbers, :, : self._whole]
        return seen[0], seen[1]

    def get_seq_length(self, layer_idx: int = 0) -> int:
        """How much was read before; only asked for where positions are not given."""
        return min(self._starts)

    def _places(self, device: torch.device) -> tuple[Tensor, Tensor]:
        if self._index is None:
            self._index = (
                torch.tensor(self._numbers, device=device),
                torch.tensor(self._starts, device=device),
            )
        return self._index
