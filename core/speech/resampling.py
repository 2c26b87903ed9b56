"""Frames of any format to 16 kHz, mono, 16 bit, by FFmpeg's own resampler.

The rule: no threads. PyAV's `AudioResampler` starts one a processor, whose stacks alone would fill the
decoding child's address space on a large machine.
"""

from __future__ import annotations

import errno
from typing import cast

import av
from av.audio.frame import AudioFrame
from av.filter import Graph

from core.speech.wire import RATE, WIDTH


class Resampler:
    """For frames that are all like the first one."""

    def __init__(self, first: AudioFrame) -> None:
        self._kind = _kind(first)
        self._graph = Graph()
        self._graph.threads = 1
        source = self._graph.add(
            "abuffer",
            sample_rate=str(first.sample_rate),
            sample_fmt=first.format.name,
            channel_layout=first.layout.name,
            time_base=f"1/{first.sample_rate}",
        )
        shape = self._graph.add("aformat", sample_rates=str(RATE), sample_fmts="s16", channel_layouts="mono")
        sink = self._graph.add("abuffersink")
        self._graph.link_nodes(source, shape, sink).configure()

    def takes(self, frame: AudioFrame) -> bool:
        """Whether `frame` has the rate, the format and the channels this one was made for."""
        return _kind(frame) == self._kind

    def convert(self, frame: AudioFrame) -> bytes:
        """The samples that are ready after `frame`. Its time stamp is dropped: time is what was recorded."""
        frame.pts = None
        return self._through(frame)

    def end(self) -> bytes:
        """The last samples."""
        return self._through(None)

    def _through(self, frame: AudioFrame | None) -> bytes:
        self._graph.push(frame)
        ready = bytearray()
        while True:
            try:
                out = cast(AudioFrame, self._graph.pull())
            except EOFError:
                return bytes(ready)
            except av.FFmpegError as error:
                if error.errno != errno.EAGAIN:
                    raise
                return bytes(ready)
            ready += memoryview(out.planes[0])[: out.samples * WIDTH]


def _kind(frame: AudioFrame) -> tuple[int, str, str]:
    return frame.sample_rate, frame.format.name, frame.layout.name
