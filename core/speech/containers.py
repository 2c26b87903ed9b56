"""Which kind of file the bytes of a recording are: known by their first bytes, before FFmpeg sees them.

The rule: only the six containers below are ever opened, each by its own demuxer and never by FFmpeg's
guess. A text that FFmpeg would take for a playlist (ffconcat, HLS, SDP, DASH) begins with no such mark.
"""

from __future__ import annotations

_MPEG_SYNC = 0xE0  # the upper three bits of an MPEG frame's second byte
_MPEG_LAYER = 0x06  # which layer; 0 is AAC's own framing (ADTS), which is not taken
_ID3_HEADER = 10  # bytes before an ID3v2 tag's content


def container_of(clip: bytes) -> str | None:
    """FFmpeg's name of the demuxer for `clip`: ogg, matroska, mov, wav, flac or mp3; None for all else."""
    if clip.startswith(b"OggS"):
        return "ogg"
    if clip.startswith(b"\x1aE\xdf\xa3"):
        return "matroska"
    if clip[4:8] == b"ftyp":
        return "mov"
    if clip.startswith(b"RIFF") and clip[8:12] == b"WAVE":
        return "wav"
    bare = clip[_tag_size(clip) :][:4]
    if bare == b"fLaC":
        return "flac"
    return "mp3" if _is_mpeg_frame(bare) else None


def _tag_size(clip: bytes) -> int:
    """Bytes of the ID3v2 tag (song, artist, cover) that may stand before MP3 and FLAC; its length has 7 bits
    a byte (id3.org, ID3v2.4.0 section 3.1)."""
    if not clip.startswith(b"ID3") or len(clip) < _ID3_HEADER:
        return 0
    content = 0
    for byte in clip[6:_ID3_HEADER]:
        content = content << 7 | byte & 0x7F
    return _ID3_HEADER + content


def _is_mpeg_frame(head: bytes) -> bool:
    return (
        len(head) == 4
        and head[0] == 0xFF
        and head[1] & _MPEG_SYNC == _MPEG_SYNC
        and head[1] & _MPEG_LAYER != 0
    )
