"""One bar, cut into its parts, with a legend: how a sum comes together, or what is left of a limit.

The picture brings its own light background and dark letters, so it reads the same in a light and a
dark client; its letters are large enough for a phone that shows it 320 points wide.
"""

import io
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bot.messages.effect import Part, Picture

WIDTH = 960

_FONTS = Path(__file__).with_name("fonts")
_MARGIN = 48
_PAPER, _INK, _FAINT, _EMPTY = "#ffffff", "#1c2733", "#5b6b7b", "#e3e9ef"
# Told apart by people who see colours differently too: by lightness, not by hue alone.
_COLOURS = ("#1f5fa8", "#5aa2e0", "#2f8f5b", "#c98a1b", "#7a5aa8", "#a8442f")
_BAR_TOP, _BAR_HEIGHT = 190, 84
_LEGEND_TOP, _ROW = 318, 58
_MOST_ROWS = 5


def draw(picture: Picture) -> bytes:
    """Return the picture as PNG, `WIDTH` pixels wide and as high as its legend needs."""
    rows = min(len(picture.parts), _MOST_ROWS)
    image = Image.new("RGB", (WIDTH, _LEGEND_TOP + rows * _ROW + _MARGIN // 2), _PAPER)
    canvas = ImageDraw.Draw(image)
    width = WIDTH - 2 * _MARGIN
    canvas.text((_MARGIN, 40), _fit(picture.title, _font(30), width), _FAINT, _font(30))
    canvas.text((_MARGIN, 86), _fit(picture.headline, _font(58, bold=True), width), _INK,
                _font(58, bold=True))  # fmt: skip
    _bar(canvas, picture, width)
    for row, part in enumerate(picture.parts[:_MOST_ROWS]):
        _legend(canvas, part, _LEGEND_TOP + row * _ROW, _colour(row, part), width)
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _bar(canvas: ImageDraw.ImageDraw, picture: Picture, width: int) -> None:
    whole = sum(part.size for part in picture.parts)
    canvas.rounded_rectangle(
        (_MARGIN, _BAR_TOP, _MARGIN + width, _BAR_TOP + _BAR_HEIGHT), 12, fill=_EMPTY
    )
    if whole <= 0:
        return
    left = float(_MARGIN)
    for row, part in enumerate(picture.parts):
        right = left + width * part.size / whole
        if right - left >= 1:
            canvas.rectangle(
                (left, _BAR_TOP, right, _BAR_TOP + _BAR_HEIGHT), fill=_colour(row, part)
            )
            canvas.line((right, _BAR_TOP, right, _BAR_TOP + _BAR_HEIGHT), _PAPER, 3)
        left = right


def _legend(canvas: ImageDraw.ImageDraw, part: Part, top: int, colour: str, width: int) -> None:
    font, bold = _font(30), _font(30, bold=True)
    canvas.rounded_rectangle((_MARGIN, top + 4, _MARGIN + 30, top + 34), 6, fill=colour)
    amount = canvas.textlength(part.amount, bold)
    right = _MARGIN + width - amount
    canvas.text((right, top), part.amount, _INK, bold)
    words = _fit(part.label, font, int(right - _MARGIN - 48 - 24))
    canvas.text((_MARGIN + 48, top), words, _INK, font)


def _colour(row: int, part: Part) -> str:
    return _EMPTY if part.empty else _COLOURS[row % len(_COLOURS)]


def _fit(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    """Return the text, cut with an ellipsis where it is wider than there is room."""
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(text + "…") > width:
        text = text[:-1].rstrip()
    return text + "…"


@cache
def _font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return ImageFont.truetype(_FONTS / name, size)
