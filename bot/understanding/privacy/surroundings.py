"""What the words around one tell of it: that it is a month, a unit or an ordinal, and no name."""

from collections.abc import Sequence

from bot.understanding.privacy.personal_pieces import Piece, ends
from bot.understanding.privacy.personal_words import WORDS


def is_month(pieces: Sequence[Piece], place: int) -> bool:
    """Return whether a month stands beside a number, and is no name then."""
    if pieces[place].folded not in WORDS["months"]:
        return False
    beside = [*pieces[max(0, place - 1) : place], *pieces[place + 1 : place + 2]]
    return any(piece.is_number for piece in beside)


def is_counting(pieces: Sequence[Piece], place: int) -> bool:
    """Return whether this is what a number counts, such as "dana"."""
    return (
        pieces[place].folded in WORDS["units"]
        and place > 0
        and (pieces[place - 1].is_number or ends(pieces, place - 1, "numerals"))
    )


def is_ordering(pieces: Sequence[Piece], place: int) -> bool:
    """Return whether an ordinal says which year or the like: "Prvi" alone is a surname."""
    following = pieces[place + 1].folded if place + 1 < len(pieces) else ""
    return pieces[place].folded in WORDS["ordinals"] and (
        following in WORDS["units"] | WORDS["settling_behind"] | WORDS["ordered"]
    )
