"""How closely a message is tied to the one before it."""

from enum import StrEnum


class Bond(StrEnum):
    """How closely a message is tied to the one before it."""

    NONE = "none"  # a question of its own, or nothing was said before
    LOOSE = "loose"  # few words: it may be one of its own
    CLOSE = "close"  # it begins as a follow-up, points back, or is a word or two
