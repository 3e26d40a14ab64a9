"""Numbers that can be kept of a question: short ones, counted ones, days and academic years."""

import itertools
import re
from collections.abc import Callable, Sequence

from bot.understanding.privacy.personal_pieces import Piece, PieceKind, ends
from bot.understanding.privacy.personal_words import WORDS
from bot.understanding.privacy.surroundings import is_ordering

_MOST_DIGITS = 2
_MOST_COUNTED = 6
_LONGEST_COUNT = 3
_LONGEST_HOUSE = 7
_LEAST_SPELT = 4
_NEAR = 5
_STREET_WORDS = 3
_AGES = range(15, 100)
# Of a bare number: more are points.
_BARE_AGES = range(15, 50)
# Who studies now was born before; what is asked about is later.
_YEAR = r"20(?:1[5-9]|[23]\d)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_DATE = rf"(?:{_DAY}[./]\s?{_MONTH}[./]\s?{_YEAR}|{_YEAR}-{_MONTH}-{_DAY}|{_YEAR})"
_PLAIN = re.compile(
    rf"{_DATE}(?:\s?[-–—]\s?{_DATE})?|{_DAY}\.\s?{_MONTH}(?:\s?[-–—]\s?{_DAY}\.\s?{_MONTH})?"
    r"|\d{1,2}:\d{2}|[1-9]\d{0,2}\s?[-–—/]\s?[1-9]\d{0,2}|\d{1,3}[.,]\d{1,2}"
)
# What goes down is no range, such as "344-19".
_FROM_TO = re.compile(r"(\d{1,3})\s?[-–—/]\s?(\d{1,3})")
_MOST_OF_A_FRACTION = 99
# No fraction and no year of study: "21/345".
_FILE_NUMBER = re.compile(r"\d{1,3}\s?/\s?\d{3}|\d{3}\s?/\s?\d{1,3}")
_ACADEMIC = re.compile(rf"({_YEAR})[/–-](\d{{2}}|\d{{4}})")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[., ]\d{3}){1,2}|[1-9]\d{0,5}")
# "34g" and "34y": months, weeks and days are no ages.
_SHORT_AGE = re.compile(r"(\d{2})(?:g|god|y|yo|yr)")
_MONEY_SIGNS = "€$£"
_JOINS = frozenset("-#/_.")


def hide_numbers(pieces: Sequence[Piece]) -> None:
    """Hide every number that does not count something and is neither short nor a day or year."""
    for place, piece in enumerate(pieces):
        if piece.is_number and not _is_harmless(pieces, place):
            digits = sum(letter.isdigit() for letter in piece.text)
            phone = piece.text[0] in "+(0" and digits <= 14
            piece.kind = PieceKind.PHONE if phone and digits > 5 else PieceKind.NUMBER


def hide_joined_numbers(pieces: Sequence[Piece]) -> None:
    """Hide a number that is one with a name, such as of an account or a plate."""
    for place, piece in enumerate(pieces):
        if not piece.is_number:
            continue
        if place and _is_plate(pieces[place - 1], piece):
            piece.kind = pieces[place - 1].kind = PieceKind.NUMBER
        following = pieces[place + 1] if place + 1 < len(pieces) else None
        if following is not None and following.kind is not None and _is_bound(following):
            piece.kind = following.kind = PieceKind.NUMBER
        if place and piece.before == "#":
            piece.kind = pieces[place - 1].kind = PieceKind.LINK


def _is_plate(letters: Piece, number: Piece) -> bool:
    """Return whether a number has the form of a plate: "NI-12-34"."""
    is_short = len(letters.text) <= _LONGEST_COUNT and letters.text.isupper()
    return is_short and number.before in _JOINS and re.search(r"\d[- ]\d", number.text) is not None


def hide_ages(pieces: Sequence[Piece]) -> None:
    """Hide how old somebody is: a stay is never counted in so many years."""
    for place, piece in enumerate(pieces):
        short = _SHORT_AGE.fullmatch(piece.folded)
        if short and int(short[1]) in _AGES:
            if ends(pieces, place - 1, "being") or _following(pieces, place) in WORDS["years"]:
                piece.kind = PieceKind.NUMBER
            continue
        if not piece.text.isdigit() or int(piece.text) not in _AGES:
            continue
        following = [one.folded for one in pieces[place + 1 : place + 4]]
        is_bare = not following or following[0] not in WORDS["units"]
        is_told = bool(following) and following[0] in WORDS["years"]
        # "22 mi je godina"
        is_told |= following[1:2] == ["je"] and following[-1] in WORDS["years"]
        is_told |= is_bare and int(piece.text) in _BARE_AGES and ends(pieces, place - 1, "being")
        if is_told:
            piece.kind = PieceKind.NUMBER


def hide_births(pieces: Sequence[Piece]) -> None:
    """Hide days and years near a word for birth, unless they count something."""
    for place in range(len(pieces)):
        if not ends(pieces, place, "birth"):
            continue
        for at in range(max(0, place - 2), min(place + _NEAR + 2, len(pieces))):
            piece = pieces[at]
            told = piece.is_number or piece.folded in WORDS["months"] | WORDS["numerals"]
            told |= piece.folded in WORDS["ordinals"] and not is_ordering(pieces, at)
            if told and not is_counted(pieces, at):
                piece.kind = PieceKind.DATE


