"""The page's name, colour and logo, as whoever runs it has set them.

The rule: the colour is a wish. Where text in it could not be read on the page's paper it is made darker, or
lighter in the dark, until the contrast is that of WCAG 2.2 (success criterion 1.4.3, 4.5 to 1). It comes as a
stylesheet of its own, so that the page needs no inline style.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

READABLE = 4.5
STEPS = 50
TINTED = 0.1
"""How much of the colour is in the ground behind what is chosen."""

LIGHT = ("#faf6ef", "#fffdf9")
"""The papers of `style.css`, and those in the dark."""
DARK = ("#171512", "#201d19")
WHITE, BLACK = "#ffffff", "#000000"
KINDS = {".svg": "image/svg+xml", ".png": "image/png"}


@dataclass(frozen=True, slots=True)
class Brand:
    """What is set; "" and None are the page's own."""

    name: str = ""
    accent: str = ""
    logo: Path | None = None

    def stylesheet(self) -> str:
        """The colours by light and by night."""
        light, dark = _block(self.accent, LIGHT, BLACK), _block(self.accent, DARK, WHITE)
        return f":root {{ {light} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"

    async def serve_stylesheet(self, request: Request) -> Response:
        return Response(self.stylesheet(), media_type="text/css")

    async def serve_logo(self, request: Request) -> Response:
        if self.logo is None or not self.logo.is_file():
            return Response(status_code=404)
        return Response(self.logo.read_bytes(), media_type=KINDS[self.logo.suffix.lower()])


def _block(accent: str, papers: tuple[str, ...], towards: str) -> str:
    ink = readable(accent, papers, towards)
    tint = mixed(papers[0], ink, TINTED)
    on = max((WHITE, BLACK), key=lambda colour: contrast(colour, ink))
    return f"--accent: {ink}; --on-accent: {on}; --tint: {tint};"


def readable(colour: str, papers: tuple[str, ...], towards: str) -> str:
    """`colour`, mixed with `towards` as little as it takes to be read on all of `papers` and their tints."""
    for step in range(STEPS + 1):
        ink = mixed(colour, towards, step / STEPS)
        grounds = (*papers, mixed(papers[0], ink, TINTED))
        if all(contrast(ink, ground) >= READABLE for ground in grounds):
            return ink
    return towards


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21, as WCAG 2.2 defines it.

    >>> round(contrast("#ffffff", "#000000"))
    21
    """
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """`one` with `share` (0 to 1) of `other` in it.

    >>> mixed("#000000", "#ffffff", 0.5)
    '#808080'
    """
    parts = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(here + (there - here) * share):02x}" for here, there in parts)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    shares = [channel / 255 for channel in _channels(colour)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
