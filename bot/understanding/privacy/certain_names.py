"""Names where one stands for certain: behind a title, an initial, "I am", or beside a name.

There a word is no safer for being a usual one: "Ms Bank", "(j. bank)", "I'm Jesen Most".
"""

from collections.abc import Iterator, Sequence

from bot.understanding.privacy.personal_pieces import Piece, PieceKind, ends
from bot.understanding.privacy.personal_words import WORDS, is_place
from bot.understanding.privacy.surroundings import is_counting, is_month, is_ordering

_MOST_NAMES = 3
_LONGEST_ACRONYM = 5
_LONGEST_SIGNATURE = 4
_COPULAS = frozenset(("is", "was", "mi", "nam", "je", "bio", "bila"))
# A dot behind an initial, or a sign behind "it's me", ends no phrase.
_STEP_OVER = frozenset((".", ",", ":", ""))


def hide_certain_names(pieces: Sequence[Piece], *, shouts: bool) -> None:
    """Hide what stands where only a name does.

    Args:
        pieces: those of the question.
        shouts: capital letters tell nothing in it.
    """
    for place in range(len(pieces)):
        if pieces[place].folded in WORDS["titles"] or ends(pieces, place, "persons"):
            _hide_run(pieces, _behind_copula(pieces, place + 1), shouts=shouts)
        elif ends(pieces, place, "introducing"):
            _hide_run(pieces, place + 1, shouts=shouts, spares_places=True)
        elif ends(pieces, place, "signed") and _signs(pieces, place):
            _hide_run(pieces, place + 1, shouts=shouts)
        elif _is_initial(pieces, place):
            pieces[place].kind = PieceKind.NAME
            _hide_initialled(pieces, place + 1)
    if not shouts:
        _hide_beside(pieces)


def _hide_run(
    pieces: Sequence[Piece], start: int, *, shouts: bool, spares_places: bool = False
) -> None:
    """Hide capitalised words from a place on, or one in small letters that is a name too."""
    for place in _phrase(pieces, start):
        piece = pieces[place]
        if _is_exempt(pieces, place) or (spares_places and is_place(piece.folded)):
            return
        if piece.text[:1].isupper() and not shouts:
            piece.kind = PieceKind.NAME
            continue
        may_be_name = piece.folded in WORDS["also_names"] | WORDS["rare_names"]
        if may_be_name and (_ends_here(pieces, place) or piece.folded in WORDS["rare_names"]):
            piece.kind = PieceKind.NAME
        elif piece.kind not in (PieceKind.NAME, PieceKind.WORD):
            return


def _signs(pieces: Sequence[Piece], place: int) -> bool:
    """Return whether a letter ends with what stands behind this."""
    behind = len(pieces) - place - 1
    opens = place == 0 or any(one.ends_a_phrase for one in pieces[max(0, place - 1) : place + 1])
    return 0 < behind <= _LONGEST_SIGNATURE and opens


def _behind_copula(pieces: Sequence[Piece], place: int) -> int:
    """Return the place behind "is" or "mi je": "my professor is Thaddea Bank"."""
    while place < len(pieces) and pieces[place].folded in _COPULAS:
        if pieces[place].ends_a_phrase:
            break
        place += 1
    return place


def _phrase(pieces: Sequence[Piece], start: int) -> Iterator[int]:
    for place in range(start, min(start + _MOST_NAMES, len(pieces))):
        is_first = place == start
        if pieces[place].ends_a_phrase and not (
            is_first and pieces[place].before.strip() in _STEP_OVER
        ):
            return
        yield place


def _ends_here(pieces: Sequence[Piece], place: int) -> bool:
    """Return whether a phrase ends behind a word, or goes on as behind a name."""
    following = pieces[place + 1] if place + 1 < len(pieces) else None
    return (
        following is None
        or following.ends_a_phrase
        or following.folded in WORDS["about"] | WORDS["speaking"] | WORDS["pairing"]
    )


def _is_initial(pieces: Sequence[Piece], place: int) -> bool:
    """Return whether a single letter stands for a given name, and not for a point of a list."""
    piece, following = pieces[place], pieces[place + 1] if place + 1 < len(pieces) else None
    if len(piece.text) != 1 or not piece.text.isalpha() or following is None:
        return False
    if following.before not in (".", ". ") or piece.before.endswith(("'", "’")):
        return False  # "a master's. Are"
    is_announced = place > 0 and (
        pieces[place - 1].folded in WORDS["titles"] | WORDS["roles"]
        or any(ends(pieces, place - 1, label) for label in ("persons", "introducing", "named"))
        or pieces[place - 1].kind is PieceKind.NAME
    )
    return "(" in piece.before or is_announced or (piece.text.isupper() and place > 0)


def _hide_initialled(pieces: Sequence[Piece], place: int) -> None:
    if not _is_exempt(pieces, place):
        pieces[place].kind = PieceKind.NAME


def _hide_beside(pieces: Sequence[Piece]) -> None:
    """Hide capitalised words next to one that is hidden as a name."""
    order = [*range(1, len(pieces)), *reversed(range(len(pieces) - 1))]
    steps = [-1] * (len(pieces) - 1) + [1] * (len(pieces) - 1)
    for place, step in zip(order, steps, strict=True):
        piece, beside = pieces[place], pieces[place + step]
        joint = pieces[max(place, place + step)]
        is_name = beside.kind is PieceKind.NAME and beside.text[:1].isupper()
        if is_name and piece.is_capitalised and joint.before.strip() in ("", "-"):
            _hide_initialled(pieces, place)


def _is_exempt(pieces: Sequence[Piece], place: int) -> bool:
    """Return whether a word is no name even there."""
    piece = pieces[place]
    following = pieces[place + 1].folded if place + 1 < len(pieces) else ""
    is_acronym = piece.text.isupper() and 1 < len(piece.text) <= _LONGEST_ACRONYM
    return (
        piece.is_number
        or is_acronym
        or piece.folded
        in WORDS["joining"] | WORDS["roles"] | WORDS["settling_behind"] | WORDS["programmes"]
        or following in WORDS["settling_behind"]
        or is_month(pieces, place)
        or is_counting(pieces, place)
        or is_ordering(pieces, place)
    )
