"""Makes a Whisper with the real dimensions of `base`, random weights, and the manners of a real one.

    python3 -m venv /tmp/base && /tmp/base/bin/pip install torch==2.13.0
    /tmp/base/bin/pip install torch==2.13.0 transformers faster-whisper tiktoken numba more-itertools
    /tmp/base/bin/pip install --no-deps openai-whisper      # for its list of tokens, and to compare with
    /tmp/base/bin/python -m benchmarks.whisper_base FOLDER  # a minute; then, in the project's environment:
    GREENROOM_SPEECH_MODEL=FOLDER ./run bench speech

What it writes is nonsense, but of the right length: it says `SPOKEN` tokens for each window and ends, like
somebody who speaks at a good pace: the decoder's embedding of the next position points to the end token.
So times are those of the real `base`, whose weights cannot be had everywhere.
"""
# mypy: ignore-errors
# What runs here needs torch's environment and not the project's.

from __future__ import annotations

import argparse
import base64
import tempfile
from itertools import pairwise
from pathlib import Path

import torch
import whisper
from ctranslate2.converters import TransformersConverter
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers
from transformers import (
    GenerationConfig,
    WhisperConfig,
    WhisperFeatureExtractor,
    WhisperForConditionalGeneration,
    WhisperTokenizerFast,
)
from transformers.convert_slow_tokenizer import bytes_to_unicode

SPOKEN = 64  # tokens of a window: some 45 words in 20 s of speech
PROMPT = 3  # tokens before them: start, language, task
VOCABULARY, PLAIN = 51_865, 50_257
LOGITS = 3.0  # the standard deviation of a token's logit
HEADS = [[3, 1], [4, 2], [4, 3], [4, 7], [5, 1], [5, 2], [5, 4], [5, 6]]  # base's, which align words


def main() -> None:
    """Writes the model, as faster-whisper loads it, into the folder that is named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    torch.manual_seed(0)
    made = tokens()
    with tempfile.TemporaryDirectory() as full:
        student = model(made)
        student.save_pretrained(full)
        made.save(f"{full}/tokenizer.json")
        WhisperTokenizerFast(tokenizer_file=f"{full}/tokenizer.json").save_pretrained(full)
        WhisperFeatureExtractor(feature_size=80).save_pretrained(full)
        copied = ["tokenizer.json", "preprocessor_config.json"]
        TransformersConverter(full, copy_files=copied).convert(str(folder), quantization="int8", force=True)


def model(made: Tokenizer) -> WhisperForConditionalGeneration:
    """Random weights whose text tokens have spread logits, whose time stamps are unlikely, and that end."""
    config = WhisperConfig(
        vocab_size=VOCABULARY,
        d_model=512,
        encoder_layers=6,
        decoder_layers=6,
        encoder_attention_heads=8,
        decoder_attention_heads=8,
        encoder_ffn_dim=2048,
        decoder_ffn_dim=2048,
        suppress_tokens=None,
        begin_suppress_tokens=None,
    )
    whole = WhisperForConditionalGeneration(config)
    end = made.token_to_id("<|endoftext|>")
    with torch.no_grad():
        embeddings = whole.model.decoder.embed_tokens.weight
        embeddings[:PLAIN] = torch.randn(PLAIN, 512) * LOGITS / 512**0.5
        embeddings[PLAIN:] = 0.0
        embeddings[end] = torch.randn(512) * LOGITS / 512**0.5
        whole.model.decoder.embed_positions.weight[PROMPT + SPOKEN :] = 50 * embeddings[end]
    languages = {
        f"<|{code}|>": made.token_to_id(f"<|{code}|>") for code in list(whisper.tokenizer.LANGUAGES)[:99]
    }
    whole.generation_config = GenerationConfig(
        lang_to_id=languages,
        is_multilingual=True,
        suppress_tokens=[],
        begin_suppress_tokens=[220, end],
        alignment_heads=HEADS,
        no_timestamps_token_id=made.token_to_id("<|notimestamps|>"),
        max_length=448,
    )
    return whole


def tokens() -> Tokenizer:
    """Whisper's own tokens, from the list that openai-whisper carries."""
    listed = Path(whisper.__file__).parent / "assets" / "multilingual.tiktoken"
    pairs = (line.split() for line in listed.read_bytes().splitlines() if line)
    ranks = {base64.b64decode(token): int(rank) for token, rank in pairs}
    shown = bytes_to_unicode()
    letters = {token: "".join(shown[byte] for byte in token) for token in ranks}
    merges = [
        (letters[pair[0]], letters[pair[1]])
        for token, rank in sorted(ranks.items(), key=lambda item: item[1])
        if len(token) > 1 and len(pair := parts(token, rank, ranks)) == 2
    ]
    made = Tokenizer(models.BPE(vocab={letters[token]: rank for token, rank in ranks.items()}, merges=merges))
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    codes = [f"<|{code}|>" for code in list(whisper.tokenizer.LANGUAGES)[:99]]
    tasks = ["translate", "transcribe", "startoflm", "startofprev", "nospeech", "notimestamps"]
    special = ["<|endoftext|>", "<|startoftranscript|>", *codes, *(f"<|{task}|>" for task in tasks)]
    made.add_special_tokens([AddedToken(one, special=True, normalized=False) for one in special])
    return made


def parts(token: bytes, rank: int, ranks: dict[bytes, int]) -> list[bytes]:
    """What `token` is put together from: its bytes, joined by all merges that came before it."""
    pieces = [bytes([byte]) for byte in token]
    while True:
        joined = [(ranks.get(a + b, rank), n) for n, (a, b) in enumerate(pairwise(pieces))]
        best, n = min(joined, default=(rank, 0))
        if best >= rank:
            return pieces
        pieces[n : n + 2] = [pieces[n] + pieces[n + 1]]


if __name__ == "__main__":
    main()
