"""How wide words are drawn, in the font that is shipped."""

from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).with_name("fonts")
_EXACT = 100


@lru_cache(maxsize=4096)
def ems(text: str) -> float:
    """Return the width of a line of text, in sizes of its letters (em)."""
    return font(_EXACT).getlength(text) / _EXACT


@cache
def font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """Return the shipped font in so many pixels."""
    return ImageFont.truetype(FONTS / ("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"), size)
