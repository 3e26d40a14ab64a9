"""One bar, cut into its parts, with a legend: how a sum comes together, or what is left of a limit.

The picture brings its own light background and dark letters, so it reads the same in a light and a
dark client; its letters are large enough for a phone that shows it 320 points wide.
"""

import io

from PIL import Image, ImageDraw, ImageFont

from bot.messages.effect import Picture, PicturePart
from bot.pictures.letters import font

WIDTH = 960

_MARGIN = 48
_PAPER, _INK, _FAINT, _EMPTY = "#ffffff", "#1c2733", "#5b6b7b", "#e3e9ef"
# Told apart by people who see colours differently too: by lightness, not by hue alone.
_COLOURS = ("#1f5fa8", "#5aa2e0", "#2f8f5b", "#c98a1b", "#7a5aa8", "#a8442f")
_BAR_TOP, _BAR_HEIGHT = 190, 84
_MARK, _MARK_SIZE = 14, 28
_LEGEND_TOP, _ROW = 318, 58
_TITLE_SIZE, _HEADLINE_SIZE, _LEGEND_SIZE = 30, 58, 30
_LEAST_SIZE = 18


def draw(picture: Picture) -> bytes:
    """Return the picture as PNG, `WIDTH` pixels wide and as high as its legend needs."""
    below = _LEGEND_TOP + (_ROW if picture.limit else 0)
    height = below + len(picture.parts) * _ROW + _MARGIN // 2
    image = Image.new("RGB", (WIDTH, height), _PAPER)
    canvas = ImageDraw.Draw(image)
    width = WIDTH - 2 * _MARGIN
    title = fitting(picture.title, _TITLE_SIZE, width)
    headline = fitting(picture.headline, _HEADLINE_SIZE, width, bold=True)
    canvas.text((_MARGIN, 40), picture.title, _FAINT, title)
    canvas.text((_MARGIN, 86), picture.headline, _INK, headline)
    _bar(canvas, picture, width)
    for row, part in enumerate(picture.parts):
        _legend(canvas, part, below + row * _ROW, _colour(row, part), width)
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def fitting(text: str, size: int, width: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """Return the font at the largest size, at most `size`, in which a text is not too wide.

    Words and numbers are made smaller, never cut.
    """
    sizes = range(size, _LEAST_SIZE, -2)
    wide = (one for one in sizes if font(one, bold=bold).getlength(text) <= width)
    return font(next(wide, _LEAST_SIZE), bold=bold)


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
    if picture.limit is not None:
        _mark(canvas, picture.limit, _MARGIN + width * min(picture.limit.size / whole, 1), width)


def _mark(canvas: ImageDraw.ImageDraw, limit: PicturePart, place: float, width: int) -> None:
    """Draw the line of a limit across the bar, with its words under it."""
    bottom = _BAR_TOP + _BAR_HEIGHT + _MARK
    canvas.line((place, _BAR_TOP - _MARK, place, bottom), _INK, 5)
    words = f"{limit.label}: {limit.amount}"
    letters = fitting(words, _MARK_SIZE, width, bold=True)
    long = letters.getlength(words)
    left = min(max(place - long / 2, _MARGIN), _MARGIN + width - long)
    canvas.text((left, bottom + 6), words, _INK, letters)


def _legend(
    canvas: ImageDraw.ImageDraw, part: PicturePart, top: int, colour: str, width: int
) -> None:
    bold = font(_LEGEND_SIZE, bold=True)
    canvas.rounded_rectangle((_MARGIN, top + 4, _MARGIN + 30, top + 34), 6, fill=colour)
    right = _MARGIN + width - canvas.textlength(part.amount, bold)
    canvas.text((right, top), part.amount, _INK, bold)
    words = fitting(part.label, _LEGEND_SIZE, int(right - _MARGIN - 48 - 24))
    canvas.text((_MARGIN + 48, top), part.label, _INK, words)


def _colour(row: int, part: PicturePart) -> str:
    return _EMPTY if part.empty else _COLOURS[row % len(_COLOURS)]
