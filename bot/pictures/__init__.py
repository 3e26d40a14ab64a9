"""Pictures of figures, drawn from data. Everything in a picture stands in a text too."""

from bot.pictures.draw import WIDTH, draw

__all__ = ["WIDTH", "draw"]
