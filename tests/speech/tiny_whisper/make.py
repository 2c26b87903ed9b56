"""Makes the tiny Whisper of the tests anew, from nothing but espeak-ng's speech: the model and its clips.

    python3 -m venv /tmp/tiny && /tmp/tiny/bin/pip install torch==2.13.0
    /tmp/tiny/bin/pip install torch==2.13.0 transformers ctranslate2 faster-whisper    # and espeak-ng itself
    /tmp/tiny/bin/python -m tests.speech.tiny_whisper.make            # in the project's folder

About 10 minutes on two idle cores. It goes the way of every real model: trained as a transformers Whisper,
converted by CTranslate2 to int8, loaded by faster-whisper. What came of it is checked at the end and written
into model/ and clips/ only if it is good enough. What it knows and does not: README.md beside this.
"""
# mypy: ignore-errors
# What runs here needs torch's environment and not the project's.

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import av
import numpy as np
import torch
from ctranslate2.converters import TransformersConverter
from faster_whisper import WhisperModel
from safetensors.torch import load_file, save_model
from transformers import GenerationConfig, WhisperFeatureExtractor, WhisperTokenizerFast

from tests.speech.tiny_whisper.espeak import RATE, spoken
from tests.speech.tiny_whisper.examples import Teacher
from tests.speech.tiny_whisper.learning import LAYERS, Student, learn
from tests.speech.tiny_whisper.sentences import ANSWERS, SINGLES
from tests.speech.tiny_whisper.tokens import SPECIAL, tokenizer

HERE = Path(__file__).parent
TAKES = 20
KNOWN = ("en-us", "en-us+f2", "en-gb-x-rp")
STRANGE = ("en-us+m3", "en-gb-x-rp+f3", "en-gb-scotland+m5")  # voices it was not taught with
GOOD_ENOUGH = 0.9  # share of sentences and answers by known voices without any mistake


