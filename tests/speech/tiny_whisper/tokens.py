"""A tokenizer laid out like Whisper's English one: byte pairs of the sentences, then its special tokens."""
# mypy: ignore-errors
# What runs here needs torch's environment and not the project's.

from __future__ import annotations

from collections.abc import Iterable

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

SPECIAL = (
    "<|endoftext|>",
    "<|startoftranscript|>",
    "<|en|>",
    "<|translate|>",
    "<|transcribe|>",
    "<|startoflm|>",
    "<|startofprev|>",
    "<|nospeech|>",
    "<|notimestamps|>",
)
TIMESTAMPS = 1501  # 0.00 to 30.00 s in steps of 20 ms, after all other tokens
PIECES = 900


def tokenizer(sentences: Iterable[str]) -> Tokenizer:
    """The tokenizer of `sentences`.

    faster-whisper suppresses the first token of " -", of " '" and of notes: each of them must be a token of
    its own here, or it would suppress the bytes of other words. So the pairs are learnt from them too.
    """
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    corpus = [f" {one}" for one in sentences] * 3 + [" - ' ♩ ♪ ♫ ♬ ♭ ♮ ♯", "♩♪♫♬♭♮♯"] * 50
    trainer = trainers.BpeTrainer(
        vocab_size=PIECES,
        min_frequency=2,
        show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        special_tokens=[],
    )
    made.train_from_iterator(corpus, trainer)
    made.add_special_tokens([AddedToken(one, special=True, normalized=False) for one in SPECIAL])
    return made
