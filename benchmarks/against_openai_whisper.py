"""How much faster the speech worker's Whisper is than openai-whisper: same architecture, tokens and sound.

    python -m benchmarks.against_openai_whisper FOLDER   # in the environment of whisper_base.py, its maker

Both hear one window of 30 s, from samples to tokens, on all cores: openai-whisper in float32 (it has nothing
smaller on a processor), the worker's in int8, each `base` with random weights and forced to SPOKEN tokens.
The runs take turns; medians of five. Goal: 4 times as fast with Whisper's own beam of 5.
"""
# mypy: ignore-errors
# What runs here needs torch's environment and not the project's.

from __future__ import annotations

import os
import sys
from functools import partial

import numpy as np
import torch
import whisper
from faster_whisper import WhisperModel

from benchmarks.frame import at_least, figure, medians
from benchmarks.whisper_base import PLAIN, SPOKEN

DIMENSIONS = whisper.model.ModelDimensions(80, 1500, 512, 8, 6, 51_865, 448, 512, 8, 6)
PROMPT = [50_258, 50_259, 50_359, 50_363]  # start, English, transcribe, no time stamps
CORES = len(os.sched_getaffinity(0))


def main() -> None:
    """Prints the figures."""
    torch.set_num_threads(CORES)
    torch.manual_seed(0)
    sound = (np.random.default_rng(0).standard_normal(480_000) * 0.05).astype(np.float32)
    theirs = whisper.model.Whisper(DIMENSIONS).eval()
    ours = WhisperModel(
        sys.argv[1], device="cpu", compute_type="int8", cpu_threads=CORES, local_files_only=True
    )
    for beam in (5, 1):
        taken = medians(
            {
                "ours": partial(hear_ours, ours, sound, beam),
                "theirs": partial(hear_theirs, theirs, sound, beam),
            },
            rounds=5,
        )
        goal = at_least(4) if beam == 5 else None
        print(figure(f"beam {beam}", taken["theirs"] / taken["ours"], "times as fast", goal))
        print(f"  openai-whisper {taken['theirs']:.2f} s, ours {taken['ours']:.2f} s")


def hear_ours(model: WhisperModel, sound: np.ndarray, beam: int) -> None:
    features = model.feature_extractor(sound)[:, :3000]
    heard = model.model.generate(
        model.encode(features),
        [PROMPT],
        beam_size=beam,
        max_length=2 * SPOKEN,  # CTranslate2 keeps half of it for what is written
        suppress_tokens=[PLAIN],  # it does not end before
        suppress_blank=False,
    )
    assert len(heard[0].sequences_ids[0]) == SPOKEN


@torch.no_grad()
def hear_theirs(model: whisper.model.Whisper, sound: np.ndarray, beam: int) -> None:
    mel = whisper.log_mel_spectrogram(whisper.pad_or_trim(sound))
    options = whisper.DecodingOptions(
        language="en",
        fp16=False,
        beam_size=beam if beam > 1 else None,
        sample_len=SPOKEN,
        suppress_tokens=[PLAIN],
        without_timestamps=True,
    )
    assert len(whisper.decode(model, mel, options).tokens) == SPOKEN


if __name__ == "__main__":
    main()