@dataclass(frozen=True)
class Sample:
    """What is said, by whom, with which pauses in seconds after each sentence."""

    name: str
    texts: tuple[str, ...]
    voice: str = "en-us"
    pauses: tuple[float, ...] = ()

    @property
    def text(self) -> str:
        return " ".join(self.texts)

    def sound(self) -> np.ndarray:
        """Half a second of silence, the sentences with their pauses, more silence."""
        parts = [np.zeros(RATE // 2)]
        for n, text in enumerate(self.texts):
            said = spoken(text, self.voice)
            last = n == len(self.texts) - 1
            pause = 0.75 if last else self.pauses[n] if n < len(self.pauses) else 0.5
            parts += [
                said.sound[int(said.begins * RATE) : int(said.ends * RATE)],
                np.zeros(int(pause * RATE)),
            ]
        return np.concatenate(parts).astype(np.float32)


# The clips that tests play. Pauses are exact: between them sound begins and ends with the words.
CLIPS = (
    Sample("budget", ANSWERS[0], "en-us", (0.6, 0.4, 1.0)),
    Sample("engineers", ANSWERS[1], "en-us", (0.4, 2.5, 0.6)),
    Sample("nurse", ANSWERS[2], "en-gb-x-rp", (0.5, 0.8, 0.4)),
    Sample("vague", ANSWERS[5], "en-us", (0.3, 0.3, 0.3)),
    Sample("thanks", ("Thank you for your time today.",)),
    Sample("sales", ("We increased sales by twenty percent.",), "en-us+f2"),
)


def main() -> None:
    """Trains, converts, checks, writes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="where to keep what was learnt")
    parser.add_argument("--go-on", type=Path, help="a folder that was kept, to learn more from there")
    asked = parser.parse_args()
    torch.manual_seed(asked.seed)
    torch.set_num_threads(asked.threads)
    made = tokenizer((*SINGLES, *(one for answer in ANSWERS for one in answer)))
    teacher = Teacher(made, TAKES, asked.seed)
    end, start = made.token_to_id(SPECIAL[0]), made.token_to_id(SPECIAL[1])
    student = Student(teacher.text_tokens, len(SPECIAL), end, start)
    if asked.go_on:
        student.load_state_dict(load_file(asked.go_on / "student.safetensors"), strict=False)
    keep = partial(kept, student, asked.keep)
    learn(student, teacher, asked.steps, asked.seed, goes_on=asked.go_on is not None, keep=keep)
    with tempfile.TemporaryDirectory() as folder:
        model = converted(student, made, Path(folder))
        good = check(model)
        print(f"{good:.0%} of what known voices say is understood without a mistake")
        if good < GOOD_ENOUGH:
            sys.exit("Not good enough; nothing was written. Try --seed or more --steps.")
        shutil.copytree(model, HERE / "model", dirs_exist_ok=True)
    for clip in CLIPS:
        write(clip.sound(), HERE / "clips" / f"{clip.name}.ogg")
    listed = {clip.name: {"texts": clip.texts, "pauses": clip.pauses} for clip in CLIPS}
    (HERE / "clips" / "clips.json").write_text(json.dumps(listed, indent=1) + "\n", encoding="utf-8")


def kept(student: Student, folder: Path | None) -> None:
    """Writes what was learnt so far into `folder`, if there is one."""
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        save_model(student, str(folder / "student.safetensors"))


def converted(student: Student, made, folder: Path) -> Path:
    """The model as faster-whisper loads it, by the way of transformers and CTranslate2."""
    full, small = folder / "full", folder / "small"
    token = made.token_to_id
    end = token("<|endoftext|>")
    student.whisper.generation_config = GenerationConfig(
        bos_token_id=end,
        eos_token_id=end,
        pad_token_id=end,
        decoder_start_token_id=token("<|startoftranscript|>"),
        prev_sot_token_id=token("<|startofprev|>"),
        no_timestamps_token_id=token("<|notimestamps|>"),
        max_length=448,
        suppress_tokens=[],
        begin_suppress_tokens=[made.encode(" ").ids[0], end],
        is_multilingual=False,
        alignment_heads=[[LAYERS - 1, 0]],  # the one whose attention was pulled to the words
        return_timestamps=False,
    )
    student.whisper.save_pretrained(full)
    made.save(str(full / "tokenizer.json"))
    marks = {f"{name}_token": SPECIAL[0] for name in ("unk", "bos", "eos", "pad")}
    WhisperTokenizerFast(tokenizer_file=str(full / "tokenizer.json"), **marks).save_pretrained(full)
    WhisperFeatureExtractor(feature_size=80).save_pretrained(full)
    copied = ["tokenizer.json", "preprocessor_config.json"]
    TransformersConverter(str(full), copy_files=copied).convert(str(small), quantization="int8")
    return small


def check(folder: Path) -> float:
    """Prints how much of what is said it understands; gives the share by known voices."""
    model = WhisperModel(str(folder), device="cpu", compute_type="int8", local_files_only=True)
    chance = random.Random(1)
    shares = []
    for voices in (KNOWN, STRANGE):
        for kind, texts in (("sentences", [(one,) for one in SINGLES]), ("answers", list(ANSWERS) * 3)):
            right = 0
            for n, said in enumerate(texts):
                pauses = tuple(chance.choice((0.3, 0.6, 1.0, 1.5)) for _ in said)
                sample = Sample("", said, voices[n % len(voices)], pauses)
                right += same(heard(model, sample.sound()), sample.text)
            print(f"{kind} by {'known' if voices == KNOWN else 'strange'} voices: {right}/{len(texts)}")
            shares.append(right / len(texts))
    for clip in CLIPS:
        text = heard(model, clip.sound())
        print(f"clip {clip.name}: {'right' if same(text, clip.text) else text}")
    return min(shares[:2])


def heard(model: WhisperModel, sound: np.ndarray) -> str:
    segments, _ = model.transcribe(sound, language="en", temperature=0.0, word_timestamps=True)
    return "".join(one.text for one in segments).strip()


def same(one: str, other: str) -> bool:
    """Whether the words are the same, whatever the marks between them."""
    bare = [["".join(filter(str.isalnum, word)).lower() for word in text.split()] for text in (one, other)]
    return bare[0] == bare[1]


def write(sound: np.ndarray, file: Path) -> None:
    """An OGG with Opus, as messengers send voice notes."""
    file.parent.mkdir(exist_ok=True)
    with av.open(str(file), "w", format="ogg") as out:
        stream = out.add_stream("libopus", rate=48_000, layout="mono")
        stream.bit_rate = 24_000
        samples = (np.clip(sound, -1, 1) * 32767).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(samples[None], format="s16", layout="mono")
        frame.sample_rate = RATE
        resampler = av.AudioResampler(format="flt", layout="mono", rate=48_000, frame_size=960)
        for part in (*resampler.resample(frame), *resampler.resample(None)):
            out.mux(stream.encode(part))
        out.mux(stream.encode(None))


if __name__ == "__main__":
    main()