def hide_spelt_numbers(pieces: Sequence[Piece]) -> None:
    """Hide numbers in words, as a telephone number is dictated or an age is told."""
    for is_spelt, (*run,) in itertools.groupby(range(len(pieces)), _spelt_in(pieces)):
        if not is_spelt:
            continue
        tells_age = any(pieces[place].folded in WORDS["ages"] for place in run)
        is_age = tells_age and _following(pieces, run[-1]) in WORDS["years"]
        if len(run) >= _LEAST_SPELT or is_age:
            for place in run:
                pieces[place].kind = PieceKind.NUMBER


def _spelt_in(pieces: Sequence[Piece]) -> Callable[[int], bool]:
    """Tell of a place whether a numeral in words stands there, or a number behind one."""

    def is_spelt(place: int) -> bool:
        while place and pieces[place].is_number:
            place -= 1
        return pieces[place].folded in WORDS["numerals"]

    return is_spelt


_LABELS = {
    "student_number": PieceKind.NUMBER,
    "passport": PieceKind.NUMBER,
    "phone": PieceKind.PHONE,
}


def hide_labelled_numbers(pieces: Sequence[Piece]) -> None:
    """Hide numbers after the word for a passport or the like."""
    for place in range(len(pieces)):
        for label, kind in _LABELS.items():
            if not ends(pieces, place, label):
                continue
            for at in range(place + 1, min(place + 1 + _NEAR, len(pieces))):
                if pieces[at].folded[:1].isdigit() and not is_counted(pieces, at):
                    pieces[at].kind = kind
                    if len(pieces[at - 1].text) <= 2 and pieces[at - 1].text.isupper():
                        pieces[at - 1].kind = kind


def hide_addresses(pieces: Sequence[Piece]) -> None:
    """Hide a house or room, and its street where an address is announced."""
    for place, piece in enumerate(pieces):
        if piece.folded in WORDS["numerals"] and not is_counted(pieces, place):
            _hide_house_in_words(pieces, place)
        is_house = piece.folded[:1].isdigit() and len(piece.text) <= _LONGEST_HOUSE
        is_house &= _ACADEMIC.fullmatch(piece.text) is None
        is_house &= _following(pieces, place) not in WORDS["months"]
        if is_house and not is_counted(pieces, place) and not re.fullmatch(_YEAR, piece.text):
            _hide_house(pieces, place)
        if place and ends(pieces, place, "street") and pieces[place - 1].text[0].isupper():
            for before in pieces[max(0, place - _STREET_WORDS) : place]:
                if before.is_number or before.text[0].isupper():
                    before.kind = PieceKind.PLACE


def _hide_house(pieces: Sequence[Piece], place: int) -> None:
    # "Kralja Milana 7", and "broj 7"
    before = place - 2 if place > 1 and ends(pieces, place - 1, "numbering") else place - 1
    if place and pieces[before].kind in (PieceKind.WORD, PieceKind.NAME):
        pieces[place].kind = PieceKind.NUMBER
    for at in range(place + 1, min(place + 1 + _STREET_WORDS, len(pieces))):
        if pieces[at].ends_a_phrase:
            break
        if ends(pieces, at, "street"):
            _hide_places(pieces[place:at])
    for at in range(max(0, place - _NEAR), place):
        announced = ends(pieces, at, "address") or ends(pieces, at, "street")
        between = pieces[at + 1 : place + 1]
        if announced and not any(re.search(r"[?!\n]", piece.before) for piece in between):
            _hide_places(between)
            return


def _hide_house_in_words(pieces: Sequence[Piece], place: int) -> None:
    """Hide "soba pet", and "adresa: kralja milana sedam"; not what one says of a room."""
    start = place
    while start and pieces[start - 1].kind in (PieceKind.WORD, PieceKind.NAME, PieceKind.PLACE):
        start -= 1
    if start and ends(pieces, start - 1, "address"):
        _hide_places(pieces[start : place + 1])


def _hide_places(pieces: Sequence[Piece]) -> None:
    for piece in pieces:
        if piece.folded not in WORDS["joining"]:
            piece.kind = PieceKind.PLACE


def is_counted(pieces: Sequence[Piece], place: int) -> bool:
    """Return whether a short number says how many of what follows, such as 61 points."""
    following = _following(pieces, place) in WORDS["units"]
    return following and len(pieces[place].text) <= _LONGEST_COUNT


def _following(pieces: Sequence[Piece], place: int) -> str:
    return pieces[place + 1].folded if place + 1 < len(pieces) else ""


def _is_bound(piece: Piece) -> bool:
    return piece.before in _JOINS


def _is_harmless(pieces: Sequence[Piece], place: int) -> bool:
    """Return whether a number tells nothing of a person."""
    piece = pieces[place]
    written = piece.text.strip(" .")
    digits = sum(letter.isdigit() for letter in written)
    if written.isdigit() and digits <= _MOST_DIGITS:
        return digits < _MOST_DIGITS or not written.startswith("0")
    academic = _ACADEMIC.fullmatch(written)
    if academic:
        return int(academic[2]) % 100 == (int(academic[1]) + 1) % 100
    counted = (
        _following(pieces, place) in WORDS["units"]
        or (place > 0 and pieces[place - 1].folded in WORDS["units_before"])
        or any(sign in piece.before for sign in _MONEY_SIGNS)
        or any(sign in pieces[min(place + 1, len(pieces) - 1)].before for sign in _MONEY_SIGNS)
    )
    if counted and _THOUSANDS.fullmatch(written) and digits <= _MOST_COUNTED:
        return True
    if _FILE_NUMBER.fullmatch(written) and _following(pieces, place) not in WORDS["units"]:
        return False
    ordered = _FROM_TO.fullmatch(written)
    if ordered and int(ordered[1]) > max(int(ordered[2]), _MOST_OF_A_FRACTION):
        return False
    return _PLAIN.fullmatch(written) is not None
