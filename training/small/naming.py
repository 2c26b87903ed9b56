"""Which pieces name things, and which stand before those that do, by what a beginner reads.

The rule: it is counted and not judged: how often a word stands where things are named. The words of the
prompt itself, which stand in every prompt, count nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import torch
from transformers import PreTrainedTokenizerBase

from core.interviewers.prompts.data import CLOSE, OPEN
from training.prepare.targets.echoes import naming, words

DOUBT = 2  # times that a word is taken to have been none
COMMON = 0.5  # of the prompts from which on a word belongs to the prompt itself


def names(
    tokenizer: PreTrainedTokenizerBase, prose: Iterable[str], prompts: Sequence[str]
) -> tuple[torch.Tensor, torch.Tensor]:
    """Two numbers from 0 to 1 for each piece: how often it names something, and how often a name follows it.

    0 for what is no whole word.
    """
    texts = list(prose)
    found = [(text, word) for text in texts for word in naming(text)]
    seen = Counter(word for text in texts for word in words(text))
    framed = Counter(word for prompt in prompts for word in set(words(_frame(prompt))))
    named = Counter(word[0] for _, word in found if framed[word[0]] < COMMON * len(prompts))
    before = Counter(text[: word.start()].split()[-1] for text, word in found)
    return _shares(tokenizer, named, seen), _shares(tokenizer, before, seen)


def _shares(tokenizer: PreTrainedTokenizerBase, counted: Counter[str], seen: Counter[str]) -> torch.Tensor:
    """The share of a word's places that were counted, for the piece that it is; the greatest is 1."""
    shares = torch.zeros(len(tokenizer))
    for word, count in counted.items():
        pieces = tokenizer(f" {word}", add_special_tokens=False)["input_ids"]
        if len(pieces) == 1 and word.islower():
            shares[pieces[0]] = count / (seen[word] + DOUBT)
    return shares / shares.max().clamp(min=1e-6)


def _frame(prompt: str) -> str:
    """A prompt without what was said last."""
    before, _, rest = prompt.rpartition(OPEN)
    return before + rest.partition(CLOSE)[2]
